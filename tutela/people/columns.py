"""What rooms above add to the list of people: a column, its order and its filter.

This room knows none of them: the settings name them (`LIST_COLUMNS`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from tutela.people.models import Person


class Column(Protocol):
    """One column: asked once for a page of people, whoever and however many they are."""

    name: str
    heading: Any
    label: Any
    choices: Sequence[tuple[str, Any]]
    template: str

    def narrow(self, found: QuerySet[Person], choice: str, *, on: date) -> QuerySet[Person]:
        """Those people whom the choice leaves."""
        ...

    def order(self, *, descending: bool) -> Sequence[Any]:
        """By what the list is sorted; the name decides between equals."""
        ...

    def cells(self, people: Iterable[UUID], *, on: date) -> Mapping[UUID, Any]:
        """What the template of the column shows of each of these people."""
        ...


@cache
def columns() -> tuple[Column, ...]:
    """The columns that the settings name, in their order."""
    return tuple(import_string(name)() for name in settings.LIST_COLUMNS)
