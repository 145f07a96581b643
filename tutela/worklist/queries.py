"""What waits for the actor, asked of each room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from tutela.access.actor import Actor
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
from tutela.people import listing, moving
from tutela.people import queries as people
from tutela.people.models import Allocation, Interest, Move, Person, Whereabouts
from tutela.risk import queries as risk
from tutela.risk.models import PlanReview

INTERESTS_END_WITHIN = timedelta(days=14)
VETTING_ENDS_WITHIN = timedelta(days=30)
NEW_FOR = timedelta(days=14)
# of each kind; the rest come up as these are done
SHOWN = 10
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
    newest: list[Any] = list(
        unallocated(actor, on=on)[:SHOWN] if May.ALLOCATE_PERSON in actor.may else []
    )
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
        ending=interests_ending(actor, on=on) if lists else [],
        vetting=vetting_ending(actor, on=on),
        dates=_dates(actor, on=on) if May.ALLOCATE_PERSON in actor.may else NOTHING_DUE,
        levels=_levels(actor, on=on) if May.SCREEN_LEVEL in actor.may else NOBODY,
        plans=_plans(actor, on=on) if May.WRITE_PLAN in actor.may else [],
        disclosures=_disclosures(actor, now=now) if {*DISCLOSING} & actor.may else [],
        meetings=agendas.waiting(actor, now=now, on=on),
        record=records.following(actor, on=on, most=SHOWN),
        likely=list(matching.waiting(actor)) if May.DECIDE_LIKENESS in actor.may else [],
        **(_movement(actor, on=on) if May.ACKNOWLEDGE_MOVE in actor.may else {}),
        **(_register(actor, on=on) if May.RECORD_BREACH in actor.may else {}),
    )


def _register(actor: Actor, *, on: date) -> dict[str, Any]:
    """Possible breaches, reviews with their clocks, and what is not in ViSOR yet."""
    teams = own_teams(actor)
    officer = None if "supervise" in actor.powers else actor.appointment_id
    people_of = entered.managed(teams, officer=officer, on=on)
    oldest, count = entered.missing_among(people_of, limit=1)
    return {
        "breaches": list(breaches.waiting(actor, teams, on=on)[: SHOWN + 1]),
        "reviews": reviews.in_list(teams),
        "not_entered": count,
        "not_entered_since": oldest[0].changed_at if oldest else None,
    }


def _dates(actor: Actor, *, on: date) -> Waiting:
    supervised = own_teams(actor) if "supervise" in actor.powers else frozenset()
    return dates_due(actor, supervised, on=on, most=SHOWN)


def _plans(actor: Actor, *, on: date) -> list[PlanReview]:
    supervised = own_teams(actor) if "supervise" in actor.powers else frozenset()
    return risk.reviews_due(actor, supervised, on=on, most=SHOWN + 1)


def _levels(actor: Actor, *, on: date) -> screening.Waiting:
    supervised = own_teams(actor) if "supervise" in actor.powers else frozenset()
    return screening.waiting(actor, supervised, on=on, most=SHOWN)


def _disclosures(actor: Actor, *, now: datetime) -> list[Awaited]:
    return disclosure.waiting(actor, own_teams(actor), now=now)


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


def own_teams(actor: Actor) -> frozenset[UUID]:
    """One's own team and those one supervises."""
    teams = listing.teams_of(actor)
    return teams["team"] | teams["supervised"]


def interests_ending(actor: Actor, *, on: date) -> list[Interest]:
    """Interests of one's teams, and in the people whom they manage, that end soon."""
    teams = own_teams(actor)
    soon = Interest.objects.filter(
        starts_on__lte=on, ends_before__gt=on, ends_before__lte=on + INTERESTS_END_WITHIN
    ).select_related("team")
    of_ours = soon.filter(team__in=teams)
    if May.GRANT_INTEREST in actor.may:
        managed = Person.objects.filter(owner_team__in=teams)
        in_ours = soon.filter(person__in=managed.values("pk")).exclude(team__in=teams)
    else:
        in_ours = soon.none()
    return sorted((*of_ours, *in_ours), key=lambda interest: (interest.ends_before, interest.pk))


def handed_over(actor: Actor, *, on: date) -> list[Interest]:
    """Records that another team has handed to one's own lately: it managed them before."""
    before = Interest.objects.filter(
        person=OuterRef("person"), kind=Interest.Kind.MANAGES, pk__lt=OuterRef("pk")
    ).exclude(team=actor.team_id)
    return list(
        Interest.objects.filter(
            team=actor.team_id,
            kind=Interest.Kind.MANAGES,
            starts_on__gt=on - NEW_FOR,
            starts_on__lte=on,
            ends_before__gt=on,
            person__owner_team=actor.team_id,
        )
        .filter(Exists(before))
        .exclude(granted_by__team=actor.team_id)
        .exclude(pk__in=moving.interests_by_move(actor))
        .select_related("granted_by__user", "granted_by__team")
        .order_by("-starts_on", "id")
    )


def unallocated(actor: Actor, *, on: date) -> QuerySet[Person]:
    """People whom one's own team manages and no officer is allocated to, the newest first."""
    live = Allocation.objects.filter(person=OuterRef("pk"), starts_on__lte=on, ends_before__gt=on)
    managed = Person.objects.filter(owner_team=actor.team_id)
    counted = managed.exclude(Exists(live)).annotate(of_all=Window(Count("*")))
    return counted.order_by("-recorded_at", "id")


def vetting_ending(actor: Actor, *, on: date) -> list[Appointment]:
    """One's own vetting, and that of those for whom a supervisor or administrator answers."""
    whose = Q(pk=actor.appointment_id)
    if "supervise" in actor.powers:
        whose |= Q(team__in=own_teams(actor))
    if May.ADMINISTER_AGENCY in actor.may:
        whose |= Q(team__agency=actor.agency_id)
    return list(
        people.working_now(Appointment.objects.filter(whose), on=on)
        .filter(vetted_until__lte=on + VETTING_ENDS_WITHIN)
        .order_by("vetted_until", "user__name", "id")
    )


def named(ids: Iterable[UUID | None]) -> dict[UUID, Person]:
    """The people among these whom the actor may see in lists."""
    wanted: Sequence[UUID] = [one for one in ids if one]
    return Person.objects.in_bulk(list(dict.fromkeys(wanted)))
