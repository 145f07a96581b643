"""Agencies are asked to come for one case: each sees that case, those parts, until a last day."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.agencies.models import Appointment, Team
from tutela.meetings import rules
from tutela.meetings.models import Invitation, Item
from tutela.meetings.operations import information
from tutela.meetings.operations.admitting import CannotMeet, give_sight, take_back, tell
from tutela.people.models import Interest, Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part


def invite(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    teams: Collection[Team],
    parts_read: Collection[str],
    readers: Collection[Appointment],
    last_day: date,
    why: str,
    asked: str,
    due_on: date | None,
    key: UUID,
    now: datetime,
) -> UUID:
    """Invite teams to one case, each with sight of these parts; ask them for information too."""
    with perform(actor, May.ARRANGE_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        row = Item.objects.get(pk=item.pk, person=person)
        for team in teams:
            _invite(actor, person, row, team, parts_read, readers, last_day, why, now)
            if asked:
                information.add(
                    actor=actor,
                    person=person,
                    item=row,
                    team=team,
                    asked=asked,
                    due_on=due_on or localdate(now),
                    now=now,
                )
        done.record(
            "item.invited", row.pk, person=person.pk, teams=[str(team.pk) for team in teams]
        )
    return row.pk


def _invite(
    actor: Actor,
    person: Person,
    item: Item,
    team: Team,
    parts_read: Collection[str],
    readers: Collection[Appointment],
    last_day: date,
    why: str,
    now: datetime,
) -> None:
    is_invited = Invitation.objects.filter(
        item=item, person=person, team=team, withdrawn_why=""
    ).exists()
    CannotMeet.heed(
        rules.objection_to_inviting(
            stage=item.stage, is_invited=is_invited, last_day=last_day, today=localdate(now)
        )
    )
    interest = give_sight(
        actor=actor,
        person=person,
        team=team,
        kind=Interest.Kind.ATTENDS,
        parts_read=rules.ATTENDS_READ | set(parts_read),
        parts_change=rules.ATTENDS_CHANGE,
        readers=readers,
        last_day=last_day,
        why=why,
        now=now,
    )
    made = Invitation.objects.create(
        item=item,
        person=person,
        team=team,
        interest_id=interest,
        why=why,
        invited_by_id=writer(actor),
        invited_at=now,
    )
    tell(made.pk)


def invite_guest(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    guest: str,
    guest_of: str,
    why: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Invite somebody of no team here: a guest sees nothing, and signs on paper."""
    with perform(actor, May.ARRANGE_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        made = Invitation.objects.create(
            item=Item.objects.get(pk=item.pk, person=person),
            person=person,
            guest=guest,
            guest_of=guest_of,
            why=why,
            invited_by_id=writer(actor),
            invited_at=now,
        )
        done.record("item.guest_invited", made.pk, person=person.pk, item=item.pk)
    return made.pk


def answer_invitation(
    *,
    actor: Actor,
    person: Person,
    invitation: Invitation,
    answer: str,
    answer_said: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say whether the agency comes, sends a report instead, or sends apologies."""
    with perform(actor, May.ATTEND_MEETING, key=key) as done:
        shows = ["answer", "answer_said"]
        row = held(Invitation, invitation.pk, person_id=person.pk, version=version, shows=shows)
        row.answer, row.answer_said = answer, answer_said
        row.answered_by_id, row.answered_at = actor.appointment_id, now
        write(row, [*shows, "answered_by", "answered_at"])
        done.record("invitation.answered", row.pk, person=person.pk, answer=answer)
    return row.item_id


def withdraw_invitation(
    *,
    actor: Actor,
    person: Person,
    invitation: Invitation,
    withdrawn_why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Withdraw an invitation: the sight that it gave ends at once."""
    with perform(actor, May.ARRANGE_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        shows = ["withdrawn_why"]
        row = held(Invitation, invitation.pk, person_id=person.pk, version=version, shows=shows)
        take_back(actor, person, row, why=withdrawn_why, now=now)
        done.record("invitation.withdrawn", row.pk, person=person.pk)
    return row.item_id
