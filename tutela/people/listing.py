"""The officer's list of people: own, covered and supervised, narrowed, sorted and counted."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.expressions import RawSQL

from tutela.access.actor import Actor
from tutela.access.asking import AnyOf, any_of, worded_once
from tutela.agencies.models import Appointment
from tutela.people.columns import Column, columns
from tutela.people.models import Allocation, Interest, Person

ORDERS = {
    "name": ("surname", "given_names", "id"),
    "-name": ("-surname", "-given_names", "-id"),
    "born": ("born_on", "surname", "given_names", "id"),
    "-born": ("-born_on", "surname", "given_names", "id"),
    "recorded": ("recorded_at", "id"),
    "-recorded": ("-recorded_at", "-id"),
}
NOBODY = "nobody"
MINE = "mine"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty means everybody one may see."""

    whose: str = ""
    officer: str = ""
    kind: str = ""
    restricted: str = ""
    surname: str = ""
    # by the columns that rooms above add
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Line:
    """A person in the list, with who manages them and what one's own team is to them."""

    person: Person
    allocated: Appointment | None = None
    interests: list[Interest] = field(default_factory=list)
    cells: list[tuple[Column, Any]] = field(default_factory=list)


Teams = dict[str, frozenset[UUID]]


def teams_of(actor: Actor) -> Teams:
    """The teams whose people the actor may list, by why."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT teams_covered(), teams_supervised()")
        covered, supervised = cursor.fetchone()
    return {
        "team": frozenset({actor.team_id} - {None}),
        "covered": frozenset(covered),
        "supervised": frozenset(supervised),
    }


def people(actor: Actor, filters: Filters, *, teams: Teams, on: date) -> QuerySet[Person]:
    """Starts from interests of these teams: a scan of everybody would cost more than they do."""
    chosen = teams.get(filters.whose) if filters.whose != MINE else None
    if chosen is None:
        chosen = _any_of(teams)
    # an array: the planner takes the policy's OR for a reason to read every person there is
    seen = RawSQL("ARRAY(SELECT people_seen('list', %s))", [sorted(chosen)])
    found = Person.objects.filter(AnyOf(F("id"), seen))
    if filters.kind:
        interests = Interest.objects.live(on=on).filter(team__in=chosen, kind=filters.kind)
        found = found.filter(AnyOf(F("id"), ArraySubquery(interests.values("person_id"))))
    allocations = Allocation.objects.filter(starts_on__lte=on, ends_before__gt=on)
    if filters.whose == MINE:
        found = found.filter(_allocated_to(allocations, actor.appointment_id))
    if filters.officer == NOBODY:
        found = found.exclude(Exists(allocations.filter(person=OuterRef("pk"))))
    elif filters.officer:
        found = found.filter(_allocated_to(allocations, UUID(filters.officer)))
    if filters.restricted:
        found = found.filter(restricted=filters.restricted == "yes")
    if filters.surname:
        found = found.filter(surname__istartswith=filters.surname)
    for column in columns():
        if filters.more.get(column.name):
            found = column.narrow(found, filters.more[column.name], on=on)
    return found


def _allocated_to(allocations: QuerySet[Allocation], officer: UUID | None) -> Q:
    return Q(pk__in=allocations.filter(appointment=officer).values("person_id"))


def in_order(found: QuerySet[Person], sort: str) -> QuerySet[Person]:
    for column in columns():
        if sort.removeprefix("-") == column.name:
            first = column.order(descending=sort.startswith("-"))
            return found.order_by(*first, *ORDERS["name"])
    return found.order_by(*ORDERS.get(sort, ORDERS["name"]))


class CountedPaginator(Paginator):
    """Counts and reads a page with one query: each query asks anew whose people are one's own."""

    def get_page(self, number: Any) -> Page:
        asked = max(int(number), 1) if str(number or "").isdecimal() else 1
        start = (asked - 1) * self.per_page
        found: Any = self.object_list
        counted = found.annotate(of_all=Window(Count("*")))
        rows = list(counted[start : start + self.per_page])
        if not rows and asked > 1:  # fewer than that: the last page, as it is now
            return super().get_page(number)
        self.count = rows[0].of_all if rows else 0
        return Page(rows, asked, self)


def officers(teams: Teams, *, on: date) -> list[Appointment]:
    """The officers of the teams whose people the actor may list."""
    return _officers(teams=_any_of(teams), on=on)


@worded_once
def _officers(*, teams: Collection[UUID], on: date) -> QuerySet[Appointment]:
    live = Appointment.objects.filter(any_of("team_id", teams), starts_on__lte=on)
    shown = live.filter(ends_before__gt=on).select_related("user", "team")
    return shown.order_by("user__name", "id")


def lines(page: Iterable[Person], *, teams: Teams, on: date) -> list[Line]:
    """The people of one page with officers and interests: two queries more, and one a column."""
    shown = {person.pk: Line(person) for person in page}
    keys = list(shown)
    for interest in _interests(people=keys, teams=_any_of(teams), on=on):
        shown[interest.person_id].interests.append(interest)
    for allocation in _allocations(people=keys, on=on):
        shown[allocation.person_id].allocated = allocation.appointment
    for column in columns():
        cells = column.cells(shown, on=on)
        for person, line in shown.items():
            line.cells.append((column, cells.get(person)))
    return list(shown.values())


def _any_of(teams: Teams) -> frozenset[UUID]:
    return frozenset().union(*teams.values())


@worded_once
def _interests(
    *, people: Collection[UUID], teams: Collection[UUID], on: date
) -> QuerySet[Interest]:
    live = Interest.objects.live(on=on).filter(any_of("person_id", people))
    return live.filter(any_of("team_id", teams)).order_by("starts_on", "id")


@worded_once
def _allocations(*, people: Collection[UUID], on: date) -> QuerySet[Allocation]:
    live = Allocation.objects.live(on=on).filter(any_of("person_id", people))
    return live.select_related("appointment__user").order_by("starts_on", "id")
