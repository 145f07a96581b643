"""What the officer's people have to notify: overdue, and within fourteen days, by its day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from tutela.access.actor import Actor
from tutela.access.asking import any_of, worded_once
from tutela.access.permissions import May
from tutela.notification_requirements.models import Breach, Due
from tutela.notification_requirements.queries.breaches import WAITS_LONG
from tutela.notification_requirements.queries.listing import SOON
from tutela.notification_requirements.rules import breaches as rules
from tutela.notification_requirements.rules.breaches import Stage
from tutela.people.models import Allocation, Person

NOBODY = UUID(int=0)
# of each; a page shows fewer
MOST = 25


@dataclass(frozen=True, slots=True)
class Waiting:
    """The first of what is due, and how many there are."""

    overdue: Sequence[Due]
    overdue_count: int
    soon: Sequence[Due]
    soon_count: int


def dates_due(actor: Actor, teams: frozenset[UUID], *, on: date, most: int) -> Waiting:
    """Of those allocated to the actor; of a supervisor's teams also everybody they manage.

    No assessment of risk is kept yet, so the day alone decides which comes first. A missed date
    that stands before the same officer as a possible breach is not told a second time here.
    """
    supervised = teams if "supervise" in actor.powers else frozenset()
    officer = actor.appointment_id or NOBODY
    overdue = _overdue(
        officer=officer,
        teams=supervised,
        considers=officer if May.RECORD_BREACH in actor.may else NOBODY,
        decides=supervised if May.DECIDE_BREACH in actor.may else frozenset(),
        on=on,
        long_ago=on - WAITS_LONG,
    )
    soon = _due_soon(officer=officer, teams=supervised, on=on, until=on + SOON)
    return Waiting(overdue[:most], _of_all(overdue), soon[:most], _of_all(soon))


@worded_once
def _overdue(
    *,
    officer: UUID,
    teams: Collection[UUID],
    considers: UUID,
    decides: Collection[UUID],
    on: date,
    long_ago: date,
) -> QuerySet[Due]:
    mine = Allocation.objects.live(on=on).filter(appointment=considers)
    managed = Person.objects.filter(any_of("owner_team_id", decides))
    considered = Q(stage__in=sorted(rules.UNDECIDED), person__in=mine.values("person_id"))
    decided = Q(stage=Stage.PROPOSED) | Q(
        stage__in=[Stage.OPENED, Stage.EXPLAINED], opened_at__date__lte=long_ago
    )
    told = Breach.objects.filter(
        considered | (decided & Q(person__in=managed.values("pk"))), due=OuterRef("pk")
    )
    return _going(officer, teams, on).filter(~Exists(told), due_on__lt=on)[:MOST]


@worded_once
def _due_soon(*, officer: UUID, teams: Collection[UUID], on: date, until: date) -> QuerySet[Due]:
    return _going(officer, teams, on).filter(due_on__range=(on, until))[:MOST]


def _going(officer: UUID, teams: Collection[UUID], on: date) -> QuerySet[Due]:
    """What is still to be done, the first day first; each says how much there is."""
    mine = Allocation.objects.live(on=on).filter(appointment=officer)
    managed = Person.objects.filter(any_of("owner_team_id", teams))
    whose = Q(person__in=mine.values("person_id")) | Q(person__in=managed.values("pk"))
    going = Due.objects.filter(whose, ended_at=None).annotate(of_all=Window(Count("*")))
    return going.order_by("due_on", "id")


def _of_all(rows: Sequence[Due]) -> int:
    first = rows[0] if rows else None
    return int(getattr(first, "of_all", 0))
