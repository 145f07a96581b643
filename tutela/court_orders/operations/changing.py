"""What every change of a court result leaves: who says so, why, and what was said before."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from tutela.access.actor import Actor
from tutela.access.door import Refused
from tutela.court_orders.models import Result, ResultChange
from tutela.people.models import Person
from tutela.people.operations.holding import write

QUIET = {"id", "person", "result", "version"}
# of another part of the file: that there is one is not told to who reads court results alone
UNSAID = {"document"}


class CannotRecord(Refused):
    """A rule forbids this of a court result."""


@dataclass(frozen=True, slots=True)
class Change:
    """Why something recorded changes (a kind of `ResultChange`), who decided it and when."""

    kind: str
    why: str
    decided_on: date | None = None
    court: str = ""


def result_of(result: Result, person: Person) -> Result:
    return Result.objects.select_for_update().get(pk=result.pk, person=person)


def rewrite(row: Model) -> None:
    """Write everything that may change of the row, as its next version."""
    write(row, [field.name for field in row._meta.concrete_fields if field.name not in QUIET])


def note_variation(result: Result, change: Change) -> None:
    if change.kind == "varied" and result.stands and result.stage != Result.Stage.VARIED:
        result.stage = Result.Stage.VARIED
        write(result, ["stage"])


def said_of(row: Model) -> dict[str, Any]:
    """What the row says, as it is kept beside the reason for changing it."""
    said = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name not in QUIET | UNSAID:
            plain = value is None or isinstance(value, bool | int)
            said[field.name] = value if plain else str(value)
    return said


def difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, dict[str, Any]]:
    names = [name for name in after if before[name] != after[name]]
    return {
        "before": {name: before[name] for name in names},
        "after": {name: after[name] for name in names},
    }


def keep(
    actor: Actor,
    result: Result,
    of: str,
    of_id: UUID,
    change: Change,
    before: dict[str, Any],
    after: dict[str, Any],
    now: datetime,
) -> None:
    ResultChange.objects.create(
        result=result,
        person_id=result.person_id,
        kind=change.kind,
        of=of,
        of_id=of_id,
        decided_on=change.decided_on,
        court=change.court,
        why=change.why,
        recorded_by_id=actor.appointment_id,
        recorded_at=now,
        **difference(before, after),
    )
