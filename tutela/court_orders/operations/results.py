"""Court results as they are recorded, corrected, varied, appealed and quashed."""

from datetime import date, datetime
from typing import Any
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
from tutela.court_orders.operations.sentences import Said, new_sentence
from tutela.documents.models import Document
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held
from tutela.people.parts import Part

ABROAD = "abroad"
# what a form shows beside the other's answer, for each kind of row
OF_RESULT = ["kind", "relevant_on", "court", "reference", "source", "trial_concluded_on"]
OF_OFFENCE = ["title", "code", "committed_from", "committed_to", "victim_age"]


def record_result(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    relevant_on: date,
    where: str,
    court: str,
    reference: str,
    source: str,
    document: UUID | None,
    trial_concluded_on: date | None,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record a conviction, caution or finding; its offences and sentences are added to it."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.CONVICTIONS)
        row = Result(person=person)
        _write_result(
            row, kind, relevant_on, where, court, reference, source, document, trial_concluded_on
        )
        row.save(force_insert=True)
        done.record("result.recorded", row.pk, person=person.pk, kind=kind)
    return row.pk


def change_result(
    *,
    actor: Actor,
    person: Person,
    result: Result,
    kind: str,
    relevant_on: date,
    where: str,
    court: str,
    reference: str,
    source: str,
    document: UUID | None,
    trial_concluded_on: date | None,
    change: Change,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct what is recorded of a result; what it said before stays beside the reason."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.CONVICTIONS)
        row = held(Result, result.pk, person_id=person.pk, version=version, shows=OF_RESULT)
        before = said_of(row)
        _write_result(
            row, kind, relevant_on, where, court, reference, source, document, trial_concluded_on
        )
        rewrite(row)
        keep(actor, row, "result", row.pk, change, before, said_of(row), now)
        done.record("result.changed", row.pk, person=person.pk, because=change.kind)
    return row.pk


def add_offence(
    *,
    actor: Actor,
    person: Person,
    result: Result,
    title: str,
    code: str,
    paragraph: str,
    committed_from: date | None,
    committed_to: date | None,
    victim_age: int | None,
    intended_victim_age: int | None,
    for_sexual_gratification: bool | None,
    disposal: Said | None,
    key: UUID,
    now: datetime,
) -> UUID:
    """Add an offence to a result, with what the court did for it."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.CONVICTIONS)
        held_result = result_of(result, person)
        row = Offence(result=held_result, person=person)
        _write_offence(row, title, code, paragraph, committed_from, committed_to)
        row.victim_age, row.intended_victim_age = victim_age, intended_victim_age
        row.for_sexual_gratification = for_sexual_gratification
        row.save(force_insert=True)
        if disposal is not None:
            new_sentence(held_result, row, disposal)
        done.record("offence.added", row.pk, person=person.pk, result=held_result.pk)
    return row.pk


def change_offence(
    *,
    actor: Actor,
    person: Person,
    offence: Offence,
    title: str,
    code: str,
    paragraph: str,
    committed_from: date | None,
    committed_to: date | None,
    victim_age: int | None,
    intended_victim_age: int | None,
    for_sexual_gratification: bool | None,
    change: Change,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct an offence, or write another in its place where a court did so."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.CONVICTIONS)
        row = held(Offence, offence.pk, person_id=person.pk, version=version, shows=OF_OFFENCE)
        before = said_of(row)
        _write_offence(row, title, code, paragraph, committed_from, committed_to)
        row.victim_age, row.intended_victim_age = victim_age, intended_victim_age
        row.for_sexual_gratification = for_sexual_gratification
        rewrite(row)
        keep(actor, row.result, "offence", row.pk, change, before, said_of(row), now)
        note_variation(row.result, change)
        done.record("offence.changed", row.pk, person=person.pk, because=change.kind)
    return row.pk


def record_outcome(
    *,
    actor: Actor,
    person: Person,
    row: Result | Offence | Sentence,
    what: str,
    decided_on: date | None,
    court: str,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say that it was appealed, that the appeal was dismissed, that it was quashed, or stands."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.CONVICTIONS)
        now_held: Any = held(
            type(row), row.pk, person_id=person.pk, version=version, shows=["stage"]
        )
        stage = rules.stage_after(now_held.stage, what)
        of = str(row._meta.model_name)
        if stage is None or (of != "result" and what not in {"quashed", "restored"}):
            raise CannotRecord(_("That cannot be said of it as it stands now. Open it again."))
        before = said_of(now_held)
        now_held.stage = stage
        if of == "result":
            now_held.cancelled_on = decided_on if what == "quashed" else None
        rewrite(now_held)
        result = now_held if of == "result" else now_held.result
        change = Change(what, why, decided_on, court)
        keep(actor, result, of, row.pk, change, before, said_of(now_held), now)
        done.record(f"{of}.{what}", row.pk, person=person.pk)
    return row.pk


def _write_result(
    row: Result,
    kind: str,
    relevant_on: date,
    where: str,
    court: str,
    reference: str,
    source: str,
    document: UUID | None,
    trial_concluded_on: date | None,
) -> None:
    if trial_concluded_on is not None and kind != Result.Kind.FINDING_DISABILITY:
        raise CannotRecord(_("Only a finding of disability is followed by a later trial."))
    if trial_concluded_on is not None and trial_concluded_on < relevant_on:
        raise CannotRecord(_("The later trial cannot end before the finding."))
    row.kind, row.relevant_on, row.court, row.reference = kind, relevant_on, court, reference
    row.is_foreign = where == ABROAD
    row.jurisdiction = rules.ENGLAND_AND_WALES if row.is_foreign else where
    row.source, row.trial_concluded_on = source, trial_concluded_on
    if document != row.document_id:
        row.document = _document(document, row.person_id) if document else None


def _document(wanted: UUID, person_id: UUID) -> Document:
    found = Document.objects.filter(pk=wanted, person=person_id).first()
    if found is None:
        raise CannotRecord(_("Choose a document of this file."))
    return found


def _write_offence(
    row: Offence, title: str, code: str, paragraph: str, first: date | None, last: date | None
) -> None:
    if paragraph and paragraph not in rules.paragraphs():
        raise CannotRecord(_("Choose a paragraph of Schedule 3, or none."))
    if first and last and last < first:
        raise CannotRecord(_("The last day of the offence cannot be before the first."))
    if first and first > row.result.relevant_on:
        raise CannotRecord(_("The offence cannot come after the day of the court result."))
    row.title, row.code, row.paragraph = title, code, paragraph
    row.committed_from, row.committed_to = first, last
