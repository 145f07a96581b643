"""Who a user may act as; who works in an agency; who covers for a team; areas and bodies."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When

from tutela.access.actor import Actor, permissions_of
from tutela.agencies.models import (
    Appointment,
    Area,
    Body,
    Cover,
    Population,
    Station,
    Team,
)


@dataclass(frozen=True, slots=True)
class Office:
    """One of a user's live appointments, with the actor it makes."""

    actor: Actor
    vetted_until: date


def offices_of(user_id: UUID, *, using: str = DEFAULT_DB_ALIAS) -> list[Office]:
    """The appointments a user may act as today (none after vetting ended)."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT * FROM appointments_of(%s)", [user_id])
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [Office(_actor(user_id, row), row["vetted_until"]) for row in rows]


def actor_of(user_id: UUID, appointment_id: UUID, *, using: str = DEFAULT_DB_ALIAS) -> Actor | None:
    """The user acting in that appointment, or None where it is not theirs or has ended."""
    for office in offices_of(user_id, using=using):
        if office.actor.appointment_id == appointment_id:
            return office.actor
    return None


SOON = timedelta(days=30)
ORDERS = {
    "name": ("user__name", "team__name"),
    "team": ("team__name", "user__name"),
    "vetted": ("vetted_until", "user__name"),
}


def appointments_in(
    agency_id: UUID | None,
    *,
    name: str = "",
    team: UUID | None = None,
    standing: str = "",
    on: date,
) -> QuerySet[Appointment]:
    """The agency's appointments: by name, team, and whether they run, end soon or have ended."""
    found = Appointment.objects.filter(team__agency=agency_id).select_related(
        "user", "team", "supervises"
    )
    if name:
        found = found.filter(Q(user__name__icontains=name) | Q(user__email__icontains=name))
    if team:
        found = found.filter(team=team)
    running = Q(ends_before__gt=on, vetted_until__gte=on)
    if standing == "live":
        found = found.filter(running)
    elif standing == "soon":
        soon = Q(vetted_until__lt=on + SOON) | Q(ends_before__lte=on + SOON)
        found = found.filter(running & soon)
    elif standing == "ended":
        found = found.exclude(running)
    return found


def in_order(found: QuerySet[Appointment], sort: str) -> QuerySet[Appointment]:
    """Sorted by name, team or end of vetting; a minus sign turns the order."""
    names = ORDERS.get(sort.removeprefix("-"), ORDERS["name"])
    sign = "-" if sort.startswith("-") else ""
    return found.order_by(*(f"{sign}{name}" for name in names), "id")


def have_second_factor() -> frozenset[UUID]:
    """Accounts of the administrator's agency that have set one up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT have_second_factor()")
        return frozenset(row[0] for row in cursor.fetchall())


def teams_supervised(actor: Actor) -> QuerySet[Team]:
    """Teams whose cover the actor arranges."""
    teams = actor.own_teams if "supervise" in actor.powers else ()
    return Team.objects.filter(pk__in=teams).select_related("agency")


def covers_of(actor: Actor, *, on: date) -> QuerySet[Cover]:
    """Covers of those teams that run or are to come."""
    return (
        Cover.objects.filter(team__in=teams_supervised(actor), ends_before__gt=on)
        .select_related("appointment__user", "appointment__team", "team", "arranged_by__user")
        .order_by("starts_on", "id")
    )


def who_can_cover(actor: Actor, *, on: date) -> QuerySet[Appointment]:
    """Officers of the agency other than the actor whose appointment and vetting run."""
    return (
        appointments_in(actor.agency_id, standing="live", on=on)
        .filter(starts_on__lte=on)
        .exclude(user=actor.user_id)
        .exclude(role__in=["agency_administrator", "information_governance"])
        .order_by("user__name", "id")
    )


def areas() -> QuerySet[Area]:
    """Every area with what its page's list shows, England and Wales first, the invented last."""
    nations = [*Area.Nation.values, ""]
    place = Case(*(When(nation=nation, then=Value(n)) for n, nation in enumerate(nations)))
    latest = Population.objects.filter(area=OuterRef("pk")).order_by("-on")
    return Area.objects.annotate(
        place=place,
        aged_10_and_over=Subquery(latest.values("aged_10_and_over")[:1]),
        is_verified=Subquery(latest.values("is_verified")[:1]),
    ).order_by("place", "name", "id")


def bodies_of(area: Area, *, on: date) -> dict[str, list[Body]]:
    """The bodies of an area on a day: of the Responsible Authority, and those that co-operate."""
    whose = Q(area=area) | Q(area=None, nation=area.nation)
    begun = Q(starts_on=None) | Q(starts_on__lte=on)
    found: dict[str, list[Body]] = {duty: [] for duty in Body.Duty.values}
    for body in Body.objects.filter(whose, begun, ends_before__gt=on) if area.nation else ():
        found[body.duty].append(body)
    return found


def stations_of(area_id: UUID | None, *, on: date) -> QuerySet[Station]:
    """The stations of an area that are published for a day."""
    return Station.objects.live(on=on).filter(area=area_id).order_by("name", "id")


def every_station_of(area_id: UUID | None) -> QuerySet[Station]:
    """Also those that have ended and those to come."""
    return Station.objects.filter(area=area_id).order_by("name", "-starts_on", "id")


def team_taking_moves(area: Area) -> Team | None:
    """The police team that takes on people who move into the area, where the area has one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT team_taking_moves(%s)", [area.pk])
        return Team.objects.select_related("agency").filter(pk=cursor.fetchone()[0]).first()


def _actor(user_id: UUID, row: dict[str, object]) -> Actor:
    powers = frozenset(row["powers"])  # type: ignore[call-overload]
    role = str(row["role"])
    return Actor(
        may=permissions_of(role, powers),
        name=str(row["name"]),
        appointment_id=row["id"],  # type: ignore[arg-type]
        user_id=user_id,
        team_id=row["team_id"],  # type: ignore[arg-type]
        team_name=str(row["team"]),
        agency_id=row["agency_id"],  # type: ignore[arg-type]
        agency_name=str(row["agency"]),
        agency_kind=str(row["kind"]),
        area_id=row["area_id"],  # type: ignore[arg-type]
        role=role,
        powers=powers,
        supervises_id=row["supervises_id"],  # type: ignore[arg-type]
    )
