"""Cases that the agencies of Northmarch manage together: one this afternoon, one again, one new."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from tutela.access.door import acting_as
from tutela.agencies.models import Team
from tutela.demonstration import story
from tutela.demonstration.cases import (
    AGAIN,
    NAMES_NOBODY,
    NEW,
    TODAY_S,
    Case,
    at_work,
    in_prison,
    known,
)
from tutela.demonstration.invented import actor, appointment_of, now_and_key
from tutela.disclosure import operations as disclosure
from tutela.disclosure.operations.asking import Weighed
from tutela.law.reckoning import LONDON
from tutela.meetings import operations as meetings
from tutela.meetings.models import (
    InformationRequest,
    Invitation,
    Item,
    Referral,
    Sitting,
)
from tutela.meetings.operations import Came, Reasons, recording, undertaking
from tutela.meetings.statement import statement

BEGINS = time(14, 0)
LAST_MET = 28  # days ago
SITTING_KEPT = ("level", "starts_at", "minutes_long", "place", "join_by", "chair", "is_urgent")


def tell() -> Iterator[None]:
    """A step for each case and each meeting."""
    today = timezone.localdate()
    again, this_afternoon = known(AGAIN, today), known(TODAY_S, today)
    in_prison(AGAIN, again, today, until=today - timedelta(weeks=9))
    in_prison(TODAY_S, this_afternoon, today, until=today - timedelta(weeks=5))
    yield
    _refer(AGAIN, again, level=2)
    _heard_before(again, today)
    yield
    _refer(TODAY_S, this_afternoon, level=3)
    _decide(this_afternoon, "accepted", "Children at a club need more than one agency.")
    _this_afternoon(this_afternoon, again, today)
    yield
    _ask_for_disclosure(this_afternoon)
    new = known(NEW, today)
    in_prison(NEW, new, today, until=today + timedelta(days=5))
    _refer(NEW, new, level=2, is_urgent=True)
    yield


STEPS = 4


def _refer(case: Case, person_id: UUID, *, level: int, is_urgent: bool = False) -> None:
    with at_work(story.PRACTITIONER, person_id) as (who, person):
        meetings.refer(
            actor=who,
            person=person,
            level_sought=level,
            is_urgent=is_urgent,
            to_team=Team.objects.get(name="MAPPA Office"),
            reasons=Reasons(
                why=case.why,
                risk_now=case.risk_now,
                who_should_come="Police, children's services, Northmarch Homes",
            ),
            **now_and_key(),
        )


def _decide(person_id: UUID, outcome: str, reasons: str) -> None:
    with at_work(story.COORDINATOR, person_id) as (who, person):
        referral = Referral.objects.get(person=person, stage=Referral.Stage.WAITING)
        meetings.decide(
            actor=who,
            person=person,
            referral=referral,
            outcome=outcome,
            reasons=reasons,
            version=referral.version,
            **now_and_key(),
        )


def _sitting(day: date, level: int) -> UUID:
    who = actor(story.COORDINATOR)
    with acting_as(who):
        return meetings.arrange(
            actor=who,
            level=level,
            starts_at=datetime.combine(day, BEGINS, tzinfo=LONDON),
            minutes_long=120,
            place="Conference room 2, Northmarch Police",
            join_by="",
            chair=appointment_of(actor(story.CHAIR)),
            is_urgent=False,
            **now_and_key(),
        )


def _was_held(sitting: UUID) -> None:
    who = actor(story.COORDINATOR)
    with acting_as(who):
        row = Sitting.objects.get(pk=sitting)
        was = {name: getattr(row, name) for name in SITTING_KEPT}
        stage = Sitting.Stage.HELD
        meetings.change(
            actor=who, sitting=row, **was, stage=stage, version=row.version, **now_and_key()
        )


def _put_on(person_id: UUID, sitting: UUID, kind: str) -> UUID:
    with at_work(story.COORDINATOR, person_id) as (who, person):
        return meetings.put_on(
            actor=who,
            person=person,
            sitting=Sitting.objects.get(pk=sitting),
            kind=kind,
            begins_at=None,
            **now_and_key(),
        )


def _invite(person_id: UUID, item: UUID, team: str, parts: set[str], asked: str) -> None:
    today = timezone.localdate()
    with at_work(story.COORDINATOR, person_id) as (who, person):
        meetings.invite(
            actor=who,
            person=person,
            item=Item.objects.get(pk=item),
            teams=[Team.objects.get(name=team)],
            parts_read=parts,
            readers=(),
            last_day=today + timedelta(days=28),
            why="Takes part in the meeting about this case",
            asked=asked,
            due_on=today,
            **now_and_key(),
        )


def _answer(email: str, person_id: UUID, words: str) -> None:
    """The agency comes, and says what it knows."""
    with at_work(email, person_id) as (who, person):
        invitation = Invitation.objects.get(person=person, team=who.team_id)
        meetings.answer_invitation(
            actor=who,
            person=person,
            invitation=invitation,
            answer=Invitation.Answer.COMES,
            answer_said="",
            version=invitation.version,
            **now_and_key(),
        )
        request = InformationRequest.objects.get(person=person, team=who.team_id)
        meetings.return_information(
            actor=who,
            person=person,
            of=request,
            outcome=InformationRequest.Outcome.ANSWERED,
            words=words,
            withheld_because="",
            version=request.version,
            **now_and_key(),
        )


POLICE, CHILDREN = "Offender Management East", "Children's Duty Desk"
HOMES = "Tenancy Support"
SEEN = {"identity", "addresses", "levels", "risk"}


def _heard_before(person_id: UUID, today: date) -> None:
    """Four weeks ago it was heard: level 2, two actions, and disclosure left for today."""
    _decide(person_id, "accepted", "Heard before, on paper: entered here with its meeting.")
    met_on = today - timedelta(days=LAST_MET)
    sitting = _sitting(met_on, 2)
    item = _put_on(person_id, sitting, "initial")
    _invite(person_id, item, POLICE, SEEN, "Calls to her street since he was released.")
    _invite(person_id, item, HOMES, {"identity", "addresses"}, "")
    _answer(story.MANAGER, person_id, "Two calls, both in the evening; he had left each time.")
    with at_work(story.CHAIR, person_id) as (who, person):
        item_row = Item.objects.get(pk=item)
        facts: dict[str, Any] = {"actor": who, "person": person, "item": item_row}
        _who_came(facts)
        recording.write_note(
            section="risk",
            sheet=1,
            words="Greatest on evenings when he drinks. She has been told by victim liaison.",
            version=0,
            **facts,
            **now_and_key(),
        )
        recording.record_outcome(
            level=2,
            level_why="Police, probation and housing must act together to keep Victim A safe.",
            disclosure="not_considered",
            disclosure_why="The victim liaison officer was not there; to be considered next time.",
            consideration=None,
            next_on=today,
            summary="Managed by several agencies together. The next meeting reviews it.",
            version=0,
            **NAMES_NOBODY,
            **facts,
            **now_and_key(),
        )
        for team, what, days in (
            (POLICE, "Mark her address for an immediate answer to any call.", 21),
            (HOMES, "Find him a tenancy outside the town.", 25),
        ):
            undertaking.set_action(
                what=what,
                team=Team.objects.get(name=team),
                outside="",
                named="Robin Ashdown" if team == POLICE else "the duty officer",
                due_on=met_on + timedelta(days=days),
                **NAMES_NOBODY,
                **facts,
                **now_and_key(),
            )
    _was_held(sitting)


def _who_came(facts: dict[str, Any]) -> None:
    """Police and probation came; housing was missing, and is written down so."""
    missing = Team.objects.get(name=HOMES).pk
    came = [
        Came(
            presence="missing" if one.team_id == missing else "attended",
            agreed="" if one.team_id == missing else "said",
            invitation=one.pk,
            team=one.team_id,
        )
        for one in Invitation.objects.filter(item=facts["item"])
    ]
    meetings.record_attendance(came=came, statement=statement().edition, **facts, **now_and_key())


def _this_afternoon(person_id: UUID, again: UUID, today: date) -> None:
    """Two cases in one sitting; the police have answered, children's services have not."""
    sitting = _sitting(today, 3)
    item = _put_on(person_id, sitting, "initial")
    _invite(person_id, item, POLICE, SEEN, "What is known of the club, and of who runs it.")
    _invite(person_id, item, CHILDREN, SEEN, "Children known to you who train at the club.")
    _answer(story.MANAGER, person_id, "The coach is known to no agency. The club has no checks.")
    review = _put_on(again, sitting, "review")
    _invite(again, review, POLICE, SEEN, "")


