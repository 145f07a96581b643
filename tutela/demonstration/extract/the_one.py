"""What the extract says of the person whom the manual follows."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tutela.people import rules

KEY = "P-THE-ONE"
# days ago
CONVICTED, RELEASED = 1_150, 720
Row = tuple[str, dict[str, Any]]


def rows(
    surname: str, given_names: str, born: date, *, team: str, area: str, on: date
) -> Iterator[Row]:
    """Convicted three years ago, released last year, to notify again within a fortnight."""
    released = on - timedelta(days=RELEASED)
    yield (
        "people",
        {
            "record": KEY,
            "surname": surname,
            "given_names": given_names,
            "born": f"{born.day} {born:%B %Y}",
            "team": team,
            "why": "Convicted at Northmarch Crown Court; released on licence",
        },
    )
    numbers = {"pnc": f"2019/0004417{rules.check_letter('19', '0004417')}", "prison": "A0412ZZ"}
    for kind, number in numbers.items():
        yield "identifiers", _row(kind, kind=kind, number=number)
    for name, lines, postcode, since, until in (
        ("now", "Flat 3, 18 Harbour Street", "ZZ4 7BQ", on - timedelta(days=355), None),
        ("before", "41 Mill Lane", "ZZ2 3LP", released, on - timedelta(days=356)),
    ):
        home = {"kind": "home", "lines": lines, "postcode": postcode, "police_area": area}
        yield "addresses", _row(name, **home, **{"from": since, "to": until or ""})
    yield from _court(on)
    yield from _since(on)


def _court(on: date) -> Iterator[Row]:
    convicted = on - timedelta(days=CONVICTED)
    yield (
        "results",
        _row(
            "result",
            kind="conviction",
            relevant_on=convicted,
            court="Northmarch Crown Court",
            reference="T20230187",
            source="court register",
        ),
    )
    yield (
        "offences",
        _row(
            "offence",
            result=f"{KEY}-result",
            title="Sexual activity with a child",
            paragraph="21",
            committed_from=convicted - timedelta(days=400),
            committed_to=convicted - timedelta(days=390),
            victim_age=13,
        ),
    )
    yield (
        "sentences",
        _row(
            "sentence",
            result=f"{KEY}-result",
            offence=f"{KEY}-offence",
            kind="custody",
            months=28,
            made_on=convicted,
        ),
    )


def _since(on: date) -> Iterator[Row]:
    convicted, released = on - timedelta(days=CONVICTED), on - timedelta(days=RELEASED)
    held = {"from": convicted, "to": released, "place": "HMP Stonefield"}
    yield "whereabouts", _row("custody", kind="custody", by_order="yes", **held)
    for name, kind, of, day in (
        ("first", "initial", "", released + timedelta(days=1)),
        ("moved", "change", "home_address", on - timedelta(days=354)),
    ):
        yield (
            "notifications",
            _row(name, kind=kind, of=of, given_on=day, station="Harbour Street police station"),
        )


def _row(name: str, **cells: Any) -> dict[str, Any]:
    return {"record": f"{KEY}-{name}", "person": KEY} | cells
