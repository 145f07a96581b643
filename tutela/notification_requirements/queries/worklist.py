"""What the officer's people have to notify: overdue, and within fourteen days, by its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, Window

from tutela.access.actor import Actor
from tutela.notification_requirements.models import Due
from tutela.notification_requirements.queries.listing import SOON
from tutela.people.models import Allocation, Person


@dataclass(frozen=True, slots=True)
class Waiting:
    """The first of what is due, and how many there are."""

    overdue: Sequence[Due]
    overdue_count: int
    soon: Sequence[Due]
    soon_count: int


def dates_due(actor: Actor, teams: frozenset[UUID], *, on: date, most: int) -> Waiting:
    """Of those allocated to the actor; of a supervisor's teams also everybody they manage.

    No assessment of risk is kept yet, so the day alone decides which comes first.
    """
    mine = Allocation.objects.filter(
        appointment=actor.appointment_id, starts_on__lte=on, ends_before__gt=on
    )
    whose = Q(person__in=mine.values("person_id"))
    if "supervise" in actor.powers:
        managed = Person.objects.filter(owner_team__in=teams)
        whose |= Q(person__in=managed.values("pk"))
    going = Due.objects.filter(whose, ended_at=None).annotate(of_all=Window(Count("*")))
    overdue = list(going.filter(due_on__lt=on).order_by("due_on", "id")[:most])
    soon = list(going.filter(due_on__range=(on, on + SOON)).order_by("due_on", "id")[:most])
    return Waiting(overdue, _of_all(overdue), soon, _of_all(soon))


def _of_all(rows: Sequence[Due]) -> int:
    first = rows[0] if rows else None
    return int(getattr(first, "of_all", 0))
