"""What was told and waits to be joined; what I told; the log of a file."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tutela.access.actor import Actor
from tutela.access.permissions import May
from tutela.contact_log.models import Entry, Routed, Told
from tutela.people import keys
from tutela.people.models import Person

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
        Awaiting(routed.pk, routed.told, routed.person, routed.at) for routed in _waiting()[:500]
    ]


def waiting_here(routed_id: UUID) -> Routed | None:
    """One of them, by its key."""
    return _waiting().filter(pk=routed_id).first()


def told_by(actor: Actor) -> QuerySet[Told]:
    """What the actor told: only this, and nothing of what became of it."""
    return Told.objects.filter(told_by=actor.appointment_id).select_related("found_area")


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
