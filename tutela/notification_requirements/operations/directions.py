"""Parental directions: s.89, and what a court does to them later: s.90."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform
from tutela.access.permissions import May
from tutela.notification_requirements.models import ParentalDirection
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part


class CannotDirect(Refused):
    """The days of a direction cannot be true together."""


def record_direction(
    *,
    actor: Actor,
    person: Person,
    made_on: date,
    court: str,
    parent: str,
    reached_at: str,
    ends_on: date | None,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record a court's direction that a parent carries the young person's duties: s.89."""
    with perform(actor, May.RECORD_REVIEW, key=key) as done:
        check_part(person.pk, Part.NOTIFICATIONS)
        if ends_on and ends_on < made_on:
            raise CannotDirect(_("A direction cannot end before it is made."))
        row = ParentalDirection.objects.create(
            person=person,
            made_on=made_on,
            court=court,
            parent=parent,
            reached_at=reached_at,
            ends_on=ends_on,
        )
        done.record("direction.recorded", row.pk, person=person.pk)
    return row.pk


def change_direction(
    *,
    actor: Actor,
    person: Person,
    direction: ParentalDirection,
    reached_at: str,
    ends_on: date | None,
    discharged_on: date | None,
    discharged_why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record that a direction was varied or discharged, or how the parent is reached now: s.90."""
    with perform(actor, May.RECORD_REVIEW, key=key) as done:
        check_part(person.pk, Part.NOTIFICATIONS)
        shows = ["reached_at", "ends_on", "discharged_on", "discharged_why"]
        row = held(
            ParentalDirection, direction.pk, person_id=person.pk, version=version, shows=shows
        )
        if any(day and day < row.made_on for day in (ends_on, discharged_on)):
            raise CannotDirect(_("A direction cannot end before it is made."))
        row.reached_at, row.ends_on = reached_at, ends_on
        row.discharged_on, row.discharged_why = discharged_on, discharged_why
        write(row, shows)
        done.record("direction.changed", row.pk, person=person.pk)
    return row.pk
