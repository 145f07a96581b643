"""What of an order stands on the contact card: one line for each clause that binds today. Pure.

A line begins with its order and clause, so that a later one finds it again among the lines that
an officer wrote by hand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tutela.law.wording import say_day

SHORT = MappingProxyType(
    {"shpo": "SHPO", "sopo": "SOPO", "sro": "SRO", "rsho": "RSHO"}
    | {"foreign_travel_order": "Foreign travel order"}
)
OURS = re.compile(
    r"^(Interim )?(SHPO|SOPO|SRO|RSHO|Foreign travel order|Order) of \d{1,2} [A-Z][a-z]+ \d{4}, "
    r"|^More clauses of orders: "
)
MORE = "More clauses of orders: ring the team."
ROOM = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One clause as a constable reads it."""

    kind: str
    interim: bool
    made_on: date
    number: str
    wording: str
    last_day: date | None

    def __str__(self) -> str:
        order = f"{'Interim ' if self.interim else ''}{SHORT.get(self.kind, 'Order')}"
        until = f" Until {say_day(self.last_day)}." if self.last_day else ""
        wording = " ".join(self.wording.split())
        return f"{order} of {say_day(self.made_on)}, clause {self.number}: {wording}{until}"


def card_text(was: str, lines: Sequence[Line]) -> str:
    """The card's prohibitions: those of orders anew, and below them what was written by hand."""
    by_hand = [line for line in was.splitlines() if line.strip() and not OURS.match(line)]
    left = ROOM - sum(len(line) + 1 for line in by_hand)
    kept: list[str] = []
    told = [str(line) for line in lines]
    for place, line in enumerate(told):
        spare = len(MORE) + 1 if place + 1 < len(told) else 0
        if len(line) + 1 + spare > left:
            return "\n".join([*kept, *([MORE] if left > len(MORE) else []), *by_hand])
        kept.append(line)
        left -= len(line) + 1
    return "\n".join([*kept, *by_hand])
