"""How long who comes, who is asked and who acts goes on seeing a case, by the rule of the area."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tutela.law.area_rules import rule_in_force


@dataclass(frozen=True, slots=True)
class Sight:
    """How long each sees a case, and how long before a meeting an answer is asked for."""

    chair: timedelta
    attending: timedelta
    asked: timedelta
    acting: timedelta
    closed: timedelta
    answer_before: timedelta
    provision: str
    verified: bool


DAYS = ("chair", "attending", "asked", "acting", "closed", "answer_before")


@cache
def _rules() -> tuple[dict[str, Any], ...]:
    text = Path(__file__).with_name("sight.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["rule"])


def sight(area: str, on: date) -> Sight:
    """What holds in the area (by its code) on the day; before any rule, the first there is."""
    found = rule_in_force(_rules(), area=area, on=on) or _rules()[0]
    days = {name: timedelta(days=found[name]) for name in DAYS}
    return Sight(**days, provision=found["provision"], verified=found["verified"])
