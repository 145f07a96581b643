"""Open a possible breach for every date that passed unmet; the worker does it each hour."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tutela.notification_requirements.operations import missed


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        if settings.PROCESS != "worker":
            raise CommandError("Run this as the worker: ./run manage --as worker open_breaches")
        self.stdout.write(f"{missed.open_missed()} dates passed unmet.")
