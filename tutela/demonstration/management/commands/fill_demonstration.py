"""Enter the invented people of Northmarch through the same door as everything else."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from tutela.demonstration import filling
from tutela.demonstration.peopling import EMPTY


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--ask", action="store_true", help="only say whether it is filled")

    def handle(self, *, ask, **options):
        if not settings.IS_DEMONSTRATION:
            raise CommandError("Invented people belong in the demonstration only.")
        if not ask:
            for _ in tqdm(filling.fill(), total=filling.STEPS, desc="Telling the story", unit=""):
                pass
            return
        try:
            if filling.is_filled():
                return
        except filling.HalfFilled:
            raise CommandError(
                "Filling the demonstration was stopped half-way; start again with --fresh."
            ) from None
        sys.exit(EMPTY)
