"""Who has to be screened, for the first time or again, and whose category is to be settled."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from tutela.access.actor import Actor
from tutela.levels.models import Category, Level, Reckoned
from tutela.levels.queries.shown import area_code
from tutela.levels.rules.deciding import screened_again
from tutela.people.models import Allocation, Interest, Person
from tutela.people.parts import Part


@dataclass(frozen=True, slots=True)
class Waiting:
    """The first of those who wait, and how many there are."""

    unscreened: Sequence[Category] = ()
    unscreened_count: int = 0
    unsettled: Sequence[Reckoned] = ()
    again: Sequence[Level] = ()
    again_count: int = 0

    def __bool__(self) -> bool:
        return bool(self.unscreened or self.unsettled or self.again)


def waiting(actor: Actor, teams: Collection[UUID], *, on: date, most: int) -> Waiting:
    """Of those allocated to the actor; of a supervisor's teams everybody whom they manage."""
    mine = Allocation.objects.filter(
        appointment=actor.appointment_id, starts_on__lte=on, ends_before__gt=on
    )
    whose = own = Q(person__in=mine.values("person_id")) | _led(actor, on)
    if "supervise" in actor.powers:
        managed = Person.objects.filter(owner_team__in=teams)
        whose = own | Q(person__in=managed.values("pk"))
    at_level = Level.objects.live(on=on).filter(person=OuterRef("person"), level__gt=0)
    without = Category.objects.live(on=on).filter(whose, category__gt=0).exclude(Exists(at_level))
    counted = without.annotate(of_all=Window(Count("*"))).order_by("starts_on", "id")
    unscreened = list(counted[:most])
    unsettled = Reckoned.objects.filter(whose).exclude(doubts=[]).order_by("made_at", "id")
    again = list(_again(actor, own, whose, on=on)[:most])
    return Waiting(
        unscreened,
        _of_all(unscreened),
        list(unsettled[:most]),
        again,
        _of_all(again),
    )


def _led(actor: Actor, on: date) -> Q:
    """Of an agency that keeps no records of its own: whose level its team may change."""
    if "record" in actor.powers or actor.team_id is None:
        return Q()
    led = Interest.objects.filter(
        team=actor.team_id,
        starts_on__lte=on,
        ends_before__gt=on,
        parts_change__contains=[Part.LEVELS],
    )
    return Q(person__in=led.values("person_id"))


def _again(actor: Actor, own: Q, whose: Q, *, on: date) -> QuerySet[Level]:
    """Those at level 1 to be screened again: one's own in good time, overdue a supervisor's too."""
    rule = screened_again(area_code(actor), on)
    soon = on + timedelta(days=rule.days_before)
    wanted = Q(own, look_again_on__lte=soon) | Q(whose, look_again_on__lt=on)
    found = Level.objects.live(on=on).filter(wanted, level=1).annotate(of_all=Window(Count("*")))
    return found.order_by("look_again_on", "id")


def _of_all(rows: Sequence[Any]) -> int:
    return int(getattr(rows[0], "of_all", 0)) if rows else 0
