"""Who was there for one case, and that each agreed to keep it confidential."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tutela.access.actor import Actor
from tutela.access.door import Stale, perform, writer
from tutela.access.permissions import May
from tutela.meetings.models import Attendance, Invitation, Item
from tutela.people.models import Person
from tutela.people.operations.holding import check_part
from tutela.people.parts import Part

FIELDS = [
    *("officer", "named", "presence", "agreed", "agreed_at", "paper", "statement", "version"),
]


@dataclass(frozen=True, slots=True)
class Came:
    """What is recorded of one who was expected, or came without being asked."""

    presence: str
    agreed: str = ""
    named: str = ""
    paper: str = ""
    attendance: UUID | None = None
    invitation: UUID | None = None
    team: UUID | None = None
    officer: UUID | None = None
    version: int = 0


def record_attendance(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    came: Sequence[Came],
    statement: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record who came for this case; an agency that is missing is written down, and no more."""
    with perform(actor, May.ARRANGE_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        of = Item.objects.get(pk=item.pk, person=person)
        for one in came:
            _record(actor, person, of, one, statement=statement, now=now)
        done.record("attendance.recorded", of.pk, person=person.pk, count=len(came))
    return of.pk


def agree(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    statement: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Agree for oneself, signed in, to keep this case confidential: one is there."""
    with perform(actor, May.ATTEND_MEETING, key=key) as done:
        of = Item.objects.get(pk=item.pk, person=person)
        mine = Attendance.objects.filter(
            item=of, person=person, officer=actor.appointment_id
        ).first()
        invitation = Invitation.objects.filter(
            item=of, person=person, team=actor.team_id, withdrawn_why=""
        ).first()
        one = Came(
            presence=Attendance.Presence.ATTENDED,
            agreed=Attendance.Agreed.HERE,
            attendance=mine.pk if mine else None,
            invitation=invitation.pk if invitation else None,
            team=actor.team_id,
            officer=actor.appointment_id,
            version=mine.version if mine else 0,
        )
        _record(actor, person, of, one, statement=statement, now=now)
        done.record("confidentiality.agreed", of.pk, person=person.pk)
    return of.pk


def _record(
    actor: Actor, person: Person, item: Item, one: Came, *, statement: str, now: datetime
) -> None:
    if one.attendance is None:
        row = Attendance(item=item, person=person, recorded_at=now)
        row.invitation_id, row.team_id = one.invitation, one.team
        row.recorded_by_id = writer(actor)
    else:
        row = Attendance.objects.select_for_update().get(pk=one.attendance, person=person)
        if row.version != one.version:
            raise Stale(row.version, {})
        row.version += 1
    was_agreed = row.agreed
    row.officer_id, row.named = one.officer or row.officer_id, one.named
    row.presence, row.agreed, row.paper = one.presence, one.agreed, one.paper
    row.statement = statement if one.agreed else ""
    if one.agreed != was_agreed:
        row.agreed_at = now if one.agreed else None
    if one.attendance is None:
        row.save(force_insert=True)
    else:
        row.save(update_fields=FIELDS)
