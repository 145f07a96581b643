"""What is so on a day, how it came to be so, and what the law says of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.asking import worded_once
from tutela.agencies.models import Area
from tutela.levels.models import Category, Decision, Level, Reckoned, Screening
from tutela.levels.rules.categories import DOUBTS, REASONS, Because, Doubt
from tutela.levels.rules.deciding import WORDS, Again, screened_again, who_decides


@dataclass(frozen=True, slots=True)
class Now:
    """The category and the level of a person on a day; None where none was decided."""

    category: Category | None
    level: Level | None


def current(person_id: UUID, on: date | None = None) -> Now:
    """Category and level on the day, today unless another is asked for: two queries."""
    day = on or localdate()
    return Now(
        next(iter(_category(person=person_id, on=day)), None),
        next(iter(_level(person=person_id, on=day)), None),
    )


@worded_once
def _category(*, person: UUID, on: date) -> QuerySet[Category]:
    return Category.objects.live(on=on).filter(person=person)[:1]


@worded_once
def _level(*, person: UUID, on: date) -> QuerySet[Level]:
    return Level.objects.live(on=on).filter(person=person)[:1]


@dataclass(frozen=True, slots=True)
class ByLaw:
    """The category that the recorded facts give, in words; and what an officer has to settle."""

    category: int | None
    words: str
    reason: str
    since: date | None
    verified: bool
    doubts: list[str]


def by_law(person_id: UUID) -> ByLaw | None:
    """What the law says; None where nothing recorded asks it."""
    row = Reckoned.objects.filter(person=person_id).first()
    if row is None:
        return None
    return ByLaw(
        row.category,
        str(Category.Number(row.category).label) if row.category is not None else "",
        REASONS[Because(row.because)].say(_),
        row.starts_on,
        row.is_verified,
        [DOUBTS[Doubt(doubt)].say(_) for doubt in row.doubts],
    )


def page_of(person_id: UUID, *, on: date, area: str) -> dict[str, Any]:
    """All that the page of a file shows: five queries, however long the history."""
    decided_by = ("decision__decided_by__user", "decision__decided_by__team__agency")
    categories = list(Category.objects.filter(person=person_id).select_related(*decided_by))
    of_levels = Level.objects.filter(person=person_id)
    levels = list(of_levels.select_related(*decided_by, "decision__screening"))
    standing = {row.decision_id for row in categories} | {row.decision_id for row in levels}
    replaced = Decision.objects.filter(person=person_id).exclude(pk__in=standing)
    category, level = _on(categories, on), _on(levels, on)
    law = by_law(person_id)
    return {
        "category": category,
        "level": level,
        "by_law": law,
        "law_differs": _differs(law, category),
        "is_unscreened": bool(category and category.category) and not (level and level.level),
        "categories": categories,
        "levels": levels,
        "replaced": list(replaced.select_related("decided_by__user")),
        "screenings": list(screenings_of(person_id)),
        "again": _by_figure(level, area),
    }


def _by_figure(level: Level | None, area: str) -> Again | None:
    """The figure by which level 1 is looked at again; None where the screening named the day."""
    if level is None or level.look_again_on is None:
        return None
    screening = level.decision.screening
    if screening is not None and screening.again_on == level.look_again_on:
        return None
    rule = screened_again(area, level.starts_on)
    return rule if rule.due_on(level.starts_on) == level.look_again_on else None


def _on[Row: (Category, Level)](rows: list[Row], on: date) -> Row | None:
    return next((row for row in rows if row.starts_on <= on < row.ends_before), None)


def _differs(law: ByLaw | None, category: Category | None) -> bool:
    """Whether the recorded facts alone give another category than the one that is so."""
    if law is None or law.category is None:
        return False
    return law.category != (category.category if category else 0)


def screenings_of(person_id: UUID) -> QuerySet[Screening]:
    """The screenings, the latest first."""
    rows = Screening.objects.filter(person=person_id)
    return rows.select_related("screened_by__user", "screened_by__team__agency")


def area_code(actor: Actor) -> str:
    """By which code the area's rules are found; of no area where the actor is of none."""
    codes = Area.objects.filter(pk__in=[actor.area_id]).values_list("code", flat=True)
    return codes.first() or ""


def deciders_of(actor: Actor, on: date) -> list[dict[str, Any]]:
    """Who decides each level in the actor's area, for the page that records it."""
    area = area_code(actor)
    rules = [(level, who_decides(level, area, on)) for level in (1, 2, 3)]
    return [
        {
            "level": level,
            "who": _(WORDS[rule.who]),
            "provision": rule.provision,
            "verified": rule.verified,
        }
        for level, rule in rules
        if rule is not None
    ]
