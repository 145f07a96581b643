"""Work out the whole register anew, dates and categories, and report whose changed and why.

With --check only compare what is stored with what is computed.
"""

import json
import os
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from tutela.levels.operations import register as categories
from tutela.levels.rules import version
from tutela.notification_requirements.operations import register as dates
from tutela.notification_requirements.rules.stored import law_version

SHOWN = 50


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="prove that stored = computed")
        parser.add_argument("--report", metavar="FILE", help="whose dates or category, and why")
        parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))

    def handle(self, *, check, report, processes, **options):
        if settings.PROCESS != "worker":
            raise CommandError("Run this as the worker: ./run manage --as worker recompute")
        if report and Path(report).exists():
            raise CommandError(f"{report} exists already; name a new file.")
        # categories rest on the dates: these first
        told = {}
        for of, law, work in (
            ("dates", law_version(), dates.check if check else dates.recompute),
            (
                "category",
                version.law_version(),
                categories.check if check else categories.recompute,
            ),
        ):
            told[of] = self._done(of, law, work, processes)
        if report:
            self._write(report, told)
        if check:
            self._compared(told)

    def _done(self, of, law, work, processes):
        began = time.monotonic()
        with tqdm(unit=" people", desc=of, disable=None) as bar:
            told = work(
                now=timezone.now(),
                processes=processes,
                progress=bar.update,
                expected=lambda number: bar.reset(total=number),
            )
        self.stdout.write(f"{of.capitalize()}: law {law[:16]}.")
        self.stdout.write(f"Looked at {told.counted} people in {time.monotonic() - began:.1f} s.")
        if of == "dates":
            self.stdout.write(f"{told.troubled} with something that the rules cannot read.")
        if work in (dates.recompute, categories.recompute):
            self.stdout.write(f"{len(told.changed)} answers changed.")
        return told

    def _compared(self, told):
        different = 0
        for of, of_part in told.items():
            if of_part.waiting:
                self.stdout.write(f"{of}: {of_part.waiting} wait to be looked at by the job.")
            for person in of_part.different[:SHOWN]:
                self.stdout.write(f"{of} differs: {person}")
            different += len(of_part.different)
        if different:
            raise CommandError(f"{different} stored answers are not those computed.")
        self.stdout.write("Every stored answer is the one computed.")

    def _write(self, report, told):
        """Keys and sentences, no names; for the eyes of whoever ran this only."""
        made = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        lines = 0
        with os.fdopen(made, "w", encoding="utf-8") as file:
            for of, of_part in told.items():
                for person, sentences in of_part.changed:
                    line = {"person": str(person), "of": of, "changed": sentences}
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
                    lines += 1
        self.stdout.write(f"{lines} lines written to {report}.")
