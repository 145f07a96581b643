"""Dated figures: every value with its first day, its citation and whether it was verified.

`parameters/<jurisdiction>/<act>.toml` holds them. A value applies from its `from` day until
the next line; a line with `in_force = false` ends it. A day that no line covers is refused:
`NotInForce`, never a default.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

UNITS = ("months", "days", "hours", "years", "divisor", "rule")


class NotInForce(Exception):
    """No value of this figure is in force on the day asked for."""

    def __init__(self, figure: "Figure", day: date) -> None:
        self.figure = figure
        self.day = day
        super().__init__(figure.name, day)

    def __str__(self) -> str:
        first = self.figure.first_day
        known = f"the first value is from {first}" if first else "its commencement is not known"
        return (
            f"{self.figure.name} has no value in force on {self.day} "
            f"({self.figure.citation}; {known})"
        )


@dataclass(frozen=True, slots=True)
class Value:
    """What a figure is from one day on."""

    starts: date
    number: int
    indefinite: bool
    in_force: bool
    citation: str
    verified: bool
    note: str
    title: str
    unit: str
    # where the book of the law has it: its file and its name
    reference: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number fixed by law, with every value that it has had."""

    name: str
    title: str
    unit: str
    citation: str
    selected_by: str
    checked: str
    values: tuple[Value, ...]

    def on(self, day: date) -> Value:
        """The value in force on `day`; refused where there is none."""
        for value in reversed(self.values):
            if value.starts <= day:
                if not value.in_force:
                    break
                return value
        raise NotInForce(self, day)

    def is_in_force(self, day: date) -> bool:
        """Whether a rule applies on `day`; one whose commencement is not known never does."""
        last = [value for value in self.values if value.starts <= day]
        return bool(last) and last[-1].in_force

    @property
    def first_day(self) -> date | None:
        """The first day on which there is a value; None where commencement is not known."""
        return next((value.starts for value in self.values if value.in_force), None)


class Figures(Mapping[str, Figure]):
    """The figures of one Act in one jurisdiction, by name."""

    def __init__(self, act: str, by_name: Mapping[str, Figure]) -> None:
        self.act = act
        self._by_name = dict(by_name)

    def __getitem__(self, name: str) -> Figure:
        return self._by_name[name]

    def __iter__(self) -> Any:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)


@cache
def figures(path: str) -> Figures:
    """The figures of `<jurisdiction>/<act>`, with those that another jurisdiction lends it."""
    table = read(path)
    lent = table.pop("same_as", None)
    without = set(table.pop("without", ()))
    by_name = {
        name: f for name, f in (figures(lent) if lent else {}).items() if name not in without
    }
    by_name |= {name: _figure(path, name, entry) for name, entry in table.items()}
    return Figures(path, by_name)


def read(path: str) -> dict[str, Any]:
    """One parameter file as it is written."""
    place = files("tutela.law").joinpath("parameters", *f"{path}.toml".split("/"))
    return tomllib.loads(place.read_text(encoding="utf-8"))


def jurisdictions() -> tuple[str, ...]:
    """The folders of figures, in the order of the alphabet."""
    folder = files("tutela.law").joinpath("parameters")
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_dir()))


def acts(jurisdiction: str) -> tuple[str, ...]:
    """The Acts and instruments that a jurisdiction has a file for."""
    folder = files("tutela.law").joinpath("parameters", jurisdiction)
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def _figure(path: str, name: str, entry: dict[str, Any]) -> Figure:
    unit = next(unit for unit in UNITS if unit in entry)
    verified = entry["verified"]
    values = tuple(
        Value(
            starts=line["from"],
            number=line.get("value", 0),
            indefinite=line.get("indefinite", False),
            in_force=line.get("in_force", True),
            citation=line.get("citation", entry["citation"]),
            verified=line.get("verified", verified),
            note=line.get("note", ""),
            title=entry["title"],
            unit=unit,
            reference=f"{path}#{name}",
        )
        for line in entry[unit]
    )
    return Figure(
        name=name,
        title=entry["title"],
        unit=unit,
        citation=entry["citation"],
        selected_by=entry["selected_by"],
        checked=entry.get("checked", ""),
        values=values,
    )
