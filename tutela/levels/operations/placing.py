"""Write what is so from a day on among what runs already; the database holds the chain."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tutela.access.actor import Actor
from tutela.agencies.periods import NO_END
from tutela.levels.models import Category, Decision, Level
from tutela.levels.rules.periods import How, Place, Span, place

Kind = type[Category] | type[Level]
OF: Mapping[Kind, str] = {Category: "category", Level: "level"}


def periods_of(kind: Kind, person_id: UUID, using: str = "default") -> list[Any]:
    """What was and is so, in the order of days, held for this change."""
    held = kind.objects.using(using).select_for_update(of=("self",)).filter(person=person_id)
    return list(held.select_related("decision").order_by("starts_on"))


def on_day(rows: list[Any], on: date) -> Any:
    """What is so on the day; None where nothing is."""
    return next((row for row in rows if row.starts_on <= on < row.ends_before), None)


def decision(
    kind: Kind,
    *,
    actor: Actor,
    person_id: UUID,
    value: int,
    on: date,
    how: str,
    reason: str,
    now: datetime,
    using: str = "default",
    **more: Any,
) -> Decision:
    """Keep a decision: nothing of it is changed afterwards."""
    row = Decision(
        person_id=person_id,
        of=OF[kind],
        value=value,
        takes_effect_on=on,
        how=how,
        reason=reason,
        decided_by_id=actor.appointment_id,
        decided_at=now,
        **more,
    )
    row.save(using=using, force_insert=True)
    return row


def put(kind: Kind, rows: list[Any], made: Decision, using: str = "default") -> Any:
    """Make it so from the day of the decision to the next that was decided already.

    `rows` are the periods as they were; they are kept true for whoever places another.
    """
    spans = [Span(row.starts_on, row.ends_before) for row in rows]
    at = place(spans, made.takes_effect_on, no_end=NO_END)
    if at.how is How.REPLACE:
        row = rows[at.touches or 0]
        setattr(row, OF[kind], made.value)
        _write(row, made, [OF[kind]], using)
        return row
    if at.touches is not None:
        _make_room(rows[at.touches], at, using)
    row = kind(
        person_id=made.person_id,
        starts_on=at.span.starts_on,
        ends_before=at.span.ends_before,
        follows_on=at.span.starts_on if at.how is How.CUT else None,
        decision=made,
        **{OF[kind]: made.value},
    )
    row.save(using=using, force_insert=True)
    rows.append(row)
    rows.sort(key=lambda one: one.starts_on)
    return row


def _make_room(row: Any, at: Place, using: str) -> None:
    if at.how is How.BEFORE:
        row.follows_on = row.starts_on
    else:
        row.ends_before = at.span.starts_on
    row.version += 1
    row.save(using=using, update_fields=["follows_on", "ends_before", "version"])


def _write(row: Any, made: Decision, fields: list[str], using: str) -> None:
    row.decision = made
    row.version += 1
    row.save(using=using, update_fields=[*fields, "decision", "version"])
