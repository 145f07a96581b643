"""Where the person lives, stays or stayed."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform
from tutela.access.permissions import May
from tutela.agencies.models import Area
from tutela.people import keys
from tutela.people.models import Address, Person
from tutela.people.movement_rules import HOMES
from tutela.people.operations.holding import check_part, held, write
from tutela.people.operations.movement import follow_home
from tutela.people.parts import Part


class CannotPlace(Refused):
    """A rule forbids this address."""


def add_address(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    lines: str,
    postcode: str,
    starts_on: date | None,
    ends_on: date | None,
    is_protected: bool,
    key: UUID,
    now: datetime,
    area: Area | None = None,
) -> UUID:
    """Add an address from a day to a day; a protected one is in a part of its own.

    A home in another police area moves the person there by that fact.
    """
    part = Part.PROTECTED if is_protected else Part.ADDRESSES
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, part)
        row = Address(person=person, part=part, kind=kind, area_id=area.pk if area else None)
        write_address(row, lines, postcode, starts_on, ends_on)
        row.save(force_insert=True)
        moved = _follow(row, actor, now)
        done.record("address.added", row.pk, person=person.pk, kind=kind, part=part, **moved)
    return row.pk


def change_address(
    *,
    actor: Actor,
    person: Person,
    address: Address,
    kind: str,
    lines: str,
    postcode: str,
    starts_on: date | None,
    ends_on: date | None,
    version: int,
    key: UUID,
    now: datetime,
    area: Area | None = None,
) -> UUID:
    """Correct an address, or end it on its last day. It stays in the part that it was added to."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part(address.part))
        shows = ["kind", "lines", "postcode", "area", "starts_on", "ends_on"]
        row = held(Address, address.pk, person_id=person.pk, version=version, shows=shows)
        row.kind, row.area_id = kind, area.pk if area else None
        write_address(row, lines, postcode, starts_on, ends_on)
        write(row)
        moved = _follow(row, actor, now)
        done.record("address.changed", row.pk, person=person.pk, kind=kind, part=row.part, **moved)
    return row.pk


def _follow(row: Address, actor: Actor, now: datetime) -> dict[str, UUID]:
    """The move that a home address brings, for the entry."""
    if row.kind not in HOMES:
        return {}
    moved = follow_home(actor=actor, person_id=row.person_id, now=now)
    return {"move": moved} if moved else {}


def write_address(
    row: Address, lines: str, postcode: str, starts_on: date | None, ends_on: date | None
) -> None:
    """Put what was answered into the row, with the keys by which the address is found."""
    if starts_on and ends_on and ends_on < starts_on:
        raise CannotPlace(_("The last day at an address cannot be before the first day."))
    row.lines, row.postcode = lines, postcode
    row.postcode_key, row.house_key = keys.postcode_key(postcode), keys.house_key(lines)
    row.starts_on, row.ends_on = starts_on, ends_on
