"""What reviews and parental directions tell the rules, for many people at once."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS

from tutela.access.asking import any_of
from tutela.notification_requirements.models import ParentalDirection, Review
from tutela.notification_requirements.rules import facts
from tutela.notification_requirements.rules.reviewing import Stage

REFUSED = frozenset({Stage.REFUSED, Stage.APPEALED, Stage.COURT_REFUSED})


def reviews_of(
    people: Iterable[UUID], *, using: str = DEFAULT_DB_ALIAS
) -> dict[UUID, tuple[facts.Review | None, date | None]]:
    """The review whose clocks run, and the day on which one that succeeded ended the duties."""
    rows: dict[UUID, list[Review]] = {}
    for row in (
        Review.objects.using(using)
        .filter(any_of("person_id", people))
        .exclude(stage__in=[Stage.WITHDRAWN, Stage.TOO_EARLY])
        .order_by("received_on", "id")
    ):
        rows.setdefault(row.person_id, []).append(row)
    return {person: facts_of(found) for person, found in rows.items()}


def facts_of(rows: list[Review]) -> tuple[facts.Review | None, date | None]:
    """The latest application with its days; refused and granted are of the latest that was."""
    if not rows:
        return None, None
    latest = rows[-1]
    refused = next((row for row in reversed(rows) if row.stage in REFUSED), None)
    granted = next((day for row in reversed(rows) if (day := ended_on(row))), None)
    length = refused.again_after_months if refused else None
    review = facts.Review(
        received_on=latest.received_on,
        bodies_told_on=latest.bodies_told_on,
        refused_on=refused.determined_on if refused else None,
        again_after=facts.Term(length) if length else None,
        notice_received_on=latest.notice_received_on,
    )
    return review, granted


def ended_on(row: Review) -> date | None:
    """The day on which this review ended the duties, where it did.

    On receipt of the notice (s.91C), or the day of the court's order (s.91E): not before.
    """
    if row.stage == Stage.GRANTED:
        return row.notice_received_on
    if row.stage == Stage.COURT_GRANTED:
        return row.court_decided_on
    return None


def directions_of(
    people: Iterable[UUID], *, using: str = DEFAULT_DB_ALIAS
) -> dict[UUID, facts.Direction]:
    """The latest parental direction of each, ended where it was discharged."""
    found: dict[UUID, facts.Direction] = {}
    for row in (
        ParentalDirection.objects.using(using)
        .filter(any_of("person_id", people))
        .order_by("made_on", "id")
    ):
        ends = [day for day in (row.ends_on, row.discharged_on) if day]
        found[row.person_id] = facts.Direction(row.made_on, min(ends, default=None))
    return found
