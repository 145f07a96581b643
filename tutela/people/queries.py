"""Who may see a file, who opened one, and what waits to be checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from tutela.access.actor import Actor
from tutela.access.asking import worded_once
from tutela.agencies.models import Appointment, Area, Team
from tutela.agencies.periods import last_day
from tutela.audit.models import Opening
from tutela.people.files import Ground
from tutela.people.keys import postcode_key
from tutela.people.models import (
    Address,
    Allocation,
    Interest,
    Lookup,
    LookupAnswer,
    Person,
    Review,
    Whereabouts,
)
from tutela.people.movement_rules import HOMES, Lived, home_of, last_home_before
from tutela.people.sharing_rules import check_due_on

# of several that run at once
MOST_TELLING = (
    Case(
        *(When(kind=kind, then=Value(place)) for place, kind in enumerate(("died", "missing"))),
        default=Value(9),
        output_field=IntegerField(),
    ),
    "-starts_on",
    "-id",
)
CARD = "card"
NOBODY = UUID(int=0)


def working_now(appointments: QuerySet[Appointment], *, on: date) -> QuerySet[Appointment]:
    """Those whose appointment and vetting run on the day."""
    return (
        appointments.filter(starts_on__lte=on, ends_before__gt=on, vetted_until__gte=on)
        .select_related("user", "team__agency")
        .order_by("user__name", "id")
    )


def officers_of(team: Team | UUID, *, on: date) -> QuerySet[Appointment]:
    """Everybody who works in the team on the day."""
    return working_now(Appointment.objects.filter(team=team), on=on)


def officers_who_may_manage(person_id: UUID, *, on: date) -> QuerySet[Appointment]:
    """Officers of the teams that may see the person; named readers where there are any."""
    who = Q(pk__in=[])
    for interest in Interest.objects.filter(
        person=person_id, starts_on__lte=on, ends_before__gt=on, parts_read__contains=["list"]
    ):
        in_team = Q(team=interest.team_id)
        who |= in_team & Q(pk__in=interest.readers) if interest.readers else in_team
    return working_now(Appointment.objects.filter(who), on=on)


def allocated_to(person_id: UUID, *, on: date) -> Allocation | None:
    """The officer who manages the person on the day."""
    return (
        Allocation.objects.filter(person=person_id, starts_on__lte=on, ends_before__gt=on)
        .select_related("appointment__user", "appointment__team")
        .order_by("-starts_on", "-id")
        .first()
    )


@dataclass(frozen=True, slots=True)
class Sharing:
    """One interest, as the page *Who may see this file* shows it."""

    interest: Interest
    readers: tuple[str, ...]
    waits_for_names: bool
    last_day: date | None
    is_owners_own: bool


def sharing_of(person: Person, *, on: date) -> dict[str, list[Sharing]]:
    """Interests that run, that have ended and that are to come."""
    interests = list(
        Interest.objects.filter(person=person)
        .select_related("team__agency", "granted_by__user", "granted_by__team")
        .order_by("starts_on", "id")
    )
    named = {reader for interest in interests for reader in interest.readers}
    names = {
        appointment.pk: appointment.user.name
        for appointment in Appointment.objects.filter(pk__in=named).select_related("user")
    }
    found: dict[str, list[Sharing]] = {"now": [], "coming": [], "past": []}
    for interest in interests:
        when = (
            "past" if interest.ends_before <= on else "coming" if interest.starts_on > on else "now"
        )
        found[when].append(_sharing(person, interest, names))
    found["past"].reverse()
    return found


def _sharing(person: Person, interest: Interest, names: dict[UUID, str]) -> Sharing:
    return Sharing(
        interest=interest,
        readers=tuple(sorted(names[reader] for reader in interest.readers if reader in names)),
        waits_for_names=interest.readers == [NOBODY],
        last_day=last_day(interest.ends_before),
        is_owners_own=interest.kind == Interest.Kind.MANAGES
        and interest.team_id == person.owner_team_id,
    )


# Openings and cards ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody opened a file that is not their team's, or was told of a person by a card."""

    id: UUID
    ground: str
    at: datetime
    person_id: UUID
    owner_team: Team
    opener: Appointment
    purpose: str
    until: datetime | None = None
    check: Review | None = None

    @property
    def due_on(self) -> date:
        return check_due_on(timezone.localdate(self.at))


def looked(subject: UUID) -> Looked | None:
    """The opening or the card answer with this id, where the actor is told of it."""
    found = _looked(_openings().filter(pk=subject), _cards().filter(pk=subject))
    return found[0] if found else None


def to_check(actor: Actor) -> list[Looked]:
    """What nobody has checked yet and the actor may: never what they did themselves."""
    checked = Review.objects.values("of")
    return [
        look
        for look in _looked(_openings().exclude(pk__in=checked), _cards().exclude(pk__in=checked))
        if look.opener.user_id != actor.user_id and answers_for(actor, look)
    ]


def answers_for(actor: Actor, look: Looked) -> bool:
    """Whoever supervises one of the two teams, or governs the information of its agency."""
    teams = (look.owner_team, look.opener.team)
    return ("supervise" in actor.powers and any(team.pk in actor.own_teams for team in teams)) or (
        "govern" in actor.powers and any(team.agency_id == actor.agency_id for team in teams)
    )


def looked_since(actor: Actor, since: datetime) -> list[Looked]:
    """Openings of, and cards about, people of the actor's teams by officers of other teams."""
    return [
        look
        for look in _looked(_opened_since(since=since), _told_since(since=since))
        if look.owner_team.pk in actor.own_teams and look.opener.team_id not in actor.own_teams
    ]


def _openings() -> QuerySet[Opening]:
    return Opening.objects.exclude(ground=Ground.INTEREST)


