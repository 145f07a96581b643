"""The second pair of eyes: deciding what another asked, reviewing what another told in danger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.court_orders.operations.naming import check_names
from tutela.disclosure import rules
from tutela.disclosure.models import Awaited, Consideration, Incident, TestAnswer
from tutela.disclosure.operations.holding import (
    CannotDisclose,
    at_the_end_of,
    await_of,
    hold,
    met,
)
from tutela.disclosure.operations.incidents import await_settling
from tutela.disclosure.rules import Stage, Step
from tutela.people.models import Person
from tutela.people.operations.holding import write

DECISION = ["stage", "decided_by", "decided_at", "reasons"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a test is met, and why."""

    is_met: bool
    why: str


def decide(
    *,
    actor: Actor,
    person: Person,
    consideration: Consideration,
    decision: str,
    tests: Mapping[str, Answer],
    words: str,
    conditions: str,
    reasons: str,
    not_names: bool,
    version: int,
    key: UUID | None,
    now: datetime,
) -> UUID:
    """Approve or refuse what another asked: every test answered, the words as they may be said."""
    with perform(actor, May.DECIDE_DISCLOSURE, key=key) as done:
        step = Step(decision)
        row = hold(actor, person, consideration, step, version)
        CannotDisclose.heed(
            rules.objection_to_deciding(step, {test: one.is_met for test, one in tests.items()})
        )
        said = [words, conditions, reasons, *(one.why for one in tests.values())]
        check_names(person, said, not_names=not_names)
        for test, one in tests.items():
            TestAnswer.objects.create(
                consideration=row, person=person, test=test, is_met=one.is_met, why=one.why
            )
        _settle(actor, row, rules.NEXT[Stage(row.stage)][step], reasons, now)
        row.words, row.conditions = words, conditions
        if step is Step.APPROVE:
            row.lapses_on, _verified = rules.lapses_on(now)
        write(row, [*DECISION, "words", "conditions", "lapses_on"])
        met(row, [Awaited.Kind.DECISION], now)
        if row.lapses_on:
            until = at_the_end_of(row.lapses_on)
            await_of(actor, row, Awaited.Kind.TELLING, now, until)
        done.record("disclosure.decided", row.pk, person=person.pk, decision=decision)
    return row.pk


def _settle(actor: Actor, row: Consideration, stage: Stage, reasons: str, now: datetime) -> None:
    row.stage, row.decided_by_id, row.decided_at = stage, writer(actor), now
    row.reasons = reasons


def review(
    *,
    actor: Actor,
    person: Person,
    consideration: Consideration,
    decision: str,
    reasons: str,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say whether what another told in immediate danger was right; if not, it is an incident."""
    with perform(actor, May.REVIEW_DISCLOSURE, key=key) as done:
        step = Step(decision)
        if step not in {Step.UPHOLD, Step.REJECT}:
            raise CannotDisclose(_("Say whether it was right."))
        row = hold(actor, person, consideration, step, version)
        check_names(person, [reasons], not_names=not_names)
        _settle(actor, row, rules.NEXT[Stage(row.stage)][step], reasons, now)
        write(row, DECISION)
        met(row, [Awaited.Kind.REVIEW], now)
        if step is Step.REJECT:
            _open_incident(actor, row, now)
        done.record("disclosure.reviewed", row.pk, person=person.pk, decision=decision)
    return row.pk


def _open_incident(actor: Actor, row: Consideration, now: datetime) -> None:
    """Who found it records it; a third person settles it, neither who found it nor who told."""
    made = row.made.filter(was_told=True).latest("made_at")
    incident = Incident.objects.create(
        person_id=row.person_id,
        consideration=row,
        happened_on=made.made_at.date(),
        who_knows=made.recipient,
        what=made.words[:2000],
        how_known=_("Found by the review of what was told in immediate danger"),
        recorded_by_id=writer(actor),
        recorded_at=now,
    )
    await_settling(actor, incident, now)
