"""Receipts are issued when a visit is received, in each language, and kept as they were issued."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.notification_requirements import receipts
from tutela.notification_requirements.models import Receipt, Visit
from tutela.notification_requirements.rules import numbers


def issue(
    *,
    actor: Actor,
    visit: Visit,
    items: Sequence[numbers.Item],
    next_due: receipts.Next | None,
    now: datetime,
) -> None:
    """Issue the acknowledgement of a visit in every language: s.87(3)."""
    with perform(actor, May.TAKE_NOTIFICATION) as done:
        by = ", ".join(part for part in (actor.name, actor.team_name, actor.agency_name) if part)
        digests = []
        for language in receipts.LANGUAGES:
            content = receipts.made(
                visit, items, language=language, received_by=by, next_due=next_due
            )
            digests.append(hashlib.sha256(content).hexdigest())
            Receipt.objects.create(
                visit=visit,
                language=language,
                content=content,
                digest=digests[-1],
                template_version=receipts.VERSION,
                recipient=f"{visit.given_names} {visit.surname}".strip(),
                issued_by_id=writer(actor),
                issued_at=now,
            )
        done.record("receipt.issued", visit.pk, digests=digests)
