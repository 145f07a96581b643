"""The list of people says category and level, and can be narrowed and sorted by them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tutela.access.asking import any_of, worded_once
from tutela.levels.models import Category, Level
from tutela.people.models import Person

UNSCREENED = "unscreened"


class CategoryAndLevel:
    """In which category the person is, and at which level they are managed."""

    name = "level"
    heading = _("Category and level")
    label = _("Category or level")
    choices = (
        ("level_1", _("Level 1")),
        ("level_2", _("Level 2")),
        ("level_3", _("Level 3")),
        (UNSCREENED, _("Not screened yet")),
        ("category_1", _("Category 1")),
        ("category_2", _("Category 2")),
        ("category_3", _("Category 3")),
        ("category_4", _("Category 4")),
    )
    template = "levels/in_list.html"

    def narrow(self, found: QuerySet[Person], choice: str, *, on: date) -> QuerySet[Person]:
        """Those at the level or in the category on the day; or in one, and at no level yet."""
        if choice == UNSCREENED:
            at_level = Level.objects.live(on=on).filter(person=OuterRef("pk"), level__gt=0)
            return found.filter(_in(Category.objects.live(on=on).filter(category__gt=0))).exclude(
                Exists(at_level)
            )
        of, _underscore, number = choice.partition("_")
        rows = {
            "level": Level.objects.live(on=on).filter(level=number or 0),
            "category": Category.objects.live(on=on).filter(category=number or 0),
        }.get(of)
        return found if rows is None else found.filter(_in(rows))

    def order(self, *, descending: bool) -> Sequence[Any]:
        """The highest level first, or last; those without one come last either way."""
        rows = Level.objects.live(on=timezone.localdate()).filter(person=OuterRef("pk"))
        level = Subquery(rows.values("level")[:1])
        return [level.desc(nulls_last=True) if descending else level.asc(nulls_last=True)]

    def cells(self, people: Iterable[UUID], *, on: date) -> Mapping[UUID, Any]:
        """Category and level of each, in two queries."""
        shown = list(people)
        found: dict[UUID, dict[str, Any]] = {}
        for category in _categories(people=shown, on=on):
            found[category.person_id] = {"category": category}
        for level in _levels(people=shown, on=on):
            found.setdefault(level.person_id, {})["level"] = level
        return found


@worded_once
def _categories(*, people: list[UUID], on: date) -> QuerySet[Category]:
    return Category.objects.live(on=on).filter(any_of("person_id", people))


@worded_once
def _levels(*, people: list[UUID], on: date) -> QuerySet[Level]:
    return Level.objects.live(on=on).filter(any_of("person_id", people))


def _in(rows: QuerySet[Any]) -> Exists:
    return Exists(rows.filter(person=OuterRef("pk")))
