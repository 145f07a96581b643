"""Cases that the agencies of Northmarch manage together: one this afternoon, one again, one new."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from tutela.access.actor import Actor
from tutela.access.door import acting_as
from tutela.agencies.models import Area, Team
from tutela.court_orders.models import Result
from tutela.court_orders.operations import results
from tutela.court_orders.operations.sentences import Said
from tutela.demonstration import story
from tutela.demonstration.invented import actor, appointment_of, now_and_key, pnc
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
from tutela.people import operations as people
from tutela.people.files import Ground, consult, open_file
from tutela.people.models import Person, Whereabouts
from tutela.risk import operations as risk
from tutela.risk.operations import AtRisk, Found

BEGINS = time(14, 0)
LAST_MET = 28  # days ago
NAMES_NOBODY: dict[str, Any] = {"not_names": True}


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody of the story whom a probation practitioner refers."""

    surname: str
    given_names: str
    born: date
    number: int
    lives: str
    postcode: str
    offence: str
    paragraph: str
    months: int
    why: str
    risk_now: str


TODAY_S = Case(
    "Hollis",
    "Damon",
    date(1984, 2, 19),
    5521,
    lives="22 Rope Walk",
    postcode="ZZ4 2HN",
    offence="Sexual activity with a child",
    paragraph="21",
    months=54,
    why="Released five weeks ago, and spends his evenings at a boxing club where children train.",
    risk_now="Children at the club, soon: he has offered to help the coach.",
)
AGAIN = Case(
    "Varley",
    "Owen",
    date(1971, 7, 3),
    5522,
    lives="Flat 9, Chandler House",
    postcode="ZZ1 8QT",
    offence="Rape",
    paragraph="17",
    months=96,
    why="Returns to the town where the woman lives whom he harmed. Heard four weeks ago on paper;"
    " entered here today.",
    risk_now="A known adult, whenever he drinks: he was seen in her street twice.",
)
NEW = Case(
    "Ackroyd",
    "Tobias",
    date(1992, 11, 28),
    5523,
    lives="",
    postcode="",
    offence="Sexual assault of a child under 13",
    paragraph="20",
    months=40,
    why="Leaves HMP Stonefield within a week, early, with nowhere to go.",
    risk_now="The public, from that day: the plan for his release no longer holds.",
)


@contextmanager
def at_work(email: str, person_id: UUID) -> Iterator[tuple[Actor, Person]]:
    """The account has the file open and acts in it."""
    who = actor(email)
    with acting_as(who):
        open_file(person_id, ground=Ground.INTEREST)
    with acting_as(who):
        consult([person_id], page="meetings:meetings")
        yield who, Person.objects.get(pk=person_id)


def tell() -> Iterator[None]:
    """A step for each case and each meeting."""
    today = timezone.localdate()
    again, this_afternoon = _known(AGAIN, today), _known(TODAY_S, today)
    yield
    _refer(AGAIN, again, level=2)
    _heard_before(again, today)
    yield
    _refer(TODAY_S, this_afternoon, level=3)
    _decide(this_afternoon, "accepted", "Children at a club need more than one agency.")
    _this_afternoon(this_afternoon, again, today)
    yield
    _ask_for_disclosure(this_afternoon)
    new = _known(NEW, today)
    _held_until(new, today + timedelta(days=5), since=today - timedelta(days=NEW.months * 20))
    _refer(NEW, new, level=2, is_urgent=True)
    yield


STEPS = 4


def _known(case: Case, today: date) -> UUID:
    """Recorded by probation, with the conviction, what was assessed, and a first plan."""
    who = actor(story.PRACTITIONER)
    with acting_as(who):
        person_id = people.record(
            actor=who,
            surname=case.surname,
            given_names=case.given_names,
            born_said=f"{case.born.day} {case.born:%B %Y}",
            born_on=case.born,
            identifiers=[("pnc", pnc(2014, case.number))],
            address=case.lives,
            postcode=case.postcode,
            area=Area.objects.get(code="northmarch"),
            why="On licence; supervised in the community",
            **now_and_key(),
        )
    with at_work(story.PRACTITIONER, person_id) as (who, person):
        facts: dict[str, Any] = {"actor": who, "person": person}
        _convicted(case, facts, today)
        people.add_relationship(
            kind="victim",
            other_name="Child A" if case.months < 60 else "Victim A",
            other_person=None,
            starts_on=None,
            ends_on=None,
            note="",
            **facts,
            **now_and_key(),
        )
        _assessed(case, facts, today)
    return person_id


def _held_until(person_id: UUID, release: date, *, since: date) -> None:
    """In prison under sentence, to be released on a day that is known."""
    with at_work(story.PRACTITIONER, person_id) as (who, person):
        people.add_whereabouts(
            actor=who,
            person=person,
            kind=Whereabouts.Kind.CUSTODY,
            by_order=True,
            starts_on=since,
            ends_on=None,
            release_expected_on=release,
            place="HMP Stonefield",
            source="prison",
            **now_and_key(),
        )


def _convicted(case: Case, facts: dict[str, Any], today: date) -> None:
    on = today - timedelta(days=case.months * 20)
    result = results.record_result(
        kind="conviction",
        relevant_on=on,
        where="england_and_wales",
        court="Northmarch Crown Court",
        reference=f"T2014{case.number}",
        source="court register",
        document=None,
        trial_concluded_on=None,
        **facts,
        **now_and_key(),
    )
    results.add_offence(
        result=Result.objects.get(pk=result),
        title=case.offence,
        code="",
        paragraph=case.paragraph,
        committed_from=on - timedelta(days=400),
        committed_to=on - timedelta(days=390),
        victim_age=12 if case.months < 60 else 31,
        intended_victim_age=None,
        for_sexual_gratification=None,
        disposal=Said(kind="custody", term=(case.months, 0), made_on=on),
        **facts,
        **now_and_key(),
    )


def _assessed(case: Case, facts: dict[str, Any], today: date) -> None:
    group = "children" if case.months < 60 else "known_adult"
    risk.enter_assessment(
        tool="oasys",
        called="",
        edition="",
        done_on=today - timedelta(days=34),
        done_by="Ellis Marlow, Probation Harbour Office",
        is_complete=True,
        nature=case.why,
        imminence=case.risk_now,
        increasing="Drink; time alone; contact with people whom he can impress.",
        reducing="A room of his own; the group on Tuesdays; his sister.",
        source="OASys",
        findings=[Found("rsr", figure="7.4", band="high"), Found("ogp", band="medium")],
        harms=[
            AtRisk(group, "community", "high"),
            AtRisk("public", "community", "medium"),
            AtRisk("staff", "community", "low"),
        ],
        **facts,
        **NAMES_NOBODY,
        **now_and_key(),
    )
    risk.write_plan(
        key_information=case.why,
        considerations="",
        supervision="Sees his practitioner each week, and at home once a month.",
        monitoring="Curfew from 7pm to 7am, with a tag. Police visit without notice.",
        interventions="The group on Tuesdays until March; then single sessions.",
        victim_safety="The victim liaison officer rings before each change of address.",
        contingency="If he is not at home for the curfew: recall is asked for the same night.",
        review_due_on=today + timedelta(days=21),
        why="First plan after release",
        version=0,
        **facts,
        **NAMES_NOBODY,
        **now_and_key(),
    )


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
