"""Where the person is: held, away, missing, dead."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform
from tutela.access.permissions import May
from tutela.people import movement_rules as rules
from tutela.people.models import Person, Whereabouts
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

SHOWN = ["kind", "by_order", "starts_on", "ends_on", "release_expected_on", "place", "source"]


class CannotTell(Refused):
    """A rule forbids this entry of where the person is."""


def add_whereabouts(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    by_order: bool | None,
    starts_on: date,
    ends_on: date | None,
    release_expected_on: date | None,
    place: str,
    source: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record that the person is held, away, missing or has died, from a day on or for a time."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.ADDRESSES)
        row = Whereabouts(person=person, kind=kind, place=place, source=source)
        _set(row, by_order, starts_on, ends_on, release_expected_on, now)
        row.save(force_insert=True)
        done.record("whereabouts.added", row.pk, person=person.pk, kind=kind)
    return row.pk


def change_whereabouts(
    *,
    actor: Actor,
    person: Person,
    whereabouts: Whereabouts,
    kind: str,
    by_order: bool | None,
    starts_on: date,
    ends_on: date | None,
    release_expected_on: date | None,
    place: str,
    source: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct the entry, or say on which day it ended."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.ADDRESSES)
        row = held(Whereabouts, whereabouts.pk, person_id=person.pk, version=version, shows=SHOWN)
        row.kind, row.place, row.source = kind, place, source
        _set(row, by_order, starts_on, ends_on, release_expected_on, now)
        write(row)
        done.record("whereabouts.changed", row.pk, person=person.pk, kind=kind)
    return row.pk


def _set(
    row: Whereabouts,
    by_order: bool | None,
    starts_on: date,
    ends_on: date | None,
    release_expected_on: date | None,
    now: datetime,
) -> None:
    is_custody = row.kind == Whereabouts.Kind.CUSTODY
    is_held = is_custody or row.kind == Whereabouts.Kind.HOSPITAL
    row.by_order = by_order if is_custody else None
    row.starts_on, row.ends_on = starts_on, ends_on
    row.release_expected_on = release_expected_on if is_held else None
    CannotTell.heed(
        rules.objection_to_whereabouts(
            kind=row.kind,
            starts_on=starts_on,
            ends_on=ends_on,
            release_expected_on=row.release_expected_on,
            today=timezone.localdate(now),
        )
    )


def take_out_whereabouts(
    *,
    actor: Actor,
    person: Person,
    whereabouts: Whereabouts,
    error_why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say that the entry was an error: it stays readable and counts for nothing."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.ADDRESSES)
        row = held(Whereabouts, whereabouts.pk, person_id=person.pk, version=version, shows=[])
        row.in_error, row.error_why = True, error_why
        write(row, ["in_error", "error_why"])
        done.record("whereabouts.taken_out", row.pk, person=person.pk, kind=row.kind)
    return row.pk
