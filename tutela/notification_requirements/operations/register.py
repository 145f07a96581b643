"""The named job that keeps the answers of the whole register true: facts, days and law.

Each batch commits alone. Every part may run twice, and two at once: what the other did first
is left to the next look.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from multiprocessing import get_context
from uuid import UUID

import django
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Exists, OuterRef
from django.db.utils import IntegrityError, OperationalError
from django.utils.timezone import localdate
from uuid_utils.compat import uuid7

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
from tutela.notification_requirements.queries.facts import recorded_of
from tutela.notification_requirements.queries.shown import differences
from tutela.notification_requirements.rules.stored import Computed, compute, law_version
from tutela.people.models import Person

JOB = Actor.job("determine", May.DETERMINE_REQUIREMENTS)
BATCH = 1000
Progress = Callable[[int], object]
AGAIN = {"40001", "40P01", "23505"}


@dataclass(slots=True)
class Told:
    """What became of a batch: how many, whose dates changed and why, whom the rules cannot read."""

    counted: int = 0
    changed: list[tuple[UUID, list[str]]] = field(default_factory=list)
    troubled: int = 0
    different: list[UUID] = field(default_factory=list)
    waiting: int = 0

    def add(self, other: "Told") -> None:
        """Take what another batch told."""
        self.counted += other.counted
        self.changed += other.changed
        self.troubled += other.troubled
        self.different += other.different
        self.waiting += other.waiting


class OtherWasFirst(Exception):
    """Another transaction wrote the same answers; the next look sees what it did."""


@contextmanager
def leaving_to_the_other() -> Iterator[None]:
    """Where another transaction wrote the same rows, say so by `OtherWasFirst`."""
    try:
        yield
    except (OperationalError, IntegrityError) as clash:
        if getattr(clash.__cause__, "sqlstate", "") in AGAIN:
            raise OtherWasFirst from clash
        raise


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


def is_law_new(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether stored answers were given by another law than the one that this program holds."""
    with acting_as(JOB, using=using):
        runs = Recompute.objects.using(using).exclude(ended_at=None).order_by("-ended_at")
        last = runs.values_list("law_version", flat=True).first()
        if last == law_version():
            return False
        stored = Determination.objects.using(using).filter(is_current=True)
        return stored.exclude(law_version=law_version()).exists()


def recompute(
    *,
    now: datetime,
    processes: int = 1,
    progress: Progress = lambda number: None,
    expected: Progress = lambda number: None,
    using: str = DEFAULT_DB_ALIAS,
) -> Told:
    """Work out everybody anew by the law as it is; go on where a killed run of it stopped."""
    run = _begin(now, using)
    people = _whole_register(run.reached, using)
    expected(len(people))
    told = Told()
    for batch, of_batch in in_batches(_determine_batch, people, now, processes, using):
        told.add(of_batch)
        _reach(run, batch[-1], of_batch, using)
        progress(len(batch))
    _finish(run, using)
    return told


def check(
    *,
    now: datetime,
    processes: int = 1,
    progress: Progress = lambda number: None,
    expected: Progress = lambda number: None,
    using: str = DEFAULT_DB_ALIAS,
) -> Told:
    """Compute everybody's answer and compare it with what is stored; nothing is written of them."""
    people = _whole_register(None, using)
    expected(len(people))
    told = Told()
    for batch, of_batch in in_batches(check_batch, people, now, processes, using):
        told.add(of_batch)
        progress(len(batch))
    with acting_as(JOB, using=using), perform(JOB, May.DETERMINE_REQUIREMENTS, using=using) as done:
        done.record(
            "requirements.checked", None, people=told.counted, different=len(told.different)
        )
    return told


def _whole_register(after: UUID | None, using: str) -> list[UUID]:
    """Everybody with an answer, or with a result or order that may ask for one, by key."""
    with acting_as(JOB, using=using):
        found = Person.objects.using(using).filter(
            Exists(Result.objects.filter(person=OuterRef("pk")))
            | Exists(Order.objects.filter(person=OuterRef("pk")))
            | Exists(Determination.objects.filter(person=OuterRef("pk"), is_current=True))
        )
        if after is not None:
            found = found.filter(pk__gt=after)
        return list(found.order_by("pk").values_list("pk", flat=True))


Batch = Callable[[Sequence[UUID], datetime, str], Told]


def in_batches(
    work: Batch, people: Sequence[UUID], now: datetime, processes: int, using: str
) -> Iterator[tuple[Sequence[UUID], Told]]:
    """Each batch with what became of it, in order, whoever of several processes did it."""
    batches = list(batched(people, BATCH))
    if processes < 2 or len(batches) < 2:
        for batch in batches:
            yield batch, _whole(work, batch, now, using)
        return
    # `django.setup` itself: the new process reads what begins it before any of our modules
    with ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=django.setup
    ) as pool:
        waiting: list[Future[Told]] = [
            pool.submit(_whole, work, batch, now, using) for batch in batches
        ]
        for batch, result in zip(batches, waiting, strict=True):
            yield batch, result.result()


def _whole(work: Batch, batch: Sequence[UUID], now: datetime, using: str) -> Told:
    """A batch again where another transaction met it: it saw what is no longer so."""
    # facts and answers hold no circles: looking for some cost a seventh of the time
    gc.disable()
    try:
        return _until_done(work, batch, now, using)
    finally:
        gc.enable()


def _until_done(work: Batch, batch: Sequence[UUID], now: datetime, using: str) -> Told:
    for _try in range(5):
        try:
            with leaving_to_the_other():
                return work(batch, now, using)
        except OtherWasFirst:
            continue
    with leaving_to_the_other():
        return work(batch, now, using)


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


def _begin(now: datetime, using: str) -> Recompute:
    """The run of this law that was not finished, or a new one."""
    with acting_as(JOB, using=using), perform(JOB, May.DETERMINE_REQUIREMENTS, using=using) as done:
        runs = Recompute.objects.using(using)
        run = runs.filter(law_version=law_version(), ended_at=None).first()
        if run is None:
            run = Recompute(id=uuid7(), law_version=law_version(), started_at=now, entry=done.entry)
            run.save(using=using, force_insert=True)
        done.record("requirements.recompute_begun", run.pk, law=law_version())
    return run


def _reach(run: Recompute, person: UUID, told: Told, using: str) -> None:
    with acting_as(JOB, using=using):
        run.reached = person
        run.counted += told.counted
        run.changed += len(told.changed)
        run.troubled += told.troubled
        run.save(using=using, update_fields=["reached", "counted", "changed", "troubled"])


def _finish(run: Recompute, using: str) -> None:
    with acting_as(JOB, using=using), perform(JOB, May.DETERMINE_REQUIREMENTS, using=using) as done:
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            run.ended_at = cursor.fetchone()[0]
        run.save(using=using, update_fields=["ended_at"])
        done.record("requirements.recompute_ended", run.pk, people=run.counted, changed=run.changed)


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
