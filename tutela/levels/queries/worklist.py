"""Who has to be screened, for the first time or again, and whose category is to be settled."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from tutela.access.actor import Actor
from tutela.access.asking import any_of, worded_once
from tutela.levels.models import Category, Level, Reckoned
from tutela.levels.queries.shown import area_code
from tutela.levels.rules.deciding import screened_again
from tutela.people.models import Allocation, Interest, Person
from tutela.people.parts import Part

NOBODY = UUID(int=0)
# of each; a page shows fewer
MOST = 25


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
    whose: dict[str, Any] = {
        "officer": actor.appointment_id or NOBODY,
        "led_by": _leads(actor),
        "teams": frozenset(teams) if "supervise" in actor.powers else frozenset(),
        "on": on,
    }
    rule = screened_again(area_code(actor), on)
    unscreened = _unscreened(**whose)
    again = _again(**whose, soon=on + timedelta(days=rule.days_before))
    return Waiting(
        unscreened[:most],
        _of_all(unscreened),
        _unsettled(**whose)[:most],
        again[:most],
        _of_all(again),
    )


def _leads(actor: Actor) -> UUID:
    """The team, where its agency keeps no records: it leads those whose level it may change."""
    return NOBODY if "record" in actor.powers else actor.team_id or NOBODY


def _own(officer: UUID, led_by: UUID, on: date) -> Q:
    mine = Allocation.objects.filter(appointment=officer, starts_on__lte=on, ends_before__gt=on)
    led = Interest.objects.filter(
        team=led_by, starts_on__lte=on, ends_before__gt=on, parts_change__contains=[Part.LEVELS]
    )
    return Q(person__in=mine.values("person_id")) | Q(person__in=led.values("person_id"))


def _managed(teams: Collection[UUID]) -> Q:
    return Q(person__in=Person.objects.filter(any_of("owner_team_id", teams)).values("pk"))


@worded_once
def _unscreened(
    *, officer: UUID, led_by: UUID, teams: Collection[UUID], on: date
) -> QuerySet[Category]:
    at_level = Level.objects.live(on=on).filter(person=OuterRef("person"), level__gt=0)
    whose = _own(officer, led_by, on) | _managed(teams)
    without = Category.objects.live(on=on).filter(whose, category__gt=0).exclude(Exists(at_level))
    return without.annotate(of_all=Window(Count("*"))).order_by("starts_on", "id")[:MOST]


@worded_once
def _unsettled(
    *, officer: UUID, led_by: UUID, teams: Collection[UUID], on: date
) -> QuerySet[Reckoned]:
    whose = _own(officer, led_by, on) | _managed(teams)
    return Reckoned.objects.filter(whose).exclude(doubts=[]).order_by("made_at", "id")[:MOST]


@worded_once
def _again(
    *, officer: UUID, led_by: UUID, teams: Collection[UUID], on: date, soon: date
) -> QuerySet[Level]:
    """Those at level 1 to be screened again: one's own in good time, overdue a supervisor's too."""
    own = _own(officer, led_by, on)
    wanted = Q(own, look_again_on__lte=soon) | Q(own | _managed(teams), look_again_on__lt=on)
    found = Level.objects.live(on=on).filter(wanted, level=1).annotate(of_all=Window(Count("*")))
    return found.order_by("look_again_on", "id")[:MOST]


def _of_all(rows: Sequence[Any]) -> int:
    return int(getattr(rows[0], "of_all", 0)) if rows else 0
