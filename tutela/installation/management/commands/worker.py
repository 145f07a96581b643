"""Run queued and scheduled jobs until told to stop."""

import logging

from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from tutela.installation.checks import require_safe_database


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--concurrency", type=int, default=1)

    def handle(self, *, concurrency, **options):
        log = logging.getLogger("tutela.start")
        try:
            for sentence in require_safe_database():
                log.warning(sentence)
        except ImproperlyConfigured as refusal:
            raise CommandError(str(refusal)) from None
        except OperationalError:
            log.error("The database does not answer; jobs wait for it.")
        call_command(
            "procrastinate",
            "worker",
            "--concurrency",
            str(concurrency),
            "--shutdown-graceful-timeout",
            "8",
        )
