"""What waits for the actor, asked of each room."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from tutela.access.actor import Actor
from tutela.access.asking import any_of, worded_once
from tutela.access.permissions import May
from tutela.agencies.models import Appointment
from tutela.contact_log import queries as contact_log
from tutela.disclosure import queries as disclosure
from tutela.disclosure.models import Awaited
from tutela.levels.queries import worklist as screening
from tutela.matching import queries as matching
from tutela.matching.models import Likeness
from tutela.meetings.queries import agendas
from tutela.meetings.queries import record as records
from tutela.notification_requirements.models import Breach, Review
from tutela.notification_requirements.queries import breaches, counter, entered, reviews
from tutela.notification_requirements.queries.reviews import Clock
from tutela.notification_requirements.queries.worklist import Waiting, dates_due
from tutela.people import moving
from tutela.people import queries as people
from tutela.people.models import Allocation, Interest, Move, Person, Whereabouts
from tutela.risk import queries as risk
from tutela.risk.models import PlanReview

INTERESTS_END_WITHIN = timedelta(days=14)
VETTING_ENDS_WITHIN = timedelta(days=30)
NEW_FOR = timedelta(days=14)
# of each kind; the rest come up as these are done
SHOWN = 10
Teams = frozenset[UUID]
NOTHING_DUE = Waiting([], 0, [], 0)
NOBODY = screening.Waiting()
DISCLOSING = (
    *(May.ASK_DISCLOSURE, May.DECIDE_DISCLOSURE, May.REVIEW_DISCLOSURE),
    May.GOVERN_INFORMATION,
)


@dataclass(frozen=True, slots=True)
class Today:
    """Everything that waits; people whom the actor may not see stay without a name."""

    to_check: list[people.Looked]
    looked_at: list[people.Looked]
    told: list[contact_log.Awaiting]
    answered: list[contact_log.Shared]
    handed_over: list[Interest]
    unallocated: list[Any]
    unallocated_count: int
    ending: list[Interest]
    vetting: list[Appointment]
    moves: list[Move] = field(default_factory=list)
    moves_out: list[Move] = field(default_factory=list)
    homes: list[tuple[UUID, UUID | None]] = field(default_factory=list)
    homes_count: int = 0
    releases: list[Whereabouts] = field(default_factory=list)
    dates: Waiting = NOTHING_DUE
    breaches: list[Breach] = field(default_factory=list)
    reviews: list[tuple[Review, Clock | None]] = field(default_factory=list)
    likely: list[Likeness] = field(default_factory=list)
    visits: list[counter.Awaiting] = field(default_factory=list)
    unfinished: list[counter.Unfinished] = field(default_factory=list)
    plans: list[PlanReview] = field(default_factory=list)
    disclosures: list[Awaited] = field(default_factory=list)
    meetings: agendas.Waiting = agendas.NOTHING
    levels: screening.Waiting = NOBODY
    record: records.Following = field(default_factory=records.Following)
    not_entered: int = 0
    not_entered_since: datetime | None = None

    @property
    def is_empty(self) -> bool:
        return not any(
            (
                *(self.to_check, self.looked_at, self.told, self.answered, self.handed_over),
                *(self.unallocated, self.ending, self.vetting),
                *(self.moves, self.moves_out, self.homes, self.releases),
                *(self.dates.overdue, self.dates.soon),
                *(self.breaches, self.reviews, self.not_entered, self.likely),
                *(self.visits, self.unfinished, self.plans, self.disclosures, self.meetings),
                *(self.record, self.levels),
            )
        )


def today_of(actor: Actor, *, now: datetime, on: date) -> Today:
    """Each room is asked only for what the actor's role can do."""
    lists = May.LIST_PEOPLE in actor.may
    checks = people.to_check(actor) if May.REVIEW_OPENING in actor.may else []
    waiting = {look.id for look in checks}
    teams = actor.own_teams
    newest: list[Any] = unallocated(actor, on=on) if May.ALLOCATE_PERSON in actor.may else []
    seen = people.looked_since(actor, now - NEW_FOR) if lists else []
    return Today(
        to_check=sorted(checks, key=lambda look: (look.due_on, look.at)),
        looked_at=[look for look in seen if look.id not in waiting],
        told=contact_log.awaiting(actor),
        answered=[yes for yes in contact_log.shared_with(actor) if yes.at > now - NEW_FOR],
        visits=counter.awaiting(actor),
        unfinished=counter.unfinished(actor),
        handed_over=handed_over(actor, on=on) if May.ALLOCATE_PERSON in actor.may else [],
        unallocated=newest,
        unallocated_count=newest[0].of_all if newest else 0,
        ending=interests_ending(actor, teams, on=on) if lists else [],
        vetting=vetting_ending(actor, teams, on=on),
        dates=_dates(actor, teams, on=on) if May.ALLOCATE_PERSON in actor.may else NOTHING_DUE,
        levels=_levels(actor, teams, on=on) if May.SCREEN_LEVEL in actor.may else NOBODY,
        plans=_plans(actor, teams, on=on) if May.WRITE_PLAN in actor.may else [],
        disclosures=disclosure.waiting(actor, teams, now=now) if {*DISCLOSING} & actor.may else [],
        meetings=agendas.waiting(actor, now=now, on=on),
        record=records.following(actor, on=on, most=SHOWN),
        likely=list(matching.waiting(actor)) if May.DECIDE_LIKENESS in actor.may else [],
        **(_movement(actor, on=on) if May.ACKNOWLEDGE_MOVE in actor.may else {}),
        **(_register(actor, teams, on=on) if May.RECORD_BREACH in actor.may else {}),
    )


