"""Everybody's category worked out anew, or compared with what is stored: each batch by itself."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.asking import any_of
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.court_orders.models import Result
from tutela.law.reckoning import LONDON
from tutela.levels.models import Category, Reckoned, Recompute, Stale
from tutela.levels.operations.keeping import JOB
from tutela.levels.operations.reckoning import Change, Looked, look, reckon
from tutela.levels.rules.version import law_version
from tutela.notification_requirements.models import Determination
from tutela.notification_requirements.operations.register import Progress, Told, in_batches
from tutela.people.models import Person


def is_law_new(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether everybody was last looked at by other rules or lists than this program holds."""
    with acting_as(JOB, using=using):
        runs = Recompute.objects.using(using).exclude(ended_at=None).order_by("-ended_at")
        return runs.values_list("law_version", flat=True).first() != law_version()


def recompute(
    *,
    now: datetime,
    processes: int = 1,
    progress: Progress = lambda number: None,
    expected: Progress = lambda number: None,
    using: str = DEFAULT_DB_ALIAS,
) -> Told:
    """Work out everybody by the law as it is; go on where a killed run of it stopped."""
    run = _begin(now, using)
    people = _whole_register(run.reached, using)
    expected(len(people))
    told = Told()
    for batch, of_batch in in_batches(reckon_batch, people, now, processes, using):
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
    """Work out everybody's category and compare; nothing is written of them."""
    people = _whole_register(None, using)
    expected(len(people))
    told = Told()
    for batch, of_batch in in_batches(check_batch, people, now, processes, using):
        told.add(of_batch)
        progress(len(batch))
    with acting_as(JOB, using=using), perform(JOB, May.DETERMINE_CATEGORY, using=using) as done:
        compared = {"people": told.counted, "different": len(told.different)}
        done.record("categories.checked", None, person=None, **compared)
    return told


def _whole_register(after: UUID | None, using: str) -> list[UUID]:
    """Everybody of whom something is recorded that a category may rest on, by key."""
    with acting_as(JOB, using=using):
        found = Person.objects.using(using).filter(
            Exists(Result.objects.filter(person=OuterRef("pk")))
            | Exists(Determination.objects.filter(person=OuterRef("pk"), is_current=True))
            | Exists(Reckoned.objects.filter(person=OuterRef("pk")))
        )
        if after is not None:
            found = found.filter(pk__gt=after)
        return list(found.order_by("pk").values_list("pk", flat=True))


def reckon_batch(batch: Sequence[UUID], now: datetime, using: str) -> Told:
    """One batch in a transaction of its own."""
    with acting_as(JOB, using=using), perform(JOB, May.DETERMINE_CATEGORY, using=using) as done:
        changes = reckon(batch, actor=JOB, now=now, on=localdate(now, LONDON), using=using)
        told = {"people": len(batch), "changed": len(changes)}
        done.record("categories.recomputed", None, person=None, **told)
    return Told(counted=len(batch), changed=[(one.person, [_told(one)]) for one in changes])


def _told(change: Change) -> str:
    named = dict(Category.Number.choices)
    before = _("No category recorded") if change.before is None else named[change.before]
    words = {"before": before, "now": named[change.now], "why": change.answer.reason.say(_)}
    return _("%(before)s → %(now)s. %(why)s") % words


def check_batch(batch: Sequence[UUID], now: datetime, using: str) -> Told:
    """Whose line or category is not the one that their facts give."""
    on = localdate(now, LONDON)
    with acting_as(JOB, using=using):
        looked = look(batch, on=on, using=using)
        marks = Stale.objects.using(using).filter(any_of("person_id", batch))
        marked = set(marks.values_list("person_id", flat=True))
    told = Told(counted=len(batch))
    for one in looked:
        told.troubled += bool(one.doubts)
        if one.is_line_true and not one.law_decides:
            continue
        line = one.line
        if one.person in marked or (line is not None and line.again_on and line.again_on <= on):
            told.waiting += 1
        else:
            told.different.append(one.person)
            told.changed.append((one.person, [_differs(one)]))
    return told


def _differs(one: Looked) -> str:
    named = dict(Category.Number.choices)
    held = _("No category recorded") if one.held is None else named[one.held.category]
    law = _("Not settled") if one.answer.category is None else named[one.answer.category]
    words = {"held": held, "law": law, "why": one.answer.reason.say(_)}
    return _("Stored: %(held)s. By what is recorded: %(law)s. %(why)s") % words


def _begin(now: datetime, using: str) -> Recompute:
    """The run of these rules that was not finished, or a new one."""
    with acting_as(JOB, using=using), perform(JOB, May.DETERMINE_CATEGORY, using=using) as done:
        runs = Recompute.objects.using(using)
        run = runs.filter(law_version=law_version(), ended_at=None).first()
        if run is None:
            run = Recompute(id=uuid7(), law_version=law_version(), started_at=now, entry=done.entry)
            run.save(using=using, force_insert=True)
        done.record("categories.recompute_begun", run.pk, law=law_version())
    return run


def _reach(run: Recompute, person: UUID, told: Told, using: str) -> None:
    with acting_as(JOB, using=using):
        run.reached = person
        run.counted += told.counted
        run.changed += len(told.changed)
        run.save(using=using, update_fields=["reached", "counted", "changed"])


def _finish(run: Recompute, using: str) -> None:
    with acting_as(JOB, using=using), perform(JOB, May.DETERMINE_CATEGORY, using=using) as done:
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            run.ended_at = cursor.fetchone()[0]
        run.save(using=using, update_fields=["ended_at"])
        done.record("categories.recompute_ended", run.pk, people=run.counted, changed=run.changed)
