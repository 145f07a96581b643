"""What was told, to whom, in which words; told in immediate danger; and what was found later."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.court_orders.operations.naming import check_names
from tutela.disclosure import rules
from tutela.disclosure.models import Awaited, Consideration, FollowUp, Made
from tutela.disclosure.operations.holding import (
    CannotDisclose,
    at_the_end_of,
    await_of,
    call_deciders,
    hold,
    met,
    tokens,
)
from tutela.disclosure.rules import Stage, Step
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

REASON = "To review what was told in immediate danger"


@dataclass(frozen=True, slots=True)
class Told:
    """How it was told: when, by whom, to whom, and what the recipient undertook."""

    was_told: bool
    made_at: datetime
    how: str
    recipient: str
    told_by: str
    identity: str
    undertaking: str
    words: str
    how_why: str = ""
    recipient_address: str = ""
    identity_said: str = ""
    undertaking_why: str = ""
    conditions: str = ""
    advice: str = ""

    def texts(self) -> list[str]:
        """What names nobody protected; the recipient is named on purpose."""
        return [
            *(self.words, self.how_why, self.identity_said, self.undertaking_why),
            *(self.conditions, self.advice),
        ]


def record_made(
    *,
    actor: Actor,
    person: Person,
    consideration: Consideration,
    told: Told,
    follow_up_on: date | None,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record that a recipient was told what another approved, or was met and not told."""
    with perform(actor, May.RECORD_DISCLOSURE, key=key) as done:
        step = Step.TELL if told.was_told else Step.TRY
        row = hold(actor, person, consideration, step, version)
        _check_told(told, now)
        if told.was_told:
            CannotDisclose.heed(
                rules.objection_to_telling_late(row.lapses_on, told_at=told.made_at)
            )
        check_names(person, told.texts(), not_names=not_names)
        made = _write_made(actor, row, told, now)
        row.stage = rules.NEXT[Stage(row.stage)][step]
        write(row, ["stage"])
        if told.was_told:
            met(row, [Awaited.Kind.TELLING], now)
            _begin_follow_up(actor, row, made, follow_up_on, now)
        done.record(
            "disclosure.made",
            row.pk,
            person=person.pk,
            was_told=told.was_told,
            undertaking=told.undertaking,
        )
    return row.pk


def _check_told(told: Told, now: datetime) -> None:
    if told.made_at > now:
        raise CannotDisclose(_("It cannot have happened later than now."))
    CannotDisclose.heed(
        rules.objection_to_telling(
            was_told=told.was_told,
            undertaking=told.undertaking,
            undertaking_why=told.undertaking_why,
            words=told.words,
        )
    )
    if told.how not in {Made.How.FACE_TO_FACE, Made.How.BY_THE_PERSON} and not told.how_why:
        raise CannotDisclose(_("Say why it was not done face to face."))


def _write_made(actor: Actor, row: Consideration, told: Told, now: datetime) -> Made:
    return Made.objects.create(
        consideration=row,
        person_id=row.person_id,
        recorded_by_id=writer(actor),
        recorded_at=now,
        **asdict(told),
    )


def _begin_follow_up(
    actor: Actor, row: Consideration, made: Made, due_on: date | None, now: datetime
) -> None:
    if due_on is None:
        return
    FollowUp.objects.create(made=made, person_id=row.person_id, due_on=due_on)
    await_of(actor, row, Awaited.Kind.FOLLOW_UP, now, at_the_end_of(due_on))


def record_in_danger(
    *,
    actor: Actor,
    person: Person,
    told: Told,
    happened: str,
    recipient_role: str,
    children: list[str],
    also_protected: str,
    follow_up_on: date | None,
    not_names: bool,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record at once that somebody was told because danger was immediate; another reviews it.

    It asks no right to change the file, only that it is open: the truth is never refused. Who
    decides disclosures in the area of who manages the person is told at once.
    """
    with perform(actor, May.RECORD_DISCLOSURE, key=key) as done:
        _check_told(told, now)
        check_names(person, [happened, also_protected, *told.texts()], not_names=not_names)
        row = Consideration(
            person=person,
            stage=Consideration.Stage.IN_DANGER,
            in_danger=True,
            trigger=Consideration.Trigger.OTHER,
            happened=happened,
            recipient=told.recipient,
            recipient_role=recipient_role,
            recipient_address=told.recipient_address,
            children=tokens(children),
            also_protected=also_protected,
            words=told.words,
            conditions=told.conditions,
            asked_by_id=writer(actor),
            asked_at=now,
        )
        row.save(force_insert=True)
        made = _write_made(actor, row, told, now)
        _begin_follow_up(actor, row, made, follow_up_on, now)
        due_at, _verified = rules.reviewed_by(told.made_at)
        await_of(actor, row, Awaited.Kind.REVIEW, now, due_at)
        call_deciders(row, team=None, why=REASON, now=now)
        done.record("disclosure.made_in_danger", row.pk, person=person.pk)
    return row.pk


def follow_up(
    *,
    actor: Actor,
    person: Person,
    follow_up: FollowUp,
    done_on: date,
    found: str,
    again_on: date | None,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record what was found when whoever was told was seen again, and when to see them next."""
    with perform(actor, May.RECORD_DISCLOSURE, key=key) as done:
        check_part(person.pk, Part.DISCLOSURES)
        row = held(FollowUp, follow_up.pk, person_id=person.pk, version=version, shows=["done_on"])
        if row.done_on is not None:
            raise CannotDisclose(_("This follow-up was recorded already."))
        check_names(person, [found], not_names=not_names)
        row.done_on, row.found, row.done_by_id = done_on, found, writer(actor)
        write(row, ["done_on", "found", "done_by"])
        consideration = row.made.consideration
        met(consideration, [Awaited.Kind.FOLLOW_UP], now)
        _begin_follow_up(actor, consideration, row.made, again_on, now)
        done.record("disclosure.followed_up", consideration.pk, person=person.pk)
    return consideration.pk
