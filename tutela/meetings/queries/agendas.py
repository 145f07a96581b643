"""Meetings of an area with the cases that the reader may see, and what waits for whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from tutela.access.actor import Actor
from tutela.access.asking import any_of, worded_once
from tutela.access.permissions import May
from tutela.meetings.models import InformationRequest, Invitation, Item, Referral, Sitting
from tutela.people.models import Person

# how long a decision on one's referral stays on the worklist
TOLD_FOR = timedelta(days=14)
HELD_FOR = timedelta(days=1)


def sittings(*, since: datetime) -> QuerySet[Sitting]:
    """Meetings from a moment on that the reader may know of, the next first."""
    return Sitting.objects.filter(starts_at__gte=since).select_related(
        "chair__user", "chair__team", "area"
    )


def upcoming(*, now: datetime) -> QuerySet[Sitting]:
    """Meetings on whose agenda a case can be put: from yesterday on, never a cancelled one."""
    return sittings(since=now - HELD_FOR).exclude(stage=Sitting.Stage.CANCELLED)


def agenda_of(sitting: Sitting) -> list[tuple[Item, Person]]:
    """The cases of a meeting that the reader may see, in their order."""
    items = list(Item.objects.filter(sitting=sitting).order_by("order", "id"))
    people = Person.objects.in_bulk([item.person_id for item in items])
    return [(item, people[item.person_id]) for item in items if item.person_id in people]


def referrals(*, stages: tuple[str, ...]) -> QuerySet[Referral]:
    """Referrals that the reader may see in a list, those that wait longest first."""
    return (
        Referral.objects.filter(stage__in=stages)
        .select_related("person", "to_team__agency", "referred_by__user", "referred_by__team")
        .order_by("-is_urgent", "referred_at", "id")
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of meetings waits for the actor today."""

    to_decide: list[Referral]
    to_place: list[Referral]
    settled: list[Referral]
    sittings: list[tuple[Sitting, int]]
    invitations: list[Invitation]
    requests: list[InformationRequest]
    late: list[InformationRequest]

    def __bool__(self) -> bool:
        return any(
            (
                *(self.to_decide, self.to_place, self.settled, self.sittings),
                *(self.invitations, self.requests, self.late),
            )
        )


NOTHING = Waiting([], [], [], [], [], [], [])


def waiting(actor: Actor, *, now: datetime, on: date) -> Waiting:
    """Referrals to decide, cases without a meeting, meetings near, and what one is asked."""
    mine = actor.own_teams
    arranges = May.ARRANGE_MEETING in actor.may
    decides = May.DECIDE_REFERRAL in actor.may
    return Waiting(
        to_decide=list(_referrals_at(mine, Referral.Stage.WAITING)) if decides else [],
        to_place=_without_meeting(mine) if decides else [],
        settled=(_settled(teams=mine, since=now - TOLD_FOR) if May.REFER_CASE in actor.may else []),
        sittings=_near(actor, now=now) if arranges else [],
        invitations=(
            _invitations(teams=mine, since=now - HELD_FOR)
            if May.ATTEND_MEETING in actor.may
            else []
        ),
        requests=_requests(teams=mine) if May.ANSWER_REQUEST in actor.may else [],
        late=_late(actor, on=on) if arranges else [],
    )


def _referrals_at(teams: Iterable[UUID | None], stage: str) -> QuerySet[Referral]:
    return referrals(stages=(stage,)).filter(to_team__in=teams)


def _without_meeting(teams: Iterable[UUID | None]) -> list[Referral]:
    """Accepted cases that were never heard and are on no agenda; a next date is the record's."""
    placed = Item.objects.filter(stage__in=[Item.Stage.ON_AGENDA, Item.Stage.HEARD])
    rows = _referrals_at(teams, Referral.Stage.ACCEPTED)
    return list(rows.exclude(person__in=placed.values("person")))


@worded_once
def _settled(*, teams: Collection[UUID], since: datetime) -> QuerySet[Referral]:
    rows = Referral.objects.filter(
        any_of("referred_by__team_id", teams),
        stage__in=(Referral.Stage.ACCEPTED, Referral.Stage.DECLINED),
        settled_at__gte=since,
    )
    return rows.select_related("person", "to_team").order_by("-settled_at", "-id")


def _near(actor: Actor, *, now: datetime) -> list[tuple[Sitting, int]]:
    """Meetings of the next fortnight, with how many cases the reader sees on each."""
    rows = upcoming(now=now).filter(starts_at__lt=now + TOLD_FOR, stage=Sitting.Stage.PLANNED)
    if May.DECIDE_REFERRAL not in actor.may:
        rows = rows.filter(chair=actor.appointment_id)
    found = list(rows)
    seen = counted([row.pk for row in found])
    return [(row, seen.get(row.pk, 0)) for row in found]


@worded_once
def _invitations(*, teams: Collection[UUID], since: datetime) -> QuerySet[Invitation]:
    """Invitations of one's own teams to meetings that are still to come."""
    rows = Invitation.objects.filter(
        any_of("team_id", teams),
        withdrawn_why="",
        item__stage=Item.Stage.ON_AGENDA,
        item__sitting__starts_at__gte=since,
    ).exclude(item__sitting__stage=Sitting.Stage.CANCELLED)
    return rows.select_related("item__sitting").order_by("item__sitting__starts_at", "id")


@worded_once
def _requests(*, teams: Collection[UUID]) -> QuerySet[InformationRequest]:
    asked = InformationRequest.objects.filter(
        any_of("team_id", teams), outcome="", withdrawn_why=""
    )
    return asked.select_related("team").order_by("due_on", "id")


def _late(actor: Actor, *, on: date) -> list[InformationRequest]:
    """Requests that agencies have not answered in time, for who asked."""
    rows = InformationRequest.objects.filter(
        outcome="", withdrawn_why="", due_on__lt=on, asked_by__team=actor.team_id
    ).exclude(team=actor.team_id)
    return list(rows.select_related("team__agency").order_by("due_on", "id"))


def counted(sittings: list[UUID]) -> dict[UUID, int]:
    """How many cases of each meeting the reader sees."""
    found: dict[UUID, int] = {}
    rows = Item.objects.filter(sitting__in=sittings).exclude(stage=Item.Stage.TAKEN_OFF)
    for sitting_id in rows.order_by().values_list("sitting_id", flat=True):
        found[sitting_id] = found.get(sitting_id, 0) + 1
    return found


def next_meetings(people: list[UUID], *, now: datetime) -> dict[UUID, Item]:
    """For each of these people the next meeting that hears the case."""
    rows = Item.objects.filter(
        person__in=people, stage=Item.Stage.ON_AGENDA, sitting__starts_at__gte=now - HELD_FOR
    )
    found: dict[UUID, Item] = {}
    for item in rows.select_related("sitting").order_by("-sitting__starts_at", "-id"):
        found[item.person_id] = item
    return found
