"""Areas and bodies as law and guidance name them: read from data, recorded as dated editions.

Nothing that was recorded is changed by a new edition: it adds lines and ends others, and refuses
to say something else of a day that was said already.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from uuid_utils.compat import uuid7

from tutela.agencies.models import Area, Body, Population
from tutela.agencies.periods import NO_END

RESPONSIBLE = "Criminal Justice Act 2003 s.325(1)"
GUIDANCE = "MAPPA Guidance ch. 2"
PRISONS = "HM Prison and Probation Service, for the Minister responsible for prisons"
PRISONS_CY = "Gwasanaeth Carchardai a Phrawf EF, ar ran y Gweinidog sy'n gyfrifol am garchardai"


class Contradicts(Exception):
    """The data says something else of a day that was recorded already; nothing is loaded."""


@cache
def read(name: str) -> dict[str, Any]:
    """One file of the data as it is written."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Line:
    """A body as one line of the data says it."""

    area: str | None
    nation: str
    duty: str
    kind: str
    name: str
    name_cy: str
    provision: str
    source: str
    is_verified: bool
    starts_on: date | None = None
    ends_before: date = NO_END


def bodies() -> Iterator[Line]:
    """Each area's Responsible Authority, then the bodies that must co-operate, by nation."""
    for code, area in read("areas").items():
        if area["nation"] in {"england", "wales"}:
            yield from _responsible(code, area)
    for body in read("co_operating_bodies")["body"]:
        for nation in body["nations"]:
            yield Line(
                area=None,
                nation=nation,
                duty=Body.Duty.CO_OPERATES,
                kind=body["kind"],
                name=body["name"],
                name_cy=body.get("name_cy", "") if nation == "wales" else "",
                provision=body["provision"],
                source=body["source"],
                is_verified=body["verified"],
                starts_on=body.get("from"),
                ends_before=body.get("to", NO_END),
            )


def _responsible(code: str, area: dict[str, Any]) -> Iterator[Line]:
    is_wales = area["nation"] == "wales"
    region = area["probation_region"]
    named = [
        *(("police", name, area.get("police_cy", "")) for name in _forces(area)),
        ("probation", f"Probation Service, {region}", "Y Gwasanaeth Prawf, Cymru"),
        ("prison", PRISONS, PRISONS_CY),
    ]
    for kind, name, name_cy in named:
        yield Line(
            area=code,
            nation=area["nation"],
            duty=Body.Duty.RESPONSIBLE,
            kind=kind,
            name=name,
            name_cy=name_cy if is_wales else "",
            provision=RESPONSIBLE,
            source=GUIDANCE,
            is_verified=False,
        )


def _forces(area: dict[str, Any]) -> list[str]:
    return area.get("police", [area["police_force"]])


def load(*, using: str = DEFAULT_DB_ALIAS) -> dict[str, int]:
    """As the owner: bring areas, populations and bodies up to the data, under one entry.

    Safe to run again: nothing to change leaves no entry.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        entry = uuid7()
        cursor.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
        areas, changed = _areas(using)
        counts = {
            "areas": changed,
            "populations": _populations(areas, using),
            "bodies": _bodies(areas, using),
        }
        if any(counts.values()):
            details = ", ".join(f'"{name}": {count}' for name, count in counts.items())
            cursor.execute(
                "SELECT record_as_job(%s, 'load_reference', 'reference.loaded', NULL, NULL, %s)",
                [entry, f"{{{details}}}"],
            )
    return counts


def _areas(using: str) -> tuple[dict[str, Area], int]:
    """What an area is called may change: its history keeps what it was called."""
    held = {area.code: area for area in Area.objects.using(using)}
    changed = 0
    for code, said in read("areas").items():
        fields = {
            "name": said["name"],
            "name_cy": said.get("name_cy", ""),
            "nation": said["nation"],
            "police_force": said["police_force"],
        }
        area = held.setdefault(code, Area(code=code))
        if any(getattr(area, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(area, name, value)
            area.save(using=using)
            changed += 1
    return held, changed


def _populations(areas: dict[str, Area], using: str) -> int:
    held = {(row.area_id, row.on): row for row in Population.objects.using(using)}
    changed = 0
    for code, said in read("areas").items():
        for line in said.get("population", ()):
            row = held.get((areas[code].pk, line["on"]))
            if row is None:
                row = Population(
                    area=areas[code], on=line["on"], aged_10_and_over=line["aged_10_and_over"]
                )
            elif row.aged_10_and_over != line["aged_10_and_over"]:
                raise Contradicts(
                    f"{code}: another population was recorded for {line['on']};"
                    " give the new edition a day of its own."
                )
            changed += _say(row, using, source=line["source"], is_verified=line["verified"])
    return changed


def _bodies(areas: dict[str, Area], using: str) -> int:
    held = {
        (row.area_id, row.nation, row.duty, row.kind, row.name, row.starts_on): row
        for row in Body.objects.using(using)
    }
    changed = 0
    for line in bodies():
        area = areas[line.area] if line.area else None
        key = (
            area.pk if area else None,
            line.nation,
            line.duty,
            line.kind,
            line.name,
            line.starts_on,
        )
        row = held.get(key)
        if row is None:
            row = Body(
                area=area,
                nation=line.nation,
                duty=line.duty,
                kind=line.kind,
                name=line.name,
                name_cy=line.name_cy,
                provision=line.provision,
                starts_on=line.starts_on,
            )
        elif row.ends_before not in {line.ends_before, NO_END}:
            raise Contradicts(
                f"{line.name}: it was recorded to end before {row.ends_before}, and stays so."
            )
        changed += _say(
            row,
            using,
            source=line.source,
            is_verified=line.is_verified,
            ends_before=line.ends_before,
        )
    return changed


def _say(row: Any, using: str, **fields: Any) -> int:
    """Add the row, or bring these of its fields up to date; 1 where something changed."""
    if not row._state.adding and all(getattr(row, name) == fields[name] for name in fields):
        return 0
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(using=using)
    return 1
