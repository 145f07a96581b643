"""Recording a person after a search; records likely of one person: joined, or kept apart."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Refused, Stale, perform
from tutela.access.permissions import May
from tutela.matching import thresholds
from tutela.matching.models import Likeness
from tutela.matching.queries import Found, asked_for, search
from tutela.people import operations as people
from tutela.people import rules
from tutela.people.models import Person
from tutela.people.operations.holding import check_part
from tutela.people.parts import Part


class MayBeTheSame(Refused):
    """Somebody very alike has a file; the officer looks, and says that it is not the person."""

    def __init__(self, found: list[Found]) -> None:
        super().__init__(
            _("Look at these people: say that none of them is the person, or open one's file")
        )
        self.found = found


def record(
    *,
    actor: Actor,
    surname: str,
    given_names: str,
    born: rules.Born,
    identifiers: Iterable[tuple[str, str]],
    none_of_these: bool,
    key: UUID,
    now: datetime,
    **facts: Any,
) -> UUID:
    """Record a person; whom the officer was shown and set aside stays on the record, by id."""
    with perform(actor, May.RECORD_PERSON, key=key) as done:
        numbers = list(identifiers)
        asked = asked_for(
            name=f"{given_names} {surname}",
            born=born,
            numbers=tuple(number for _kind, number in numbers),
            on=localdate(now),
        )
        alike = search(asked, at_least=thresholds.LIKELY)
        if alike and not none_of_these:
            raise MayBeTheSame(alike)
        person = people.record(
            actor=actor,
            surname=surname,
            given_names=given_names,
            born_said=born.said,
            born_on=born.on,
            born_earliest=born.earliest,
            born_latest=born.latest,
            identifiers=numbers,
            key=uuid7(),
            now=now,
            **facts,
        )
        set_aside = [str(found.person.pk) for found in alike]
        done.record("person.looked_for", person, person=person, set_aside=set_aside)
    return person


class CannotDecide(Refused):
    """A rule forbids this answer."""


def answer(
    *,
    actor: Actor,
    person: Person,
    likeness: Likeness,
    answer: str,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> str:
    """Say for one's own record whether the other one is the same person's.

    Both owners must say yes: only then are the records joined. One no keeps them apart.
    """
    with perform(actor, May.DECIDE_LIKENESS, key=key) as done:
        row = _decidable(actor, person, likeness)
        if row.version != version:
            raise Stale(row.version, {"answer": row.answer, "why": row.why})
        if row.outcome:
            raise CannotDecide(_("This has been settled meanwhile: nothing is left to decide."))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT answer_likeness(%s, %s, %s, %s)", [row.pk, answer, why, row.version]
            )
            came = str(cursor.fetchone()[0])
        done.record("likeness.answered", row.pk, person=person.pk, answer=answer, outcome=came)
    return came


def part(
    *, actor: Actor, person: Person, likeness: Likeness, why: str, key: UUID, now: datetime
) -> UUID:
    """Undo a join: the records are two people's again, and neither owner reads the other's."""
    with perform(actor, May.DECIDE_LIKENESS, key=key) as done:
        row = _decidable(actor, person, likeness)
        if row.outcome != Likeness.Outcome.JOINED:
            raise CannotDecide(_("These records are not joined."))
        with connection.cursor() as cursor:
            cursor.execute("SELECT part_records(%s, %s)", [row.pk, why])
        done.record("likeness.parted", row.pk, person=person.pk)
    return row.pk


def _decidable(actor: Actor, person: Person, likeness: Likeness) -> Likeness:
    check_part(person.pk, Part.LIST)
    if person.owner_team_id != actor.team_id:
        raise CannotDecide(_("Only the team that manages the record decides this."))
    return Likeness.objects.get(pk=likeness.pk, person=person)
