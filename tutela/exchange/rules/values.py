"""What a cell says: days in the forms that agencies write, codes, yes and no, numbers.

What may be two different things is refused with the reason, never guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tutela.exchange.rules.layout import Column, Holds
from tutela.people import rules as people_rules

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
MONTHS = {name[:3]: number for number, name in enumerate(people_rules.MONTHS, 1)}
YES = {"yes": True, "y": True, "true": True, "1": True}
NO = {"no": False, "n": False, "false": False, "0": False}

NOT_A_DAY = "is not a date such as 2021-05-01, 01/05/2021 or 01-May-2021"
NO_SUCH_DAY = "is a day that the calendar does not have"
SHORT_YEAR = "has a year of two figures: write all four"
A_SERIAL = "is a spreadsheet's number of a day: write the day itself"
TO_COME = "has not come yet"
OUT_OF_REACH = "is outside 1900 to 2199"
EMPTY = "is empty"
TOO_LONG = "is longer than %d characters"
NOT_A_CODE = "is none of %s"
NOT_YES_OR_NO = "is neither yes nor no"
NOT_A_NUMBER = "is not a whole number"
AT_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?$")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be taken: the column, and what is wrong with it. Never the cell itself."""

    column: str
    why: str


class Unreadable(Exception):
    """A cell that says nothing that can be kept; the message is the reason."""


def read(column: Column, said: str, *, on: date) -> Any:
    """The cell's value, or None where it is empty; raises Unreadable."""
    text = said.strip()
    if not text:
        if column.is_needed:
            raise Unreadable(EMPTY)
        return None if column.holds in {Holds.DAY, Holds.NUMBER, Holds.YES_OR_NO} else ""
    if len(text) > column.longest:
        raise Unreadable(TOO_LONG % column.longest)
    return READERS[column.holds](column, text, on)


def day(said: str, *, on: date, is_past: bool = False) -> date:
    """A day as agencies write it; numbers alone are read as British, day before month."""
    text = AT_MIDNIGHT.sub("", said.strip())
    found = _day(text, on, is_past)
    if not EARLIEST <= found <= LATEST:
        raise Unreadable(OUT_OF_REACH)
    if is_past and found > on:
        raise Unreadable(TO_COME)
    return found


def _day(text: str, on: date, is_past: bool) -> date:
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})(\d{2})(\d{2})", text):
        year, month, number = found.groups()[:3] if found[1] else found.groups()[3:]
        return _of(int(year), int(month), int(number))
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text):
        return _of(int(found[3]), int(found[2]), int(found[1]))
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}", text):
        raise Unreadable(SHORT_YEAR)
    if found := re.fullmatch(
        r"(\d{1,2})(?:st|nd|rd|th)?[- /]([A-Za-z]{3,9})\.?,?[- /](\d{4}|\d{2})", text
    ):
        return _named(int(found[1]), found[2], found[3], on, is_past)
    if re.fullmatch(r"\d{5}(?:\.0+)?", text):
        raise Unreadable(A_SERIAL)
    raise Unreadable(NOT_A_DAY)


def _named(number: int, name: str, year: str, on: date, is_past: bool) -> date:
    month = MONTHS.get(name[:3].casefold())
    if month is None or not people_rules.MONTHS[month - 1].startswith(
        name.casefold().removesuffix("t") if name.casefold() == "sept" else name.casefold()
    ):
        raise Unreadable(NOT_A_DAY)
    if len(year) == 4:
        return _of(int(year), month, number)
    # the one of the last hundred years; where the day may be to come as well, it may be either
    last = _of(on.year - on.year % 100 + int(year), month, number)
    if last > on and is_past:
        return _of(last.year - 100, month, number)
    if not is_past:
        raise Unreadable(SHORT_YEAR)
    return last


def _of(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise Unreadable(NO_SUCH_DAY) from None


def _read_day(column: Column, text: str, on: date) -> date:
    return day(text, on=on, is_past=column.is_past)


def _read_text(column: Column, text: str, on: date) -> str:
    return text


def _read_code(column: Column, text: str, on: date) -> str:
    code = re.sub(r"[\s-]+", "_", text.casefold())
    if code not in column.codes:
        raise Unreadable(NOT_A_CODE % ", ".join(column.codes))
    return code


def _read_yes_or_no(column: Column, text: str, on: date) -> bool:
    answer = (YES | NO).get(text.casefold())
    if answer is None:
        raise Unreadable(NOT_YES_OR_NO)
    return answer


def _read_number(column: Column, text: str, on: date) -> int:
    if not re.fullmatch(r"[0-9]+", text):
        raise Unreadable(NOT_A_NUMBER)
    return int(text)


def _read_birth(column: Column, text: str, on: date) -> str:
    born = people_rules.born(text, on=on)
    if born.earliest and born.earliest > on:
        raise Unreadable(TO_COME)
    return text


READERS: dict[Holds, Callable[[Column, str, date], Any]] = {
    Holds.KEY: _read_text,
    Holds.TEXT: _read_text,
    Holds.DAY: _read_day,
    Holds.YES_OR_NO: _read_yes_or_no,
    Holds.NUMBER: _read_number,
    Holds.CODE: _read_code,
    Holds.BIRTH: _read_birth,
}
