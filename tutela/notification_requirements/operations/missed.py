"""Dates that passed unmet: each opens a possible breach once, and nothing more."""

from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import (
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone
from django.utils.timezone import localdate

from tutela.access.actor import Actor
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.notification_requirements.models import Breach, Due
from tutela.notification_requirements.rules import breaches as rules
from tutela.notification_requirements.rules.answers import DutyKind
from tutela.notification_requirements.rules.breaches import Ground, Stage

BATCH = 500
OF_THE_DATE = ("due", "about", "due_on", "alleged_only_after", "ended_on", "is_verified")


def open_missed(*, now: datetime | None = None, using: str = DEFAULT_DB_ALIAS) -> int:
    """The daily job: a possible breach for each date that passed unmet. It may run twice.

    A batch commits alone. A failure that was notified meanwhile is marked with its last day.
    """
    job, moment = Actor.job("open_breaches", May.OPEN_BREACHES), now or timezone.now()
    opened = 0
    while found := _open_batch(job, moment, using):
        opened += found
    _attach_late(job, using)
    return opened


def _open_batch(job: Actor, now: datetime, using: str) -> int:
    with acting_as(job, using=using):
        dues = list(_missed_dues(localdate(now), using)[:BATCH])
        if not dues:
            return 0
        with perform(job, May.OPEN_BREACHES, using=using) as done:
            earlier = _without_a_date(dues, using)
            joined = [row for due in dues if (row := _same_failure(due, earlier))]
            taken = {row.due_id for row in joined}
            rows = [_opened_by(due, now) for due in dues if due.pk not in taken]
            Breach.objects.using(using).bulk_create(rows)
            Breach.objects.using(using).bulk_update(joined, [*OF_THE_DATE, "version"], BATCH)
            done.record("breach.opened_missed", None, count=len(rows), joined=len(joined))
    return len(dues)


def _without_a_date(dues: list[Due], using: str) -> list[Breach]:
    """Possible breaches of these people whose date is not there, or is no longer asked for."""
    return list(
        Breach.objects.using(using)
        .filter(Q(due=None) | Q(due__ended_because=Due.End.NO_LONGER))
        .filter(person__in={due.person_id for due in dues})
        .exclude(stage=Stage.NOT_MISSED)
        .order_by("id")
    )


def _same_failure(due: Due, earlier: list[Breach]) -> Breach | None:
    """The possible breach to which a missed date belongs: it is given the date (s.91(3))."""
    made = _opened_by(due, timezone.now())
    for row in earlier:
        alike = row.about == due.about if row.due_id else row.ground in rules.ONE_AT_A_TIME
        if row.person_id != due.person_id or row.ground != made.ground or not alike:
            continue
        ground = Ground(row.ground)
        if made.begun_on and rules.is_same_failure(
            begun_on=row.begun_on, ended_on=row.ended_on, missed_on=made.begun_on, ground=ground
        ):
            earlier.remove(row)
            for name in OF_THE_DATE:
                setattr(row, name, getattr(made, name))
            row.version += 1
            return row
    return None


def _missed_dues(day: date, using: str) -> QuerySet[Due]:
    """Dates that passed on every reading, and of which no possible breach is there yet.

    One that was closed because nothing was missed then is no answer to another day missed now.
    What was made good, or could no longer be, before the person came into this register was for
    those to judge who knew it then; what is still not notified goes on.
    """
    there = Breach.objects.using(using).filter(due=OuterRef("pk"))
    same = there.filter(~Q(stage=Stage.NOT_MISSED) | Q(begun_on=OuterRef("begun")))
    passed = Q(ended_because=Due.End.PASSED, begun__gte=F("recorded_on"))
    late = Q(met_on__gte=F("begun")) & Q(met_on__gte=F("recorded_on"))
    return (
        Due.objects.using(using)
        .annotate(begun=_first_missed(), recorded_on=TruncDate("person__recorded_at"))
        .filter(Q(ended_at=None) | passed | late)
        .filter(begun__lte=day)
        .filter(~Exists(same))
        .order_by("due_on", "id")
    )


def _first_missed() -> Any:
    """`rules.first_missed_day`, in the database."""
    last = Greatest(F("due_on"), Coalesce(F("alleged_only_after"), F("due_on")))
    return ExpressionWrapper(last + Value(1, IntegerField()), output_field=DateField())


def _opened_by(due: Due, now: datetime) -> Breach:
    assert due.due_on is not None  # noqa: S101 - only such are asked for
    ground = rules.GROUND_OF_DUTY[DutyKind(due.kind)]
    begun_on = rules.first_missed_day(due.due_on, due.alleged_only_after)
    return Breach(
        person_id=due.person_id,
        ground=ground,
        about=due.about,
        due=due,
        due_on=due.due_on,
        alleged_only_after=due.alleged_only_after,
        begun_on=begun_on,
        ended_on=due.met_on if due.met_on and due.met_on >= begun_on else None,
        provision=rules.offence(ground),
        is_verified=due.is_verified,
        opened_at=now,
    )


def _attach_late(job: Actor, using: str) -> None:
    """A notification that came late ends the failure and closes nothing."""
    with acting_as(job, using=using):
        late = Breach.objects.using(using).filter(ended_on=None, due__met_on__gte=F("begun_on"))
        rows = list(late.select_related("due").order_by("id"))
        if not rows:
            return
        with perform(job, May.OPEN_BREACHES, using=using) as done:
            for row in rows:
                assert row.due is not None  # noqa: S101 - joined above
                row.ended_on = row.due.met_on
                row.version += 1
            Breach.objects.using(using).bulk_update(rows, ["ended_on", "version"], BATCH)
            done.record("breach.notified_late", None, count=len(rows))
