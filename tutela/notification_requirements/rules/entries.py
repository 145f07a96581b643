"""Reading one entry of the facts: what is wrong is said in one sentence that names the place."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from tutela.law.period import Period
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.facts import Term

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 12, 31)
LONGEST_TERM_YEARS = 150


class WrongFacts(Exception):
    """The facts cannot be true, or cannot be read; the sentence names the place."""

    def __init__(self, place: str, words: str, **values: Any) -> None:
        self.place = place
        self.sentence = Sentence(words, values)
        super().__init__(place)

    def __str__(self) -> str:
        # a key may hold anything: what cannot be printed is written as its escape
        said = f"{self.place}: {self.sentence.say()}"
        return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in said)


@dataclass(slots=True)
class Entry:
    """One JSON object at a place; whatever is left unread at the end is an unknown key."""

    place: str
    values: dict[str, Any]
    read: set[str] = field(default_factory=set)

    @classmethod
    def at(cls, place: str, value: Any) -> "Entry":
        """The object at `place`."""
        if not isinstance(value, dict):
            raise WrongFacts(place, gettext_noop("must be an object with keys and values."))
        return cls(place, value)

    def key(self, key: str) -> str:
        """The place of a key."""
        return f"{self.place}.{key}"

    def take(self, key: str) -> Any:
        """The value of a key, or None."""
        self.read.add(key)
        return self.values.get(key)

    def finish(self) -> None:
        """Refuse a key that nobody asked for."""
        for key in self.values:
            if key not in self.read:
                raise WrongFacts(self.key(key), gettext_noop("is not a key that is known here."))

    def day(self, key: str) -> date | None:
        """A date, or None where there is none."""
        value = self.take(key)
        return None if value is None else day_at(self.key(key), value)

    def required_day(self, key: str) -> date:
        """A date that must be there."""
        self._require(key, gettext_noop("a date is needed, such as 2024-03-01."))
        return day_at(self.key(key), self.take(key))

    def moment(self, key: str) -> datetime | None:
        """A moment with its offset from UTC, or None where there is none."""
        value = self.take(key)
        return None if value is None else moment_at(self.key(key), value)

    def required_moment(self, key: str) -> datetime:
        """A moment that must be there."""
        self._require(key, gettext_noop("a moment is needed, such as 2025-08-20T10:00:00+01:00."))
        return moment_at(self.key(key), self.take(key))

    def yes(self, key: str) -> bool:
        """Yes or no; no where there is nothing."""
        return bool(self.yes_or_unknown(key))

    def yes_or_unknown(self, key: str) -> bool | None:
        """Yes, no, or nothing said."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            raise WrongFacts(self.key(key), gettext_noop("must be true or false."))
        return value

    def number(self, key: str, most: int) -> int | None:
        """A whole number from 0, or None where there is none."""
        value = self.take(key)
        return None if value is None else number_at(self.key(key), value, most)

    def one_of[E: StrEnum](self, key: str, kinds: type[E]) -> E | None:
        """One of the known words, or None where there is none."""
        value = self.take(key)
        if value is None:
            return None
        try:
            return kinds(value)
        except ValueError:
            words = gettext_noop("is not a known kind; it can be %(known)s.")
            raise WrongFacts(self.key(key), words, known=_named(kinds)) from None

    def required_one_of[E: StrEnum](self, key: str, kinds: type[E]) -> E:
        """One of the known words, which must be there."""
        found = self.one_of(key, kinds)
        if found is None:
            words = gettext_noop("is needed; it can be %(known)s.")
            raise WrongFacts(self.key(key), words, known=_named(kinds))
        return found

    def term(self, key: str, *, may_be_nothing: bool = False) -> Term | None:
        """A length in years, months and days, or None where there is none."""
        value = self.take(key)
        if value is None:
            return None
        return term_at(self.key(key), value, may_be_nothing=may_be_nothing)

    def inside(self, key: str) -> "Entry | None":
        """An object inside this one, or None."""
        value = self.take(key)
        return None if value is None else Entry.at(self.key(key), value)

    def each[T](self, key: str, read: Callable[["Entry"], T]) -> tuple[T, ...]:
        """Every object of a list; nothing where there is no list."""
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise WrongFacts(self.key(key), gettext_noop("must be a list."))
        return tuple(read_all(self.key(key), value, read))

    def days(self) -> Period:
        """From `from` to `to`, both days included; without end where there is no `to`."""
        first, last = self.required_day("from"), self.day("to")
        if last is not None and last < first:
            raise WrongFacts(self.key("to"), gettext_noop("is before the day it starts from."))
        return Period.through(first, last)

    def _require(self, key: str, words: str) -> None:
        if self.values.get(key) is None:
            raise WrongFacts(self.key(key), words)


def _named(kinds: type[StrEnum]) -> str:
    return ", ".join(kind.value for kind in kinds)


def read_all[T](place: str, values: list[Any], read: Callable[[Entry], T]) -> Iterable[T]:
    """Read every entry of a list and refuse what is left over."""
    for index, value in enumerate(values):
        entry = Entry.at(f"{place}[{index}]", value)
        yield read(entry)
        entry.finish()


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})"
)


@lru_cache(maxsize=65_536)  # the days of more than a lifetime: a register names few others
def _day(written: str) -> date:
    return date.fromisoformat(written)


def day_at(place: str, value: Any) -> date:
    """A date written year-month-day."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise WrongFacts(place, gettext_noop("must be a date written like 2024-03-01."))
    try:
        day = _day(value)
    except ValueError:
        raise WrongFacts(place, gettext_noop("is a date that does not exist.")) from None
    if not EARLIEST <= day <= LATEST:
        raise WrongFacts(place, gettext_noop("is a date out of reach (years 1900 to 2200)."))
    return day


def moment_at(place: str, value: Any) -> datetime:
    """A date and time with its offset from UTC."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        words = gettext_noop(
            "must be a date and time with its offset, like 2025-08-20T10:00:00+01:00."
        )
        raise WrongFacts(place, words)
    day_at(place, value[:10])
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except ValueError:
        raise WrongFacts(place, gettext_noop("is a time that does not exist.")) from None


def number_at(place: str, value: Any, most: int) -> int:
    """A whole number from 0 to `most`."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        words = gettext_noop("must be a whole number from 0 to %(most)s.")
        raise WrongFacts(place, words, most=most)
    return value


def term_at(place: str, value: Any, *, may_be_nothing: bool) -> Term:
    """A length in years, months and days: at least one number, and more than nothing."""
    entry = Entry.at(place, value)
    limits = (("years", 1), ("months", 12), ("days", 366))
    numbers = [entry.number(unit, LONGEST_TERM_YEARS * per_year) for unit, per_year in limits]
    entry.finish()
    if all(number is None for number in numbers):
        raise WrongFacts(place, gettext_noop("needs a number of years, months or days."))
    years, months, days = (number or 0 for number in numbers)
    if not (years or months or days or may_be_nothing):
        raise WrongFacts(place, gettext_noop("must be longer than nothing."))
    return Term(12 * years + months, days)
