"""Who may see a file, who opened one, and what waits to be checked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from tutela.access.actor import Actor
from tutela.agencies.models import Appointment, Team
from tutela.audit.models import Opening
from tutela.people.files import Ground
from tutela.people.models import Allocation, Interest, Lookup, LookupAnswer, Person, Review
from tutela.people.sharing_rules import check_due_on

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


def last_day(ends_before: date) -> date | None:
    """The last day as it is shown; None where there is none yet."""
    return None if ends_before.year == date.max.year else ends_before - timedelta(days=1)


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
    found = _looked(Opening.objects.filter(pk=subject), LookupAnswer.objects.filter(pk=subject))
    return found[0] if found else None


def to_check(actor: Actor) -> list[Looked]:
    """What nobody has checked yet and the actor may: never what they did themselves."""
    checked = Review.objects.values("of")
    return [
        look
        for look in _looked(
            Opening.objects.exclude(pk__in=checked), LookupAnswer.objects.exclude(pk__in=checked)
        )
        if look.opener.user_id != actor.user_id and answers_for(actor, look)
    ]


def answers_for(actor: Actor, look: Looked) -> bool:
    """Whoever supervises one of the two teams, or governs the information of its agency."""
    teams = (look.owner_team, look.opener.team)
    mine = {actor.team_id, actor.supervises_id} - {None}
    return ("supervise" in actor.powers and any(team.pk in mine for team in teams)) or (
        "govern" in actor.powers and any(team.agency_id == actor.agency_id for team in teams)
    )


def looked_since(actor: Actor, since: datetime) -> list[Looked]:
    """Openings of, and cards about, people of the actor's teams by officers of other teams."""
    return [
        look
        for look in _looked(
            Opening.objects.filter(at__gte=since), LookupAnswer.objects.filter(at__gte=since)
        )
        if look.owner_team.pk in {actor.team_id, actor.supervises_id}
        and look.opener.team_id not in {actor.team_id, actor.supervises_id}
    ]


def _looked(openings: QuerySet[Opening], answers: QuerySet[LookupAnswer]) -> list[Looked]:
    """Row security has already left out whatever the actor is not told of."""
    opened = list(openings.exclude(ground=Ground.INTEREST))
    told = list(answers.filter(lookup__kind=Lookup.Kind.CARD).select_related("lookup"))
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
