"""Questions that pages ask the database all day: Django words each of them once."""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F, Lookup, Model, QuerySet, UUIDField, Value


class NotBySight(TypeError):
    """The question uses an answer otherwise than as it stands, so it cannot be worded once."""


def worded_once[**P, M: Model](ask: Callable[P, QuerySet[M]]) -> Callable[P, list[M]]:
    """Its rows, without making the same SQL anew at each page: that was a third of a page.

    For a query whose words never vary: keys, lists of keys (`any_of`), days and moments are given
    by name and stand in it as they are. Nothing in it may depend on what they are.
    """
    kept: list[_Worded] = []

    @wraps(ask)
    def asked(*args: P.args, **answers: P.kwargs) -> list[M]:
        if args:
            raise NotBySight(ask.__name__)
        if not kept:
            kept.append(_worded(ask, answers))
        rows: list[M] = kept[0].rows(answers)
        return rows

    return asked


class AnyOf(Lookup):
    """One of an array's values."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, of_left = self.process_lhs(compiler, connection)
        right, of_right = self.process_rhs(compiler, connection)
        return f"{left} = ANY ({right})", (*of_left, *of_right)


def any_of(column: str, keys: Iterable[UUID]) -> AnyOf:
    """The column holds one of these keys: in the same words, however many they are."""
    return AnyOf(F(column), Value(list(keys), output_field=ArrayField(UUIDField())))


class _Place(str):
    """Where in the question an answer stands."""


@dataclass(frozen=True, slots=True)
class _Worded:
    """The SQL with the places of its answers, and what Django makes rows of."""

    query: Any
    compiler: Any
    converters: Any
    words: str
    places: list[Any]

    def rows(self, answers: dict[str, Any]) -> Any:
        """What Django makes of the answer to these words: everything else is its own."""
        values = tuple(_value(place, answers) for place in self.places)
        ready = copy(self.compiler)
        ready.connection = connections[DEFAULT_DB_ALIAS]
        ready.as_sql = lambda *_args, **_options: (self.words, values)
        ready.get_converters = lambda _columns: self.converters
        found = self.query.all()
        found.query.get_compiler = lambda *_args, **_options: ready
        return list(found)


def _value(place: Any, answers: dict[str, Any]) -> Any:
    if not isinstance(place, _Place):
        return place
    value = answers[place]
    return list(value) if isinstance(value, frozenset | set | tuple) else value


def _worded(ask: Callable[..., QuerySet[Any]], answers: dict[str, Any]) -> _Worded:
    """Worded with marks that stand for nothing else where the answers go."""
    marks = {name: _mark(number, value) for number, (name, value) in enumerate(answers.items())}
    query = ask(**marks)
    compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
    words, values = compiler.as_sql()
    places = [_place(value, marks) for value in values]
    if {place for place in places if isinstance(place, _Place)} != set(marks):
        raise NotBySight(ask.__name__)
    columns = [column for column, *_rest in compiler.select[: compiler.col_count]]
    return _Worded(query, compiler, compiler.get_converters(columns), words, places)


def _mark(number: int, value: Any) -> Any:
    if isinstance(value, UUID):
        return uuid4()
    if type(value) is date:
        return date.min + timedelta(days=number)
    if isinstance(value, datetime):
        return datetime.min.replace(tzinfo=UTC) + timedelta(days=1, seconds=number)
    if isinstance(value, list | tuple | frozenset | set):
        return [uuid4()]
    raise NotBySight(type(value).__name__)


def _place(value: Any, marks: dict[str, Any]) -> Any:
    for name, mark in marks.items():
        if type(value) is type(mark) and value == mark:
            return _Place(name)
    return value
