"""A home address in another police area moves the person; the receiving team acknowledges."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.consequences import Consequence, tell
from tutela.access.door import Refused, acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.models import Area
from tutela.law.wording import Sentence
from tutela.people import movement_rules as rules
from tutela.people.files import Ground, grounds_on, opened_here
from tutela.people.models import Move, Person, Transfer
from tutela.people.queries import area_on

WHY = "Home address in the area"
POLICE = "police"


class CannotMove(Refused):
    """A rule forbids this step of a move."""


def _call(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))


def follow_home(*, actor: Actor, person_id: UUID, now: datetime) -> UUID | None:
    """Within a change of address: let the move follow where the actor's team manages the person.

    Where another team does, nothing moves yet: the change is on that team's worklist, and it
    lets the move follow by a press. A file is never opened to an area by somebody who could
    not open it to anybody.
    """
    person = Person.objects.filter(pk=person_id).first()
    if person is None or objection_to_moving(actor=actor, person=person, now=now):
        return None
    return _move(person, now)


def move(*, actor: Actor, person: Person, key: UUID, now: datetime) -> UUID:
    """Let the move follow from the recorded home address: the area's team takes the person on."""
    with perform(actor, May.HAND_OVER_PERSON, key=key) as done:
        CannotMove.heed(objection_to_moving(actor=actor, person=person, now=now))
        moved = _move(person, now)
        done.record("person.moved", moved, person=person.pk)
    return moved


def objection_to_moving(*, actor: Actor, person: Person, now: datetime) -> Sentence | None:
    """What stands in the way of the move that the home address asks for."""
    home = area_on([person.pk], timezone.localdate(now))[person.pk]
    return rules.objection_to_moving(
        is_owner=person.owner_team_id == actor.team_id and actor.agency_kind == POLICE,
        has_own_interest=Ground.INTEREST in grounds_on(person.pk),
        held_change=opened_here(person.pk).parts_change,
        is_restricted=person.restricted,
        is_home_elsewhere=home.area is not None and home.area.pk != actor.area_id,
        is_open_already=home.area is not None and _is_told(person, home.area),
    )


def _is_told(person: Person, area: Area) -> bool:
    """Whether the move waits, or was acknowledged by an area that does not use this register."""
    outside = Q(stage=Move.Stage.ACKNOWLEDGED, to_team=None)
    told = Move.objects.filter(Q(stage=Move.Stage.PROPOSED) | outside, person=person)
    return told.filter(to_area=area).exists()


def _move(person: Person, now: datetime) -> UUID:
    today, moved = timezone.localdate(now), uuid7()
    home = area_on([person.pk], today)[person.pk]
    within = rules.acknowledge_within(today)
    last_day = today + timedelta(days=within.number)
    _call(
        "SELECT move_by_home(%s, %s, %s, %s, %s, %s)",
        moved,
        person.pk,
        uuid7(),
        home.address_id,
        last_day,
        WHY,
    )
    row = Move.objects.select_related("to_area", "to_team__agency").get(pk=moved)
    tell(
        Consequence(
            "people/move_follows.html",
            {
                "area": row.to_area,
                "receiving": row.to_team,
                "acknowledge_by": last_day,
                "is_verified": within.verified,
                "is_other_law": row.to_area.jurisdiction != "england_and_wales",
            },
        )
    )
    return moved


def acknowledge(
    *,
    actor: Actor,
    person: Person,
    move: Move,
    former_last_day: date | None,
    why: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Take the person on: the former team's sight ends on a last day or, without one, at once."""
    with perform(actor, May.ACKNOWLEDGE_MOVE, key=key) as done:
        today = timezone.localdate(now)
        row = Move.objects.get(pk=move.pk, person=person)
        CannotMove.heed(
            rules.objection_to_acknowledging(
                is_open=row.stage == Move.Stage.PROPOSED,
                is_receiving_team=actor.team_id in {row.to_team_id, person.owner_team_id}
                and actor.team_id != row.from_team_id,
                former_last_day=former_last_day,
                today=today,
            )
        )
        ends_before = today if former_last_day is None else former_last_day + timedelta(days=1)
        _call("SELECT acknowledge_move(%s, %s, %s)", row.pk, ends_before, why)
        done.record("move.acknowledged", row.pk, person=person.pk, ends_before=ends_before)
    return row.pk


def take_back(
    *, actor: Actor, person: Person, move: Move, why: str, key: UUID, now: datetime
) -> UUID:
    """Undo a move that was wrong, while nobody has acknowledged it."""
    with perform(actor, May.HAND_OVER_PERSON, key=key) as done:
        row = Move.objects.get(pk=move.pk, person=person)
        CannotMove.heed(
            rules.objection_to_taking_back(
                is_open=row.stage == Move.Stage.PROPOSED,
                is_former_team=row.from_team_id == actor.team_id,
            )
        )
        if person.restricted:
            raise CannotMove(_("Lift the restriction before the record moves."))
        _call("SELECT take_back_move(%s, %s)", row.pk, why)
        done.record("move.taken_back", row.pk, person=person.pk)
    return row.pk


def close_from_outside(actor: Actor, person: Person, transfer: Transfer) -> None:
    """A move to an area outside this register ends with the acknowledgement that is on the file."""
    waiting = Move.objects.filter(
        person=person, stage=Move.Stage.PROPOSED, to_team=None, from_team=actor.team_id
    )
    is_acknowledged = transfer.acknowledged_on is not None and not transfer.in_error
    for row in waiting if is_acknowledged else ():
        _call("SELECT acknowledge_from_outside(%s, %s)", row.pk, transfer.pk)


def tell_overdue(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """The job: tell the supervisors of both teams of each move not acknowledged in time. Once."""
    job = Actor.job("tell_overdue_moves", May.SEND_ALERTS)
    with acting_as(job, using=using):
        late = Move.objects.using(using).filter(
            stage=Move.Stage.PROPOSED, overdue_told_at=None, acknowledge_by__lt=timezone.localdate()
        )
        if not late.exists():
            return 0
        with (
            perform(job, May.SEND_ALERTS, using=using) as done,
            connections[using].cursor() as cursor,
        ):
            cursor.execute("SELECT tell_overdue_moves()")
            told = int(cursor.fetchone()[0])
            done.record("moves.overdue_told", None, count=told)
    return told
