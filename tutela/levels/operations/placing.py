"""Write what is so from a day on among what runs already; the database holds the chain."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tutela.access.actor import Actor
from tutela.access.asking import any_of
from tutela.agencies.periods import NO_END
from tutela.levels.models import Category, Decision, Level
from tutela.levels.rules.periods import How, Place, Span, place

Kind = type[Category] | type[Level]
OF: Mapping[Kind, str] = {Category: "category", Level: "level"}


def periods_of(kind: Kind, person_id: UUID, using: str = "default") -> list[Any]:
    """What was and is so, in the order of days, held for this change."""
    return periods_of_all(kind, [person_id], using)[person_id]


def periods_of_all(
    kind: Kind, people: Collection[UUID], using: str = "default"
) -> dict[UUID, list[Any]]:
    """The same of many people, in one query; nobody's are left out, be they none."""
    found: dict[UUID, list[Any]] = {person: [] for person in people}
    held = kind.objects.using(using).select_for_update(of=("self",))
    rows = held.filter(any_of("person_id", people)).select_related("decision")
    for row in rows.order_by("person_id", "starts_on"):
        found[row.person_id].append(row)
    return found


def on_day(rows: list[Any], on: date) -> Any:
    """What is so on the day; None where nothing is."""
    return next((row for row in rows if row.starts_on <= on < row.ends_before), None)


def decided(
    kind: Kind,
    *,
    actor: Actor,
    person_id: UUID,
    value: int,
    on: date,
    how: str,
    reason: str,
    now: datetime,
    **more: Any,
) -> Decision:
    """A decision that is not kept yet: nothing of it is changed afterwards."""
    return Decision(
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


def decision(kind: Kind, *, using: str = "default", **said: Any) -> Decision:
    """Keep a decision at once."""
    row = decided(kind, **said)
    row.save(using=using, force_insert=True)
    return row


def put(kind: Kind, rows: list[Any], made: Decision, using: str = "default", **more: Any) -> Any:
    """Make it so from the day of a decision that is kept, to the next that was decided already.

    `rows` are the periods as they were; they are kept true for whoever places another. `more`
    is what the period says beside it.
    """
    laid = Laid(kind)
    row = laid.put(rows, made)
    for name, value in more.items():
        setattr(row, name, value)
    laid.keep_periods(using)
    return row


@dataclass(slots=True)
class Laid:
    """Periods as they are to lie, of however many people, and the decisions they rest on."""

    kind: Kind
    decisions: list[Decision] = field(default_factory=list)
    touched: dict[UUID, Any] = field(default_factory=dict)
    begun: list[Any] = field(default_factory=list)

    def put(self, rows: list[Any], made: Decision) -> Any:
        """Lay what was decided among the person's periods, and keep those true."""
        spans = [Span(row.starts_on, row.ends_before) for row in rows]
        at = place(spans, made.takes_effect_on, no_end=NO_END)
        if at.how is How.REPLACE:
            row = rows[at.touches or 0]
            self.say(row, made)
            return row
        if at.touches is not None:
            self._make_room(rows[at.touches], at)
        row = self.kind(
            person_id=made.person_id,
            starts_on=at.span.starts_on,
            ends_before=at.span.ends_before,
            follows_on=at.span.starts_on if at.how is How.CUT else None,
            decision=made,
            **{OF[self.kind]: made.value},
        )
        self.begun.append(row)
        rows.append(row)
        rows.sort(key=lambda one: one.starts_on)
        return row

    def say(self, row: Any, made: Decision) -> None:
        """The period says what this decision says, on the days that it has."""
        setattr(row, OF[self.kind], made.value)
        row.decision = made
        self._touch(row)

    def _make_room(self, row: Any, at: Place) -> None:
        if at.how is How.BEFORE:
            row.follows_on = row.starts_on
        else:
            row.ends_before = at.span.starts_on
        self._touch(row)

    def _touch(self, row: Any) -> None:
        if row._state.adding or row.pk in self.touched:
            return
        row.version += 1
        self.touched[row.pk] = row

    def keep(self, using: str = "default") -> None:
        """Write decisions and periods: three statements and their batches."""
        Decision.objects.using(using).bulk_create(self.decisions, batch_size=500)
        self.keep_periods(using)

    def keep_periods(self, using: str) -> None:
        """Write the periods: those that make room first, for each day begins and ends once."""
        periods = self.kind.objects.using(using)
        fields = [OF[self.kind], "decision", "follows_on", "ends_before", "version"]
        if self.kind is Level:
            fields.append("look_again_on")
        if self.touched:
            periods.bulk_update(list(self.touched.values()), fields, batch_size=300)
        periods.bulk_create(self.begun, batch_size=500)
