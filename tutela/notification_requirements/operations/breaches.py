"""Possible breaches: opened by a missed date or by an officer, and taken step by step to an end."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform, writer
from tutela.access.permissions import May
from tutela.agencies.models import Appointment
from tutela.court_orders.models import Result
from tutela.notification_requirements.models import Breach, BreachStep
from tutela.notification_requirements.rules import breaches as rules
from tutela.notification_requirements.rules.breaches import Ground, Stage, Standing, Step
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

SHOWS = ["stage", "proposed"]


class CannotStep(Refused):
    """The step does not follow, or is not this officer's to take."""


# Opening ------------------------------------------------------------------------------------------


def open_breach(
    *,
    actor: Actor,
    person: Person,
    ground: str,
    happened_on: date,
    why: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """An officer opens one: false information, fingerprints, or what no date shows."""
    with perform(actor, May.RECORD_BREACH, key=key) as done:
        check_part(person.pk, Part.NOTIFICATIONS)
        _check_not_open(person, Ground(ground), happened_on)
        row = Breach.objects.create(
            person=person,
            ground=ground,
            begun_on=happened_on,
            provision=rules.offence(Ground(ground)),
            opened_by_id=writer(actor),
            opened_at=now,
        )
        _write_step(actor, row, Step.OPEN, Stage.OPENED, happened_on, why, now)
        done.record("breach.opened", row.pk, person=person.pk, ground=ground)
    return row.pk


def _check_not_open(person: Person, ground: Ground, day: date) -> None:
    """A failure that goes on is one offence, and has one possible breach."""
    if ground not in rules.ONE_AT_A_TIME:
        return
    for row in Breach.objects.filter(person=person, ground=ground):
        if not row.is_over and rules.is_same_failure(
            begun_on=row.begun_on, ended_on=row.ended_on, missed_on=day, ground=ground
        ):
            raise CannotStep(
                _("This failure has a possible breach already, and is one with it: s.91(3).")
            )


# Steps --------------------------------------------------------------------------------------------


def explain(
    *,
    actor: Actor,
    person: Person,
    breach: Breach,
    happened_on: date,
    why: str,
    checked: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record what the person says, and what was checked of it: a reasonable excuse considered."""
    with perform(actor, May.RECORD_BREACH, key=key) as done:
        row, stage = _held(person, breach, version, Step.EXPLAIN)
        row.is_explained = True
        _write_step(actor, row, Step.EXPLAIN, stage, happened_on, why, now, checked=checked)
        _move(row, stage, "is_explained")
        done.record("breach.explained", row.pk, person=person.pk)
    return row.pk


def propose(
    *,
    actor: Actor,
    person: Person,
    breach: Breach,
    proposal: str,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Recommend an end without a charge; another officer, who supervises, decides."""
    with perform(actor, May.RECORD_BREACH, key=key) as done:
        row, stage = _held(person, breach, version, Step.PROPOSE, Stage(proposal))
        row.proposed = proposal
        _write_step(actor, row, Step.PROPOSE, stage, localdate(now), why, now, proposed=proposal)
        _move(row, stage)
        done.record("breach.recommended", row.pk, person=person.pk, proposed=proposal)
    return row.pk


def decide(
    *,
    actor: Actor,
    person: Person,
    breach: Breach,
    decision: str,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Agree to what another recommended, or return it: a person is freed from suspicion by two."""
    with perform(actor, May.DECIDE_BREACH, key=key) as done:
        step = Step.AGREE if decision == "agree" else Step.RETURN
        row, stage = _held(person, breach, version, step)
        proposed_by = _recommended_by(row)
        if step is Step.AGREE and are_one(writer(actor), proposed_by):
            raise CannotStep(_("You recommended this: another officer decides it."))
        _write_step(
            actor,
            row,
            step,
            stage,
            localdate(now),
            why,
            now,
            proposed=row.proposed,
            proposed_by_id=proposed_by,
        )
        row.proposed = ""
        _move(row, stage)
        done.record(
            f"breach.{'decided' if step is Step.AGREE else 'returned'}",
            row.pk,
            person=person.pk,
            stage=stage,
        )
    return row.pk


def investigate(
    *,
    actor: Actor,
    person: Person,
    breach: Breach,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say that it is to be investigated, and why."""
    with perform(actor, May.RECORD_BREACH, key=key) as done:
        row, stage = _held(person, breach, version, Step.INVESTIGATE)
        _write_step(actor, row, Step.INVESTIGATE, stage, localdate(now), why, now)
        _move(row, stage)
        done.record("breach.investigated", row.pk, person=person.pk)
    return row.pk


def charge(
    *,
    actor: Actor,
    person: Person,
    breach: Breach,
    happened_on: date,
    offence: str,
    court: str,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record that the person was charged: when, with what, before which court."""
    with perform(actor, May.RECORD_BREACH, key=key) as done:
        row, stage = _held(person, breach, version, Step.CHARGE)
        _write_step(
            actor, row, Step.CHARGE, stage, happened_on, why, now, offence=offence, court=court
        )
        _move(row, stage)
        done.record("breach.charged", row.pk, person=person.pk)
    return row.pk


def conclude(
    *,
    actor: Actor,
    person: Person,
    breach: Breach,
    outcome: str,
    happened_on: date,
    court: str,
    result: Result | None,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record how it ended: convicted, acquitted, discontinued or cautioned."""
    with perform(actor, May.RECORD_BREACH, key=key) as done:
        step = Step(outcome)
        row, stage = _held(person, breach, version, step)
        if result is not None and stage is Stage.DISCONTINUED:
            raise CannotStep(_("A case that was discontinued has no court result."))
        row.result = result
        _write_step(actor, row, step, stage, happened_on, why, now, court=court)
        _move(row, stage, "result")
        done.record("breach.concluded", row.pk, person=person.pk, stage=stage)
    return row.pk


def reopen(
    *,
    actor: Actor,
    person: Person,
    breach: Breach,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Open one again that was closed without a charge, because something new is known."""
    with perform(actor, May.RECORD_BREACH, key=key) as done:
        row, stage = _held(person, breach, version, Step.REOPEN)
        _write_step(actor, row, Step.REOPEN, stage, localdate(now), why, now)
        _move(row, stage)
        done.record("breach.reopened", row.pk, person=person.pk)
    return row.pk


# Holding ------------------------------------------------------------------------------------------


def _held(
    person: Person, breach: Breach, version: int, step: Step, proposal: Stage | None = None
) -> tuple[Breach, Stage]:
    """The locked row and where the step leads it; refused where the step does not follow."""
    check_part(person.pk, Part.NOTIFICATIONS)
    row = held(Breach, breach.pk, person_id=person.pk, version=version, shows=SHOWS)
    standing = Standing(
        Stage(row.stage), row.is_explained, Stage(row.proposed) if row.proposed else None
    )
    CannotStep.heed(rules.objection_to(step, standing, proposal))
    return row, rules.after(step, standing)


def _write_step(
    actor: Actor,
    row: Breach,
    step: Step,
    leads_to: Stage,
    happened_on: date,
    why: str,
    now: datetime,
    **more: Any,
) -> None:
    BreachStep.objects.create(
        breach=row,
        person_id=row.person_id,
        kind=step,
        leads_to=leads_to,
        happened_on=happened_on,
        why=why,
        made_by_id=writer(actor),
        made_at=now,
        **more,
    )


def _move(row: Breach, stage: Stage, *fields: str) -> None:
    row.stage = stage
    write(row, ["stage", "proposed", *fields])


def _recommended_by(row: Breach) -> UUID:
    step = row.steps.filter(kind=Step.PROPOSE).order_by("-id").first()
    assert step is not None  # noqa: S101 - the stage says that something is recommended
    return step.made_by_id


def are_one(one: UUID, other: UUID) -> bool:
    """Whether two appointments are the same person's: two accounts are one pair of eyes."""
    users: Iterable[UUID] = Appointment.objects.filter(pk__in=[one, other]).values_list(
        "user_id", flat=True
    )
    return len(set(users)) < 2
