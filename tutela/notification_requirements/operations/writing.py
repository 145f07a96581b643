"""Facts of a visit that the owner chose to write into the file: names, addresses, numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.agencies.models import Area
from tutela.notification_requirements.models import Visit
from tutela.notification_requirements.rules import counter as rules
from tutela.notification_requirements.rules import numbers
from tutela.people import keys, operations, queries
from tutela.people import rules as people_rules
from tutela.people.models import Address, Identifier, Name, Person
from tutela.people.parts import Part

BIRTH, INSURANCE = "birth_date", "insurance_number"
HOMES = (Address.Kind.HOME, Address.Kind.NO_FIXED_ABODE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact that was notified and that the file does not hold yet."""

    code: str
    label: str
    is_home: bool = False


@dataclass(frozen=True, slots=True)
class Placing:
    """The police area that is offered for a notified home, and from where it is known."""

    area: Area | None
    because: str


def placing(visit: Visit, proposed: Iterable[Proposal]) -> Placing | None:
    """The area to offer for the home that could be written; None where there is no home to place.

    Law: Sexual Offences Act 2003 s.87(1) and s.88: notifications are given at a station of the
    area of the home, so that area is offered where no address nearby says another.
    """
    codes = {one.code for one in proposed if one.is_home}
    homes = [item["answers"] for item in _homes_now(visit) if item["id"] in codes]
    if not homes:
        return None
    known = queries.area_chosen_for(_postcode(homes[-1]))
    if known:
        words = _(
            "The last address with the same first half of the postcode was in %(area)s."
            " Check it, change it or select that it is not known"
        )
        return Placing(known, words % {"area": known.name})
    if visit.station:
        words = _(
            "It was notified at %(station)s, a station of %(area)s."
            " Check it, change it or select that it is not known"
        )
        area = visit.station.area
        return Placing(area, words % {"station": visit.station.name, "area": area.name})
    return Placing(None, "")


def proposals(person: Person, visit: Visit, parts_change: frozenset[str]) -> list[Proposal]:
    """What could be written into the parts of the file that the actor may change."""
    if visit.outcome != Visit.Outcome.TAKEN:
        return []
    found: list[Proposal] = []
    if Part.IDENTITY in parts_change:
        found += _of_identity(person, visit)
    if Part.ADDRESSES in parts_change:
        found += _of_addresses(person, visit)
    return found


def _of_identity(person: Person, visit: Visit) -> list[Proposal]:
    known = {_name_key(name.surname, name.given_names) for name in person.names.all()}
    found = []
    for item in _of_kind(visit, "name"):
        answers = item["answers"]
        surname, given = _surname_and_given(answers)
        if surname and _name_key(surname, given) not in known:
            words = _("the name used now, %(name)s") if _is_new_name(visit, item) else None
            words = words or _("the name %(name)s")
            found.append(Proposal(item["id"], words % {"name": rules.text_of(item)}))
    born = people_rules.born(visit.born_said, on=visit.came_on)
    days = {(row.earliest or row.on, row.latest or row.on) for row in person.birth_dates.all()}
    if born.earliest and (born.earliest, born.latest) not in days:
        words = _("another date of birth, %(said)s")
        found.append(Proposal(BIRTH, words % {"said": visit.born_said}))
    numbers = {(row.kind, row.key) for row in person.identifiers.all()}
    insurance = keys.number_key(visit.said["insurance_number"])
    if insurance and (Identifier.Kind.OTHER.value, insurance) not in numbers:
        words = _("the National Insurance number %(said)s")
        found.append(Proposal(INSURANCE, words % {"said": visit.said["insurance_number"]}))
    for item in _of_kind(visit, "document"):
        number = keys.number_key(item["answers"].get("number", ""))
        is_passport = item["answers"].get("described") == "passport"
        if is_passport and number and (Identifier.Kind.PASSPORT.value, number) not in numbers:
            words = _("the passport %(said)s")
            found.append(Proposal(item["id"], words % {"said": item["answers"]["number"]}))
    return found


def _of_addresses(person: Person, visit: Visit) -> list[Proposal]:
    known = {
        _address_key(row.lines, row.postcode)
        for row in _current(person, visit.came_on)
        if row.part == Part.ADDRESSES
    }
    found = []
    for item in (*_homes_now(visit), *_of_kind(visit, "premises")):
        answers = item["answers"]
        if not answers.get("lines"):
            continue
        if _address_key(answers["lines"], answers.get("postcode", "")) not in known:
            words = (
                _("the home address %(address)s, in place of the one before")
                if item["kind"] == "home"
                else _("another address where they stay, %(address)s")
            )
            told = words % {"address": rules.text_of(item)}
            found.append(Proposal(item["id"], told, is_home=item["kind"] == "home"))
    return found


