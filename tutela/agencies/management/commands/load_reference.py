"""Bring areas, populations and bodies up to the data of this version, as the owner.

A step of every installation; safe to run again.
"""

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from tutela.agencies import reference


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)

    def handle(self, *, database, **options):
        try:
            counts = reference.load(using=database)
        except reference.Contradicts as error:
            raise CommandError(str(error)) from None
        if any(counts.values()):
            said = ", ".join(f"{count} {name}" for name, count in counts.items())
            self.stdout.write(f"Reference data: {said}.")
