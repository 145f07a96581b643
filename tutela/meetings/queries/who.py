"""Who arranges meetings, who chairs them, and which teams may be asked."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tutela.agencies.models import Appointment, Team
from tutela.people.queries import officers_of, working_now

COORDINATOR, CHAIR = "mappa_coordinator", "mappa_chair"


def coordinators_in(team: Team | UUID, *, on: date) -> list[Appointment]:
    """Those who work as co-ordinators in the team on the day."""
    return list(officers_of(team, on=on).filter(role=COORDINATOR))


def coordinating_teams(*, first: UUID | None, on: date) -> list[Team]:
    """Every team with a co-ordinator at work, those of one area first."""
    working = working_now(Appointment.objects.filter(role=COORDINATOR), on=on)
    teams = (
        Team.objects.filter(pk__in=working.order_by().values("team"))
        .select_related("agency__area")
        .order_by("agency__area__name", "name", "id")
    )
    return sorted(teams, key=lambda team: team.agency.area_id != first)


def chairs_in(area: UUID | None, *, on: date) -> QuerySet[Appointment]:
    """Those who work as chairs of meetings in the area on the day."""
    return working_now(Appointment.objects.filter(role=CHAIR, team__agency__area=area), on=on)


def teams_in(area: UUID | None) -> QuerySet[Team]:
    """Every team of every agency of the area."""
    return (
        Team.objects.filter(agency__area=area)
        .select_related("agency__area")
        .order_by("agency__name", "name", "id")
    )
