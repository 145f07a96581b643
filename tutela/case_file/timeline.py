"""What changed in a file, when, and by whom: read from the versions of the parts that are open."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tutela.access.asking import worded_once
from tutela.agencies.models import Appointment
from tutela.audit.models import Version
from tutela.case_file import words
from tutela.people.past import LONDON

# A change of more things than that is named by the first of them.
TITLES_SHOWN = 3
LATEST = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One column of a changed row: what it held and what it holds."""

    label: str
    was: str
    is_now: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a change left it."""

    title: str
    lines: Sequence[Line]
    is_new: bool
    # followed from the rest of the change, which gives it its name
    is_worked_out: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Everything that one operation changed in the file."""

    title: str
    at: datetime
    by: str
    rows: Sequence[Row]
    known_from: datetime | None
    event: str
    entry: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    entry: UUID
    tablename: str
    row_id: UUID
    is_new: bool
    gone: bool
    was: dict[str, Any]
    doc: dict[str, Any]

    @property
    def needs_no_lines(self) -> bool:
        return self.is_new or self.gone


def entries(
    person_id: UUID,
    *,
    parts: Iterable[str] = (),
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[Any]:
    """The operations that changed the file, the latest first: ready to be paged."""
    versions = Version.objects.filter(person_id=person_id)
    if parts:
        versions = versions.filter(part__in=list(parts))
    if first:
        versions = versions.filter(at__gte=_midnight(first))
    if last:
        versions = versions.filter(at__lt=_midnight(last + timedelta(days=1)))
    return versions.values("entry", "at").distinct().order_by("-at", "-entry")


@worded_once
def latest(*, person: UUID) -> QuerySet[Any]:
    """The last few of them."""
    return entries(person)[:LATEST]


def changes(
    person_id: UUID,
    page: Iterable[dict[str, Any]],
    *,
    parts: Iterable[str] = (),
    reasons_of: UUID | None = None,
    only_titles: bool = False,
) -> list[Change]:
    """The changes of one page of `entries`, in plain words.

    With `reasons_of` the reasons for which any other team holds an interest are left out. With
    `only_titles` no line is worked out of a row whose title says it all: it is new or gone.
    """
    shown = list(page)
    keys = [found["entry"] for found in shown]
    kept = _kept(person_id, keys, list(parts))
    if reasons_of:
        kept = [_without_reasons(row, but_of=str(reasons_of)) for row in kept]
    told_by_lines = [row for row in kept if not (only_titles and row.needs_no_lines)]
    names = words.names_in((row.tablename, held) for row in told_by_lines for held in _changed(row))
    rows: dict[UUID, list[Row]] = {}
    for row in kept:
        told = _titled(row) if only_titles and row.needs_no_lines else _row(row, names)
        if told.lines or row.gone or row.is_new:  # a counter that went up is no news
            rows.setdefault(row.entry, []).append(told)
    behind = _behind(person_id, keys)
    return [
        Change(
            title=_title(rows.get(found["entry"], [])),
            at=found["at"],
            entry=found["entry"],
            rows=rows.get(found["entry"], []),
            **behind.get(found["entry"], {"by": "", "known_from": None, "event": ""}),
        )
        for found in shown
    ]


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime(on.year, on.month, on.day), LONDON)  # noqa: DTZ001


