"""The report of a run: counts for the screen, and rows for whoever corrects the extract.

What stands on the screen holds no word of anybody. The files hold rows of the extract, so they are
written where the operator says, readable by the operator only.
"""

import csv
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from tutela.exchange.rules.cells import safe
from tutela.exchange.rules.layout import FILES, File

WHAT = ("new", "changed", "same", "likely", "refused")
SHOWN = 20
# beside the columns of the file, which may then be read again
ABOUT_REFUSAL = ("refused_line", "refused_column", "refused_because", "refused_text")


class Reconciliation:
    """What became of every row; kept in a folder where one is named."""

    def __init__(self, folder: Path | None) -> None:
        self.counts: dict[str, Counter[str]] = {}
        self.shown: list[str] = []
        self._folder = folder
        self._open: dict[str, tuple[TextIO, Any]] = {}
        if folder:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def __enter__(self) -> "Reconciliation":
        return self

    def __exit__(self, *_error: object) -> None:
        for file, _writer in self._open.values():
            file.close()

    def took(self, file: File, what: str, rows: Iterable[tuple[int, str]]) -> None:
        """Rows that are new, changed, the same, or likely of a person who is known already."""
        kept = list(rows)
        self.counts.setdefault(file.name, Counter())[what] += len(kept)
        if self._folder and kept:
            into = self._sheet("rows", ("file", "line", "record", "what"))
            into.writerows([file.name, line, safe(key), what] for line, key in kept)

    def refused(
        self, file: File, line: int, column: str, why: str, cells: dict[str, str], text: str = ""
    ) -> None:
        """One row that was not taken, with its line, column and reason."""
        self.counts.setdefault(file.name, Counter())["refused"] += 1
        if len(self.shown) < SHOWN:
            self.shown.append(f"{file.name} line {line}: {column} {why}".replace(":  ", ": "))
        if self._folder:
            columns = [column.name for column in file.columns]
            into = self._sheet(f"{file.name}-refused", (*columns, *ABOUT_REFUSAL))
            said = [safe(cells.get(name, "")) for name in columns]
            into.writerow([*said, line, column, why, safe(text)])

    def _sheet(self, name: str, columns: tuple[str, ...]) -> Any:
        if name not in self._open:
            assert self._folder is not None  # noqa: S101 - only asked where there is one
            path = self._folder / f"{name}.csv"
            opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.fchmod(opened, 0o600)
            file = os.fdopen(opened, "w", encoding="utf-8", newline="")
            writer = csv.writer(file)
            writer.writerow(columns)
            self._open[name] = (file, writer)
        return self._open[name][1]

    def table(self) -> str:
        """Counts of every file, in columns."""
        rows: list[tuple[str, ...]] = [("", *WHAT)]
        for name in FILES:
            if name in self.counts:
                rows.append((name, *(f"{self.counts[name][what]:,}" for what in WHAT)))
        widths = [max(len(row[place]) for row in rows) for place in range(len(WHAT) + 1)]
        return "\n".join(
            row[0].ljust(widths[0])
            + "".join(f"  {cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
            for row in rows
        )
