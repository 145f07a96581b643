"""An area whose people and events were counted by hand, beside those that no rule counts."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import acting_as
from tutela.agencies.models import Agency, Area, Population
from tutela.agencies.tests import factories as agencies
from tutela.court_orders.models import Clause
from tutela.levels.tests import factories as decided
from tutela.notification_requirements.models import Breach, BreachStep, Review
from tutela.notification_requirements.tests import recorded
from tutela.people.models import Whereabouts
from tutela.people.tests import factories as people
from tutela.statistics import operations
from tutela.statistics.models import Ask, Publication, Snapshot

DAY, YEAR_FROM = date(2026, 3, 31), date(2025, 4, 1)
LONG_AGO = date(2000, 1, 1)


@dataclass(frozen=True)
class Force:
    """The area's police, two co-ordinators of two agencies, and people outside."""

    area: Area
    agency: Agency
    officer: Actor
    asker: Actor
    releaser: Actor
    partner: Actor
    stranger: Actor


def force() -> Force:
    police = agencies.agency("police", area=agencies.area(name="Countshire"))
    return of_agency(police, agencies.officer(team=agencies.team(agency=police)))


def of_agency(police: Agency, officer: Actor) -> Force:
    """The area of an agency with its co-ordinators and neighbours."""
    probation = agencies.agency("probation", area=police.area)
    children = agencies.agency("children", area=police.area)
    return Force(
        area=police.area,
        agency=police,
        officer=officer,
        asker=agencies.officer("mappa_coordinator", team=agencies.team(agency=police)),
        releaser=agencies.officer("mappa_coordinator", team=agencies.team(agency=probation)),
        partner=agencies.officer("partner", team=agencies.team(agency=children)),
        stranger=agencies.officer("mappa_coordinator"),
    )


def asked_for(police: Agency, officer: Actor) -> dict[str, UUID]:
    """Figures of the agency's area, counted, and their release asked for: their keys."""
    of = of_agency(police, officer)
    snapshot = counted(of)
    with acting_as(of.asker):
        ask = operations.ask_release(
            actor=of.asker, snapshot=snapshot, why="test", key=uuid7(), now=timezone.now()
        )
    return {"snapshot_id": snapshot.pk, "ask_id": ask}


def let_out(of: Force) -> dict[str, UUID]:
    """The same, and let out by the other co-ordinator."""
    ids = asked_for(of.agency, of.officer)
    another = agencies.officer("mappa_coordinator", team=agencies.team(agency=of.agency))
    with acting_as(another):
        decision = operations.decide_release(
            actor=another,
            ask=Ask.objects.select_related("snapshot").get(pk=ids["ask_id"]),
            outcome="released",
            why="test",
            key=uuid7(),
            now=timezone.now(),
        )
        publication = Publication.objects.get(decision=decision).pk
    return {**ids, "publication_id": publication}


def registered(of: Force, *, on: date = date(2024, 6, 1), **home: Any) -> UUID:
    """Somebody convicted on a day, with a home."""
    person = people.person(of.officer)
    write(of, person, lambda: (recorded.lives(person, LONG_AGO, **home), convicted(person, on)))
    return person


def convicted(person: UUID, on: date) -> None:
    recorded.convicted(person, on, months=24)


def write(of: Force, person: UUID, writing: Any) -> None:
    recorded.changing(of.officer, person, writing)


def is_somewhere(
    of: Force, person: UUID, kind: str, starts: date, ends: date | None = None
) -> None:
    write(
        of,
        person,
        lambda: Whereabouts.objects.create(
            person_id=person, kind=kind, starts_on=starts, ends_on=ends
        ),
    )


def order(of: Force, person: UUID, on: date, *, travel: date | None = None, **fields: Any) -> None:
    def writing() -> None:
        made = recorded.ordered(person, on, **fields)
        if travel:
            Clause.objects.create(
                order=made,
                person_id=person,
                number="1",
                kind="prohibition",
                wording="Must not travel outside the United Kingdom.",
                starts_on=travel,
                about_travel=True,
            )

    write(of, person, writing)


def breach(of: Force, person: UUID, stage: str, step: str, on: date) -> None:
    """As the steps about a possible breach leave it."""
    with agencies.as_owner():
        made = Breach.objects.using("owner").create(
            person_id=person,
            ground="periodic",
            stage=stage,
            provision="Sexual Offences Act 2003 s.91",
            opened_at=timezone.now(),
        )
        BreachStep.objects.using("owner").create(
            breach=made,
            person_id=person,
            kind=step,
            leads_to=stage,
            happened_on=on,
            why="test",
            made_by_id=of.officer.appointment_id,
            made_at=timezone.now(),
        )


def review(of: Force, person: UUID, stage: str, on: date, **fields: Any) -> None:
    """As one officer recommended it and a senior one determined it."""
    senior = agencies.officer("police_supervisor", team=agencies.team(agency=of.agency))
    with agencies.as_owner():
        made = Review.objects.using("owner").create(
            person_id=person,
            stage="proposed",
            proposed="grant",
            proposed_by_id=of.officer.appointment_id,
            received_on=LONG_AGO,
            area=fields.pop("area", None),
        )
        told = {
            "stage": stage,
            "proposed": "",
            "determined_on": on,
            "determined_by_id": senior.appointment_id,
            "rank": "superintendent",
        } | fields
        for name, value in told.items():
            setattr(made, name, value)
        made.save(using="owner")


