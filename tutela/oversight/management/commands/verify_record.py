"""Compute the whole record anew, compare it with what was sealed, and say what differs."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone
from tqdm import tqdm

from tutela.access.door import acting_as
from tutela.audit import merkle, sealing, verifying
from tutela.oversight import operations


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--entry", help="also print the proof that this entry is in the sealed record"
        )

    def handle(self, *, entry, **options):
        if settings.PROCESS != "worker":
            raise CommandError("Run this as the worker: ./run manage --as worker verify_record")
        with acting_as(operations.VERIFIER):
            steps = verifying.how_much(DEFAULT_DB_ALIAS)
        key = sealing.public_key() if settings.SIGNING_KEY else None
        with tqdm(total=steps, unit="row", disable=None) as bar:
            report = operations.verify(now=timezone.now(), key=key, progress=bar.update)
        counted = ", ".join(f"{count} {name}" for name, count in report.counted.items())
        self.stdout.write(f"Looked at {counted}.")
        if report.root is not None:
            self.stdout.write(f"Last head: {report.size} entries, root {report.root.hex()}.")
        for fault, subject in report.shown:
            self.stdout.write(f"{fault}: {subject}")
        if entry:
            self._prove(entry)
        if not report.is_sound:
            raise CommandError(f"{report.faults.total()} things do not agree.")
        self.stdout.write("Everything agrees.")

    def _prove(self, entry):
        with acting_as(operations.VERIFIER):
            head = sealing.last_head(DEFAULT_DB_ALIAS)
            leaves = verifying.kept_leaves(DEFAULT_DB_ALIAS, size=head.size if head else 0)
        entries = [key for key, _ in leaves]
        if head is None or entry not in entries:
            raise CommandError("This entry is not sealed (yet).")
        position = entries.index(entry)
        path = merkle.inclusion_path([hashed for _, hashed in leaves], position)
        self.stdout.write(f"Entry {entry} is leaf {position} of {head.size}:")
        self.stdout.write(f"leaf {leaves[position][1].hex()}")
        for beside in path:
            self.stdout.write(f"beside {beside.hex()}")
        self.stdout.write(f"root {head.root.hex()} signed {head.signature.hex()}")