def _kept(person_id: UUID, keys: list[UUID], parts: list[str]) -> list[_Kept]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT h.entry, coalesce(t.is_now, h.tablename), h.row_id, h.gone, h.doc, w.doc,"
            " (SELECT jsonb_agg(jsonb_build_array(c.tablename, c.was, c.is_now))"
            "    FROM audit_column_was c)"
            "  FROM audit_history h LEFT JOIN audit_table_was t ON t.was = h.tablename"
            "  LEFT JOIN audit_history w ON w.row_id = h.row_id AND w.version = h.version - 1"
            "   AND w.person_id = h.person_id"
            "   AND w.tablename IN (SELECT unnest(ARRAY[h.tablename, x.was])"
            "        FROM (SELECT h.tablename AS was UNION SELECT o.was FROM audit_table_was o"
            "               WHERE o.is_now = h.tablename) x)"
            " WHERE h.person_id = %s AND h.entry = ANY(%s)"
            "   AND (cardinality(%s::text[]) = 0 OR h.part = ANY(%s))"
            " ORDER BY h.entry, 2, h.row_id, h.version",
            [person_id, keys, parts, parts],
        )
        found = cursor.fetchall()
    former = json.loads((found[0][6] if found else None) or "[]")
    renamed = {(table, was): is_now for table, was, is_now in former}

    def named_now(table: str, doc: Any) -> dict[str, Any]:
        return {
            renamed.get((table, name), name): held for name, held in json.loads(doc or "{}").items()
        }

    kept = []
    for (entry, table, row_id), versions in groupby(found, key=lambda row: row[:3]):
        first, *rest = versions
        last = rest[-1] if rest else first
        was, doc = named_now(table, first[5]), named_now(table, last[4])
        kept.append(_Kept(entry, table, row_id, not was, last[3], was, doc))
    return kept


def _without_reasons(row: _Kept, *, but_of: str) -> _Kept:
    if row.tablename != "people_interest" or row.doc.get("team_id") == but_of:
        return row
    left_out = {"why": None, "ended_why": None}
    return replace(row, was=row.was | left_out, doc=row.doc | left_out)


def _changed(row: _Kept) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns that differ, as they were and as they are: only these are told."""
    differ = {name for name in {**row.was, **row.doc} if row.was.get(name) != row.doc.get(name)}
    was, doc = row.was, row.doc
    return {name: was.get(name) for name in differ}, {name: doc.get(name) for name in differ}


def _row(row: _Kept, names: dict[str, str]) -> Row:
    if row.gone:
        return _titled(row)
    lines = []
    for name in words.in_order(row.tablename, {**row.was, **row.doc}):
        if not words.is_shown(name) or row.was.get(name) == row.doc.get(name):
            continue
        was = words.value(row.tablename, name, row.was.get(name), names)
        is_now = words.value(row.tablename, name, row.doc.get(name), names)
        if was or is_now:
            lines.append(Line(words.column(row.tablename, name), was, is_now))
    return replace(_titled(row), lines=lines)


def _titled(row: _Kept) -> Row:
    """The row by its title alone."""
    said = _("%(thing)s added") if row.is_new else _("%(thing)s changed")
    if row.gone:
        said = _("%(thing)s removed")
    title = said % {"thing": words.thing(row.tablename)}
    return Row(title, [], row.is_new and not row.gone, row.tablename in words.WORKED_OUT)


def _title(rows: Sequence[Row]) -> str:
    if not rows:
        return _("Record changed")
    rows = [row for row in rows if not row.is_worked_out]
    if not rows:
        return _("Notification dates worked out")
    titles = list(dict.fromkeys(row.title for row in rows))
    if len(titles) == 1:
        return titles[0]
    if any(
        row.title == _("%(thing)s added") % {"thing": words.thing("people_person")} for row in rows
    ):
        return _("Person recorded")
    if len(titles) <= TITLES_SHOWN:
        return ", ".join(titles)
    more = {"first": ", ".join(titles[:TITLES_SHOWN]), "count": len(titles) - TITLES_SHOWN}
    return _("%(first)s, and %(count)d more") % more


def _behind(person_id: UUID, keys: list[UUID]) -> dict[UUID, dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM behind_changes(%s, %s)", [person_id, keys])
        found = cursor.fetchall()
    actors = Appointment.objects.select_related("user", "team").in_bulk(
        [row[2] for row in found if row[2]]
    )
    return {
        entry: {
            "by": str(actors[actor]) if actor in actors else _doer(job),
            "known_from": known_from,
            "event": event,
        }
        for entry, event, actor, job, known_from in found
    }


def _doer(job: str | None) -> str:
    if job in words.JOBS_BY_THEMSELVES:
        return _("the system")
    return _("the system (%(job)s)") % {"job": job.replace("_", " ")} if job else ""
