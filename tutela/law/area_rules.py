"""Dated rules of an area: its own line, or that of everywhere else."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any


def rule_in_force(
    rules: Iterable[Mapping[str, Any]], *, area: str, on: date
) -> Mapping[str, Any] | None:
    """The latest line of the area that has begun; without one, the latest of all areas (`""`)."""
    begun = [rule for rule in rules if rule["from"] <= on]
    own = [rule for rule in begun if rule["area"] == area]
    return max(
        own or [rule for rule in begun if not rule["area"]],
        key=lambda rule: rule["from"],
        default=None,
    )
