"""Appoint an agency's first administrator: run as the owner, when nobody can appoint yet.

Makes the area, agency and team where they do not exist, and the account; the new administrator
chooses a password by a link sent to the address.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.permissions import ROLES
from tutela.agencies.letters import welcome_letter
from tutela.agencies.models import Agency, Appointment, Area, Message, Team, User

ROLE = "agency_administrator"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--area", required=True, help="code and name, for example 12=Northmarch"
        )
        parser.add_argument("--agency", required=True)
        parser.add_argument("--kind", required=True, choices=Agency.Kind.values)
        parser.add_argument("--team", required=True)
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)
        parser.add_argument("--vetted-until", required=True, type=date.fromisoformat)

    def handle(self, *, area, agency, kind, team, email, name, vetted_until, database, **options):
        email = email.strip().lower()
        code, _, area_name = area.partition("=")
        today = timezone.localdate()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError("--email is not an email address.") from None
        if not area_name:
            raise CommandError("--area is written as code=name.")
        if vetted_until < today:
            raise CommandError("Vetting must not have ended already.")
        with transaction.atomic(using=database), connections[database].cursor() as cursor:
            entry = uuid7()
            cursor.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
            of_area, _ = Area.objects.using(database).get_or_create(
                code=code, defaults={"name": area_name}
            )
            body, _ = Agency.objects.using(database).get_or_create(
                area=of_area, name=agency, kind=kind
            )
            its_team, _ = Team.objects.using(database).get_or_create(agency=body, name=team)
            user = _account(email, name, database)
            if (
                Appointment.objects.db_manager(database)
                .live(on=today)
                .filter(user=user, team=its_team, role=ROLE)
            ):
                raise CommandError("This account is an administrator there already.")
            appointment = Appointment.objects.using(database).create(
                user=user,
                team=its_team,
                role=ROLE,
                powers=sorted(ROLES[ROLE].powers),
                starts_on=today,
                vetted_until=vetted_until,
                why="first administrator",
            )
            cursor.execute(
                "SELECT record_as_job(%s, 'set_up', 'appointment.made', %s, NULL, %s::jsonb)",
                [entry, appointment.pk, '{"role": "agency_administrator"}'],
            )
        self.stdout.write(f"{email} administers {agency} until vetting ends on {vetted_until}.")


def _account(email: str, name: str, database: str) -> User:
    user = User.objects.using(database).filter(email=email).first()
    if user is None:
        user = User(email=email, name=name)
        user.set_unusable_password()
        user.save(using=database, force_insert=True)
        Message.objects.using(database).create(**welcome_letter(user.pk, timezone.now()))
    return user
