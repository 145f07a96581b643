"""What an officer keys into ViSOR as well: each item in words, and what is not there yet."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tutela.court_orders.models import Order, Result
from tutela.notification_requirements import said
from tutela.notification_requirements.models import (
    Entered,
    Notification,
    ParentalDirection,
    Travel,
)
from tutela.notification_requirements.rules import counter as rules
from tutela.people.models import Address, Allocation, BirthDate, Name, Person, Whereabouts
from tutela.people.parts import Part

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item: its table, the part of the file that it is in, its fields in their order."""

    code: str
    model: type[models.Model]
    words: Promise
    part: Part
    fields: tuple[tuple[str, Any], ...]
    more: Callable[[Any], list[Line]] = lambda row: []
    title: str = ""
    named_by: int = 3  # so many of its first lines tell it from others in a list


def _result_lines(row: Result) -> list[Line]:
    lines: list[Line] = []
    for offence in row.offences.exclude(stage="quashed"):
        lines += _lines(offence, ("title", "code", "paragraph", "committed_from", "committed_to"))
    for sentence in row.sentences.exclude(stage="quashed"):
        lines += _lines(
            sentence,
            (
                *("kind", "months", "days", "suspended", "sentence", "extension_months"),
                *("extension_days", "made_on"),
            ),
        )
    return lines


def _order_lines(row: Order) -> list[Line]:
    lines: list[Line] = []
    for clause in row.clauses.order_by("number", "id"):
        number = _("Clause %(number)s") % {"number": clause.number}
        lines.append((number, clause.wording))
        lines += _lines(clause, ("kind", "starts_on", "ends_on", "place", "supervisor"))
    return lines


def _notification_lines(row: Notification) -> list[Line]:
    kind = _kind_said(row)
    lines = said.shown({"id": "", "kind": kind, "answers": row.answers}).rows if kind else []
    for item in said.all_shown(row.particulars.get("items", ()), rules.SECTIONS):
        lines = [*lines, *((f"{item.title}: {label}", value) for label, value in item.rows)]
    return lines


def _kind_said(row: Notification) -> str:
    """The kind under which the answers were said at the counter; none for what was imported."""
    known = {str(law): said_as for said_as, law in rules.KIND_IN_LAW.items()}
    found = "travel_change" if row.corrects_travel else known.get(row.kind, row.kind)
    return str(found) if row.answers and found in said.FORMS else ""


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "name",
            Name,
            gettext_lazy("Name"),
            Part.IDENTITY,
            (
                ("kind", gettext_lazy("Kind of name")),
                ("surname", gettext_lazy("Surname")),
                ("given_names", gettext_lazy("Given names")),
                ("starts_on", gettext_lazy("From")),
                ("ends_on", gettext_lazy("Last day")),
            ),
        ),
        Kind(
            "birth",
            BirthDate,
            gettext_lazy("Date of birth"),
            Part.IDENTITY,
            (
                ("said", gettext_lazy("As said")),
                ("on", gettext_lazy("Date of birth")),
                ("is_main", gettext_lazy("Used now")),
            ),
            named_by=1,
        ),
        Kind(
            "address",
            Address,
            gettext_lazy("Address"),
            Part.ADDRESSES,
            (
                ("kind", gettext_lazy("Kind of address")),
                ("lines", gettext_lazy("Address")),
                ("postcode", gettext_lazy("Postcode")),
                ("starts_on", gettext_lazy("From")),
                ("ends_on", gettext_lazy("Last day")),
            ),
        ),
        Kind(
            "whereabouts",
            Whereabouts,
            gettext_lazy("Custody, hospital, abroad, missing or died"),
            Part.ADDRESSES,
            (
                ("kind", gettext_lazy("What")),
                ("place", gettext_lazy("Where")),
                ("starts_on", gettext_lazy("From")),
                ("ends_on", gettext_lazy("Until")),
                ("in_error", gettext_lazy("Recorded in error")),
            ),
        ),
        Kind(
            "result",
            Result,
            gettext_lazy("Court result"),
            Part.CONVICTIONS,
            tuple(
                (name, None)
                for name in ("kind", "relevant_on", "court", "reference", "stage", "cancelled_on")
            ),
            _result_lines,
        ),
        Kind(
            "order",
            Order,
            gettext_lazy("Order"),
            Part.ORDERS,
            tuple(
                (name, None)
                for name in (
                    *("kind", "interim", "made_on", "served_on", "ends_on", "court"),
                    *("reference", "stage", "ended_on"),
                )
            ),
            _order_lines,
        ),
        Kind(
            "notification",
            Notification,
            gettext_lazy("Notification"),
            Part.NOTIFICATIONS,
            (
                ("kind", gettext_lazy("What was notified")),
                ("of", gettext_lazy("Of what")),
                ("given_on", gettext_lazy("Given on")),
                ("happened_on", gettext_lazy("Happened on")),
                ("expected_on", gettext_lazy("Expected on")),
                ("station", gettext_lazy("Police station")),
                ("by_parent", gettext_lazy("By a parent")),
            ),
            _notification_lines,
        ),
        Kind(
            "travel",
            Travel,
            gettext_lazy("Travel abroad"),
            Part.NOTIFICATIONS,
            (
                ("departs_on", gettext_lazy("Departure")),
                ("countries", gettext_lazy("Countries")),
                ("returns_on", gettext_lazy("Planned return")),
                ("returned_on", gettext_lazy("Returned on")),
                ("cancelled_on", gettext_lazy("Will not take place, said on")),
            ),
        ),
        Kind(
            "direction",
            ParentalDirection,
            gettext_lazy("Parental direction"),
            Part.NOTIFICATIONS,
            tuple(
                (name, None) for name in ("made_on", "court", "parent", "ends_on", "discharged_on")
            ),
        ),
    )
}
CODE_OF = {kind.model._meta.db_table: code for code, kind in KINDS.items()}


