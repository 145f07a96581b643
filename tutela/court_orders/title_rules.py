"""Which listed offence a title means: however it is written, or by the section that it names."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from tutela.court_orders.rules import Listed, offences, violent_offences

SHORT = {"gbh": "grievous bodily harm", "abh": "actual bodily harm", "s": "section"}
UNSAID = frozenset({"a", "an", "the"})
# a section that holds more offences than the listed one: its title decides, not its number
WIDER = frozenset({"Theft Act 1968 s.9", "Theft Act 1968 s.12A", "Child Abduction Act 1984 s.1"})
SECTION = re.compile(r"\b(?:s|ss|sec|section)[\s.]*(\d+[a-z]*(?:\(\w+\))*)", re.IGNORECASE)
LONG = 5


def listed_by_title(title: str) -> Listed | None:
    """The listed offence that is meant, violent or sexual; None where it is none, or not sure.

    Small words, marks and usual short forms make no difference, nor does one slip of the pen in a
    long word where only one listed title is so near.
    """
    words = _words(title)
    if not words:
        return None
    exact = _by_words().get(words)
    if exact is not None:
        return exact
    named = _by_section(title)
    if named is not None:
        return named
    near = [one for those, one in _by_words().items() if _is_near(words, those)]
    return near[0] if len(near) == 1 else None


def _words(title: str) -> tuple[str, ...]:
    said = re.findall(r"[a-z0-9]+", title.casefold().replace("&", " and ").replace("'", ""))
    full = " ".join(SHORT.get(word, word) for word in said).split()
    return tuple(word for word in full if word not in UNSAID)


def _all() -> Iterable[Listed]:
    # of two with one title the violent one holds: its paragraph was read
    return (*offences(), *violent_offences())


@cache
def _by_words() -> Mapping[tuple[str, ...], Listed]:
    return {_words(one.title): one for one in _all()}


@cache
def _sections() -> Mapping[tuple[str, str], Listed | None]:
    """Act and section of those that are listed whole; None where several are."""
    found: dict[tuple[str, str], Listed | None] = {}
    for one in _all():
        act, _s, section = one.provision.rpartition(" s.")
        if act and one.provision not in WIDER and " or " not in section:
            key = (" ".join(_words(act)), section.casefold())
            found[key] = None if key in found else one
    return found


def _by_section(title: str) -> Listed | None:
    numbers = {number.casefold() for number in SECTION.findall(title)}
    if len(numbers) != 1:
        return None
    (number,) = numbers
    said = f" {' '.join(_words(title))} "
    found = [
        one
        for (act, section), one in _sections().items()
        if section == number and f" {act} " in said
    ]
    return found[0] if len(found) == 1 else None


def _is_near(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one word differs by one slip, and is long enough to be a slip."""
    if len(words) != len(others):
        return False
    differ = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return len(differ) == 1 and _is_slip(*differ[0])


def _is_slip(one: str, other: str) -> bool:
    """A letter too many, too few, another, or two changed about."""
    short, long = sorted((one, other), key=len)
    if len(short) < LONG or len(long) - len(short) > 1:
        return False
    begin = next(
        (n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    a, b = short[begin:], long[begin:]
    if len(a) < len(b):
        return a == b[1:]
    return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
