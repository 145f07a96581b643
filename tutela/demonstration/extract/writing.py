"""The extract written as files, person by person: nobody is kept in memory."""

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from tutela.demonstration.extract import invented
from tutela.demonstration.extract.lives import Life, live
from tutela.exchange.rules.cells import safe
from tutela.exchange.rules.layout import FILES


def write(
    folder: Path,
    *,
    people: int,
    seed: int,
    on: date,
    teams: Sequence[str] = (),
    areas: Sequence[str] = (),
    years: int = 3,
    first: Iterable[tuple[str, dict[str, Any]]] = (),
) -> Iterator[int]:
    """So many invented people into files of the folder, after these rows; a step for each."""
    folder.mkdir(parents=True, exist_ok=True)
    names = invented.stock(seed)
    with ExitStack() as stack:
        writers = {}
        for file in FILES.values():
            into = stack.enter_context(
                (folder / f"{file.name}.csv").open("w", encoding="utf-8", newline="")
            )
            writers[file.name] = csv.writer(into, lineterminator="\n")
            writers[file.name].writerow([column.name for column in file.columns])
        columns = {name: [column.name for column in file.columns] for name, file in FILES.items()}

        def put(name: str, row: dict[str, Any]) -> None:
            writers[name].writerow(safe(str(row.get(column, ""))) for column in columns[name])

        for name, row in first:
            put(name, row)
        for number in range(1, people + 1):
            # each person by a seed of their own: the first hundred are the same of any number
            chance = random.Random(f"{seed}:{number}")  # noqa: S311 - invented, not a secret
            rows = live(Life(number, seed, chance, names, on, teams, areas, years))
            for name, found in rows.items():
                for row in found:
                    put(name, row)
            yield number
