"""Tables of people by category and level, and what of them may be let out: never who. Pure.

A number of a table is kept back where it is small, and others with it, until what is shown and
the totals leave more than one possibility for each number that is kept back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutela.statistics import rules
from tutela.statistics.rules import is_small

CATEGORIES = (1, 2, 3, 4)
LEVELS = (1, 2, 3)
YEAR_LEVELS = (2, 3)
MANAGED, UNSCREENED = "managed", "unscreened"


@dataclass(frozen=True, slots=True)
class Sum:
    """Numbers that make a total."""

    parts: tuple[str, ...]
    total: str

    def sign(self, code: str) -> int:
        return -1 if code == self.total else 1

    @property
    def codes(self) -> tuple[str, ...]:
        return (*self.parts, self.total)


def of_category(category: int) -> str:
    return f"category_{category}"


def at_level(level: int) -> str:
    return f"level_{level}"


def cell(category: int, level: int) -> str:
    return f"category_{category}_level_{level}"


def in_year(level: int, category: int | None = None) -> str:
    whole = f"year_level_{level}"
    return whole if category is None else f"{whole}_category_{category}"


SUMS = (
    *(Sum(tuple(cell(c, n) for n in LEVELS), of_category(c)) for c in CATEGORIES),
    *(Sum(tuple(cell(c, n) for c in CATEGORIES), at_level(n)) for n in LEVELS),
    Sum(tuple(of_category(c) for c in CATEGORIES), MANAGED),
    Sum(tuple(at_level(n) for n in LEVELS), MANAGED),
    *(Sum(tuple(in_year(n, c) for c in CATEGORIES), in_year(n)) for n in YEAR_LEVELS),
)
MANAGED_CODES = (
    *(cell(c, n) for n in LEVELS for c in CATEGORIES),
    *(of_category(c) for c in CATEGORIES),
    *(at_level(n) for n in LEVELS),
    MANAGED,
    UNSCREENED,
)
YEAR_CODES = tuple(in_year(n, c) for n in YEAR_LEVELS for c in (*CATEGORIES, None))
CODES = (*MANAGED_CODES, *YEAR_CODES)


def managed_table(counts: Mapping[tuple[int, int], int]) -> dict[str, int]:
    """The table of people by category and level; level 0: not screened, and in no total."""
    found = {cell(c, n): counts.get((c, n), 0) for c in CATEGORIES for n in LEVELS}
    found |= {of_category(c): sum(found[cell(c, n)] for n in LEVELS) for c in CATEGORIES}
    found |= {at_level(n): sum(found[cell(c, n)] for c in CATEGORIES) for n in LEVELS}
    found[MANAGED] = sum(found[at_level(n)] for n in LEVELS)
    found[UNSCREENED] = sum(counts.get((c, 0), 0) for c in CATEGORIES)
    return found


def year_table(counts: Mapping[tuple[int, int], int]) -> dict[str, int]:
    """People at a level in the year, by category (level, category): a line for each level."""
    found = {in_year(n, c): counts.get((n, c), 0) for n in YEAR_LEVELS for c in CATEGORIES}
    return found | {in_year(n): sum(found[in_year(n, c)] for c in CATEGORIES) for n in YEAR_LEVELS}


def kept_back(
    values: Mapping[str, int], sums: Sequence[Sum] = SUMS, also: Iterable[str] = ()
) -> frozenset[str]:
    """The codes that are kept back: what is small, and what would tell it."""
    back = {code for code, value in values.items() if is_small(value) or code in set(also)}
    back = {code for code in back if values[code]}
    while told := _told(values, sums, back):
        back.add(_beside(values, sums, back, told))
    return frozenset(back)


def _told(values: Mapping[str, int], sums: Sequence[Sum], back: set[str]) -> str | None:
    """One of those kept back that the shown numbers would tell; None where none is."""
    return next((code for code in sorted(back) if another(values, sums, back, code) is None), None)


def another(
    values: Mapping[str, int], sums: Sequence[Sum], back: set[str] | frozenset[str], code: str
) -> dict[str, int] | None:
    """Another table with the same shown numbers, in which this number is another; or None.

    Nobody is kept back who is not there: whoever reads it knows that each is one or more.
    """
    for change in (1, -1):
        if values[code] + change >= 1:
            rest = _unbalanced({}, sums, code, change)
            found = _balance(values, sums, back, {code: change}, rest)
            if found is not None:
                return found
    return None


def _unbalanced(
    rest: Mapping[Sum, int], sums: Sequence[Sum], code: str, change: int
) -> dict[Sum, int]:
    now = dict(rest)
    for each in sums:
        if code in each.codes:
            now[each] = now.get(each, 0) + each.sign(code) * change
    return {each: left for each, left in now.items() if left}


def _balance(
    values: Mapping[str, int],
    sums: Sequence[Sum],
    back: set[str] | frozenset[str],
    changes: dict[str, int],
    rest: Mapping[Sum, int],
) -> dict[str, int] | None:
    """Change one number after the other until every sum is right again."""
    if not rest:
        return {code: values[code] + changes.get(code, 0) for code in values}
    each, left = next(iter(rest.items()))
    for code in each.codes:
        change = -left * each.sign(code)
        if code not in back or code in changes or values[code] + change < 1:
            continue
        now = _unbalanced(rest, sums, code, change)
        if any(abs(over) > 1 for over in now.values()):
            continue
        found = _balance(values, sums, back, {**changes, code: change}, now)
        if found is not None:
            return found
    return None


def _beside(values: Mapping[str, int], sums: Sequence[Sum], back: set[str], told: str) -> str:
    """What is kept back next: the smallest number beside it, a total only where nothing else is."""
    near, seen = {told}, set[Sum]()
    while True:
        lines = [each for each in sums if each not in seen and near & set(each.codes)]
        seen |= set(lines)
        codes = {code for each in lines for code in each.codes}
        shown = [code for code in codes if code not in back and values[code]]
        if shown:
            totals = {each.total for each in sums}
            return min(shown, key=lambda code: (code in totals, values[code], code))
        if not lines:
            raise ValueError("a number that nothing beside it can hide")
        near |= codes


def disclosed(values: Mapping[str, int | None]) -> dict[str, int | None]:
    """What of all figures may be let out.

    The registered in the community are those of category 1 but for the unscreened: where one of
    the two numbers is kept back, so is the other, and the rate.
    """
    out = rules.disclosed({code: values[code] for code in rules.CODES})
    counted = {code: values[code] or 0 for code in CODES}
    also = [of_category(1)] if out[rules.REGISTERED] is None else []
    back = kept_back(counted, also=also)
    if of_category(1) in back:
        out[rules.REGISTERED] = out[rules.RATE] = None
    return out | {code: None if code in back else value for code, value in counted.items()}
