"""Work out the whole register anew, and report whose dates changed; with --check only compare."""

import json
import os
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from tutela.notification_requirements.operations import register
from tutela.notification_requirements.rules.stored import law_version

SHOWN = 50


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="prove that stored = computed")
        parser.add_argument("--report", metavar="FILE", help="whose dates changed and why")
        parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))

    def handle(self, *, check, report, processes, **options):
        if settings.PROCESS != "worker":
            raise CommandError("Run this as the worker: ./run manage --as worker recompute")
        if report and Path(report).exists():
            raise CommandError(f"{report} exists already; name a new file.")
        work = register.check if check else register.recompute
        began = time.monotonic()
        with tqdm(unit=" people", disable=None) as bar:
            told = work(
                now=timezone.now(),
                processes=processes,
                progress=bar.update,
                expected=lambda number: bar.reset(total=number),
            )
        self.stdout.write(f"Law {law_version()[:16]}.")
        self.stdout.write(f"Looked at {told.counted} people in {time.monotonic() - began:.1f} s.")
        self.stdout.write(f"{told.troubled} with something that the rules cannot read.")
        if check:
            self._compared(told)
        else:
            self.stdout.write(f"{len(told.changed)} answers changed.")
        if report:
            self._write(report, told)

    def _compared(self, told):
        if told.waiting:
            self.stdout.write(f"{told.waiting} wait to be looked at by the job.")
        for person in told.different[:SHOWN]:
            self.stdout.write(f"differs: {person}")
        if told.different:
            raise CommandError(f"{len(told.different)} stored answers are not those computed.")
        self.stdout.write("Every stored answer is the one computed.")

    def _write(self, report, told):
        """Keys and sentences, no names; for the eyes of whoever ran this only."""
        made = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w", encoding="utf-8") as file:
            for person, sentences in told.changed:
                line = {"person": str(person), "changed": sentences}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.stdout.write(f"{len(told.changed)} lines written to {report}.")
