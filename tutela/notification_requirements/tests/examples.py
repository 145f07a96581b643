"""The worked examples of this room: sentences with facts and hand-made answers, in data files."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Example:
    name: str
    says: str
    provision: str
    figures: tuple[str, ...]
    facts: dict[str, Any]
    expect: dict[str, Any]
    worked: str


def examples() -> list[Example]:
    found = []
    for file in sorted(FOLDER.glob("*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["example"]:
            facts = {"jurisdiction": "england_and_wales", "born_on": "1980-05-01"}
            facts |= json.loads(entry["facts"])
            found.append(
                Example(
                    entry["name"],
                    entry["says"],
                    entry["provision"],
                    tuple(entry["figures"]),
                    facts,
                    json.loads(entry["expect"]),
                    entry["worked"],
                )
            )
    return found
