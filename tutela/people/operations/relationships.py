"""Who is in the person's life. Where both have files, each file holds its own row."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform
from tutela.access.permissions import May
from tutela.people.models import Person, Relationship
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

Kind = Relationship.Kind
# what the one is to the other when the other is this to the one
SEEN_FROM_THERE = {Kind.CHILD: Kind.PARENT, Kind.PARENT: Kind.CHILD}


class CannotRelate(Refused):
    """A rule forbids this relationship."""


def add_relationship(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    other_name: str,
    other_person: Person | None,
    starts_on: date | None,
    ends_on: date | None,
    note: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Add somebody by name, or by their own file, which must be open too and holds the like.

    A victim is known by name only, in a part of the file of its own, and never by a link.
    """
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        part = Part.VICTIMS if kind == Kind.VICTIM else Part.RELATIONSHIPS
        check_part(person.pk, part)
        _check_days(starts_on, ends_on)
        row = Relationship(
            person=person, part=part, kind=kind, other_name=other_name, other_person=other_person
        )
        row.starts_on, row.ends_on, row.note = starts_on, ends_on, note
        row.save(force_insert=True)
        if other_person:
            if kind == Kind.VICTIM:
                raise CannotRelate(_("Record a victim by name, not by a link to a file."))
            check_part(other_person.pk, Part.RELATIONSHIPS)
            Relationship.objects.create(
                person=other_person,
                kind=seen_from_there(kind),
                other_person=person,
                starts_on=starts_on,
                ends_on=ends_on,
            )
        done.record("relationship.added", row.pk, person=person.pk, kind=kind)
    return row.pk


def change_relationship(
    *,
    actor: Actor,
    person: Person,
    relationship: Relationship,
    kind: str,
    other_name: str,
    starts_on: date | None,
    ends_on: date | None,
    note: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct or end a relationship; in the other's file too, if they have one."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part(relationship.part))
        shows = ["kind", "other_name", "starts_on", "ends_on", "note"]
        row = held(Relationship, relationship.pk, person_id=person.pk, version=version, shows=shows)
        if (row.kind == Kind.VICTIM) != (kind == Kind.VICTIM):
            raise CannotRelate(
                _("End this relationship and add the other: victims are in a part of their own.")
            )
        _check_days(starts_on, ends_on)
        if row.other_person_id:
            check_part(row.other_person_id, Part.RELATIONSHIPS)
            Relationship.objects.filter(
                person_id=row.other_person_id,
                other_person=person,
                kind=seen_from_there(row.kind),
                starts_on=row.starts_on,
                ends_on=row.ends_on,
            ).update(
                kind=seen_from_there(kind),
                starts_on=starts_on,
                ends_on=ends_on,
                version=F("version") + 1,
            )
        row.kind, row.starts_on, row.ends_on, row.note = kind, starts_on, ends_on, note
        if not row.other_person_id:
            row.other_name = other_name
        write(row)
        done.record("relationship.changed", row.pk, person=person.pk, kind=kind)
    return row.pk


def seen_from_there(kind: str) -> str:
    """The same relationship as the other person's file calls it."""
    return SEEN_FROM_THERE.get(Kind(kind), Kind(kind))


def _check_days(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise CannotRelate(_("The last day cannot be before the first day."))
