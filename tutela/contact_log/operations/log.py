"""Writing in the log of a file."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform, writer
from tutela.access.permissions import May
from tutela.contact_log.models import Entry
from tutela.people.files import opened_here
from tutela.people.models import Person
from tutela.people.parts import Part


class CannotWrite(Refused):
    """The log of this file is not open for writing."""


@dataclass(frozen=True, slots=True)
class Graded:
    """How intelligence was graded, and the conditions under which it may be shared."""

    scheme: str
    source: str
    content: str
    handling: str
    conditions: str = ""


def write(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    happened_on: date | None,
    when_said: str,
    what: str,
    source: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Write what happened into the log of an open file."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        entry = _written(
            actor,
            person,
            now,
            kind=kind,
            happened_on=happened_on,
            when_said=when_said,
            what=what,
            source=source,
        )
        done.record("contact.written", entry.pk, person=person.pk, kind=kind)
    return entry.pk


def write_intelligence(
    *,
    actor: Actor,
    person: Person,
    graded: Graded,
    happened_on: date | None,
    when_said: str,
    what: str,
    is_surveillance: bool,
    key: UUID,
    now: datetime,
) -> UUID:
    """Write graded intelligence; what only surveillance found goes into its compartment."""
    kind, part = Entry.Kind.INTELLIGENCE, Part.CONTACT_LOG
    if is_surveillance:
        part = Part.SURVEILLANCE
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        entry = _written(
            actor,
            person,
            now,
            part=part,
            kind=kind,
            happened_on=happened_on,
            when_said=when_said,
            what=what,
            grading=graded.scheme,
            source_grade=graded.source,
            content_grade=graded.content,
            handling_grade=graded.handling,
            conditions=graded.conditions,
        )
        done.record("contact.written", entry.pk, person=person.pk, kind=kind)
    return entry.pk


def write_custody(
    *,
    actor: Actor,
    person: Person,
    custody: str,
    happened_on: date | None,
    when_said: str,
    place: str,
    what: str,
    source: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Write what happened to the person in custody: arrested, charged, bailed, released."""
    kind = Entry.Kind.CUSTODY
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        entry = _written(
            actor,
            person,
            now,
            kind=kind,
            custody=custody,
            happened_on=happened_on,
            when_said=when_said,
            place=place,
            what=what,
            source=source,
        )
        done.record("contact.written", entry.pk, person=person.pk, kind=kind, custody=custody)
    return entry.pk


def write_decision(
    *,
    actor: Actor,
    person: Person,
    what: str,
    decided_by: str,
    decided_why: str,
    happened_on: date | None,
    key: UUID,
    now: datetime,
) -> UUID:
    """Write a decision: what was decided, by whom, and why."""
    kind = Entry.Kind.DECISION
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        entry = _written(
            actor,
            person,
            now,
            kind=kind,
            what=what,
            decided_by=decided_by,
            decided_why=decided_why,
            happened_on=happened_on,
        )
        done.record("contact.written", entry.pk, person=person.pk, kind=kind)
    return entry.pk


def correct(
    *, actor: Actor, person: Person, entry: Entry, what: str, key: UUID, now: datetime
) -> UUID:
    """Say what is wrong in an earlier entry: it stays as it was, and the two stand together."""
    kind = Entry.Kind.CORRECTION
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        made = _written(
            actor, person, now, part=Part(entry.part), kind=kind, what=what, corrects=entry
        )
        done.record("contact.written", made.pk, person=person.pk, kind=kind, corrects=entry.pk)
    return made.pk


def _written(
    actor: Actor, person: Person, now: datetime, *, part: Part = Part.CONTACT_LOG, **said: Any
) -> Entry:
    check_writable(person.pk, part)
    return Entry.objects.create(
        person=person, part=part, written_by_id=writer(actor), written_at=now, **said
    )


def check_writable(person_id: UUID, part: Part = Part.CONTACT_LOG) -> None:
    if part not in opened_here(person_id).parts_change:
        raise CannotWrite(_("Your team may read this contact log, and not write in it."))
