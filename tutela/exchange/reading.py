"""One file of an extract, row by row, in little memory whatever the file holds."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tutela.exchange import encoding
from tutela.exchange.rules.cells import plain
from tutela.exchange.rules.layout import FILES, File

LONGEST_LINE = 64_000
MOST_LINES_OF_A_ROW = 40
SEPARATORS = (",", ";", "\t", "|")

LINE_TOO_LONG = f"the line is longer than {LONGEST_LINE} characters"
NEVER_CLOSED = "a quotation mark is opened and not closed"
BADLY_QUOTED = "a quotation mark stands where none may stand"
A_NUL = "holds a NUL character"
TOO_MANY = "has more cells than the first line has columns"
TOO_FEW = "has fewer cells than the first line has columns"


class CannotRead(Exception):
    """A file that cannot be begun; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column, and the line on which it begins."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that is no row: what is wrong, and as much of it as may be shown to its agency."""

    line: int
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Extract:
    """A file that can be read: which of the extract's files it is, and how it is written."""

    path: Path
    file: File
    encoding: str
    separator: str
    columns: tuple[str, ...]
    lines: int

    @property
    def left_out(self) -> tuple[str, ...]:
        """Columns that the importer does not know."""
        return tuple(name for name in self.columns if name not in self.file.by_name)

    def rows(self) -> Iterator[Row | Broken]:
        """Every row but the first line and empty ones."""
        with self.path.open(encoding=self.encoding, newline="") as stream:
            records = _records(stream)
            next(records)  # the columns
            for line, text in records:
                if isinstance(text, Broken):
                    yield text
                elif text.strip("\r\n\t ;,|"):
                    yield self._row(line, text)

    def _row(self, line: int, text: str) -> Row | Broken:
        if "\0" in text:
            return Broken(line, A_NUL, text)
        cells = _cells(text, self.separator)
        if cells is None:
            return Broken(line, BADLY_QUOTED, text)
        if len(cells) != len(self.columns):
            return Broken(line, TOO_MANY if len(cells) > len(self.columns) else TOO_FEW, text)
        return Row(line, {n: plain(c) for n, c in zip(self.columns, cells, strict=True)})


def open_extract(path: Path, *, told: str = "") -> Extract:
    """Look at the file's beginning: which file it is and how to read it. Raises CannotRead."""
    try:
        measured = encoding.measure(path, told=told)
    except encoding.NoEncoding as reason:
        raise CannotRead(str(reason)) from None
    except OSError as reason:
        raise CannotRead(f"{path.name} cannot be read: {reason.strerror}.") from None
    with path.open(encoding=measured.encoding, newline="") as stream:
        first = next(_records(stream), None)
    if first is None or not str(first[1]).strip():
        raise CannotRead(f"{path.name} is empty: leave it out, or give it its first line.")
    _line, head = first
    if isinstance(head, Broken) or "\0" in head:
        raise CannotRead(f"{path.name}: the first line cannot be read.")
    separator, columns = _columns(head)
    file = _which(path, columns)
    doubled = sorted({name for name in columns if columns.count(name) > 1})
    if doubled:
        raise CannotRead(f"{path.name} has the column {doubled[0]} twice.")
    if missing := sorted(file.needed - set(columns)):
        raise CannotRead(
            f"{path.name} has no column {', '.join(missing)}: its first line names its columns"
            " (./run import --columns shows them)."
        )
    return Extract(path, file, measured.encoding, separator, columns, measured.lines)


def _columns(head: str) -> tuple[str, tuple[str, ...]]:
    """The separator with which most names of the first line are known, and the names."""
    known = {name for file in FILES.values() for name in file.by_name}
    best: tuple[int, str, tuple[str, ...]] = (-1, ",", ())
    for separator in SEPARATORS:
        cells = _cells(head, separator) or []
        names = tuple("_".join(cell.strip().casefold().split()) for cell in cells)
        best = max(best, (len(known & set(names)), separator, names), key=lambda found: found[0])
    return best[1], best[2]


def _which(path: Path, columns: tuple[str, ...]) -> File:
    """By its name; else the one file whose needed columns it has."""
    stem = path.stem.casefold()
    for name in sorted(FILES, key=len, reverse=True):
        if stem.startswith(name):
            return FILES[name]
    fits = [file for file in FILES.values() if file.needed <= set(columns)]
    if len(fits) == 1:
        return fits[0]
    raise CannotRead(f"{path.name}: begin its name with what it holds, one of {', '.join(FILES)}.")


def _cells(text: str, separator: str) -> list[str] | None:
    try:
        return next(csv.reader([text], delimiter=separator, strict=True), None)
    except csv.Error:
        return None


def _records(stream: TextIO) -> Iterator[tuple[int, "str | Broken"]]:
    """Text of one row each, with its first line's number; quoted cells may hold line ends.

    A quotation mark that is never closed costs its own line, not the rest of the file.
    """
    waiting: deque[tuple[int, str | Broken]] = deque()
    lines = _lines(stream)
    while True:
        taken: list[tuple[int, str | Broken]] = []
        marks = 0
        while len(taken) < MOST_LINES_OF_A_ROW:
            following = waiting.popleft() if waiting else next(lines, None)
            if following is None:
                break
            taken.append(following)
            if isinstance(following[1], Broken):
                break
            marks += following[1].count('"')
            if marks % 2 == 0:
                break
        if not taken:
            return
        number, first = taken[0]
        if isinstance(first, Broken):
            yield number, first
        elif marks % 2 or isinstance(taken[-1][1], Broken):
            yield number, Broken(number, NEVER_CLOSED, first)
            waiting.extendleft(reversed(taken[1:]))
        else:
            yield number, "".join(str(text) for _number, text in taken)


def _lines(stream: TextIO) -> Iterator[tuple[int, "str | Broken"]]:
    number = 0
    while text := stream.readline(LONGEST_LINE):
        number += 1
        if len(text) < LONGEST_LINE or text[-1] in "\r\n":
            yield number, text
            continue
        beginning = text[:200]
        while text and text[-1] not in "\r\n":
            text = stream.readline(LONGEST_LINE)
        yield number, Broken(number, LINE_TOO_LONG, beginning)
