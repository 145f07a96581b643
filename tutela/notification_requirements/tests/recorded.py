"""People with court results, addresses and notifications, recorded by an officer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from tutela.access.actor import Actor
from tutela.access.consequences import Consequence, gathering
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.court_orders.models import Offence, Order, Result, Sentence
from tutela.notification_requirements.models import Notification, Standing
from tutela.people.files import consult, open_file
from tutela.people.models import Address
from tutela.people.tests import factories as people

PAGE = "notification_requirements:dates"


@contextmanager
def in_file(officer: Actor, person: UUID) -> Iterator[None]:
    """The person's file is open to the officer, as on a page of it."""
    with acting_as(officer):
        open_file(person, ground="interest")
    with acting_as(officer):
        assert consult([person], page=PAGE)
        yield


def changing(
    officer: Actor,
    person: UUID,
    write: Callable[[], Any],
    *,
    room: str = "notification_requirements",
) -> list[Consequence]:
    """Write rows of the file as one operation; what it entails in a room."""
    with (
        gathering() as found,
        in_file(officer, person),
        perform(officer, May.CHANGE_PERSON) as done,
    ):
        write()
        done.record("person.changed", person, person=person)
    return [one for one in found if one.template.startswith(f"{room}/")]


def convicted(
    person: UUID, on: date, *, months: int = 12, paragraph: str = "18", **fields: Any
) -> Result:
    """A conviction for one offence of Schedule 3, with a term."""
    result = Result.objects.create(
        person_id=person, **{"kind": "conviction", "relevant_on": on} | fields
    )
    offence = Offence.objects.create(
        result=result, person_id=person, title="Offence", paragraph=paragraph
    )
    Sentence.objects.create(
        result=result, person_id=person, offence=offence, kind="custody", months=months
    )
    return result


def cautioned(person: UUID, on: date) -> Result:
    result = Result.objects.create(person_id=person, kind="caution", relevant_on=on)
    Offence.objects.create(result=result, person_id=person, title="Offence", paragraph="18")
    return result


def lives(person: UUID, starts_on: date | None, **fields: Any) -> Address:
    return Address.objects.create(
        person_id=person,
        **{"kind": "home", "lines": "1 High Street", "starts_on": starts_on} | fields,
    )


def notified(person: UUID, kind: str, on: date, **fields: Any) -> Notification:
    return Notification.objects.create(
        person_id=person, kind=kind, given_on=on, **{"resets_year": "yes"} | fields
    )


def ordered(person: UUID, on: date, **fields: Any) -> Order:
    return Order.objects.create(person_id=person, **{"kind": "shpo", "made_on": on} | fields)


def registered(officer: Actor, on: date, **fields: Any) -> UUID:
    """A person convicted on a day, at home since long, who made the first notification at once."""
    person = people.person(officer)

    def write() -> None:
        lives(person, date(2000, 1, 1))
        convicted(person, on, **fields)
        notified(person, "initial", on)

    changing(officer, person, write)
    return person


def standing(officer: Actor, person: UUID) -> Standing | None:
    with in_file(officer, person):
        return Standing.objects.filter(person=person).first()
