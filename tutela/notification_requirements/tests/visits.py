"""Visits to the counter for tests, taken through the operations as the officer who takes them."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import acting_as
from tutela.notification_requirements.models import Visit
from tutela.notification_requirements.operations import joining, visits
from tutela.notification_requirements.queries import counter as queries
from tutela.people.files import consult
from tutela.people.models import Person
from tutela.people.tests import factories as people

TODAY = timezone.localdate
SURE = "3 March 1980"


def begun(officer: Actor, person_id: UUID | None = None) -> UUID:
    with acting_as(officer):
        return visits.begin(actor=officer, person_id=person_id, key=uuid7(), now=timezone.now())


def who(officer: Actor, draft: UUID, **answers: Any) -> None:
    with acting_as(officer):
        visits.say_who(actor=officer, draft_id=draft, key=uuid7(), now=timezone.now(), **answers)


def add(officer: Actor, draft: UUID, kind: str, **answers: Any) -> UUID:
    key = uuid7()
    with acting_as(officer):
        visits.add(actor=officer, draft_id=draft, kind=kind, key=key, now=timezone.now(), **answers)
    return key


def received(officer: Actor, draft: UUID, **answers: Any) -> UUID:
    given = {"outcome": "taken", "fingerprints": "", "photograph": "", "note": ""} | answers
    with acting_as(officer):
        return visits.receive(
            actor=officer, draft_id=draft, key=uuid7(), now=timezone.now(), **given
        )


def taken(officer: Actor, *said: tuple[str, dict[str, Any]], **called: Any) -> UUID:
    """A whole visit of somebody with these notifications and details."""
    draft = begun(officer)
    who(officer, draft, **called)
    for kind, answers in said:
        add(officer, draft, kind, **answers)
    return received(officer, draft)


def taken_of(officer: Actor, person: UUID, *said: tuple[str, dict[str, Any]], **came: Any) -> UUID:
    """A whole visit of a person whose file is open to the taker: joined in the same step."""
    draft = begun(officer, person)
    if came:
        who(officer, draft, **came)
    for kind, answers in said:
        add(officer, draft, kind, **answers)
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="notification_requirements:visit_finish")
        file = Person.objects.get(pk=person)
        return visits.receive(
            actor=officer,
            draft_id=draft,
            outcome="taken",
            fingerprints="",
            photograph="",
            note="",
            person=file,
            key=uuid7(),
            now=timezone.now(),
        )


def route() -> int:
    return joining.route(using="worker")


def waiting(officer: Actor) -> list[queries.Awaiting]:
    with acting_as(officer):
        return queries.awaiting(officer)


def join(officer: Actor, routed_id: UUID, person: UUID, **answers: Any) -> UUID:
    given: dict[str, Any] = {"writes": [], "resets": {}, "note": ""} | answers
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="notification_requirements:visit_join")
        return joining.join(
            actor=officer,
            person=Person.objects.get(pk=person),
            routed=queries.waiting_here(routed_id),
            key=uuid7(),
            now=timezone.now(),
            **given,
        )


def known_as(officer: Actor) -> tuple[UUID, dict[str, str]]:
    """A person of the officer's team, with what they would say of themselves at a counter."""
    surname = f"Synthetic{uuid7().hex[-8:]}"
    return people.person(officer, surname=surname), {"surname": surname, "born_said": SURE}


def visit(officer: Actor, visit_id: UUID) -> Visit:
    with acting_as(officer):
        return Visit.objects.get(pk=visit_id)
