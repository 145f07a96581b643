"""The named job that keeps the answers of the whole register true: facts, days and law.

Each batch commits alone. Every part may run twice, and two at once: what the other did first
is left to the next look.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from tutela.access.actor import Actor
from tutela.access.asking import any_of
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.court_orders.models import Order, Result
from tutela.law.reckoning import LONDON
from tutela.notification_requirements.models import (
    Determination,
    Due,
    Recompute,
    Stale,
    Standing,
)
from tutela.notification_requirements.operations.determinations import (
    OF_DUE,
    Cause,
    determine,
    standing_of,
)
from tutela.notification_requirements.operations.whole_register import (
    BATCH,
    Told,
    WholeRegister,
    leaving_to_the_other,
)
from tutela.notification_requirements.queries.facts import recorded_of
from tutela.notification_requirements.queries.shown import differences
from tutela.notification_requirements.rules.stored import Computed, compute, law_version
from tutela.people.models import Person

JOB = Actor.job("determine", May.DETERMINE_REQUIREMENTS)


def determine_marked(*, now: datetime, using: str = DEFAULT_DB_ALIAS) -> int:
    """Look again at everybody whose facts changed, within seconds of it."""
    looked = 0
    while True:
        with leaving_to_the_other(), acting_as(JOB, using=using):
            marks = list(Stale.objects.using(using).order_by("at", "id")[:BATCH])
            if not marks:
                return looked
            people = sorted({mark.person_id for mark in marks})
            with perform(JOB, May.DETERMINE_REQUIREMENTS, using=using) as done:
                Stale.objects.using(using).filter(pk__in=[mark.pk for mark in marks]).delete()
                found = determine(
                    people,
                    cause=Cause.FACTS,
                    now=now,
                    on=localdate(now, LONDON),
                    as_job=True,
                    using=using,
                )
                told = {"people": len(people), "changed": len(found)}
                done.record("requirements.determined", None, person=None, **told)
        looked += len(people)


def determine_again(*, now: datetime, using: str = DEFAULT_DB_ALIAS) -> int:
    """Look again at everybody whose answer the passing of time can have changed."""
    on = localdate(now, LONDON)
    looked = 0
    while True:
        with leaving_to_the_other(), acting_as(JOB, using=using):
            due = Determination.objects.using(using).filter(is_current=True, again_on__lte=on)
            people = list(due.order_by("again_on").values_list("person_id", flat=True)[:BATCH])
            if not people:
                return looked
            with perform(JOB, May.DETERMINE_REQUIREMENTS, using=using) as done:
                found = determine(people, cause=Cause.DAY, now=now, on=on, as_job=True, using=using)
                told = {"people": len(people), "changed": len(found)}
                done.record("requirements.determined", None, person=None, **told)
        looked += len(people)


# The law ----------------------------------------------------------------------------------------


def everybody(using: str) -> QuerySet[Person]:
    """Everybody with an answer, or with a result or order that may ask for one."""
    return Person.objects.using(using).filter(
        Exists(Result.objects.filter(person=OuterRef("pk")))
        | Exists(Order.objects.filter(person=OuterRef("pk")))
        | Exists(Determination.objects.filter(person=OuterRef("pk"), is_current=True))
    )


def _determine_batch(batch: Sequence[UUID], now: datetime, using: str) -> Told:
    with acting_as(JOB, using=using), perform(JOB, May.DETERMINE_REQUIREMENTS, using=using) as done:
        found = determine(
            batch,
            cause=Cause.LAW,
            now=now,
            on=localdate(now, LONDON),
            as_job=True,
            using=using,
        )
        changed = [
            (one.person, differences(one.before, one.now) if one.before else ["New."])
            for one in found
        ]
        told = {"people": len(batch), "changed": len(changed)}
        done.record("requirements.recomputed", None, person=None, **told)
    troubled = sum(bool(one.now.trouble) for one in found)
    return Told(counted=len(batch), changed=changed, troubled=troubled)


# Stored = computed ------------------------------------------------------------------------------


def check_batch(batch: Sequence[UUID], now: datetime, using: str) -> Told:
    on = localdate(now, LONDON)
    of_batch = any_of("person_id", batch)
    with acting_as(JOB, using=using):
        stored = Determination.objects.using(using).filter(of_batch, is_current=True)
        current = {row.person_id: row for row in stored.defer("facts", "answer", "sources")}
        lines = {row.person_id: row for row in Standing.objects.using(using).filter(of_batch)}
        dues: dict[UUID, set[tuple[object, ...]]] = {}
        for due in Due.objects.using(using).filter(of_batch, ended_at=None):
            dues.setdefault(due.person_id, set()).add(_of(due))
        marked = set(
            Stale.objects.using(using).filter(of_batch).values_list("person_id", flat=True)
        )
        recorded = recorded_of(batch, also=current, as_job=True, using=using)
    told = Told(counted=len(batch))
    for person in batch:
        row = current.get(person)
        if row is None and recorded[person].makes_nobody_subject:
            continue
        computed = compute(recorded[person], on)
        told.troubled += bool(computed.trouble)
        if _agrees(row, lines.get(person), dues.get(person, set()), computed):
            continue
        if person in marked or (row is not None and row.again_on and row.again_on <= on):
            told.waiting += 1
        else:
            told.different.append(person)
    return told


def _of(due: object) -> tuple[object, ...]:
    return tuple(getattr(due, name) for name in ("kind", "about", *OF_DUE))


def _agrees(
    row: Determination | None,
    line: Standing | None,
    dues: set[tuple[object, ...]],
    computed: Computed,
) -> bool:
    """Whether the stored answer, its due dates and its list line are those computed."""
    if row is None or line is None or row.answer_digest != computed.answer_digest:
        return False
    if any(getattr(line, name) != value for name, value in standing_of(computed).items()):
        return False
    return dues == {_of(due) for due in computed.dues if due.told_on is None}


WHOLE = WholeRegister(
    job=JOB,
    may=May.DETERMINE_REQUIREMENTS,
    events="requirements",
    runs=Recompute,
    law_version=law_version,
    everybody=everybody,
    work=_determine_batch,
    compare=check_batch,
)
recompute, check = WHOLE.recompute, WHOLE.check


def is_law_new(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether stored answers were given by another law than the one that this program holds."""
    if WHOLE.last_law(using) == law_version():
        return False
    with acting_as(JOB, using=using):
        stored = Determination.objects.using(using).filter(is_current=True)
        return stored.exclude(law_version=law_version()).exists()