def _cards() -> QuerySet[LookupAnswer]:
    return LookupAnswer.objects.filter(lookup__kind=Lookup.Kind.CARD).select_related("lookup")


@worded_once
def _opened_since(*, since: datetime) -> QuerySet[Opening]:
    return _openings().filter(at__gte=since)


@worded_once
def _told_since(*, since: datetime) -> QuerySet[LookupAnswer]:
    return _cards().filter(at__gte=since)


def _looked(openings: Iterable[Opening], answers: Iterable[LookupAnswer]) -> list[Looked]:
    """Row security has already left out whatever the actor is not told of."""
    opened, told = list(openings), list(answers)
    ids = [row.pk for row in (*opened, *told)]
    checks = {
        review.of: review
        for review in Review.objects.filter(of__in=ids).select_related("reviewed_by__user")
    }
    who = {row.actor for row in opened} | {row.lookup.actor_id for row in told}
    openers = {
        appointment.pk: appointment
        for appointment in Appointment.objects.filter(pk__in=who).select_related(
            "user", "team__agency"
        )
    }
    teams = Team.objects.in_bulk(
        {row.owner_team for row in opened} | {row.owner_team_id for row in told}
    )
    found = [
        Looked(
            id=row.pk,
            ground=row.ground,
            at=row.at,
            person_id=row.person_id,
            owner_team=teams[row.owner_team],
            opener=openers[row.actor],
            purpose=row.purpose,
            until=row.until,
            check=checks.get(row.pk),
        )
        for row in opened
    ] + [
        Looked(
            id=row.pk,
            ground=CARD,
            at=row.at,
            person_id=row.person_id,
            owner_team=teams[row.owner_team_id],
            opener=openers[row.lookup.actor_id],
            purpose=row.lookup.reason,
            check=checks.get(row.pk),
        )
        for row in told
    ]
    return sorted(found, key=lambda look: (look.at, look.id), reverse=True)


# What the database answers to a lookup -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Exactly what any vetted police user may be told, and nothing else."""

    id: UUID
    photograph: bytes | None
    surname: str
    given_names: str
    born_said: str
    warnings: str
    status: str
    prohibitions: str
    team: str
    ring_day: str
    ring_night: str


def asked(actor: Actor, lookup_id: UUID, kind: str) -> Lookup | None:
    """The actor's own lookup."""
    return Lookup.objects.filter(pk=lookup_id, kind=kind, actor=actor.appointment_id).first()


def contact_cards(lookup_id: UUID) -> list[ContactCard]:
    """The cards that a lookup of the last fifteen minutes found."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM contact_cards(%s)", [lookup_id])
        return [
            ContactCard(row[0], bytes(row[1]) if row[1] else None, *row[2:])
            for row in cursor.fetchall()
        ]


def opened_in_emergency(lookup_id: UUID) -> list[UUID]:
    """The people whose files an emergency opened."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT opened_in_emergency(%s)", [lookup_id])
        return [row[0] for row in cursor.fetchall()]


def was_pressed(key: str) -> bool:
    """Whether the actor has made a change under this operation key before."""
    try:
        pressed = UUID(key)
    except ValueError:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT event FROM answered(%s)", [pressed])
        return cursor.fetchone()[0] is not None


# Where people live and are ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Home:
    """The police area in which a person lives on a day, or lived last; None is not known."""

    address_id: UUID | None = None
    area: Area | None = None
    last_area: Area | None = None

    @property
    def jurisdiction(self) -> str:
        """Whose law applies: that of the local police area."""
        area = self.area or self.last_area
        return area.jurisdiction if area else "england_and_wales"


def area_on(people: Iterable[UUID], day: date) -> dict[UUID, Home]:
    """The home area of each of these people on a day, in two queries for all of them.

    Law: Sexual Offences Act 2003 s.88(3): the area of the home address; where there is none the
    area of the address last notified comes next, which the room of notifications knows.
    """
    wanted = list(people)
    lived: dict[UUID, list[Lived]] = {person: [] for person in wanted}
    rows = Address.objects.filter(person__in=wanted, kind__in=HOMES).values_list(
        "person_id", "id", "kind", "area_id", "starts_on", "ends_on"
    )
    for person, key, kind, area, first, last_day_there in rows:
        lived[person].append(Lived(key, kind, area, first, last_day_there))
    homes = {person: home_of(rows, on=day) for person, rows in lived.items()}
    before = {person: last_home_before(rows, on=day) for person, rows in lived.items()}
    chosen = [row.area_id for row in (*homes.values(), *before.values()) if row and row.area_id]
    areas = Area.objects.in_bulk(set(chosen)) if chosen else {}
    return {
        person: Home(
            home.id if (home := homes[person]) else None,
            areas.get(home.area_id) if home and home.area_id else None,
            areas.get(last.area_id) if (last := before[person]) and last.area_id else None,
        )
        for person in wanted
    }


def where_now(person: Person, *, on: date) -> Whereabouts | None:
    """What an officer must know first: whether the person is held, away, missing or dead."""
    return next(iter(_most_telling(person=person.pk, on=on)), None)


@worded_once
def _most_telling(*, person: UUID, on: date) -> QuerySet[Whereabouts]:
    running = Whereabouts.objects.filter(person=person, in_error=False, starts_on__lte=on).filter(
        Q(ends_on=None) | Q(ends_on__gt=on)
    )
    return running.order_by(*MOST_TELLING)[:1]


def area_chosen_for(postcode: str) -> Area | None:
    """The area of the last address, of one's own people, with the same first half of a postcode."""
    outward = postcode_key(postcode)[:-3]
    if not outward:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT area_chosen_for(%s)", [outward])
        return Area.objects.filter(pk=cursor.fetchone()[0]).first()