def write(
    *,
    actor: Actor,
    person: Person,
    visit: Visit,
    items: Iterable[numbers.Item],
    chosen: set[str],
    area: Area | None,
    now: datetime,
) -> None:
    """Write the chosen facts through the operations by which anybody writes them."""
    source = _("Notified on %(day)s, %(reference)s") % {
        "day": visit.came_on.isoformat(),
        "reference": visit.reference,
    }
    for item in items:
        if item["kind"] == "name":
            _write_name(actor, person, visit, item, source, now)
        elif item["kind"] in {"home", "premises"}:
            _write_address(actor, person, visit, item, area, now)
        elif item["kind"] == "document":
            _write_number(
                actor, person, Identifier.Kind.PASSPORT, item["answers"]["number"], source, now
            )
    if INSURANCE in chosen:
        said = visit.said["insurance_number"]
        _write_number(actor, person, Identifier.Kind.OTHER, said, source, now)
    if BIRTH in chosen:
        operations.add_birth_date(
            actor=actor,
            person=person,
            born=people_rules.born(visit.born_said, on=visit.came_on),
            is_main=False,
            source=source,
            key=uuid7(),
            now=now,
        )


def _write_name(
    actor: Actor, person: Person, visit: Visit, item: numbers.Item, source: str, now: datetime
) -> None:
    surname, given = _surname_and_given(item["answers"])
    is_new = _is_new_name(visit, item)
    operations.add_name(
        actor=actor,
        person=person,
        kind=Name.Kind.MAIN if is_new else Name.Kind.ALIAS,
        surname=surname[:100],
        given_names=given[:150],
        starts_on=_changed_on(visit, "name") if is_new else None,
        ends_on=None,
        source=source,
        key=uuid7(),
        now=now,
    )


def _write_number(
    actor: Actor, person: Person, kind: str, said: str, source: str, now: datetime
) -> None:
    operations.add_identifier(
        actor=actor,
        person=person,
        kind=kind,
        said=said[:60],
        kept_because=source,
        key=uuid7(),
        now=now,
    )


def _write_address(
    actor: Actor,
    person: Person,
    visit: Visit,
    item: numbers.Item,
    area: Area | None,
    now: datetime,
) -> None:
    """A home from its first day, else from the visit; where they stay besides, without a day.

    The area is that of the home: one in another area moves the person there.

    Premises that were notified are none of which s.84(1)(c) asks to be told: a first day would
    make them look so after seven days.
    """
    answers = item["answers"]
    kind, starts = Address.Kind.STAYS, None
    if item["kind"] == "home":
        kind = Address.Kind.HOME
        if answers.get("found") == "no_fixed_abode":
            kind = Address.Kind.NO_FIXED_ABODE
        said = rules.day(answers.get("starts_on"))
        starts = said or _changed_on(visit, "home_address") or visit.came_on
        _end_homes(actor, person, starts, now)
    operations.add_address(
        actor=actor,
        person=person,
        kind=kind,
        lines=_lines(answers)[:300],
        postcode=_postcode(answers),
        starts_on=starts,
        ends_on=None,
        is_protected=False,
        key=uuid7(),
        now=now,
        area=area if item["kind"] == "home" else None,
    )


def _end_homes(actor: Actor, person: Person, starts: date, now: datetime) -> None:
    """A new home address ends the one before on the day before, and none before it began."""
    last = starts - timedelta(days=1)
    for row in Address.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=last),
        person=person,
        part=Part.ADDRESSES,
        kind__in=HOMES,
    ):
        if row.starts_on is not None and row.starts_on > last:
            continue
        operations.change_address(
            actor=actor,
            person=person,
            address=row,
            kind=row.kind,
            lines=row.lines,
            postcode=row.postcode,
            starts_on=row.starts_on,
            ends_on=last,
            version=row.version,
            key=uuid7(),
            now=now,
            area=row.area,
        )


# --------------------------------------------------------------------------------------------------


def _of_kind(visit: Visit, kind: str) -> list[numbers.Item]:
    return [item for item in visit.said["items"] if item["kind"] == kind]


def _homes_now(visit: Visit) -> list[numbers.Item]:
    """The home address now; where it was not said of which time, it is of now."""
    return [
        item
        for item in _of_kind(visit, "home")
        if "now" in (item["answers"].get("when") or ["now"])
    ]


def _is_new_name(visit: Visit, item: numbers.Item) -> bool:
    """Whether the name is used from now on: a change of name was notified, and this is it."""
    is_now = "now" in (item["answers"].get("when") or [])
    return is_now and any(
        one["answers"].get("of") == "name" and one["answers"].get("timing") != "expected"
        for one in _of_kind(visit, "change")
    )


def _changed_on(visit: Visit, of: str) -> date | None:
    for item in _of_kind(visit, "change"):
        if item["answers"].get("of") == of:
            return rules.day(item["answers"].get("happened_on"))
    return None


def _surname_and_given(answers: dict[str, str]) -> tuple[str, str]:
    """A person with one name has it as the surname."""
    surname, given = answers.get("surname", ""), answers.get("given_names", "")
    return (surname, given) if surname else (given, "")


def _name_key(surname: str, given: str) -> tuple[str, str]:
    return keys.name_key(surname), keys.name_key(given)


def _address_key(lines: str, postcode: str) -> tuple[str, str]:
    return keys.name_key(lines), keys.postcode_key(postcode)


def _postcode(answers: Mapping[str, str]) -> str:
    """What was said as the postcode, where it can be one."""
    said = answers.get("postcode", "")
    return said if len(said) <= 10 else ""


def _lines(answers: Mapping[str, str]) -> str:
    """The address; with what was said of the postcode where it is none."""
    said = answers.get("postcode", "")
    return answers["lines"] if len(said) <= 10 else f"{answers['lines']}, {said}"


def _current(person: Person, on: date) -> Iterable[Address]:
    return Address.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), person=person)
