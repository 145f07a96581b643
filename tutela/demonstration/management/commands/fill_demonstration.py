"""Enter the invented people of Northmarch through the same door as everything else."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from tutela.demonstration import filling


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        if not settings.IS_DEMONSTRATION:
            raise CommandError("Invented people belong in the demonstration only.")
        try:
            if filling.is_filled():
                return
        except filling.HalfFilled:
            raise CommandError(
                "Filling the demonstration was stopped half-way; start again with --fresh."
            ) from None
        for _ in tqdm(filling.fill(), total=filling.STEPS, desc="Inventing people", unit=""):
            pass
