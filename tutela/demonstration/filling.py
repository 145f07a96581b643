"""The invented people and what happened to them, beyond what the extract of their agency says.

The people themselves come by `./run import` of a synthesised extract; here the officers go on.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import batched
from typing import Any
from uuid import UUID

from django.utils import timezone

from tutela.access.actor import Actor
from tutela.access.door import acting_as
from tutela.agencies.models import Cover, Team
from tutela.demonstration import happenings, one_case, orders, pictures, story
from tutela.demonstration.invented import actor, appointment_of, now_and_key, opened
from tutela.documents import images
from tutela.documents import operations as photographs
from tutela.levels.models import Category, Level
from tutela.people import operations
from tutela.people.files import Ground, consult, open_file
from tutela.people.models import Card, Name, Person
from tutela.people.parts import Part

SEED = 2026
PHOTOGRAPHED, SHARED, IN_PRISON = 24, 24, 4


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
    """Everything after the extract, a step for each thing, so that a progress bar can follow."""
    chance = random.Random(SEED)  # noqa: S311 - invented people, not a secret
    manager, west = actor(story.MANAGER), actor(story.WEST)
    today = timezone.localdate()
    east_people, west_people = _managed_by(manager), _managed_by(west)
    for officer, people in ((manager, east_people), (west, west_people)):
        _allocate_most(officer, people, chance, today)
        happenings.screen_most(officer, people, chance, today)
        yield
    for person_id in east_people[:PHOTOGRAPHED]:
        opened(manager, person_id)
        with acting_as(manager):
            consult([person_id], page="documents:add_photograph")
            _photograph(manager, Person.objects.get(pk=person_id), chance, today)
        yield
    _shared_with_probation(manager, east_people[: SHARED * 2 : 2], today)
    _shared_with_prison(manager, east_people[1 : IN_PRISON * 2 : 2])
    yield
    tell_the_story(manager, today)
    yield
    yield from one_case.tell()
    _led_by_the_trust(manager, east_people, today)
    happenings.restrict_one(manager, east_people[3])
    happenings.declare_one(west, west_people[1])
    happenings.ask_one(manager, east_people[7])
    happenings.tell_one(manager, east_people[9])
    happenings.tell_of_nobody()
    happenings.ask_whether_managed(manager, east_people[11])
    happenings.arrange_one_cover(today)
    yield


STEPS = PHOTOGRAPHED + 5 + one_case.STEPS


def _managed_by(officer: Actor) -> list[UUID]:
    """The team's own people but the one whom the manual follows, in the order of the extract."""
    with acting_as(officer):
        own = Person.objects.filter(owner_team=officer.team_id).order_by("recorded_at", "pk")
        return list(own.exclude(surname=story.THE_ONE[0]).values_list("pk", flat=True))


def _allocate_most(
    officer: Actor, people: Sequence[UUID], chance: random.Random, today: date
) -> None:
    chosen = [person_id for person_id in people if chance.random() < 0.9]
    for some in batched(chosen, 30):
        with acting_as(officer):
            for person_id in some:
                open_file(person_id, ground=Ground.INTEREST)
        with acting_as(officer):
            consult(some, page="people:allocate")
            for person in Person.objects.filter(pk__in=some):
                _allocate(officer, person, today)


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


LED = [
    *("list", "identity", "addresses", "relationships", "contact_log", "convictions"),
    *("levels", "risk", "meetings", "disclosures"),
]


def _led_by_the_trust(officer: Actor, people: Sequence[UUID], today: date) -> None:
    """The first who waits to be screened: the mental health trust leads, the police register."""
    with acting_as(officer):
        managed = Level.objects.live(on=today).filter(level__gt=0).values("person_id")
        waits = Category.objects.live(on=today).filter(person__in=people, category__gt=0)
        found = waits.exclude(person__in=managed).order_by("starts_on", "person_id").first()
    if found is None:
        return
    opened(officer, found.person_id)
    with acting_as(officer):
        consult([found.person_id], page="people:grant")
        grant(
            officer,
            Person.objects.get(pk=found.person_id),
            story.LEAD_TEAM,
            LED,
            "In the care of the trust, which leads the management of the risk",
            parts_change=["list", "contact_log", "levels", "risk", "meetings", "disclosures"],
        )


def tell_the_story(manager: Actor, today: date) -> None:
    """One person whom the manual and the pictures follow."""
    person_id = _the_one(manager)
    with acting_as(manager):
        consult([person_id], page="people:grant")
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
        _allocate(manager, person, today)
        orders.make_the_order(manager, person, today)
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


def _the_one(manager: Actor) -> UUID:
    """Whom the extract brought with a conviction and notifications; the officer adds to it."""
    surname, given, _born = story.THE_ONE
    with acting_as(manager):
        person_id: UUID = Person.objects.get(surname=surname, given_names=given).pk
    opened(manager, person_id)
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
