"""Sealing and verifying the record, and taking a list of looks out of the house."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.audit import sealing, verifying
from tutela.audit.sealing import Head
from tutela.audit.verifying import Progress, Report

SEALER = Actor.job("seal", May.SEAL_AUDIT)
VERIFIER = Actor.job("verify", May.VERIFY_AUDIT)


def seal(*, now: datetime, using: str = DEFAULT_DB_ALIAS) -> Head | None:
    """Seal what was told since the last head; None where there is nothing new."""
    with acting_as(SEALER, using=using):
        if not sealing.is_anything_new(using):
            return None
        with perform(SEALER, May.SEAL_AUDIT, using=using) as done:
            head = sealing.seal(now=now, using=using)
            done.record("audit.sealed", None, size=head.size if head else 0)
    return head


def verify(
    *,
    now: datetime,
    using: str = DEFAULT_DB_ALIAS,
    key: bytes | None = None,
    progress: Progress = lambda number: None,
) -> Report:
    """Compute the whole record anew, compare it, and keep what was found."""
    with acting_as(VERIFIER, using=using), perform(VERIFIER, May.VERIFY_AUDIT, using=using) as done:
        report = verifying.verify(using, key=key, progress=progress)
        verification = uuid7()
        with connections[using].cursor() as cursor:
            cursor.execute(
                "INSERT INTO audit_verification"
                " (id, started_at, ended_at, size, root, counted, faults, found, entry)"
                " VALUES (%s, %s, clock_timestamp(), %s, %s, %s::jsonb, %s, %s::jsonb, %s)",
                [
                    verification,
                    now,
                    report.size,
                    report.root,
                    json.dumps(report.counted),
                    report.faults.total(),
                    json.dumps(report.faults),
                    done.entry,
                ],
            )
        done.record("audit.verified", verification, faults=report.faults.total())
    return report


def ask_to_verify(*, actor: Actor, key: UUID, now: datetime) -> None:
    """Queue a verification; one that already waits is enough."""
    with perform(actor, May.VERIFY_AUDIT, key=key) as done:
        waiting = app.configure_task("tutela.oversight.tasks.verify", queueing_lock="verify")
        try:
            with transaction.atomic():
                waiting.defer()
        except AlreadyEnqueued:
            pass
        done.record("audit.verification_asked", None)


def take_out(
    *,
    actor: Actor,
    purpose: str,
    about: UUID,
    person: UUID | None,
    asked: dict[str, Any],
    key: UUID,
    now: datetime,
) -> UUID:
    """Allow one list of looks to be taken out of the house, for a purpose that is on record."""
    with perform(actor, May.GOVERN_INFORMATION, key=key) as done:
        done.record(
            "looks.taken_out", done.entry, person=person, of=about, purpose=purpose, asked=asked
        )
    return done.entry
