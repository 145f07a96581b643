"""One invented person while their rows are written."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tutela.demonstration.extract import invented
from tutela.demonstration.extract.invented import Stock

Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Life:
    """One person while their rows are written."""

    number: int
    seed: int
    chance: random.Random
    stock: Stock
    on: date
    teams: Sequence[str]
    areas: Sequence[str]
    # of how many years back the extract holds yearly notifications; changes are all there
    years: int = 3
    rows: Rows = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        chance = self.chance
        # of the seed too: another extract holds other people, and corrects nobody of this one
        self.key = f"P{self.seed}-{self.number:07d}"
        is_man = chance.random() < 0.98
        names = self.stock.men if is_man else self.stock.women
        self.given = " ".join(chance.choice(names) for _ in range(chance.choice((1, 1, 2))))
        self.surname = chance.choice(self.stock.surnames)
        self.born = invented.born(chance, self.on)
        self.area = chance.choice(self.areas) if self.areas else ""
        # since when they must notify, and when they were held meanwhile
        self.since: date | None = None
        self.held: list[tuple[date, date | None]] = []
        self.no_home = chance.random() < 0.02

    def add(self, file: str, **cells: Any) -> str:
        """One row of a file, with a key of its own."""
        key = f"{self.key}-{file[:2].upper()}{len(self.rows[file]) + 1}"
        self.rows[file].append({"record": key, "person": self.key} | cells)
        return key

    def is_held(self, day: date) -> bool:
        """Whether they are in custody or hospital on the day."""
        return any(since <= day and (to is None or day < to) for since, to in self.held)
