"""Found the invented agencies, teams and accounts, as the owner. Safe to run twice."""

from datetime import date, timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.permissions import ROLES
from tutela.agencies.models import Agency, Appointment, Area, Population, Station, Team, User
from tutela.demonstration import story

# where notification may be given: area, name, address, postcode, hours
STATIONS = (
    (
        "northmarch",
        "Northmarch Central Police Station",
        "1 Castle Street, Northmarch",
        "ZZ1 1AA",
        "Every day, at any hour",
    ),
    (
        "northmarch",
        "Harbour Police Station",
        "22 Harbour Street, Northmarch",
        "ZZ4 7BA",
        "Monday to Friday, 9am to 5pm",
    ),
    (
        "westmoor",
        "Westmoor Police Station",
        "5 Market Place, Westmoor",
        "ZZ9 1AB",
        "Every day, at any hour",
    ),
)


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        if not settings.IS_DEMONSTRATION:
            raise CommandError("Invented agencies belong in the demonstration only.")
        if Agency.objects.exists():
            return
        with transaction.atomic(), connection.cursor() as cursor:
            entry = uuid7()
            cursor.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
            self._accounts(self._teams())
            cursor.execute(
                "SELECT record_as_job(%s, 'set_up', 'agency.set_up', NULL, NULL, '{}')", [entry]
            )

    def _teams(self) -> dict[str, Team]:
        areas = {
            code: Area.objects.create(code=code, name=name) for code, name in story.AREAS.items()
        }
        for area in areas.values():
            Population.objects.create(
                area=area,
                on=date(2025, 6, 30),
                aged_10_and_over=story.AGED_10_AND_OVER,
                source="Invented, as the area is",
            )
        for code, name, address, postcode, hours in STATIONS:
            Station.objects.create(
                area=areas[code],
                name=name,
                address=address,
                postcode=postcode,
                opening_hours=hours,
                published="Invented, as the area is",
                starts_on=timezone.localdate() - timedelta(days=3650),
            )
        teams: dict[str, Team] = {}
        for body in story.BODIES:
            agency = Agency.objects.create(area=areas[body.area], name=body.name, kind=body.kind)
            for name in body.teams:
                number = len(teams)
                teams[name] = Team.objects.create(
                    agency=agency,
                    name=name,
                    ring_day=f"01632 960{200 + number}",
                    ring_night=f"01632 960{300 + number}",
                    takes_unknown=name == body.takes_unknown,
                )
        return teams

    def _accounts(self, teams: dict[str, Team]) -> None:
        today = timezone.localdate()
        for sign_in in story.SIGN_INS:
            user = User(email=sign_in.email, name=sign_in.name)
            user.set_password(story.PASSWORD)
            user.save()
            Appointment.objects.create(
                user=user,
                team=teams[sign_in.team],
                role=sign_in.role,
                powers=sorted(ROLES[sign_in.role].powers),
                supervises=teams.get(sign_in.supervises),
                starts_on=today - timedelta(days=200),
                vetted_until=today + timedelta(days=sign_in.days_vetted),
                why="demonstration",
            )
