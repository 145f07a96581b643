"""Run queued and scheduled jobs until told to stop."""

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--concurrency", type=int, default=1)

    def handle(self, *, concurrency, **options):
        call_command(
            "procrastinate",
            "worker",
            "--concurrency",
            str(concurrency),
            "--shutdown-graceful-timeout",
            "8",
        )
