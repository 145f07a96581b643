"""The invented people and what happened to them, entered through the door like everything else."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from tutela.access.actor import Actor
from tutela.access.door import acting_as
from tutela.agencies.models import Cover, Team
from tutela.demonstration import happenings, pictures, story, synthesis
from tutela.demonstration.invented import actor, appointment_of, now_and_key, opened, pnc
from tutela.documents import images
from tutela.documents import operations as photographs
from tutela.people import operations
from tutela.people.files import consult
from tutela.people.models import Address, Card, Name, Person
from tutela.people.parts import Part

SEED = 2026
EAST, WEST = 48, 32


class HalfFilled(Exception):
    """An earlier filling was stopped before its end."""


def is_filled() -> bool:
    """Whether the invented people are already there, to the last; HalfFilled where not all are."""
    with acting_as(actor(story.MANAGER)):
        if Cover.objects.exists():  # the last thing that filling does
            return True
        if Person.objects.exists():
            raise HalfFilled
    return False


def fill() -> Iterator[None]:
    """Everything, a step for each person, so that a progress bar can follow."""
    chance = random.Random(SEED)  # noqa: S311 - invented people, not a secret
    manager, west = actor(story.MANAGER), actor(story.WEST)
    today = timezone.localdate()
    everybody = list(synthesis.people(EAST + WEST, seed=SEED, today=today))
    recorded = []
    for number, invented in enumerate(everybody):
        officer = manager if number < EAST else west
        recorded.append(_person(officer, invented, chance, today))
        yield
    _shared_with_probation(manager, recorded[:EAST:2], today)
    _shared_with_prison(manager, recorded[1:EAST:12])
    yield
    tell_the_story(manager, today)
    yield
    happenings.restrict_one(manager, recorded[3])
    happenings.declare_one(recorded[EAST + 1], everybody[EAST + 1])
    happenings.ask_one(everybody[7])
    happenings.tell_one(everybody[4])
    happenings.tell_of_nobody()
    happenings.arrange_one_cover(today)
    yield


STEPS = EAST + WEST + 3


def _person(
    officer: Actor, invented: synthesis.Invented, chance: random.Random, today: date
) -> UUID:
    with acting_as(officer):
        person_id = operations.record(
            actor=officer,
            surname=invented.surname,
            given_names=invented.given_names,
            born_said=invented.born_said,
            born_on=invented.born_on,
            born_earliest=invented.born_earliest,
            born_latest=invented.born_latest,
            identifiers=[("pnc", pnc(invented.pnc_year, invented.pnc_number))],
            why="Convicted of an offence that brings the notification requirements",
            **now_and_key(),
        )
        person = Person.objects.get(pk=person_id)
        if invented.alias:
            given, surname = invented.alias
            operations.add_name(
                actor=officer,
                person=person,
                kind=Name.Kind.ALIAS,
                surname=surname,
                given_names=given,
                starts_on=None,
                ends_on=None,
                source="said at interview",
                **now_and_key(),
            )
        for lines, postcode, since, until in invented.addresses:
            operations.add_address(
                actor=officer,
                person=person,
                kind=Address.Kind.HOME,
                lines=lines,
                postcode=postcode,
                starts_on=since,
                ends_on=until,
                is_protected=False,
                **now_and_key(),
            )
        if chance.random() < 0.75:
            _allocate(officer, person, today)
        if chance.random() < 0.6:
            _photograph(officer, person, chance, today)
    return person_id


def _photograph(officer: Actor, person: Person, chance: random.Random, today: date) -> None:
    photographs.add_photograph(
        actor=officer,
        person=person,
        picture=images.read(pictures.figure(chance.randrange(10_000))),
        taken_on=today - timedelta(days=chance.randint(10, 900)),
        shows="",
        on_card=True,
        **now_and_key(),
    )


def _allocate(officer: Actor, person: Person, today: date) -> None:
    operations.allocate(
        actor=officer,
        person=person,
        officer=appointment_of(officer),
        starts_on=today,
        why="Caseload",
        version=0,
        **now_and_key(),
    )


def grant(
    officer: Actor, person: Person, team: str, parts: list[str], why: str, **fields: Any
) -> None:
    operations.grant(
        actor=officer,
        person=person,
        team=Team.objects.get(name=team),
        kind=fields.pop("kind", "supports"),
        parts_read=parts,
        parts_change=fields.pop("parts_change", []),
        readers=[],
        starts_on=timezone.localdate(),
        last_day=fields.pop("last_day", None),
        why=why,
        **now_and_key(),
    )


def _shared_with_probation(officer: Actor, people: list[UUID], today: date) -> None:
    parts = [part.value for part in Part if part not in {Part.SURVEILLANCE, Part.PROTECTED}]
    for person_id in people:
        opened(officer, person_id)
        with acting_as(officer):
            consult([person_id], page="people:grant")
            grant(
                officer,
                Person.objects.get(pk=person_id),
                "Probation Harbour Office",
                parts,
                "On licence; supervised in the community",
                parts_change=["list", "contact_log", "addresses"],
                last_day=today + timedelta(days=random.Random(person_id.int).randint(5, 400)),  # noqa: S311
            )


def _shared_with_prison(officer: Actor, people: list[UUID]) -> None:
    for person_id in people:
        opened(officer, person_id)
        with acting_as(officer):
            consult([person_id], page="people:grant")
            grant(
                officer,
                Person.objects.get(pk=person_id),
                "Offender Management Unit Stonefield",
                ["identity", "photographs", "contact_log"],
                "Recalled to prison; release to be planned",
                parts_change=["list", "contact_log"],
            )


def tell_the_story(manager: Actor, today: date) -> None:
    """One person whom the manual and the pictures follow."""
    person_id = _the_one(manager, today)
    opened(manager, person_id)
    with acting_as(manager):
        consult([person_id], page="people:grant")
        person = Person.objects.get(pk=person_id)
        _allocate(manager, person, today)
        _card(manager, person)
        _photograph(manager, person, random.Random(77), today)  # noqa: S311
        _relationships(manager, person)
        grant(
            manager,
            person,
            "Children's Duty Desk",
            ["identity", "addresses"],
            "A child lives at the address the person has moved to",
            kind="asked",
            last_day=today + timedelta(days=10),
        )


def _the_one(manager: Actor, today: date) -> UUID:
    surname, given, born = story.THE_ONE
    with acting_as(manager):
        person_id = operations.record(
            actor=manager,
            surname=surname,
            given_names=given,
            born_said=f"{born.day} {born:%B %Y}",
            born_on=born,
            identifiers=[("pnc", pnc(2019, 4417)), ("prison", "A0412ZZ")],
            address="Flat 3, 18 Harbour Street",
            postcode="ZZ4 7BQ",
            why="Convicted at Northmarch Crown Court; released on licence",
            **now_and_key(),
        )
        person = Person.objects.get(pk=person_id)
        operations.add_name(
            actor=manager,
            person=person,
            kind=Name.Kind.ONLINE,
            surname="harbourlight77",
            given_names="",
            starts_on=None,
            ends_on=None,
            source="device examination",
            **now_and_key(),
        )
        operations.add_address(
            actor=manager,
            person=person,
            kind=Address.Kind.HOME,
            lines="41 Mill Lane",
            postcode="ZZ2 3LP",
            starts_on=today - timedelta(days=900),
            ends_on=today - timedelta(days=200),
            is_protected=False,
            **now_and_key(),
        )
    return person_id


def _card(manager: Actor, person: Person) -> None:
    operations.set_card(
        actor=manager,
        person=person,
        warnings="May be accompanied by a large dog. Has run from officers.",
        status=Card.Status.NONE,
        prohibitions="Must not be in a household with a child under 16.\n"
        "Must not contact Child A by any means.",
        ring_day="01632 960200",
        ring_night="01632 960300",
        shows_when_restricted=[],
        version=Card.objects.get(person=person).version,
        **now_and_key(),
    )


def _relationships(manager: Actor, person: Person) -> None:
    for kind, name, note in (
        ("sibling", "Rowan Ferris", "Visits at weekends"),
        ("household", "Landlady at Harbour Street", "Has a grandchild of 6 who visits"),
        ("victim", "Child A", "No contact order"),
    ):
        operations.add_relationship(
            actor=manager,
            person=person,
            kind=kind,
            other_name=name,
            other_person=None,
            starts_on=None,
            ends_on=None,
            note=note,
            **now_and_key(),
        )
