"""Everybody worked out anew, or compared with what is stored: each batch commits alone.

What is worked out of each (dates, categories) says its own room, by a `WholeRegister`.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from multiprocessing import get_context
from typing import Any
from uuid import UUID

import django
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.utils import IntegrityError, OperationalError
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.people.models import Person

BATCH = 1000
AGAIN = {"40001", "40P01", "23505"}
Progress = Callable[[int], object]


@dataclass(slots=True)
class Told:
    """What became of a batch: how many, whose answers changed and why, how many are unreadable."""

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


Batch = Callable[[Sequence[UUID], datetime, str], Told]


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


@dataclass(frozen=True, slots=True)
class WholeRegister:
    """One kind of answer that everybody has: by which job, law and batches it is kept true."""

    job: Actor
    may: May
    events: str  # what its entries begin with
    runs: Any  # its model of a run, resumable after the last batch
    law_version: Callable[[], str]
    everybody: Callable[[str], QuerySet[Person]]
    work: Batch
    compare: Batch

    def recompute(
        self,
        *,
        now: datetime,
        processes: int = 1,
        progress: Progress = lambda number: None,
        expected: Progress = lambda number: None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> Told:
        """Work out everybody by the law as it is; go on where a killed run of it stopped."""
        run = self._begin(now, using)
        people = self._keys(run.reached, using)
        expected(len(people))
        told = Told()
        for batch, of_batch in in_batches(self.work, people, now, processes, using):
            told.add(of_batch)
            self._reach(run, batch[-1], of_batch, using)
            progress(len(batch))
        self._finish(run, using)
        return told

    def check(
        self,
        *,
        now: datetime,
        processes: int = 1,
        progress: Progress = lambda number: None,
        expected: Progress = lambda number: None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> Told:
        """Work out everybody's answer and compare it with what is stored; none is written."""
        people = self._keys(None, using)
        expected(len(people))
        told = Told()
        for batch, of_batch in in_batches(self.compare, people, now, processes, using):
            told.add(of_batch)
            progress(len(batch))
        with acting_as(self.job, using=using), perform(self.job, self.may, using=using) as done:
            compared = {"people": told.counted, "different": len(told.different)}
            done.record(f"{self.events}.checked", None, person=None, **compared)
        return told

    def last_law(self, using: str = DEFAULT_DB_ALIAS) -> str | None:
        """The law of the last run that came to its end."""
        with acting_as(self.job, using=using):
            ended = self.runs.objects.using(using).exclude(ended_at=None).order_by("-ended_at")
            last: str | None = ended.values_list("law_version", flat=True).first()
        return last

    def _keys(self, after: UUID | None, using: str) -> list[UUID]:
        with acting_as(self.job, using=using):
            found = self.everybody(using)
            if after is not None:
                found = found.filter(pk__gt=after)
            return list(found.order_by("pk").values_list("pk", flat=True))

    def _begin(self, now: datetime, using: str) -> Any:
        """The run of this law that was not finished, or a new one."""
        law = self.law_version()
        with acting_as(self.job, using=using), perform(self.job, self.may, using=using) as done:
            run = self.runs.objects.using(using).filter(law_version=law, ended_at=None).first()
            if run is None:
                run = self.runs(id=uuid7(), law_version=law, started_at=now, entry=done.entry)
                run.save(using=using, force_insert=True)
            done.record(f"{self.events}.recompute_begun", run.pk, law=law)
        return run

    def _reach(self, run: Any, person: UUID, told: Told, using: str) -> None:
        run.reached = person
        more = {"counted": told.counted, "changed": len(told.changed), "troubled": told.troubled}
        kept = {name: number for name, number in more.items() if hasattr(run, name)}
        for name, number in kept.items():
            setattr(run, name, getattr(run, name) + number)
        with acting_as(self.job, using=using):
            run.save(using=using, update_fields=["reached", *kept])

    def _finish(self, run: Any, using: str) -> None:
        with acting_as(self.job, using=using), perform(self.job, self.may, using=using) as done:
            with connections[using].cursor() as cursor:
                cursor.execute("SELECT clock_timestamp()")
                run.ended_at = cursor.fetchone()[0]
            run.save(using=using, update_fields=["ended_at"])
            ended = {"people": run.counted, "changed": run.changed}
            done.record(f"{self.events}.recompute_ended", run.pk, person=None, **ended)


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