def _register(actor: Actor, teams: Teams, *, on: date) -> dict[str, Any]:
    """Possible breaches, reviews with their clocks, and what is not in ViSOR yet."""
    officer = None if "supervise" in actor.powers else actor.appointment_id
    people_of = entered.managed(teams, officer=officer, on=on)
    oldest, count = entered.missing_among(people_of, limit=1)
    return {
        "breaches": list(breaches.waiting(actor, teams, on=on)[: SHOWN + 1]),
        "reviews": reviews.in_list(teams),
        "not_entered": count,
        "not_entered_since": oldest[0].changed_at if oldest else None,
    }


def _dates(actor: Actor, teams: Teams, *, on: date) -> Waiting:
    return dates_due(actor, _supervised(actor, teams), on=on, most=SHOWN)


def _plans(actor: Actor, teams: Teams, *, on: date) -> list[PlanReview]:
    return risk.reviews_due(actor, _supervised(actor, teams), on=on, most=SHOWN + 1)


def _levels(actor: Actor, teams: Teams, *, on: date) -> screening.Waiting:
    return screening.waiting(actor, _supervised(actor, teams), on=on, most=SHOWN)


def _supervised(actor: Actor, teams: Teams) -> Teams:
    return teams if "supervise" in actor.powers else frozenset()


def _movement(actor: Actor, *, on: date) -> dict[str, Any]:
    """Moves, homes in no known area or in another's, and releases that are expected."""
    homes, count = moving.homes_to_place(most=SHOWN)
    return {
        "moves": moving.moves_to_acknowledge(actor),
        "moves_out": moving.moves_out(actor),
        "homes": homes,
        "homes_count": count,
        "releases": moving.releases_expected(actor, on=on),
    }


def interests_ending(actor: Actor, teams: Teams, *, on: date) -> list[Interest]:
    """Interests of one's teams, and in the people whom they manage, that end soon."""
    found = _ending_of(teams=teams, on=on, within=on + INTERESTS_END_WITHIN)
    if May.GRANT_INTEREST in actor.may:
        found += _ending_in(teams=teams, on=on, within=on + INTERESTS_END_WITHIN)
    return sorted(found, key=lambda interest: (interest.ends_before, interest.pk))


@worded_once
def _ending_of(*, teams: Teams, on: date, within: date) -> QuerySet[Interest]:
    soon = Interest.objects.live(on=on).filter(ends_before__lte=within)
    return soon.filter(any_of("team_id", teams)).select_related("team")


@worded_once
def _ending_in(*, teams: Teams, on: date, within: date) -> QuerySet[Interest]:
    soon = Interest.objects.live(on=on).filter(ends_before__lte=within).select_related("team")
    managed = Person.objects.filter(any_of("owner_team_id", teams))
    return soon.filter(person__in=managed.values("pk")).exclude(any_of("team_id", teams))


def handed_over(actor: Actor, *, on: date) -> list[Interest]:
    """Records that another team has handed to one's own lately: it managed them before."""
    return _handed_over(team=actor.team_id, on=on, since=on - NEW_FOR) if actor.team_id else []


@worded_once
def _handed_over(*, team: UUID, on: date, since: date) -> QuerySet[Interest]:
    before = Interest.objects.filter(
        person=OuterRef("person"), kind=Interest.Kind.MANAGES, pk__lt=OuterRef("pk")
    ).exclude(team=team)
    return (
        Interest.objects.live(on=on)
        .filter(
            team=team,
            kind=Interest.Kind.MANAGES,
            starts_on__gt=since,
            person__owner_team=team,
        )
        .filter(Exists(before))
        .exclude(granted_by__team=team)
        .exclude(pk__in=moving.interests_by_move(team))
        .select_related("granted_by__user", "granted_by__team")
        .order_by("-starts_on", "id")
    )


def unallocated(actor: Actor, *, on: date) -> list[Any]:
    """People whom one's own team manages and no officer is allocated to, the newest first.

    The first of them; each says how many there are.
    """
    return _unallocated(team=actor.team_id, on=on) if actor.team_id else []


@worded_once
def _unallocated(*, team: UUID, on: date) -> QuerySet[Any]:
    live = Allocation.objects.live(on=on).filter(person=OuterRef("pk"))
    managed = Person.objects.filter(owner_team=team)
    counted = managed.exclude(Exists(live)).annotate(of_all=Window(Count("*")))
    return counted.order_by("-recorded_at", "id")[:SHOWN]


def vetting_ending(actor: Actor, teams: Teams, *, on: date) -> list[Appointment]:
    """One's own vetting, and that of those for whom a supervisor or administrator answers."""
    whose = Q(pk=actor.appointment_id)
    if "supervise" in actor.powers:
        whose |= Q(team__in=teams)
    if May.ADMINISTER_AGENCY in actor.may:
        whose |= Q(team__agency=actor.agency_id)
    return list(
        people.working_now(Appointment.objects.filter(whose), on=on)
        .filter(vetted_until__lte=on + VETTING_ENDS_WITHIN)
        .order_by("vetted_until", "user__name", "id")
    )


def named(ids: Iterable[UUID | None]) -> dict[UUID, Person]:
    """The people among these whom the actor may see in lists."""
    wanted = {one for one in ids if one}
    return {person.pk: person for person in _named(people=wanted)}


@worded_once
def _named(*, people: Collection[UUID]) -> QuerySet[Person]:
    return Person.objects.filter(any_of("id", people)).order_by()
