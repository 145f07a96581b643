"""When the category is worked out: with the change of a fact, by the job, and as time passes."""

from datetime import datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Exists, OuterRef
from django.db.utils import IntegrityError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.consequences import Consequence
from tutela.access.door import TryAgain, acting_as, perform
from tutela.access.permissions import May
from tutela.law.reckoning import LONDON
from tutela.levels.models import Category, Reckoned, Stale
from tutela.levels.operations.reckoning import Change, reckon
from tutela.levels.queries.facts import PARTS
from tutela.notification_requirements.models import Stale as Undetermined
from tutela.notification_requirements.operations.whole_register import (
    BATCH,
    OtherWasFirst,
    leaving_to_the_other,
)
from tutela.people.parts import Part

JOB = Actor.job("categorise", May.DETERMINE_CATEGORY)
AT_ONCE = ("_has_one_first", "_begins_once", "_ends_once", "levels_reckoned_person_id")


def close(*, actor: Actor, now: datetime) -> list[Consequence]:
    """Work out the category of those whose facts this transaction changed, as far as one may.

    Whose file is not open with every part that it rests on is left to the job.
    """
    people = _marked_here()
    if not people:
        return []
    try:
        changes = reckon(people, actor=actor, now=now, on=localdate(now, LONDON))
    except IntegrityError as refusal:
        if any(name in str(refusal) for name in AT_ONCE):
            raise TryAgain from refusal
        raise
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer_levels_marks(%s)", [people])
    return [Consequence("levels/consequence.html", _told(change)) for change in changes]


def _told(change: Change) -> dict[str, object]:
    named = dict(Category.Number.choices)
    return {
        "before": change.before,
        "before_words": "" if change.before is None else named[change.before],
        "now_words": named[change.now],
        "starts_on": change.starts_on,
        "reason": change.answer.reason.say(_),
        "provision": change.answer.provision,
        "verified": change.answer.verified,
    }


def _marked_here() -> list[UUID]:
    """Whose facts changed here, and whose file is open with every part that the rules ask for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT levels_marked_here()")
        marked = list(cursor.fetchone()[0])
        if not marked:
            return []
        cursor.execute(
            "SELECT people_opened(%s, for_change => true), people_opened(%s), people_opened(%s)",
            [Part.LEVELS, *PARTS],
        )
        opened = frozenset.intersection(*(frozenset(people) for people in cursor.fetchone()))
    return [person for person in marked if person in opened]


def categorise_marked(*, now: datetime, using: str = DEFAULT_DB_ALIAS) -> int:
    """Look again at everybody whose facts changed, within seconds of it.

    Whose dates of notification wait to be worked out waits for them: category 1 rests on them.
    """
    undetermined = Undetermined.objects.filter(person=OuterRef("person"))
    looked = 0
    while True:
        with acting_as(JOB, using=using):
            ready = Stale.objects.using(using).exclude(Exists(undetermined))
            marks = list(ready.order_by("at", "id")[:BATCH])
            if not marks:
                return looked
            people = sorted({mark.person_id for mark in marks})
            if not _done_by_job(people, [mark.pk for mark in marks], now=now, using=using):
                return looked
        looked += len(people)


def categorise_again(*, now: datetime, using: str = DEFAULT_DB_ALIAS) -> int:
    """Look again at everybody whose category the passing of time can have changed."""
    on = localdate(now, LONDON)
    looked = 0
    while True:
        with acting_as(JOB, using=using):
            due = Reckoned.objects.using(using).filter(again_on__lte=on).order_by("again_on")
            people = list(due.values_list("person_id", flat=True)[:BATCH])
            if not people or not _done_by_job(people, [], now=now, using=using):
                return looked
        looked += len(people)


def _done_by_job(people: list[UUID], marks: list[UUID], *, now: datetime, using: str) -> bool:
    """Whether it is done; where another transaction was first, the next look sees what it did."""
    try:
        with (
            leaving_to_the_other(),
            perform(JOB, May.DETERMINE_CATEGORY, using=using) as done,
        ):
            Stale.objects.using(using).filter(pk__in=marks).delete()
            changes = reckon(people, actor=JOB, now=now, on=localdate(now, LONDON), using=using)
            told = {"people": len(people), "changed": len(changes)}
            done.record("categories.reckoned", None, person=None, **told)
    except OtherWasFirst:
        return False
    return True
