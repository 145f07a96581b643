"""The codes by which police systems name what a court did: dated data, read by the import."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Coded:
    """What a code says: the kind of order, or none where it is a notice and no order."""

    code: str
    title: str
    kind: str
    interim: bool
    starts: date
    verified: bool


@cache
def codes() -> dict[str, Coded]:
    """Every code that is known, by itself."""
    text = files("tutela.court_orders").joinpath("codes.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {
        entry["code"]: Coded(
            entry["code"],
            entry["title"],
            entry["kind"],
            entry.get("interim", False),
            entry["from"],
            table["verified"],
        )
        for entry in table["code"]
    }


def order_kind_of_code(code: str, on: date | None = None) -> Coded | None:
    """What a code of a court result means; None where it is unknown, or too early for its order.

    An order asked for under the old law could still be made after the new one came: a code has
    a first day and no last one.
    """
    found = codes().get(code.strip())
    if found is None or (on is not None and on < found.starts):
        return None
    return found
