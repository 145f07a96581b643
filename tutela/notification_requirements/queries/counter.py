"""Visits in progress, taken, waiting to be joined; and what a person notified before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from tutela.access.actor import Actor
from tutela.access.asking import worded_once
from tutela.access.permissions import May
from tutela.notification_requirements import locked
from tutela.notification_requirements.models import (
    Attendance,
    Draft,
    Due,
    FinancialDetails,
    Notification,
    Receipt,
    Travel,
    Verification,
    Visit,
    VisitRouted,
)
from tutela.notification_requirements.receipts import Next
from tutela.notification_requirements.rules import numbers
from tutela.people import keys
from tutela.people import rules as people_rules
from tutela.people.models import Person

FOUND_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A visit of one's own that is not finished, with what it is about."""

    draft: Draft
    about: str
    said: int


def unfinished(actor: Actor) -> list[Unfinished]:
    """One's own visits that wait to be finished, the latest first."""
    if May.TAKE_NOTIFICATION not in actor.may:
        return []
    found = []
    for draft in Draft.objects.filter(taken_by=actor.appointment_id, ended_at=None)[:50]:
        content = locked.unlock_draft(draft.locked)
        who = content["who"]
        about = f"{who.get('given_names', '')} {who.get('surname', '')}".strip()
        found.append(Unfinished(draft, about, len(content["items"])))
    return found


def draft_of(actor: Actor, draft_id: UUID) -> Draft | None:
    return Draft.objects.filter(pk=draft_id, taken_by=actor.appointment_id).first()


def taken_by(actor: Actor) -> QuerySet[Visit]:
    """What the actor took: only this, and nothing of what became of it."""
    return Visit.objects.filter(taken_by=actor.appointment_id).select_related("station")


def receipts_of(visit: Visit) -> dict[str, Receipt]:
    """Its receipts by language, without their contents."""
    return {one.language: one for one in Receipt.objects.filter(visit=visit).defer("content")}


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A visit that waits for the actor's team, with the person it may be about."""

    routed_id: UUID
    visit: Visit
    person: Person | None
    at: datetime


def awaiting(actor: Actor) -> list[Awaiting]:
    """Visits that came to the actor's teams and have no answer yet, the oldest first."""
    if May.JOIN_NOTIFICATION not in actor.may:
        return []
    return [
        Awaiting(routed.pk, routed.visit, routed.person, routed.at) for routed in _first_waiting()
    ]


@worded_once
def _first_waiting() -> QuerySet[VisitRouted]:
    return _waiting().defer("visit__said")[:500]


def waiting_here(routed_id: UUID) -> VisitRouted | None:
    return _waiting().filter(pk=routed_id).first()


def _waiting() -> QuerySet[VisitRouted]:
    return (
        VisitRouted.objects.filter(answer=None)
        .select_related(
            "visit__taken_by__user", "visit__taken_by__team__agency", "visit__station", "person"
        )
        .order_by("at", "id")
    )


def own_people_called(surname: str, born_said: str = "") -> list[Person]:
    """People of the actor's list whose surname begins so, born on the day that was said if any."""
    key = keys.name_key(surname)
    if not key:
        return []
    found = Person.objects.filter(names__surname_key__startswith=key).distinct()
    born = people_rules.born(born_said, on=timezone.localdate())
    if born.earliest and born.latest:
        found = found.filter(
            birth_dates__earliest__lte=born.latest, birth_dates__latest__gte=born.earliest
        )
    return list(found.order_by("surname", "given_names", "id")[:FOUND_AT_MOST])


# In an open file ----------------------------------------------------------------------------


def without_notification(person: Person) -> QuerySet[Attendance]:
    """Visits in which nothing was notified in law, the latest first."""
    return Attendance.objects.filter(person=person, notifications=None).select_related("visit")


def notified(person: Person) -> QuerySet[Notification]:
    """Everything that was notified, the latest first."""
    return Notification.objects.filter(person=person).select_related(
        "station", "taken_by__user", "taken_by__team__agency", "attendance__joined_by__user"
    )


def notified_before(
    person: Person, notification: Notification | None = None
) -> Sequence[numbers.Item]:
    """The set as it was given last (before this notification, where one is named)."""
    found = Notification.objects.filter(person=person).exclude(particulars__items=[])
    if notification is not None:
        found = found.filter(given_on__lte=notification.given_on).exclude(
            attendance=notification.attendance_id
        )
    last = found.exclude(particulars={}).order_by("-given_on", "-id").first()
    items: list[numbers.Item] = last.particulars.get("items", []) if last else []
    return items


def verifications_of(notification: Notification) -> QuerySet[Verification]:
    return notification.verifications.select_related("verified_by__user")


def journeys_of(person: Person) -> QuerySet[Travel]:
    return Travel.objects.filter(person=person).order_by("-departs_on", "-id")


def financial_of(person: Person) -> list[tuple[FinancialDetails, list[dict[str, Any]]]]:
    """Accounts and cards as they were notified, unlocked: only for a page of their compartment."""
    return [
        (row, locked.unlock_financial(row.locked))
        for row in FinancialDetails.objects.filter(person=person)
    ]


def next_due(person_id: UUID) -> Next | None:
    """What is due next of somebody whose dates the actor may see."""
    found = (
        Due.objects.filter(person=person_id, ended_at=None, due_on__isnull=False)
        .order_by("due_on")
        .first()
    )
    return Next(Due.Kind(found.kind).label, found.due_on) if found and found.due_on else None
