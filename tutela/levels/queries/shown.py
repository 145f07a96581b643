"""What is so on a day, and how it came to be so."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from tutela.levels.models import Category, Decision, Level, Screening


@dataclass(frozen=True, slots=True)
class Now:
    """The category and the level of a person on a day; None where none was decided."""

    category: Category | None
    level: Level | None

    @property
    def is_managed(self) -> bool:
        """In a category, and so under the arrangements."""
        return self.category is not None and self.category.category > 0


def current(person_id: UUID, on: date | None = None) -> Now:
    """Category and level on the day, today unless another is asked for: two queries."""
    day = on or localdate()
    return Now(
        Category.objects.live(on=day).filter(person=person_id).first(),
        Level.objects.live(on=day).filter(person=person_id).first(),
    )


def history_of(person_id: UUID) -> tuple[list[Category], list[Level], list[Decision]]:
    """Every period, the latest first, with its decision; and the decisions that were replaced."""
    with_decision = ("decision__decided_by__user", "decision__decided_by__team__agency")
    categories = list(Category.objects.filter(person=person_id).select_related(*with_decision))
    levels = list(Level.objects.filter(person=person_id).select_related(*with_decision))
    standing = {row.decision_id for row in (*categories, *levels)}
    others = Decision.objects.filter(person=person_id).exclude(pk__in=standing)
    return categories, levels, list(others.select_related("decided_by__user"))


def screenings_of(person_id: UUID) -> QuerySet[Screening]:
    """The screenings, the latest first."""
    rows = Screening.objects.filter(person=person_id)
    return rows.select_related("screened_by__user", "screened_by__team__agency")
