"""`./run import FILE…`: an agency's extract; `./run import --columns` says what it looks like."""

import csv
from collections.abc import Sequence
from pathlib import Path

from tutela.exchange.rules.layout import FILES, File

INTRODUCTION = """\
# An agency's extract

What `./run import` reads: CSV files, one for each kind of row, in any order on the command line, or
a folder of them. This page is made from the importer's own description (`./run import --columns`);
`./run import --columns FOLDER` writes empty files with an example row each.

* The first line names the columns, in any order; columns that are not listed here are left out and
  named in the report. A file's name begins with the name below (`people-november.csv`).
* Separators: comma, semicolon, tab or `|`. Encodings: UTF-8 with or without its mark, UTF-16,
  Windows-1252 where it reads like Western names throughout; `--encoding` names another.
* Days: `2021-05-01`, `01/05/2021` (day first, always), `1 May 2021`, `01-May-21` for days that are
  past. A year of two figures in numbers alone (`01/05/21`), or of a day that may be to come, is
  refused: it may be several days.
* `record` is the agency's own key. The same key means the same row in every later extract, so that
  reading an extract twice changes nothing, and a later one corrects what the first one brought.
  What somebody has changed in Tutela since is never overwritten: it is refused, and corrected
  there.
* A cell that begins with `=`, `+`, `-` or `@` may be written with `'` before it; the mark is no
  part of it.
* Refused rows (`--report FOLDER`) are files of the same columns, with the line, the column and the
  reason beside them: corrected, they can be read as they are.
"""


def main(argv: Sequence[str]) -> int:
    """Describe the extract, or read one."""
    if argv and argv[0] == "--columns":
        if len(argv) > 1:
            write_templates(Path(argv[1]))
        else:
            print(reference(), end="")
        return 0
    from tutela.installation.manage import main as manage

    return manage(["import_extract", *(argv or ["--help"])])


def reference() -> str:
    """The page docs/reference/extract.md."""
    return INTRODUCTION + "".join(_described(file) for file in FILES.values())


def _described(file: File) -> str:
    lines = [
        "",
        f"## {file.name}.csv",
        "",
        file.says,
        "",
        "| Column | | Holds | Example |",
        "|---|---|---|---|",
    ]
    for column in file.columns:
        says = ", ".join(filter(None, (column.says, ", ".join(f"`{c}`" for c in column.codes))))
        holds = f"{column.holds.value}{f': {says}' if says else ''}"
        needed = "needed" if column.is_needed else ""
        example = f"`{column.example}`" if column.example else ""
        lines.append(f"| `{column.name}` | {needed} | {holds} | {example} |")
    return "\n".join(lines) + "\n"


def write_templates(folder: Path) -> None:
    """A file of each kind with its columns and one row of examples."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in FILES.values():
        with (folder / f"{file.name}.csv").open("w", encoding="utf-8", newline="") as into:
            writer = csv.writer(into)
            writer.writerow([column.name for column in file.columns])
            writer.writerow([column.example for column in file.columns])
