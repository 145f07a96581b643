"""What was told or asked and waits; what I told and asked; the log of a file."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from tutela.access.actor import Actor
from tutela.access.asking import worded_once
from tutela.access.permissions import May
from tutela.agencies.periods import last_day
from tutela.contact_log.models import Entry, Routed, Told
from tutela.people import keys
from tutela.people.models import Interest, Person

FOUND_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Something told that waits for the actor's team, with the person it may be about."""

    routed_id: UUID
    told: Told
    person: Person | None
    at: datetime


def awaiting(actor: Actor) -> list[Awaiting]:
    """What was told to the actor's teams and has no answer yet, the oldest first."""
    if May.JOIN_TOLD not in actor.may:
        return []
    return [
        Awaiting(routed.pk, routed.told, routed.person, routed.at) for routed in _first_waiting()
    ]


@worded_once
def _first_waiting() -> QuerySet[Routed]:
    return _waiting()[:500]


def waiting_here(routed_id: UUID) -> Routed | None:
    """One of them, by its key."""
    return _waiting().filter(pk=routed_id).first()


def told_by(actor: Actor) -> QuerySet[Told]:
    """What the actor told: only this, and nothing of what became of it."""
    return Told.objects.filter(told_by=actor.appointment_id).select_related("found_area")


@dataclass(frozen=True, slots=True)
class Shared:
    """A question that was answered yes, with the person whose file the asker may now read."""

    told_id: UUID
    person: Person
    interest: Interest
    at: datetime

    @property
    def last_day(self) -> date | None:
        """Until when they may read it."""
        return last_day(self.interest.ends_before)


def shared_with(actor: Actor) -> list[Shared]:
    """The yeses to what the actor asked that hold today, the latest first."""
    if May.ASK_WHETHER_MANAGED not in actor.may:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT told, interest, at FROM shared_with_me()")
        found = cursor.fetchall()
    if not found:
        return []
    keys_of = [interest for _told, interest, _at in found]
    interests = Interest.objects.select_related("person").in_bulk(keys_of)
    return [
        Shared(told, interests[interest].person, interests[interest], at)
        for told, interest, at in found
        if interest in interests
    ]


def own_people_named(surname: str) -> list[Person]:
    """People of the actor's list whose surname begins so: to choose whom something is about."""
    key = keys.name_key(surname)
    if not key:
        return []
    found = Person.objects.filter(names__surname_key__startswith=key).distinct()
    return list(found.order_by("surname", "given_names", "id")[:FOUND_AT_MOST])


def log_of(person: Person, *, kind: str = "") -> QuerySet[Entry]:
    """The entries of a file, the latest first."""
    found = Entry.objects.filter(person=person).select_related(
        "written_by__user", "written_by__team", "told_by__user", "told_by__team", "corrects"
    )
    return found.filter(kind=kind) if kind else found


def _waiting() -> QuerySet[Routed]:
    return (
        Routed.objects.filter(answer=None)
        .select_related(
            "told__told_by__user", "told__told_by__team__agency", "told__found_area", "person"
        )
        .order_by("at", "id")
    )
