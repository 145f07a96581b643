"""A list as a sheet of cells: who took it and why on its first line, nothing that calculates."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

# a spreadsheet reads a cell that begins so as a formula
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def sheet(watermark: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow([cell(watermark)])
    write.writerow([cell(value) for value in head])
    for row in rows:
        write.writerow([cell(value) for value in row])
    return out.getvalue()
