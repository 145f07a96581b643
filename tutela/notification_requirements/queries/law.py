"""The book of the law as a page: every dated figure that the rules use, place by place."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from tutela.law.figures import Value, acts, figures, jurisdictions
from tutela.notification_requirements.forms.period import JURISDICTIONS
from tutela.notification_requirements.queries.shown import anchor_of
from tutela.notification_requirements.rules.schedule_3 import paragraphs

Row = Mapping[str, Any]


@cache
def places() -> tuple[tuple[Any, tuple[tuple[str, tuple[Row, ...]], ...]], ...]:
    """Each jurisdiction with its Acts and their figures; England and Wales first."""
    names = dict(JURISDICTIONS)
    return tuple(
        (names[place], tuple((_title(act), tuple(_rows(place, act))) for act in acts(place)))
        for place in sorted(jurisdictions(), key=lambda name: name != "england_and_wales")
    )


def _title(act: str) -> str:
    words = (word if word == "and" else word.capitalize() for word in act.split("_"))
    return " ".join(words)


def _rows(place: str, act: str) -> Iterator[Row]:
    if act == "schedule_3":
        for found in paragraphs(place).values():
            yield {
                "anchor": anchor_of(f"{place}/schedule_3#{found.number}"),
                "title": found.title,
                "provision": f"Schedule 3 paragraph {found.number} ({found.provision})",
                "values": ({"starts": found.starts, "verified": found.verified, "unit": "rule"},),
            }
        return
    for name, figure in figures(f"{place}/{act}").items():
        # a figure that another jurisdiction lends stands in its own place
        if all(value.reference == f"{place}/{act}#{name}" for value in figure.values):
            yield {
                "anchor": anchor_of(f"{place}/{act}#{name}"),
                "title": figure.title,
                "provision": figure.citation,
                "values": tuple(map(_value, figure.values)),
            }


def _value(value: Value) -> Row:
    shown = ("starts", "number", "indefinite", "in_force", "verified", "note", "unit")
    return {name: getattr(value, name) for name in shown}
