"""Meetings at a place and time, before any case is on their agenda."""

from datetime import datetime
from typing import cast
from uuid import UUID

from tutela.access.actor import Actor
from tutela.access.door import Stale, perform, writer
from tutela.access.permissions import May
from tutela.agencies.models import Appointment
from tutela.meetings.models import Sitting
from tutela.meetings.operations.admitting import tell
from tutela.people.operations.holding import write

Stage = Sitting.Stage
FIELDS = [
    *("level", "starts_at", "minutes_long", "place", "join_by", "chair", "is_urgent", "stage"),
]


def arrange(
    *,
    actor: Actor,
    level: int,
    starts_at: datetime,
    minutes_long: int,
    place: str,
    join_by: str,
    chair: Appointment | None,
    is_urgent: bool,
    key: UUID,
    now: datetime,
) -> UUID:
    """Arrange a meeting of one's own area: planned, today, or one that was held already."""
    with perform(actor, May.ARRANGE_MEETING, key=key) as done:
        made = Sitting.objects.create(
            area_id=cast(UUID, actor.area_id),  # every officer's agency is of an area
            level=level,
            starts_at=starts_at,
            minutes_long=minutes_long,
            place=place,
            join_by=join_by,
            chair=chair,
            is_urgent=is_urgent,
            arranged_by_id=writer(actor),
            arranged_at=now,
        )
        done.record("sitting.arranged", made.pk, level=level)
    return made.pk


def change(
    *,
    actor: Actor,
    sitting: Sitting,
    level: int,
    starts_at: datetime,
    minutes_long: int,
    place: str,
    join_by: str,
    chair: Appointment | None,
    is_urgent: bool,
    stage: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Move a meeting, change its chair, or say that it was held or cancelled.

    Those who come for a case are told by e-mail to look, where place or time changed or it is off.
    """
    with perform(actor, May.ARRANGE_MEETING, key=key) as done:
        row = Sitting.objects.select_for_update().get(pk=sitting.pk, area=actor.area_id)
        if row.version != version:
            raise Stale(row.version, {name: getattr(row, name) for name in FIELDS})
        was = (row.starts_at, row.place, row.join_by, row.stage == Stage.CANCELLED)
        row.level, row.starts_at, row.minutes_long = level, starts_at, minutes_long
        row.place, row.join_by, row.chair = place, join_by, chair
        row.is_urgent, row.stage = is_urgent, stage
        is_moved = was != (starts_at, place, join_by, stage == Stage.CANCELLED)
        if is_moved:
            row.moved_by_id, row.moved_at = writer(actor), now
        write(row, [*FIELDS, "moved_by", "moved_at"])
        if is_moved:
            tell(row.pk)
        done.record("sitting.changed", row.pk, stage=stage)
    return row.pk
