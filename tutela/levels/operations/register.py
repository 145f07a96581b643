"""Everybody's category worked out anew, or compared with what is stored: each batch by itself."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

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
from tutela.notification_requirements.operations.whole_register import Told, WholeRegister
from tutela.people.models import Person


def everybody(using: str) -> QuerySet[Person]:
    """Everybody of whom something is recorded that a category may rest on."""
    return Person.objects.using(using).filter(
        Exists(Result.objects.filter(person=OuterRef("pk")))
        | Exists(Determination.objects.filter(person=OuterRef("pk"), is_current=True))
        | Exists(Reckoned.objects.filter(person=OuterRef("pk")))
    )


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


WHOLE = WholeRegister(
    job=JOB,
    may=May.DETERMINE_CATEGORY,
    events="categories",
    runs=Recompute,
    law_version=law_version,
    everybody=everybody,
    work=reckon_batch,
    compare=check_batch,
)
recompute, check = WHOLE.recompute, WHOLE.check


def is_law_new(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether everybody was last looked at by other rules or lists than this program holds."""
    return WHOLE.last_law(using) != law_version()
