"""Read an agency's extract (CSV): by default only to say what reading it would do.

Safe to repeat: rows are known again by the agency's own keys.
"""

from contextlib import ExitStack
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone
from tqdm import tqdm

from tutela.exchange import keeping, operations
from tutela.exchange.importing import BATCH, Run
from tutela.exchange.reading import CannotRead, Extract, open_extract
from tutela.exchange.reconciliation import Reconciliation
from tutela.exchange.rules.layout import FILES
from tutela.exchange.seen import Seen
from tutela.levels.operations import keeping as categories
from tutela.notification_requirements.operations import register
from tutela.notification_requirements.operations.whole_register import OtherWasFirst


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="or a folder")
        parser.add_argument("--as", dest="email", required=True, help="on whose behalf")
        parser.add_argument("--team", default="", help="that manages the people, else one's own")
        parser.add_argument("--apply", action="store_true", help="write; else only compare")
        parser.add_argument("--report", type=Path, help="folder for the rows that were refused")
        parser.add_argument("--encoding", default="", help="of every file, where it is not UTF-8")
        parser.add_argument(
            "--visor",
            type=date.fromisoformat,
            metavar="DAY",
            help="the extract was taken from ViSOR on that day: what it brings is there already",
        )
        parser.add_argument(
            "--leave-dates", action="store_true", help="the worker works out the dates later"
        )
        parser.add_argument("--batch", type=int, default=BATCH, help="rows written at once")

    def handle(self, *, files, email, team, apply, report, encoding, batch, **options):
        if settings.PROCESS != "worker":
            raise CommandError("Run this as the worker: ./run import FILE…")
        extracts = _opened(files, encoding)
        try:
            keeper = keeping.keeper(email=email, team=team, using=DEFAULT_DB_ALIAS)
        except keeping.NobodyThere as reason:
            raise CommandError(str(reason)) from None
        with ExitStack() as stack:
            reconciliation = stack.enter_context(Reconciliation(report))
            lines = sum(extract.lines for extract in extracts)
            bar = stack.enter_context(tqdm(total=lines, unit=" lines", disable=None))
            Run(
                keeper=keeper,
                report=reconciliation,
                seen=stack.enter_context(Seen()),
                now=timezone.now(),
                on=timezone.localdate(),
                is_applied=apply,
                batch=batch,
                progress=bar.update,
            ).read(extracts)
        self._say(extracts, reconciliation, apply, report)
        if apply:
            self._follow(keeper, options["visor"], options["leave_dates"])

    def _follow(self, keeper, taken_on, leave_dates):
        """What comes of new facts: what is in ViSOR, and who must notify until when."""
        if taken_on:
            operations.note_entered(keeper=keeper, taken_on=taken_on)
        if leave_dates:
            return
        try:
            register.determine_marked(now=timezone.now())
        except OtherWasFirst:
            self.stdout.write("The worker is working out the dates.")
            return
        self.stdout.write("Worked out the dates that follow from it.")
        categories.categorise_marked(now=timezone.now())
        self.stdout.write("Worked out the categories that follow from them.")

    def _say(self, extracts, reconciliation, apply, report):
        for extract in extracts:
            if extract.left_out:
                self.stdout.write(f"{extract.path.name}: not read: {', '.join(extract.left_out)}")
        self.stdout.write(reconciliation.table())
        for line in reconciliation.shown:
            self.stdout.write(line)
        refused = sum(count["refused"] for count in reconciliation.counts.values())
        if refused > len(reconciliation.shown):
            self.stdout.write(f"… and {refused - len(reconciliation.shown):,} more.")
        if refused and not report:
            self.stdout.write("Name a folder with --report to have the refused rows in files.")
        self.stdout.write("Applied." if apply else "Nothing was changed: --apply does it.")


def _opened(files: list[Path], encoding: str) -> list[Extract]:
    """Every file looked at before the first is read, in the order of the description."""
    paths = []
    for path in files:
        paths += sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not paths:
        raise CommandError("There is no CSV file in this folder.")
    try:
        extracts = [open_extract(path, told=encoding) for path in paths]
    except CannotRead as reason:
        raise CommandError(str(reason)) from None
    order = list(FILES)
    return sorted(extracts, key=lambda extract: order.index(extract.file.name))
