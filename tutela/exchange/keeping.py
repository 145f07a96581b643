"""On whose behalf an extract is read, and which team will manage its people."""

from django.utils import timezone

from tutela.access.actor import Actor
from tutela.access.door import acting_as
from tutela.access.permissions import May
from tutela.agencies.models import Appointment, Area, Team
from tutela.exchange.records import Keeper

IMPORTER = Actor.job("import", May.IMPORT_EXTRACT)


class NobodyThere(Exception):
    """The account or team cannot have an extract read for it; the message is one sentence."""


def keeper(*, email: str, team: str = "", using: str) -> Keeper:
    """The account's live appointment that may record people, and its agency's teams."""
    on = timezone.localdate()
    with acting_as(IMPORTER, using=using):
        appointments = list(
            Appointment.objects.using(using)
            .filter(
                user__email=email.strip().lower(),
                user__is_active=True,
                starts_on__lte=on,
                ends_before__gt=on,
                vetted_until__gte=on,
                powers__contains=["record"],
            )
            .select_related("team__agency")
            .order_by("starts_on", "id")
        )
        if not appointments:
            raise NobodyThere(f"{email} has no appointment today that may record people.")
        by = next((one for one in appointments if one.team.name == team), appointments[0])
        teams = {
            one.name: one.pk for one in Team.objects.using(using).filter(agency=by.team.agency_id)
        }
        areas = {area.code: area.pk for area in Area.objects.using(using)}
    if team and team not in teams:
        raise NobodyThere(f"{by.team.agency.name} has no team of this name.")
    return Keeper(by.pk, by.team.agency_id, teams.get(team, by.team_id), teams, areas)
