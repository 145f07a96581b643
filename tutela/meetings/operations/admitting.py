"""Who is admitted to a case: sight of it is given and ended, and those concerned are told."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Refused
from tutela.agencies.models import Appointment, Team
from tutela.meetings.models import InformationRequest, Invitation
from tutela.people.files import opened_here
from tutela.people.models import Interest, Person
from tutela.people.operations import sharing
from tutela.people.operations.holding import write
from tutela.people.parts import COMPARTMENTS


class CannotMeet(Refused):
    """A rule of meetings forbids this change."""


def give_sight(
    *,
    actor: Actor,
    person: Person,
    team: Team,
    kind: str,
    parts_read: Collection[str],
    parts_change: Collection[str],
    readers: Collection[Appointment],
    last_day: date | None,
    why: str,
    now: datetime,
) -> UUID | None:
    """An interest for the team; none where it is one's own or sees as much for as long already."""
    if team.pk == actor.team_id:
        return None
    held = opened_here(person.pk)
    read = set(parts_read) & held.parts_read - COMPARTMENTS
    change = set(parts_change) & held.parts_change & read
    for one in Interest.objects.live(on=localdate(now)).filter(person=person, team=team):
        is_wide = read <= set(one.parts_read) and change <= set(one.parts_change)
        is_long = last_day is not None and one.ends_before > last_day
        is_for_them = not one.readers or {each.pk for each in readers} <= set(one.readers)
        if is_wide and is_long and is_for_them and (readers or not one.readers):
            return None
    return sharing.grant(
        actor=actor,
        person=person,
        team=team,
        kind=kind,
        parts_read=read,
        parts_change=change,
        readers=readers,
        starts_on=localdate(now),
        last_day=last_day,
        why=why,
        key=uuid7(),
        now=now,
    )


def tell(about: UUID) -> None:
    """Those whom it concerns are told by e-mail to look at their worklist; it names nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tell_of_meeting(%s)", [about])


def take_back(
    actor: Actor,
    person: Person,
    row: Invitation | InformationRequest,
    *,
    why: str,
    now: datetime,
) -> None:
    """Withdraw what was asked of a team: the sight that it gave ends at once."""
    row.withdrawn_why = why
    write(row, ["withdrawn_why"])
    end_sight(actor=actor, person=person, interest=row.interest, last_day=None, why=why, now=now)


def end_sight(
    *,
    actor: Actor,
    person: Person,
    interest: Interest | None,
    last_day: date | None,
    why: str,
    now: datetime,
) -> None:
    """End what a referral, an invitation or a request gave; nothing where it has ended by itself.

    A longer one stays: an interest is only ever made shorter.
    """
    today = localdate(now)
    if interest is None or interest.ends_before <= (last_day or today):
        return
    sharing.end(
        actor=actor,
        person=person,
        interest=interest,
        last_day=last_day,
        why=why,
        key=uuid7(),
        now=now,
    )
