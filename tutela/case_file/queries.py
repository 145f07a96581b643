"""What the frame and the overview say of a file, asked of the rooms below."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from tutela.access.asking import worded_once
from tutela.court_orders.order_queries import orders_in_force
from tutela.documents.queries import latest_photograph
from tutela.levels import queries as levels
from tutela.notification_requirements.models import Standing
from tutela.people.models import (
    Address,
    Allocation,
    BirthDate,
    Identifier,
    Interest,
    Name,
    Person,
    Relationship,
    Whereabouts,
)
from tutela.people.parts import Part
from tutela.people.queries import where_now
from tutela.risk import queries as risk


def officers_of(person: Person, *, on: date) -> list[str]:
    """The officers to whom the person is allocated on the day."""
    return [row.appointment.user.name for row in _allocations(person=person.pk, on=on)]


def picture_of(person: Person, *, parts: Collection[str]) -> str:
    """The address of the photograph that shows the person best, where that part is open."""
    latest = latest_photograph(person.pk) if Part.PHOTOGRAPHS in parts else None
    if latest is None:
        return ""
    return reverse(
        "documents:small_photograph", kwargs={"person_id": person.pk, "photograph_id": latest}
    )


def where_of(person: Person, *, on: date, parts: Collection[str]) -> Whereabouts | None:
    """Held, away, missing or dead on the day, where that part is open."""
    return where_now(person, on=on) if Part.ADDRESSES in parts else None


def overview(person: Person, *, on: date, parts: Collection[str]) -> dict[str, Any]:
    """The facts of each open part that an officer asks for first; None for a part not open."""
    facts: dict[str, Any] = {"shows": set(parts)}
    if Part.IDENTITY in parts:
        facts["names"] = _other_names(person=person.pk)
        facts["births"] = _births(person=person.pk)
        facts["identifiers"] = _identifiers(person=person.pk)
    if {Part.ADDRESSES, Part.PROTECTED} & set(parts):
        facts["addresses"] = _addresses(person=person.pk, on=on)
    if Part.LEVELS in parts:
        facts["managed"] = levels.current(person.pk, on)
    if Part.RISK in parts:
        facts["harms"], facts["plan_review"] = risk.in_short(person.pk)
    if Part.ORDERS in parts:
        facts["orders"] = orders_in_force(person.pk, on=on)
    if {Part.RELATIONSHIPS, Part.VICTIMS} & set(parts):
        facts["relationships"] = _relationships(person=person.pk, on=on)
    if Part.NOTIFICATIONS in parts:
        facts["standing"] = next(iter(_standing(person=person.pk)), None)
    if Part.LIST in parts:
        facts["interests"] = _interests(person=person.pk, on=on)
    return facts


@worded_once
def _allocations(*, person: UUID, on: date) -> QuerySet[Allocation]:
    live = Allocation.objects.live(on=on).filter(person=person)
    return live.select_related("appointment__user").order_by("starts_on", "id")


@worded_once
def _other_names(*, person: UUID) -> QuerySet[Name]:
    return Name.objects.filter(person=person).exclude(kind="main")


@worded_once
def _births(*, person: UUID) -> QuerySet[BirthDate]:
    return BirthDate.objects.filter(person=person)


@worded_once
def _identifiers(*, person: UUID) -> QuerySet[Identifier]:
    return Identifier.objects.filter(person=person)


@worded_once
def _addresses(*, person: UUID, on: date) -> QuerySet[Address]:
    return _running(Address.objects.filter(person=person).select_related("area"), on)


@worded_once
def _relationships(*, person: UUID, on: date) -> QuerySet[Relationship]:
    return _running(Relationship.objects.filter(person=person).select_related("other_person"), on)


@worded_once
def _standing(*, person: UUID) -> QuerySet[Standing]:
    return Standing.objects.filter(person=person)


@worded_once
def _interests(*, person: UUID, on: date) -> QuerySet[Interest]:
    live = Interest.objects.live(on=on).filter(person=person)
    return live.select_related("team__agency").order_by("starts_on", "id")


def _running(rows: Any, on: date) -> Any:
    """Those that have not ended before the day; a day that is not known counts as running."""
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=on)).order_by("starts_on", "id")
