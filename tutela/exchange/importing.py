"""One run over an extract: its files in order, their rows in batches that stand on their own.

A run that was killed is repeated: what it had written is then the same, and the rest goes in.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import batched

from django.db import DEFAULT_DB_ALIAS, DataError, IntegrityError, OperationalError

from tutela.access.door import TryAgain
from tutela.exchange import operations, queries
from tutela.exchange.reading import Broken, Extract
from tutela.exchange.reconciliation import Reconciliation
from tutela.exchange.reconciling import Plan
from tutela.exchange.records import Keeper
from tutela.exchange.rules import rows as rules
from tutela.exchange.rules.layout import File
from tutela.exchange.rules.rows import Entry
from tutela.exchange.rules.values import Fault
from tutela.exchange.seen import Seen

BATCH = 1_000
TRIES = 5
TWICE = "stands on line %d already"
REFUSED_BY_THE_DATABASE = "does not fit the record (%s)"
Progress = Callable[[int], object]


@dataclass(slots=True)
class Parsed:
    """One batch as it was read."""

    last_line: int
    cells: dict[int, dict[str, str]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    faults: list[tuple[int, list[Fault]]] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)


@dataclass
class Run:
    """What is fixed for a whole run."""

    keeper: Keeper
    report: Reconciliation
    seen: Seen
    now: datetime
    on: date
    is_applied: bool = False
    using: str = DEFAULT_DB_ALIAS
    batch: int = BATCH
    progress: Progress = field(default=lambda lines: None)

    def read(self, extracts: Sequence[Extract]) -> None:
        """Every file, in the order of the extract's description."""
        for extract in extracts:
            done = 0
            for batch in _read_ahead(self._parsed(extract)):
                self._batch(extract.file, batch)
                self.progress(batch.last_line - done)
                done = batch.last_line
            self.progress(extract.lines - done)

    def _parsed(self, extract: Extract) -> Iterator[Parsed]:
        """Rows read and understood, as far as that needs no database."""
        for rows in batched(extract.rows(), self.batch):
            batch = Parsed(rows[-1].line)
            for row in rows:
                if isinstance(row, Broken):
                    batch.broken.append(row)
                    continue
                batch.cells[row.line] = row.cells
                entry, faults = rules.read(extract.file, row.line, row.cells, on=self.on)
                if entry:
                    batch.entries.append(entry)
                else:
                    batch.faults.append((row.line, faults))
            yield batch

    def _batch(self, file: File, batch: Parsed) -> None:
        for row in batch.broken:
            self.report.refused(file, row.line, "", row.why, {}, row.text)
        for line, faults in batch.faults:
            self._refuse(file, line, faults, batch.cells[line])
        entries = self._once(file, batch.entries, batch.cells)
        for plan in self._plans(file, entries):
            self._told(file, plan, batch.cells)

    def _once(
        self, file: File, entries: list[Entry], cells: dict[int, dict[str, str]]
    ) -> list[Entry]:
        """A key that stands twice in a file: the first row is taken."""
        lines = [(entry.key, entry.line) for entry in entries]
        first: dict[str, int] = {}
        before = self.seen.first_lines(f"read {file.name}", dict(reversed(lines)).items())
        kept = []
        for entry in entries:
            line = before.get(entry.key) or first.get(entry.key)
            if line:
                fault = Fault("record", TWICE % line)
                self._refuse(file, entry.line, [fault], cells[entry.line])
            else:
                first[entry.key] = entry.line
                kept.append(entry)
        return kept

    def _refuse(
        self, file: File, line: int, faults: Sequence[Fault], cells: dict[str, str]
    ) -> None:
        columns = ", ".join(fault.column for fault in faults)
        why = "; ".join(f"{fault.column} {fault.why}" for fault in faults[1:])
        reason = f"{faults[0].why}; {why}" if why else faults[0].why
        self.report.refused(file, line, columns if not why else faults[0].column, reason, cells)

    def _plans(self, file: File, entries: Sequence[Entry]) -> Iterator[Plan]:
        """The batch as one; where the database refuses it, its halves, down to the row at fault."""
        if not entries:
            return
        try:
            yield self._done(file, entries)
        except (DataError, IntegrityError) as refusal:
            if len(entries) == 1:
                rule = getattr(getattr(refusal.__cause__, "diag", None), "constraint_name", None)
                fault = Fault("record", REFUSED_BY_THE_DATABASE % (rule or "its values"))
                yield Plan(refused=[(entries[0], fault)])
                return
            half = len(entries) // 2
            yield from self._plans(file, entries[:half])
            yield from self._plans(file, entries[half:])

    def _done(self, file: File, entries: Sequence[Entry]) -> Plan:
        if not self.is_applied:
            return queries.compare(
                file=file,
                entries=entries,
                keeper=self.keeper,
                seen=self.seen,
                on=self.on,
                using=self.using,
            )
        for tried in range(1, TRIES + 1):
            try:
                return operations.import_batch(
                    file=file,
                    entries=entries,
                    keeper=self.keeper,
                    now=self.now,
                    on=self.on,
                    using=self.using,
                )
            except (TryAgain, OperationalError, IntegrityError) as reason:
                if tried == TRIES or not _is_passing(reason):
                    raise
        raise TryAgain

    def _told(self, file: File, plan: Plan, cells: dict[int, dict[str, str]]) -> None:
        for what, planned in (("new", plan.new), ("changed", plan.changed)):
            rows = [(one.entry.line, one.entry.key) for one in planned]
            self.report.took(file, what, rows)
        self.report.took(file, "same", [(entry.line, entry.key) for entry in plan.same])
        written = plan.new + plan.changed
        rows = [(one.entry.line, one.entry.key) for one in written if one.person in plan.likely]
        self.report.took(file, "likely", rows)
        for entry, fault in plan.refused:
            self._refuse(file, entry.line, [fault], cells[entry.line])
        if not self.is_applied:
            taken = [(one.entry.key, one.entry.line) for one in written]
            self.seen.first_lines(f"taken {file.name}", taken)


def _read_ahead(batches: Iterator[Parsed]) -> Iterator[Parsed]:
    """The next batch is read while the database is busy with this one."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        following = reader.submit(next, batches, None)
        while (batch := following.result()) is not None:
            following = reader.submit(next, batches, None)
            yield batch


def _is_passing(reason: Exception) -> bool:
    """Another transaction came first, another import of the same agency too: begin again."""
    error = reason.__cause__
    if isinstance(reason, IntegrityError):
        rule = getattr(getattr(error, "diag", None), "constraint_name", None)
        return rule == "source_key_once_within_an_agency"
    return isinstance(reason, TryAgain) or getattr(error, "sqlstate", None) in {"40001", "40P01"}
