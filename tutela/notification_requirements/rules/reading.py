"""Reads the facts from JSON and refuses those that cannot be true."""

import json
from enum import StrEnum
from typing import Any

from tutela.law.figures import jurisdictions
from tutela.law.period import Period
from tutela.law.reckoning import london_day
from tutela.law.wording import gettext_noop
from tutela.notification_requirements.rules.bases import read_basis, refuse_loose_ends
from tutela.notification_requirements.rules.entries import Entry, WrongFacts
from tutela.notification_requirements.rules.facts import (
    Absence,
    Address,
    AddressKind,
    Change,
    ChangeKind,
    Detention,
    DetentionKind,
    Direction,
    Facts,
    Notification,
    NotificationKind,
    Review,
    Travel,
)

Jurisdiction = StrEnum("Jurisdiction", [(name.upper(), name) for name in jurisdictions()])  # type: ignore[misc]


def read_text(text: str) -> Facts | list[Facts]:
    """The facts of one person, or of a list of people, from JSON."""
    try:
        value = json.loads(text, object_pairs_hook=_noting, parse_constant=_no_number)
        _refuse_doubled(value)
    except WrongFacts:
        raise
    except RecursionError:
        raise WrongFacts("facts", gettext_noop("is nested too deeply to be facts.")) from None
    except json.JSONDecodeError as error:
        words = gettext_noop("is not JSON (line %(line)s, column %(column)s).")
        raise WrongFacts("facts", words, line=error.lineno, column=error.colno) from None
    except ValueError:
        raise WrongFacts("facts", gettext_noop("holds a number that is too long.")) from None
    if isinstance(value, list):
        return [read(item, f"facts[{index}]") for index, item in enumerate(value)]
    return read(value)


def read(value: Any, place: str = "facts") -> Facts:
    """The facts of one person from what JSON held."""
    entry = Entry.at(place, value)
    for key in ("jurisdiction", "born_on", "bases"):
        if entry.values.get(key) is None:
            raise WrongFacts(entry.key(key), gettext_noop("is needed."))
    facts = Facts(
        jurisdiction=entry.required_one_of("jurisdiction", Jurisdiction).value,
        born_on=entry.required_day("born_on"),
        as_of=entry.day("as_of"),
        bases=entry.each("bases", read_basis),
        detained=entry.each("detained", _detention),
        addresses=entry.each("addresses", _address),
        notifications=entry.each("notifications", _notification),
        changes=entry.each("changes", _change),
        travel=entry.each("travel", _travel),
        absences=entry.each("absences", _absence),
        parental_direction=_direction(entry.inside("parental_direction")),
        review=_review(entry.inside("review")),
        review_granted_on=entry.day("review_granted_on"),
    )
    entry.finish()
    refuse_loose_ends(facts.bases, facts.born_on, place)
    if facts.as_of is not None and facts.as_of < facts.born_on:
        words = gettext_noop("is before the birth (%(facts)s.born_on, %(born)s).")
        raise WrongFacts(entry.key("as_of"), words, facts=place, born=facts.born_on)
    _refuse_unknown_journeys(facts, place)
    return facts


def _detention(entry: Entry) -> Detention:
    return Detention(entry.required_one_of("kind", DetentionKind), entry.days())


def _address(entry: Entry) -> Address:
    return Address(entry.required_one_of("kind", AddressKind), entry.days())


def _notification(entry: Entry) -> Notification:
    return Notification(
        kind=entry.required_one_of("kind", NotificationKind),
        on=entry.required_day("on"),
        of=entry.one_of("of", ChangeKind),
        expected_on=entry.day("expected_on"),
        travel=entry.number("travel", 10_000),
    )


def _change(entry: Entry) -> Change:
    kind = entry.required_one_of("kind", ChangeKind)
    stays: tuple[Period, ...] = ()
    if kind is ChangeKind.STAY and "stays" in entry.values:
        stays = entry.each("stays", _stay)
        on = stays[0].starts if stays else entry.required_day("on")
    elif kind is ChangeKind.CHILD_HOUSEHOLD and "from" in entry.values:
        starts, ends = entry.required_moment("from"), entry.moment("to")
        if ends is not None and ends < starts:
            raise WrongFacts(entry.key("to"), gettext_noop("is before the moment it starts."))
        return Change(kind, london_day(starts), hours_from=starts, hours_to=ends)
    else:
        on = entry.required_day("on")
    return Change(kind, on, stays=stays)


def _stay(entry: Entry) -> Period:
    return entry.days()


def _travel(entry: Entry) -> Travel:
    journey = Travel(
        departs_at=entry.required_moment("departs_at"),
        known_on=entry.day("known_on"),
        returned_on=entry.day("returned_on"),
        changed_on=entry.day("changed_on"),
        to_republic_of_ireland=entry.yes("to_republic_of_ireland"),
        return_as_notified=entry.yes("return_as_notified"),
    )
    if journey.returned_on is not None and journey.returned_on < journey.departs_on:
        raise WrongFacts(entry.key("returned_on"), gettext_noop("is before the departure."))
    return journey


def _absence(entry: Entry) -> Absence:
    return Absence(entry.required_moment("leaves_at"), entry.day("returns_on"))


def _direction(entry: Entry | None) -> Direction | None:
    if entry is None:
        return None
    direction = Direction(entry.required_day("made_on"), entry.day("ends_on"))
    entry.finish()
    return direction


def _review(entry: Entry | None) -> Review | None:
    if entry is None:
        return None
    review = Review(
        received_on=entry.day("received_on"),
        bodies_told_on=entry.day("bodies_told_on"),
        refused_on=entry.day("refused_on"),
        again_after=entry.term("again_after"),
        notice_received_on=entry.day("notice_received_on"),
    )
    entry.finish()
    return review


def _refuse_unknown_journeys(facts: Facts, place: str) -> None:
    for index, given in enumerate(facts.notifications):
        if given.travel is not None and given.travel >= len(facts.travel):
            words = gettext_noop("refers to a journey that is not there.")
            raise WrongFacts(f"{place}.notifications[{index}].travel", words)


class _Doubled(dict[str, Any]):
    """An object that says a key twice; where it stands is known only when all is read."""

    def __init__(self, pairs: list[tuple[str, Any]], key: str) -> None:
        super().__init__(pairs)
        self.key = key


def _noting(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    keys = [key for key, _value in pairs]
    return _Doubled(pairs, next(key for key in keys if keys.count(key) > 1))


def _refuse_doubled(value: Any) -> None:
    """Refuse the first key that is said twice, at its place."""
    waiting = [("facts", value)]
    while waiting:
        place, inside = waiting.pop()
        if isinstance(inside, _Doubled):
            raise WrongFacts(f"{place}.{inside.key}", gettext_noop("is said twice."))
        if isinstance(inside, dict):
            waiting += [(f"{place}.{key}", one) for key, one in inside.items()]
        elif isinstance(inside, list):
            waiting += [(f"{place}[{index}]", one) for index, one in enumerate(inside)]


def _no_number(word: str) -> Any:
    raise WrongFacts("facts", gettext_noop("holds %(word)s, which is not a number."), word=word)
