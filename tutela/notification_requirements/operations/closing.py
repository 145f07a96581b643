"""Every change of a fact works out the person's dates again, in its own transaction."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.utils import IntegrityError
from django.utils.timezone import localdate

from tutela.access.actor import Actor
from tutela.access.consequences import Consequence
from tutela.access.door import TryAgain
from tutela.law.reckoning import LONDON
from tutela.notification_requirements.operations.determinations import (
    Cause,
    Outcome,
    determine,
)
from tutela.notification_requirements.queries.facts import PARTS
from tutela.notification_requirements.queries.shown import changes_of
from tutela.people.parts import Part

AT_ONCE = ("one_determination_is_current", "standing_person_id", "a_duty_is_due_once")


def close(*, actor: Actor, now: datetime) -> list[Consequence]:
    """Determine those whose facts this transaction changed, as far as the actor may.

    Where parts of the file are closed to the actor, facts would be missing: those people are
    left to the job, which looks within seconds at everybody who bears a mark.
    """
    marked, whole = _marked()
    people = [person for person in marked if person in whole]
    if not people:
        return []
    on = localdate(now, LONDON)
    try:
        outcomes = determine(people, cause=Cause.FACTS, now=now, on=on, as_job=False)
    except IntegrityError as refusal:
        # another transaction determined the same person for the first time meanwhile
        if any(name in str(refusal) for name in AT_ONCE):
            raise TryAgain from refusal
        raise
    _answer_marks(people)
    return [
        Consequence("notification_requirements/consequence.html", changes_of(outcome, on))
        for outcome in outcomes
        if _is_worth_showing(outcome)
    ]


def _is_worth_showing(outcome: Outcome) -> bool:
    """Whether anything stands in the first answer: a result before its offences says nothing."""
    now = outcome.now
    return outcome.before is not None or bool(now.answer["periods"] or now.trouble)


def _marked() -> tuple[list[UUID], frozenset[UUID]]:
    """Whose facts changed here, and whose file is open with every part that the rules ask for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT marked_here()")
        marked = list(cursor.fetchone()[0])
        if not marked:
            return [], frozenset()
        cursor.execute(
            "SELECT people_opened(%s, for_change => true), people_opened(%s), people_opened(%s),"
            " people_opened(%s), people_opened(%s)",
            [Part.NOTIFICATIONS, *PARTS],
        )
        opened = [frozenset(people) for people in cursor.fetchone()]
    return marked, frozenset.intersection(*opened)


def _answer_marks(people: Sequence[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer_marks(%s)", [list(people)])
