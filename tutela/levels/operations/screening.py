"""The lead agency looks whether it can manage a person alone."""

from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import perform
from tutela.access.permissions import May
from tutela.law.reckoning import LONDON
from tutela.levels.models import Category, Level, Screening
from tutela.levels.operations.deciding import CannotDecide, keep_level
from tutela.levels.operations.placing import on_day, periods_of
from tutela.levels.rules.deciding import objection_to_screening
from tutela.people.operations.holding import check_part, write
from tutela.people.parts import Part


def screen(
    *,
    actor: Actor,
    person_id: UUID,
    screened_on: date,
    risk: str,
    plan_is_robust: bool,
    has_barriers: bool,
    needs_meetings: bool,
    needs_seniors: bool,
    outcome: str,
    reason: str,
    again_on: date | None,
    key: UUID | None,
    now: datetime,
    version: int | None = None,
) -> UUID:
    """Keep a screening with its answers; level 1 begins with one that says so."""
    with perform(actor, May.SCREEN_LEVEL, key=key) as done:
        check_part(person_id, Part.LEVELS)
        row = Screening(
            person_id=person_id,
            screened_on=screened_on,
            risk=risk,
            plan_is_robust=plan_is_robust,
            has_barriers=has_barriers,
            needs_meetings=needs_meetings,
            needs_seniors=needs_seniors,
            outcome=outcome,
            reason=reason,
            again_on=again_on,
            agency_kind=actor.agency_kind,
            recorded_at=now,
        )
        row.screened_by_id = cast(UUID, actor.appointment_id)  # no job screens anybody
        _check(row, today=localdate(now, LONDON))
        row.save(force_insert=True)
        if outcome == Screening.Outcome.LEVEL_1:
            keep_level(
                actor=actor,
                person_id=person_id,
                level=1,
                on=screened_on,
                reason=reason,
                how="screening",
                now=now,
                version=version,
                screening=row,
            )
        elif again_on is not None:
            _look_again(person_id, again_on, today=localdate(now, LONDON))
        done.record("level.screened", row.pk, person=person_id, outcome=outcome)
    return row.pk


def _check(row: Screening, *, today: date) -> None:
    """Refuse what cannot be screened, and answers that contradict each other."""
    if row.screened_on > today:
        raise CannotDecide(_("Enter today or an earlier day as the day of the screening."))
    if not any(_is_managed(row.person_id, day) for day in {row.screened_on, today}):
        raise CannotDecide(
            _(
                "This person is in no category, so there is no level to decide: decide the"
                " category first, or check what the courts decided."
            )
        )
    if row.again_on is not None and row.again_on <= row.screened_on:
        raise CannotDecide(_("The next screening comes after this one."))
    level = on_day(periods_of(Level, row.person_id), row.screened_on)
    CannotDecide.heed(
        objection_to_screening(
            agency_kind=row.agency_kind,
            outcome=row.outcome,
            level=level.level if level else 0,
            plan_is_robust=row.plan_is_robust,
            has_barriers=row.has_barriers,
            needs_meetings=row.needs_meetings,
        )
    )


def _look_again(person_id: UUID, again_on: date, *, today: date) -> None:
    """The level that runs is looked at again on the day that the screening named."""
    held = on_day(periods_of(Level, person_id), today)
    if held is not None:
        held.look_again_on = again_on
        write(held, ["look_again_on"])


def _is_managed(person_id: UUID, on: date) -> bool:
    return Category.objects.live(on=on).filter(person=person_id, category__gt=0).exists()
