"""What the court did: sentences as they are recorded, corrected, varied and linked."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import perform
from tutela.access.permissions import May
from tutela.court_orders import rules
from tutela.court_orders.models import Offence, Result, Sentence
from tutela.court_orders.operations.changing import (
    CannotRecord,
    Change,
    keep,
    note_variation,
    result_of,
    rewrite,
    said_of,
)
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held
from tutela.people.parts import Part

Term = tuple[int, int]
# what a form shows beside the other's answer
SHOWN = ["made_on"]


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, as it was said; lengths in months and days."""

    kind: str
    term: Term | None = None
    suspended: bool = False
    sentence: str = "imprisonment"
    extension: Term | None = None
    supervision: Term | None = None
    made_on: date | None = None
    over_on: date | None = None
    consecutive_to: UUID | None = None
    partly_concurrent_with: UUID | None = None
    overlap: Term | None = None


def add_sentence(
    *,
    actor: Actor,
    person: Person,
    result: Result,
    offence: UUID | None,
    disposal: Said,
    key: UUID,
    now: datetime,
) -> UUID:
    """Add a sentence for one offence, or for the result as a whole."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.CONVICTIONS)
        held_result = result_of(result, person)
        row = new_sentence(held_result, _offence(offence, held_result), disposal)
        done.record("sentence.added", row.pk, person=person.pk, result=held_result.pk)
    return row.pk


def change_sentence(
    *,
    actor: Actor,
    person: Person,
    sentence: Sentence,
    offence: UUID | None,
    disposal: Said,
    change: Change,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Write what the court now did: it was recorded wrongly, was varied, or was still awaited."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.CONVICTIONS)
        row = held(Sentence, sentence.pk, person_id=person.pk, version=version, shows=SHOWN)
        before = said_of(row)
        row.offence = _offence(offence, row.result)
        _write_sentence(row, disposal)
        if change.kind == "varied":
            row.stage = Sentence.Stage.VARIED
        rewrite(row)
        keep(actor, row.result, "sentence", row.pk, change, before, said_of(row), now)
        note_variation(row.result, change)
        done.record("sentence.changed", row.pk, person=person.pk, because=change.kind)
    return row.pk


def new_sentence(result: Result, offence: Offence | None, said: Said) -> Sentence:
    if result.kind == Result.Kind.CAUTION:
        raise CannotRecord(_("A caution has no sentence."))
    row = Sentence(result=result, person_id=result.person_id, offence=offence)
    _write_sentence(row, said)
    row.save(force_insert=True)
    return row


def _write_sentence(row: Sentence, said: Said) -> None:
    linked = _linked(row, said)
    CannotRecord.heed(
        rules.objection_to_sentence(
            kind=said.kind,
            term=_length(said.term),
            suspended=said.suspended,
            sentence=said.sentence,
            extension=_length(said.extension),
            overlap=_length(said.overlap),
            follows=said.consecutive_to is not None,
            overlaps=said.partly_concurrent_with is not None,
            other=_length((linked.months or 0, linked.days or 0)) if linked else None,
        )
    )
    if said.made_on and said.made_on < row.result.relevant_on:
        raise CannotRecord(_("The sentence cannot come before the conviction or finding."))
    if said.over_on and said.over_on < (said.made_on or row.result.relevant_on):
        raise CannotRecord(_("The last day cannot come before the sentence."))
    row.kind, row.suspended, row.sentence = said.kind, said.suspended, said.sentence
    row.months, row.days = said.term or (None, None)
    row.extension_months, row.extension_days = said.extension or (None, None)
    row.supervision_months, row.supervision_days = said.supervision or (None, None)
    row.overlap_months, row.overlap_days = said.overlap or (None, None)
    row.made_on, row.over_on = said.made_on, said.over_on
    row.consecutive_to = linked if said.consecutive_to else None
    row.partly_concurrent_with = linked if said.partly_concurrent_with else None


def _linked(row: Sentence, said: Said) -> Sentence | None:
    """The sentence that this one follows or overlaps, of the same person and not in a circle."""
    wanted = said.consecutive_to or said.partly_concurrent_with
    if wanted is None:
        return None
    others = {one.pk: one for one in Sentence.objects.filter(person=row.person_id)}
    if wanted not in others or wanted == row.pk:
        raise CannotRecord(_("Choose another sentence of this person."))
    links = {
        str(one.pk): str(other)
        if (other := one.consecutive_to_id or one.partly_concurrent_with_id)
        else None
        for one in others.values()
    }
    links[str(row.pk)] = str(wanted)
    if rules.goes_round(links, str(row.pk)):
        raise CannotRecord(_("These sentences would follow one another in a circle."))
    return others[wanted]


def _length(term: Term | None) -> rules.Length | None:
    return rules.Length(*term) if term and any(term) else None


def _offence(wanted: UUID | None, result: Result) -> Offence | None:
    if wanted is None:
        return None
    found = Offence.objects.filter(pk=wanted, result=result, person=result.person_id).first()
    if found is None:
        raise CannotRecord(_("Choose an offence of this court result."))
    return found
