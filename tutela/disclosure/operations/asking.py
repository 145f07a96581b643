"""Asking that somebody outside the agencies be told; taking it back; leaving what was approved."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.court_orders.operations.naming import check_names
from tutela.disclosure import rules
from tutela.disclosure.models import Awaited, Consideration
from tutela.disclosure.operations.holding import (
    CannotDisclose,
    await_of,
    call_deciders,
    hold,
    met,
    tokens,
)
from tutela.disclosure.rules import Option, Stage, Step
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, write
from tutela.people.parts import Part

REASON = "To decide whether somebody is told"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What who asks has weighed: why now, whom, for whom, how, with which words."""

    trigger: str
    happened: str
    recipient: str
    recipient_role: str
    harm: str
    basis: str
    option: str
    representations: str
    effects: str
    instead: str
    words: str
    recipient_is: str = ""
    recipient_address: str = ""
    children: Sequence[str] = field(default_factory=tuple)
    also_protected: str = ""
    basis_said: str = ""
    not_self_verified: str = ""
    not_self_accompanied: str = ""
    not_with_knowledge: str = ""
    representations_said: str = ""
    conditions: str = ""
    support: str = ""

    def texts(self) -> list[str]:
        """What is read by many, and names nobody protected; the recipient is named on purpose."""
        return [
            *(self.happened, self.also_protected, self.harm, self.words, self.conditions),
            *(self.not_self_verified, self.not_self_accompanied, self.not_with_knowledge),
            *(self.representations_said, self.effects, self.instead, self.support),
        ]


def ask(
    *,
    actor: Actor,
    person: Person,
    weighed: Weighed,
    team: UUID | None,
    needed_by: datetime | None,
    not_names: bool,
    key: UUID | None,
    now: datetime,
    again: UUID | None = None,
) -> UUID:
    """Ask that a recipient be told; a team whose office it is may read the file to decide.

    Without a team nobody is called: at a meeting the chair has the file before them. `again` is
    what was asked before in the same words; where its approval lapsed it is left for this one.
    """
    with perform(actor, May.ASK_DISCLOSURE, key=key) as done:
        check_part(person.pk, Part.DISCLOSURES)
        _check_weighed(weighed)
        check_names(person, weighed.texts(), not_names=not_names)
        row = Consideration(person=person, asked_by_id=writer(actor), asked_at=now)
        for name, value in asdict(weighed).items():
            setattr(row, name, value)
        row.children = tokens(weighed.children)
        row.save(force_insert=True)
        await_of(actor, row, Awaited.Kind.DECISION, now, needed_by)
        if team is not None and not call_deciders(row, team=team, why=REASON, now=now):
            raise CannotDisclose(
                _("Choose a team that decides disclosures in the area of who manages the person.")
            )
        if again is not None:
            _leave_lapsed(person, again, now)
        done.record("disclosure.asked", row.pk, person=person.pk, basis=row.basis)
    return row.pk


def _check_weighed(weighed: Weighed) -> None:
    """The same as the table refuses, in words."""
    if not weighed.children and not weighed.also_protected:
        raise CannotDisclose(
            _("Say whom it would protect: a child as a token, or children of a description.")
        )
    missing = rules.missing_reasons(
        Option(weighed.option),
        {option: getattr(weighed, f"not_{option}", "") for option in Option},
    )
    if missing:
        raise CannotDisclose(_("Say of each less intrusive way why it will not do."))
    if not weighed.representations_said and weighed.representations != "none_given":
        raise CannotDisclose(
            _("Say what the person said, or why they were not asked: it is considered every time.")
        )


def withdraw(
    *,
    actor: Actor,
    person: Person,
    consideration: Consideration,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Take back what waits for a decision, and say why."""
    with perform(actor, May.ASK_DISCLOSURE, key=key) as done:
        row = hold(actor, person, consideration, Step.WITHDRAW, version)
        _end(row, Step.WITHDRAW, why, now)
        done.record("disclosure.withdrawn", row.pk, person=person.pk)
    return row.pk


def leave(
    *,
    actor: Actor,
    person: Person,
    consideration: Consideration,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say that what was approved is not told in the end, and why."""
    with perform(actor, May.ASK_DISCLOSURE, key=key) as done:
        row = hold(actor, person, consideration, Step.LEAVE, version)
        _end(row, Step.LEAVE, why, now)
        done.record("disclosure.left", row.pk, person=person.pk)
    return row.pk


def _leave_lapsed(person: Person, again: UUID, now: datetime) -> None:
    """What is asked again because its approval lapsed waits no longer to be told."""
    rows = Consideration.objects.select_for_update().filter(pk=again, person=person)
    for row in rows:
        if rules.has_lapsed(row.lapses_on, row.stage, on=localdate(now)):
            _end(row, Step.LEAVE, _("The approval lapsed, and it was asked again."), now)


def _end(row: Consideration, step: Step, why: str, now: datetime) -> None:
    """It goes no further, and what it waited for is awaited no more."""
    row.stage, row.ended_because = rules.NEXT[Stage(row.stage)][step], why
    write(row, ["stage", "ended_because"])
    met(row, [Awaited.Kind.DECISION, Awaited.Kind.TELLING], now)
