"""What a number or a date of birth says of itself. Pure: what was said and a day in, an answer out.

Numbers. PNC and CRO numbers end in a check letter: the two digits of the year and the serial
number, read as one number, leave a remainder by 23 that picks the letter from
`ZABCDEFGHJKLMNPQRTUVWXY` (no I, O, S). A PNC number's serial has seven digits and a CRO
number's six, filled up with noughts; the serial of a CRO file without fingerprints (`SF…`) is
not filled up. Prison and probation numbers have a pattern only. Source: the Ministry of
Justice's open source, `ministryofjustice/hmpps-person-record`, `model/identifiers/
PNCIdentifier.kt` and `CROIdentifier.kt`, and the examples of their tests.

A failed check is an observation, never a refusal: files hold numbers that were issued wrong.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tutela.law.wording import gettext_noop

# Numbers -------------------------------------------------------------------------------------

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"

WRONG_LETTER = gettext_noop(
    "The last letter does not fit the rest of the number: one character is probably wrong."
)
NOT_PNC = gettext_noop(
    "A PNC number is a year, a stroke, up to seven digits and a letter, like 2002/0073319Z."
)
YEAR_TO_COME = gettext_noop("The year in this PNC number has not come yet.")
NOT_CRO = gettext_noop(
    "A CRO number is up to six digits, a stroke, two digits of the year and a letter,"
    " like 065656/91H; or it begins with SF, like SF05/482703J."
)
NOT_PRISON = gettext_noop("A prison number is a letter, four digits and two letters, like A1234BC.")
NOT_PROBATION = gettext_noop("A CRN is a letter and six digits, like X123456.")


@dataclass(frozen=True, slots=True)
class Checked:
    """The number in one form; whether it passes its check; what is wrong with it, if anything.

    `is_sound` is None where the kind of number has no check that we know of.
    """

    key: str
    is_sound: bool | None
    sentence: str = ""


def check(kind: str, said: str, *, on: date) -> Checked:
    """The number as that kind of number."""
    return CHECKS.get(kind, _unchecked)(_plain(said), on)


def keys_of(said: str, *, on: date) -> tuple[tuple[str, str], ...]:
    """Every kind and key that the number passes for, surest first: for a search by number alone.

    81/34U may be a PNC number or a CRO number; the check letter mostly settles which.
    """
    passed = [
        (kind, result.key) for kind in CHECKS if (result := check(kind, said, on=on)).is_sound
    ]
    return (*passed, ("", _characters(_plain(said))))


def check_letter(year: str, serial: str) -> str:
    """The letter that ends a PNC or CRO number of the two-digit year and serial number."""
    return CHECK_LETTERS[int(year + serial) % len(CHECK_LETTERS)]


def _plain(said: str) -> str:
    return re.sub(r"\s", "", said.upper().replace("\\", "/"))


def _characters(number: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", number)


def _pnc(number: str, on: date) -> Checked:
    found = re.fullmatch(r"(\d{4})/?(\d{7})([A-Z])|(\d{4}|\d{2})/(\d{1,7})([A-Z])", number)
    found = found or re.fullmatch(r"()()()(\d{2})(\d{1,7})([A-Z])", number)
    if not found:
        return Checked(_characters(number), False, NOT_PNC)
    long_year, long_serial, long_letter, year, serial, letter = found.groups()
    year, letter = year or long_year, letter or long_letter
    serial = (serial or long_serial).rjust(7, "0")
    if len(year) == 2:
        year = f"{20 if int(year) <= on.year % 100 else 19}{year}"
    key = f"{year}{serial}{letter}"
    if int(year) > on.year:
        return Checked(key, False, YEAR_TO_COME)
    return _by_letter(key, check_letter(year[2:], serial))


def _cro(number: str, on: date) -> Checked:
    if found := re.fullmatch(r"SF(\d{2})/?(\d{1,6})([A-Z])", number):
        year, serial, letter = found.groups()
        return _by_letter(f"SF{year}{serial}{letter}", check_letter(year, serial))
    if found := re.fullmatch(r"(\d{1,6})/(\d{2})([A-Z])|(\d{6})(\d{2})([A-Z])", number):
        serial, year, letter = found.groups()[:3] if found[1] else found.groups()[3:]
        serial = serial.rjust(6, "0")
        return _by_letter(f"{serial}{year}{letter}", check_letter(year, serial))
    return Checked(_characters(number), False, NOT_CRO)


def _by_letter(key: str, expected: str) -> Checked:
    return Checked(key, True) if key[-1] == expected else Checked(key, False, WRONG_LETTER)


def _prison(number: str, on: date) -> Checked:
    key = _characters(number)
    fits = re.fullmatch(r"[A-Z]\d{4}[A-Z]{2}", key)
    return Checked(key, True) if fits else Checked(key, False, NOT_PRISON)


def _probation(number: str, on: date) -> Checked:
    key = _characters(number)
    fits = re.fullmatch(r"[A-Z]\d{6}", key)
    return Checked(key, True) if fits else Checked(key, False, NOT_PROBATION)


def _unchecked(number: str, on: date) -> Checked:
    return Checked(_characters(number), None)


CHECKS: dict[str, Callable[[str, date], Checked]] = {
    "pnc": _pnc,
    "cro": _cro,
    "prison": _prison,
    "probation": _probation,
}


# Dates of birth ------------------------------------------------------------------------------

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
# "about 1975" is taken for 1973 to 1977; "about March 1980" for a year either way
ABOUT_A_YEAR = 2
ABOUT_A_MONTH = 1
DECADE = {"": (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}
UNKNOWN = {"", "unknown", "not known", "n/k", "nk", "not given", "?"}


@dataclass(frozen=True, slots=True)
class Born:
    """A date of birth as it was said, and the days that it may be: `on` where it is exact."""

    said: str
    on: date | None = None
    earliest: date | None = None
    latest: date | None = None

    @property
    def is_understood(self) -> bool:
        return bool(self.earliest or self.latest)


def born(said: str, *, on: date) -> Born:
    """What "about 1975", "March 1980", "age 34 in 2020" or "3/3/1980" says; kept as said always."""
    words = " ".join(said.casefold().replace(",", " ").replace(".", " ").split())
    words = re.sub(r"^(?:born|b|dob|d o b)\b:? ?(?:on |in )?", "", words)
    if words in UNKNOWN:
        return Born(said.strip())
    earliest, latest = _days_of(words, on)
    exact = earliest if earliest == latest else None
    return Born(said.strip(), exact, earliest, latest)


def _days_of(words: str, on: date) -> tuple[date | None, date | None]:
    if found := re.fullmatch(
        r"(?:about|approx(?:imately)?|around|circa|c|ca|roughly) ?(.+)", words
    ):
        return _about(found[1], on)
    if found := re.fullmatch(r"(before|after) (.+)", words):
        first, last = _stretch(found[2], on)
        if found[1] == "before":
            return None, first and first - timedelta(days=1)
        return last and last + timedelta(days=1), None
    if found := re.fullmatch(r"(?:between )?(.+?)(?: and | to | or | ?[-\u2013] ?)(\w.*)", words):
        first, last = _stretch(found[1], on)[0], _stretch(found[2], on)[1]
        if first and last and first <= last and _stretch(words, on) == (None, None):
            return first, last
    if found := re.fullmatch(
        r"(?:aged?|was) ?(\d{1,3})(?: ?(?:years? old)?)?(?: (?:in|on) (.+))?", words
    ):
        return _aged(int(found[1]), _stretch(found[2], on) if found[2] else (on, on))
    return _stretch(words, on)


def _about(words: str, on: date) -> tuple[date | None, date | None]:
    first, last = _stretch(words, on)
    if not first or not last:
        return None, None
    years = ABOUT_A_YEAR if re.fullmatch(r"\d{4}", words) else ABOUT_A_MONTH
    return _years_later(first, -years), _years_later(last, years)


def _aged(age: int, seen: tuple[date | None, date | None]) -> tuple[date | None, date | None]:
    """Of that age on some day of a stretch: born after the birthday that they had not had."""
    first, last = seen
    if not first or not last or age > 130:
        return None, None
    return _years_later(first, -(age + 1)) + timedelta(days=1), _years_later(last, -age)


def _stretch(words: str, on: date) -> tuple[date | None, date | None]:
    """First and last day of a day, a month, a year or a decade; nothing of anything else."""
    if found := re.fullmatch(r"(\d{4})[-/ ](\d{1,2})[-/ ](\d{1,2})", words):
        return _day(found[1], found[2], found[3], on)
    if found := re.fullmatch(r"(\d{1,2})[-/ ](\d{1,2})[-/ ](\d{4}|\d{2})", words):
        return _day(found[3], found[2], found[1], on)
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[- ]([a-z]{3,9})[- ](\d{4}|\d{2})", words):
        return _day(found[3], _month(found[2]), found[1], on)
    if found := re.fullmatch(r"([a-z]{3,9}|\d{1,2}) ?[-/ ] ?(\d{4})", words):
        month = found[1] if found[1].isdecimal() else _month(found[1])
        first, _ = _day(found[2], month, "1", on)
        return (
            (first, first.replace(day=monthrange(first.year, first.month)[1]))
            if first
            else (None, None)
        )
    if found := re.fullmatch(r"(?:(early|mid|late)[- ])?(?:the )?(\d{3})0'?s", words):
        first_year, last_year = (int(found[2]) * 10 + year for year in DECADE[found[1] or ""])
        return _first_to_last(first_year, last_year)
    if re.fullmatch(r"1[89]\d\d|2\d\d\d", words):
        return _first_to_last(int(words), int(words))
    return None, None


def _first_to_last(first_year: int, last_year: int) -> tuple[date, date]:
    return date(first_year, 1, 1), date(last_year, 12, 31)


def _day(year: str, month: str, day: str, on: date) -> tuple[date | None, date | None]:
    try:
        number = int(year)
        if len(year) == 2:  # 3/3/80: the last such year that is past
            number += on.year - on.year % 100
            number -= 100 if number > on.year else 0
        exact = date(number, int(month), int(day))
    except ValueError:
        return None, None
    return exact, exact


def _month(name: str) -> str:
    """The number of a month by its name or the beginning of its name; 0 for no month."""
    found = [number for number, month in enumerate(MONTHS, 1) if month.startswith(name)]
    found = found or ([9] if name == "sept" else [])
    return str(found[0]) if len(found) == 1 else "0"


def _years_later(day: date, years: int) -> date:
    """The same day of another year; 28 February where there is no 29th."""
    year = min(max(day.year + years, 1), 9998)
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)