def _ask_for_disclosure(person_id: UUID) -> None:
    """The practitioner asks that the coach be told; somebody else decides."""
    with at_work(story.PRACTITIONER, person_id) as (who, person):
        disclosure.ask(
            actor=who,
            person=person,
            weighed=WEIGHED,
            team=Team.objects.get(name="Public Protection Command").pk,
            needed_by=timezone.now() + timedelta(days=2),
            **NAMES_NOBODY,
            **now_and_key(),
        )


WEIGHED = Weighed(
    trigger="change",
    happened="Has offered to help at a boxing club where children train.",
    recipient="Casey Thornbury",
    recipient_role="leisure",
    recipient_address="Quayside Boxing Club, ZZ4 9AA",
    also_protected="Children who train at the club on weekday evenings",
    harm="He was convicted of a sexual offence against a child whom he met at a sports club.",
    basis="s327a",
    option="with_knowledge",
    not_self_verified="He says that it is nobody's business.",
    not_self_accompanied="He will not come along.",
    representations="given",
    representations_said="He says that he will stop going, and went again on Thursday.",
    effects="He may lose the one thing that he likes, and may move to another club.",
    instead="His licence names no clubs; a change of it takes two weeks.",
    words="He was convicted in Northmarch of a sexual offence against a child.",
    conditions="Told to nobody but the club's welfare officer.",
    support="The practitioner rings the club each week for a month.",
)
