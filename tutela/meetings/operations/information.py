"""What agencies are asked to say about a person, and what they answer."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.agencies.models import Appointment, Team
from tutela.meetings import rules
from tutela.meetings.models import InformationRequest, InformationReturn, Item
from tutela.meetings.operations.admitting import CannotMeet, give_sight, take_back, tell
from tutela.people.models import Interest, Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part


def ask_information(
    *,
    actor: Actor,
    person: Person,
    item: Item | None,
    team: Team,
    asked: str,
    due_on: date,
    parts_read: Collection[str],
    readers: Collection[Appointment],
    last_day: date,
    key: UUID,
    now: datetime,
) -> UUID:
    """Ask one agency what it knows: it sees these parts until a last day, and no meeting."""
    with perform(actor, May.ARRANGE_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        CannotMeet.heed(rules.objection_to_a_last_day(last_day=last_day, today=localdate(now)))
        about = Item.objects.get(pk=item.pk, person=person) if item else None
        interest = give_sight(
            actor=actor,
            person=person,
            team=team,
            kind=Interest.Kind.ASKED,
            parts_read={"list", *parts_read} - {Part.MEETINGS.value},
            parts_change=(),
            readers=readers,
            last_day=last_day,
            why=_("Asked for information for a meeting"),
            now=now,
        )
        made = add(
            actor=actor,
            person=person,
            item=about,
            team=team,
            asked=asked,
            due_on=due_on,
            now=now,
            interest=interest,
        )
        tell(made.pk)
        done.record("information.asked", made.pk, person=person.pk, team=team.pk)
    return made.pk


def add(
    *,
    actor: Actor,
    person: Person,
    item: Item | None,
    team: Team,
    asked: str,
    due_on: date,
    now: datetime,
    interest: UUID | None = None,
) -> InformationRequest:
    """The row of a request, within the operation that asks."""
    return InformationRequest.objects.create(
        item=item,
        person=person,
        team=team,
        interest_id=interest,
        asked=asked,
        due_on=due_on,
        asked_by_id=writer(actor),
        asked_at=now,
    )


def return_information(
    *,
    actor: Actor,
    person: Person,
    of: InformationRequest,
    outcome: str,
    words: str,
    withheld_because: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Answer for one's agency: what it knows, nothing, or why it withholds; again where it adds.

    Law: Criminal Justice Act 2003 s.325(3)-(4): the duty to co-operate.
    """
    with perform(actor, May.ANSWER_REQUEST, key=key) as done:
        shows = ["outcome"]
        row = held(InformationRequest, of.pk, person_id=person.pk, version=version, shows=shows)
        CannotMeet.heed(
            rules.objection_to_returning(
                is_withdrawn=bool(row.withdrawn_why), outcome=outcome, words=words
            )
        )
        InformationReturn.objects.create(
            request=row,
            person=person,
            team_id=row.team_id,
            outcome=outcome,
            words=words,
            withheld_because=withheld_because,
            returned_by_id=writer(actor),
            returned_at=now,
        )
        row.outcome, row.returned_at = outcome, now
        write(row, ["outcome", "returned_at"])
        done.record("information.returned", row.pk, person=person.pk, outcome=outcome)
    return row.pk


def withdraw_request(
    *,
    actor: Actor,
    person: Person,
    of: InformationRequest,
    withdrawn_why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Withdraw a request: what was answered stays, the sight that it gave ends at once."""
    with perform(actor, May.ARRANGE_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        shows = ["withdrawn_why"]
        row = held(InformationRequest, of.pk, person_id=person.pk, version=version, shows=shows)
        take_back(actor, person, row, why=withdrawn_why, now=now)
        done.record("information.withdrawn", row.pk, person=person.pk)
    return row.pk
