"""Three people whom probation manages, and what is known of them before anybody meets."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tutela.access.actor import Actor
from tutela.access.door import acting_as
from tutela.agencies.models import Area
from tutela.court_orders.models import Result
from tutela.court_orders.operations import results
from tutela.court_orders.operations.sentences import Said
from tutela.demonstration import story
from tutela.demonstration.invented import actor, now_and_key, pnc
from tutela.people import operations as people
from tutela.people.files import Ground, consult, open_file
from tutela.people.models import Person, Whereabouts
from tutela.risk import operations as risk
from tutela.risk.operations import AtRisk, Found

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


def known(case: Case, today: date) -> UUID:
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


def in_prison(case: Case, person_id: UUID, today: date, *, until: date) -> None:
    """In prison from the conviction until the release, or until the day that is known for it."""
    is_out = until <= today
    with at_work(story.PRACTITIONER, person_id) as (who, person):
        people.add_whereabouts(
            actor=who,
            person=person,
            kind=Whereabouts.Kind.CUSTODY,
            by_order=True,
            starts_on=_convicted_on(case, today),
            ends_on=until if is_out else None,
            release_expected_on=None if is_out else until,
            place="HMP Stonefield",
            source="prison",
            **now_and_key(),
        )


def _convicted_on(case: Case, today: date) -> date:
    return today - timedelta(days=case.months * 20)


def _convicted(case: Case, facts: dict[str, Any], today: date) -> None:
    on = _convicted_on(case, today)
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
