"""A case from referral to meeting, by its people, for tests of this room."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import acting_as
from tutela.agencies.models import Appointment, Team
from tutela.agencies.tests import factories as agencies
from tutela.meetings import operations
from tutela.meetings.models import Item, Referral, Sitting
from tutela.people.files import consult
from tutela.people.models import Person
from tutela.people.tests import factories as people

REASONS = operations.Reasons(why="Three agencies hold a part of it", risk_now="To child A, soon")


@dataclass(frozen=True, slots=True)
class Scene:
    """Who takes part, all of one area, and the person."""

    probation: Actor
    coordinator: Actor
    chair: Actor
    children: Actor
    person: UUID


def scene() -> Scene:
    area = agencies.area()
    made = {
        role: agencies.officer(role, team=agencies.team(agency=agencies.agency(kind, area=area)))
        for role, kind in (
            ("probation_practitioner", "probation"),
            ("mappa_coordinator", "police"),
            ("mappa_chair", "police"),
            ("partner", "children"),
        )
    }
    return Scene(*made.values(), people.person(made["probation_practitioner"]))


def team_of(actor: Actor) -> Team:
    with acting_as(actor):
        return Team.objects.select_related("agency").get(pk=actor.team_id)


def appointment_of(actor: Actor) -> Appointment:
    with acting_as(actor):
        rows = Appointment.objects.select_related("user", "team__agency")
        return rows.get(pk=actor.appointment_id)


def doing(actor: Actor, person_id: UUID, operation: Any, **facts: Any) -> Any:
    """The operation, with the person's file open to the actor as a page would open it."""
    people.opened(actor, person_id)
    with acting_as(actor):
        consult([person_id], page="meetings:test")
        person = Person.objects.select_related("owner_team").get(pk=person_id)
        return operation(actor=actor, person=person, key=uuid7(), now=timezone.now(), **facts)


def referred(scene: Scene, **facts: Any) -> UUID:
    given = {"level_sought": 2, "is_urgent": False, "reasons": REASONS} | facts
    made: UUID = doing(
        scene.probation,
        scene.person,
        operations.refer,
        to_team=team_of(scene.coordinator),
        **given,
    )
    return made


def seen(actor: Actor, person_id: UUID, model: Any, **wanted: Any) -> list[Any]:
    """What the actor reads of these rows in the open file."""
    people.opened(actor, person_id)
    with acting_as(actor):
        consult([person_id], page="meetings:test")
        rows = model.objects.filter(**wanted)
        return list(rows.select_related("sitting") if model is Item else rows)


def accepted(scene: Scene, outcome: str = "accepted") -> UUID:
    made = referred(scene)
    row = seen(scene.coordinator, scene.person, Referral, pk=made)[0]
    doing(
        scene.coordinator,
        scene.person,
        operations.decide,
        referral=row,
        outcome=outcome,
        reasons="The test for level 2 is met",
        version=row.version,
    )
    return made


def sitting(scene: Scene, **facts: Any) -> Sitting:
    given = {
        "level": 2,
        "starts_at": timezone.now() + timedelta(days=7),
        "minutes_long": 120,
        "place": "Room 3",
        "join_by": "",
        "chair": None,
        "is_urgent": False,
    } | facts
    with acting_as(scene.coordinator):
        made = operations.arrange(actor=scene.coordinator, key=uuid7(), now=timezone.now(), **given)
        return Sitting.objects.get(pk=made)


def on_agenda(scene: Scene, **facts: Any) -> Item:
    """The case on the agenda of a meeting next week."""
    accepted(scene)
    made = doing(
        scene.coordinator,
        scene.person,
        operations.put_on,
        sitting=sitting(scene, **facts),
        kind="initial",
        begins_at=None,
    )
    item: Item = seen(scene.coordinator, scene.person, Item, pk=made)[0]
    return item


def invited(scene: Scene, item: Item, *teams: Team, **facts: Any) -> None:
    given = {
        "parts_read": ["identity"],
        "readers": [],
        "last_day": timezone.localdate() + timedelta(days=30),
        "why": "Knows the children",
        "asked": "",
        "due_on": None,
    } | facts
    doing(
        scene.coordinator,
        scene.person,
        operations.invite,
        item=item,
        teams=teams or [team_of(scene.children)],
        **given,
    )


def day_said(name: str, day: date) -> dict[str, str]:
    """A day as the three boxes of a form send it."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month)} | {
        f"{name}_year": str(day.year)
    }


def press(client: Client, page: str, *ids: Any, **answers: Any) -> Any:
    """Send a form of this room; where it is refused the page comes back."""
    address = reverse(f"meetings:{page}", args=ids)
    return client.post(address, {"operation_key": str(uuid7()), **answers})


def at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001
