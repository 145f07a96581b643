"""Figures as a sheet: CSV, and OpenDocument for office programs."""

import csv
import io
from collections.abc import Sequence

from odfdo import Cell, Document, Row, Table

CSV, ODS = "text/csv; charset=utf-8", "application/vnd.oasis.opendocument.spreadsheet"
Value = str | int | None


def as_csv(rows: Sequence[Sequence[Value]]) -> bytes:
    """Comma-separated, with the mark by which office programs know its letters."""
    out = io.StringIO()
    csv.writer(out).writerows([["" if value is None else value for value in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def as_ods(rows: Sequence[Sequence[Value]], *, title: str) -> bytes:
    """One table, its numbers as numbers."""
    document = Document("spreadsheet")
    document.body.clear()
    document.meta.title = title
    table = Table(title[:30])
    for cells in rows:
        row = Row()
        for value in cells:
            row.append_cell(Cell(value=value))
        table.append_row(row)
    document.body.append(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