def in_words(value: Any) -> str:
    """A value as it is typed into a form."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(localtime(value), "d/m/Y H:i")
    if isinstance(value, date):
        return date_format(value, "d/m/Y")
    return "" if value is None else str(value)


def _lines(row: models.Model, names: Iterable[str | tuple[str, Any]]) -> list[Line]:
    """Labels and values of what is filled in; a tick that is not set is left out."""
    found: list[Line] = []
    for one in names:
        name, label = one if isinstance(one, tuple) else (one, None)
        field: Any = row._meta.get_field(name)
        value = getattr(row, name)
        if value in (None, "", False):
            continue
        shown = getattr(row, f"get_{name}_display")() if field.choices else in_words(value)
        words = str(label or field.verbose_name)
        found.append((words[:1].upper() + words[1:], str(shown)))
    return found


def lines_of(kind: Kind, row: models.Model) -> list[Line]:
    """An item in the order of entry: its fields, then what belongs to it."""
    return [*_lines(row, kind.fields), *kind.more(row)]


# What is not there yet ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Missing:
    """An item whose last version nobody has entered, and since when."""

    person_id: UUID
    code: str
    row_id: UUID
    of_version: int
    changed_at: datetime
    person: Person | None = None

    @property
    def kind(self) -> Kind:
        return KINDS[self.code]

    def days(self, on: date) -> int:
        """How many days it has waited."""
        return max((on - localtime(self.changed_at).date()).days, 0)


def missing_of(person_id: UUID) -> list[Missing]:
    """Of one person, the longest waiting first."""
    found, _count = _missing([person_id], codes=(), until=None, limit=None, offset=0)
    return found


def missing_among(
    people: Iterable[UUID],
    *,
    codes: Iterable[str] = (),
    until: datetime | None = None,
    limit: int,
    offset: int = 0,
) -> tuple[list[Missing], int]:
    """Of these people, as far as one's lists reach; and how many there are in all."""
    return _missing(list(people), codes=codes, until=until, limit=limit, offset=offset)


def _missing(
    people: list[UUID],
    *,
    codes: Iterable[str],
    until: datetime | None,
    limit: int | None,
    offset: int,
) -> tuple[list[Missing], int]:
    tables = [KINDS[code].model._meta.db_table for code in codes] or list(CODE_OF)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.person_id, m.kind, m.row_id, m.of_version, m.changed_at, count(*) OVER ()"
            " FROM not_entered(%s) m WHERE m.kind = ANY(%s)"
            " AND (%s::timestamptz IS NULL OR m.changed_at <= %s)"
            " ORDER BY m.changed_at, m.kind, m.row_id LIMIT %s OFFSET %s",
            [people, tables, until, until, limit, offset],
        )
        rows = cursor.fetchall()
    found = [Missing(row[0], CODE_OF[row[1]], *row[2:5]) for row in rows]
    return found, rows[0][5] if rows else 0


def managed(teams: Iterable[UUID], *, officer: UUID | None, on: date) -> list[UUID]:
    """The people whom these teams manage; with an officer, those allocated to them."""
    found = Person.objects.filter(owner_team__in=teams)
    if officer:
        mine = Allocation.objects.filter(appointment=officer, starts_on__lte=on, ends_before__gt=on)
        found = found.filter(pk__in=mine.values("person_id"))
    return list(found.order_by().values_list("pk", flat=True))


def entries_of(person: Person) -> list[Entered]:
    """What was said to be in ViSOR, the latest first."""
    return list(Entered.objects.filter(person=person).select_related("entered_by__user"))


def words_of(code: str) -> str:
    """What a kind is called; everything up to a moment has a name too."""
    if code == Entered.EVERYTHING:
        return _("Everything up to then")
    return str(KINDS[code].words) if code in KINDS else code


def row_of(person: Person, code: str, row_id: UUID, parts: Iterable[str]) -> Any:
    """The row of an item, where its part is open to the reader; else None."""
    kind = KINDS.get(code)
    if kind is None:
        return None
    row = kind.model._default_manager.filter(pk=row_id, person=person).first()
    part = getattr(row, "part", kind.part)
    return row if row is not None and part in set(parts) else None


def titles(items: Iterable[Missing]) -> Mapping[UUID, str]:
    """A line for each item that its page can show: what it is, without opening it."""
    wanted: dict[str, list[UUID]] = {}
    for item in items:
        wanted.setdefault(item.code, []).append(item.row_id)
    found: dict[UUID, str] = {}
    for code, ids in wanted.items():
        for row in KINDS[code].model._default_manager.filter(pk__in=ids):
            lines = _lines(row, KINDS[code].fields)
            found[row.pk] = ", ".join(
                dict.fromkeys(value for _label, value in lines[: KINDS[code].named_by])
            )
    return found
