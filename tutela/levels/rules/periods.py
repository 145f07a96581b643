"""How a decision takes its place among those that run already: without gap or overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """What runs from a day to before a day."""

    starts_on: date
    ends_before: date


class How(StrEnum):
    """What becomes of the others when one is placed."""

    FIRST = "first"  # there is none yet
    BEFORE = "before"  # it goes before the first, up to its day
    CUT = "cut"  # it cuts short what runs on its day
    REPLACE = "replace"  # it takes the place of what begins on its day


@dataclass(frozen=True, slots=True)
class Place:
    """Where the new one lies, and whom it touches (its number in the order of days)."""

    how: How
    span: Span
    touches: int | None


def place(spans: Sequence[Span], on: date, *, no_end: date) -> Place:
    """Where something that is so from a day on lies among spans in the order of their days.

    What was decided for later days stays: it was decided knowing them.
    """
    if not spans:
        return Place(How.FIRST, Span(on, no_end), None)
    if on < spans[0].starts_on:
        return Place(How.BEFORE, Span(on, spans[0].starts_on), 0)
    number = max(n for n, span in enumerate(spans) if span.starts_on <= on)
    found = spans[number]
    if found.starts_on == on:
        return Place(How.REPLACE, found, number)
    return Place(How.CUT, Span(on, found.ends_before), number)


def placed(spans: Sequence[Span], at: Place) -> list[Span]:
    """The spans as they lie afterwards."""
    if at.how is How.REPLACE:
        return list(spans)
    if at.how is How.CUT and at.touches is not None:
        cut = spans[at.touches]
        before = [*spans[: at.touches], Span(cut.starts_on, at.span.starts_on)]
        return [*before, at.span, *spans[at.touches + 1 :]]
    return [at.span, *spans]