def everything() -> Force:
    """Countshire on 31 March 2026. By hand: 4 registered (13 in 100,000 of 30,000), 2 breaches,
    2 reviews granted, 2 orders of which 1 with a travel prohibition, 1 notification order."""
    of = force()
    elsewhere = agencies.area()
    with agencies.as_owner():
        Population.objects.using("owner").create(
            area=of.area, on=date(2025, 6, 30), aged_10_and_over=30_000, source="Estimate"
        )
        Population.objects.using("owner").create(
            area=of.area, on=date(2026, 6, 30), aged_10_and_over=99_000, source="A later one"
        )
    _people(of, elsewhere)
    return of


def _people(of: Force, elsewhere: Area) -> None:
    at_home = registered(of, area=of.area)
    of_the_owners_area = registered(of)
    released_that_day = registered(of, area=of.area)
    missing = registered(of, area=of.area)
    is_somewhere(of, released_that_day, "custody", date(2025, 1, 1), DAY)
    is_somewhere(of, missing, "missing", date(2026, 1, 1))

    # none of these is counted
    registered(of, area=elsewhere)
    in_custody = registered(of, area=of.area)
    is_somewhere(of, in_custody, "custody", date(2026, 3, 1))
    died = registered(of, area=of.area)
    is_somewhere(of, died, "died", date(2026, 3, 31))
    registered(of, on=date(2026, 5, 1), area=of.area)
    over = people.person(of.officer)
    write(of, over, lambda: recorded.cautioned(over, date(2020, 1, 1)))

    breach(of, at_home, "convicted", "convict", date(2025, 6, 1))
    breach(of, at_home, "convicted", "convict", date(2025, 9, 1))
    breach(of, missing, "cautioned", "caution", YEAR_FROM)
    breach(of, of_the_owners_area, "cautioned", "caution", date(2025, 3, 31))
    breach(of, of_the_owners_area, "acquitted", "acquit", date(2025, 6, 1))

    reviewed = people.person(of.officer)
    review(of, reviewed, "granted", date(2025, 10, 1))
    on_appeal = people.person(of.officer)
    review(
        of,
        on_appeal,
        "court_granted",
        date(2024, 1, 1),
        court_decided_on=DAY,
        area=of.area,
        again_after_months=96,
    )
    review(of, over, "refused", date(2025, 10, 1), again_after_months=96)
    review(of, over, "granted", date(2025, 10, 2), area=elsewhere)

    order(of, at_home, YEAR_FROM, travel=YEAR_FROM)
    order(of, of_the_owners_area, DAY, travel=date(2026, 4, 2))
    order(of, of_the_owners_area, DAY, interim=True)
    order(of, of_the_owners_area, date(2026, 4, 1))
    order(of, at_home, date(2025, 3, 31))
    order(of, missing, date(2025, 5, 1), stage="quashed", ended_on=date(2025, 6, 1))
    order(of, released_that_day, date(2025, 12, 1), kind="notification_order")


def managed(of: Force, *, category: int, since: date, levels: dict[date, int], **home: Any) -> UUID:
    """Somebody in a category since a day, and at a level from each of these days on."""
    person = people.person(of.officer)
    write(of, person, lambda: recorded.lives(person, LONG_AGO, **home))
    chair = agencies.officer("mappa_chair")
    people.interest(of.officer, person, chair.team_id, "levels", parts_change=["levels"])
    decided.category(chair, person, category, since)
    for day, level in levels.items():
        decided.level(chair, person, level, day, how="elsewhere")
    return person


def at_levels() -> Force:
    """Countshire by category and level on 31 March 2026, counted by hand: one person each."""
    of = force()
    here, long_ago = {"area": of.area}, date(2023, 5, 1)
    managed(of, category=2, since=long_ago, levels={long_ago: 1}, **here)
    # raised in the year and lowered again: level 3 in the year, level 2 on the day
    raised = {long_ago: 2, date(2025, 6, 1): 3, date(2025, 9, 1): 2}
    managed(of, category=2, since=long_ago, levels=raised, **here)
    # raised on the last day of the year
    managed(of, category=3, since=long_ago, levels={long_ago: 2, DAY: 3}, **here)
    # level 2 up to the day before the year: not of the year
    managed(of, category=2, since=long_ago, levels={long_ago: 2, YEAR_FROM: 1}, **here)
    # in custody: of the year, not of the day
    held = managed(of, category=4, since=long_ago, levels={long_ago: 3}, **here)
    is_somewhere(of, held, "custody", date(2026, 1, 1))
    # not screened: in no total; another area's: not counted at all
    managed(of, category=2, since=long_ago, levels={}, **here)
    managed(of, category=2, since=long_ago, levels={long_ago: 3}, area=agencies.area())
    # raised the day after
    managed(of, category=2, since=long_ago, levels={long_ago: 1, date(2026, 4, 1): 3}, **here)
    return of


def counted(of: Force, day: date = DAY) -> Snapshot:
    """As the co-ordinator asks and the register's job counts."""
    with acting_as(of.asker):
        asked = operations.ask_for_count(
            actor=of.asker, counted_on=day, key=uuid7(), now=timezone.now()
        )
    operations.count(asked, now=timezone.now(), using="worker")
    with acting_as(of.asker):
        return Snapshot.objects.select_related("area").get(count=asked)
