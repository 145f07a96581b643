"""What differs by jurisdiction: its folder of figures, and which rules it has."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from tutela.law.figures import Figure, Value, acts, figures


class NotModelled(Exception):
    """This jurisdiction has no such figure here: refused, never borrowed from another."""

    def __init__(self, name: str, jurisdiction: str) -> None:
        super().__init__(f"{name} is not modelled for {jurisdiction.replace('_', ' ')}")


@dataclass(frozen=True, slots=True)
class Law:
    """The law of one jurisdiction."""

    jurisdiction: str
    by_name: dict[str, Figure]

    def figure(self, name: str) -> Figure:
        """One figure by its name; refused where this jurisdiction has none."""
        try:
            return self.by_name[name]
        except KeyError:
            raise NotModelled(name, self.jurisdiction) from None

    def on(self, name: str, day: date) -> Value:
        """The value of a figure that is in force on `day`; refused where there is none."""
        return self.figure(name).on(day)

    def has(self, name: str, day: date) -> bool:
        """Whether a rule is in force here on `day`."""
        return name in self.by_name and self.by_name[name].is_in_force(day)


@cache
def law_of(jurisdiction: str) -> Law:
    """All dated figures of a jurisdiction together."""
    whole: dict[str, Figure] = {}
    for act in acts(jurisdiction):
        if act != "schedule_3":
            whole |= figures(f"{jurisdiction}/{act}")
    return Law(jurisdiction, whole)
