"""The invented officers at work: who acts, and the numbers that they would enter."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import acting_as
from tutela.agencies.models import Appointment, User
from tutela.agencies.queries import offices_of
from tutela.people import rules
from tutela.people.files import Ground, open_file


def actor(email: str) -> Actor:
    """The account's one appointment, as an actor."""
    return offices_of(User.objects.get(email=email).pk)[0].actor


def appointment_of(officer: Actor) -> Appointment:
    """The row behind the actor."""
    return Appointment.objects.get(pk=str(officer.appointment_id))


def now_and_key() -> dict[str, Any]:
    return {"now": timezone.now(), "key": uuid7()}


def pnc(year: int, number: int) -> str:
    """A PNC number whose check letter fits: nobody's."""
    for letter in rules.CHECK_LETTERS:
        said = f"{year}/{number:07d}{letter}"
        if rules.check("pnc", said, on=timezone.localdate()).is_sound:
            return said
    raise ValueError("no check letter fits")


def opened(officer: Actor, person_id: UUID, ground: Ground = Ground.INTEREST) -> None:
    with acting_as(officer):
        open_file(person_id, ground=ground)
