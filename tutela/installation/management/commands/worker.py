"""Run queued and scheduled jobs until told to stop."""

from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tutela.installation.checks import require_safe_database


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--concurrency", type=int, default=1)

    def handle(self, *, concurrency, **options):
        try:
            require_safe_database(where_silent="jobs wait for it")
        except ImproperlyConfigured as refusal:
            raise CommandError(str(refusal)) from None
        call_command(
            "procrastinate",
            "worker",
            "--concurrency",
            str(concurrency),
            "--shutdown-graceful-timeout",
            "8",
        )
