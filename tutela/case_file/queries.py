"""What the frame and the overview say of a file, asked of the rooms below."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from tutela.court_orders.queries_orders import orders_in_force
from tutela.documents.queries import latest_photograph
from tutela.levels import queries as levels
from tutela.notification_requirements.models import Standing
from tutela.people.models import (
    Address,
    Allocation,
    Interest,
    Person,
    Relationship,
    Whereabouts,
)
from tutela.people.parts import Part
from tutela.people.queries import where_now
from tutela.risk import queries as risk


def officers_of(person: Person, *, on: date) -> list[str]:
    """The officers to whom the person is allocated on the day."""
    live = Allocation.objects.live(on=on).filter(person=person)
    names = live.select_related("appointment__user").order_by("starts_on", "id")
    return [allocation.appointment.user.name for allocation in names]


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
        facts["names"] = list(person.names.exclude(kind="main"))
        facts["births"] = list(person.birth_dates.all())
        facts["identifiers"] = list(person.identifiers.all())
    if {Part.ADDRESSES, Part.PROTECTED} & set(parts):
        lived = Address.objects.filter(person=person).select_related("area")
        facts["addresses"] = list(_running(lived, on))
    if Part.LEVELS in parts:
        facts["managed"] = levels.current(person.pk, on)
    if Part.RISK in parts:
        facts["harms"], facts["plan_review"] = risk.in_short(person.pk)
    if Part.ORDERS in parts:
        facts["orders"] = orders_in_force(person.pk, on=on)
    if {Part.RELATIONSHIPS, Part.VICTIMS} & set(parts):
        related = Relationship.objects.filter(person=person).select_related("other_person")
        facts["relationships"] = list(_running(related, on))
    if Part.NOTIFICATIONS in parts:
        facts["standing"] = Standing.objects.filter(person=person).first()
    if Part.LIST in parts:
        live = Interest.objects.live(on=on).filter(person=person)
        facts["interests"] = list(live.select_related("team__agency").order_by("starts_on", "id"))
    return facts


def _running(rows: Any, on: date) -> Any:
    """Those that have not ended before the day; a day that is not known counts as running."""
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=on)).order_by("starts_on", "id")
