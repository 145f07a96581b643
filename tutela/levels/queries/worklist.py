"""Who has to be screened, and whose category an officer has to settle."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Window

from tutela.access.actor import Actor
from tutela.levels.models import Category, Level, Reckoned
from tutela.people.models import Allocation, Person


@dataclass(frozen=True, slots=True)
class Waiting:
    """The first of those who wait, and how many there are."""

    unscreened: Sequence[Category] = ()
    unscreened_count: int = 0
    unsettled: Sequence[Reckoned] = ()

    def __bool__(self) -> bool:
        return bool(self.unscreened or self.unsettled)


def waiting(actor: Actor, teams: Collection[UUID], *, on: date, most: int) -> Waiting:
    """Of those allocated to the actor; of a supervisor's teams everybody whom they manage."""
    mine = Allocation.objects.filter(
        appointment=actor.appointment_id, starts_on__lte=on, ends_before__gt=on
    )
    whose = Q(person__in=mine.values("person_id"))
    if "supervise" in actor.powers:
        managed = Person.objects.filter(owner_team__in=teams)
        whose |= Q(person__in=managed.values("pk"))
    at_level = Level.objects.live(on=on).filter(person=OuterRef("person"), level__gt=0)
    without = Category.objects.live(on=on).filter(whose, category__gt=0).exclude(Exists(at_level))
    counted = without.annotate(of_all=Window(Count("*"))).order_by("starts_on", "id")
    unscreened = list(counted[:most])
    unsettled = Reckoned.objects.filter(whose).exclude(doubts=[]).order_by("made_at", "id")
    return Waiting(
        unscreened,
        int(getattr(unscreened[0], "of_all", 0)) if unscreened else 0,
        list(unsettled[:most]),
    )
