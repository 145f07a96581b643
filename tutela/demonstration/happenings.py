"""What happened in Northmarch and waits on somebody's worklist."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import batched
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from tutela.access.actor import Actor
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.models import Team
from tutela.agencies.operations import arrange_cover
from tutela.contact_log import operations as contact_log
from tutela.demonstration import story
from tutela.demonstration.invented import actor, appointment_of, now_and_key, opened
from tutela.levels import operations as levels
from tutela.levels.models import Category
from tutela.notification_requirements.operations.determinations import Cause, determine
from tutela.people import operations
from tutela.people.files import Ground, consult, open_file
from tutela.people.models import Identifier, Person

SCREENED_BECAUSE = (
    "The plan holds: visits every three months, and no other agency has to act.",
    "Probation and police agree on the plan; nothing stands in its way.",
    "Settled home and work, no contact with children. Formal meetings would add nothing.",
)


class Known(NamedTuple):
    """A person of the extract with the number that somebody else asks by."""

    person: Person
    number: str


def _known(owner: Actor, person_id: UUID) -> Known:
    with acting_as(owner):
        number = Identifier.objects.filter(person=person_id, is_sound=True).first()
        return Known(Person.objects.get(pk=person_id), number.said if number else "")


def screen_most(officer: Actor, people: Sequence[UUID], chance: random.Random, today: date) -> None:
    """Screened, and managed at level 1: nearly everybody; some still wait for it."""
    chosen = [person_id for person_id in people if chance.random() < 0.85]
    for some in batched(chosen, 30):
        with acting_as(officer):
            for person_id in some:
                open_file(person_id, ground=Ground.INTEREST)
        with acting_as(officer):
            consult(some, page="levels:screen")
            _work_out(officer, some, today)
            managed = Category.objects.live(on=today).filter(person__in=some, category__gt=0)
            for person_id in list(managed.values_list("person_id", flat=True)):
                levels.screen(
                    actor=officer,
                    person_id=person_id,
                    screened_on=today - timedelta(days=chance.randint(10, 300)),
                    risk=chance.choice(["low", "medium", "medium", "high"]),
                    plan_is_robust=True,
                    has_barriers=False,
                    needs_meetings=False,
                    needs_seniors=False,
                    outcome="level_1",
                    reason=chance.choice(SCREENED_BECAUSE),
                    again_on=today + timedelta(days=chance.randint(30, 180)),
                    **now_and_key(),
                )


def _work_out(officer: Actor, people: Sequence[UUID], today: date) -> None:
    """The dates of each, and with them the category: the worker is not there yet."""
    now = timezone.now()
    with perform(officer, May.DECIDE_CATEGORY) as done:
        determine(people, cause=Cause.FACTS, now=now, on=today, as_job=False)
        done.record("requirements.determined", None, people=len(people))


def restrict_one(manager: Actor, person_id: UUID) -> None:
    """A record that only named readers may see."""
    opened(manager, person_id)
    with acting_as(manager):
        consult([person_id], page="people:restrict")
        person = Person.objects.get(pk=person_id)
        operations.restrict(
            actor=manager,
            person=person,
            readers=[appointment_of(manager)],
            why="Known to members of the team",
            **now_and_key(),
        )


def declare_one(owner: Actor, person_id: UUID) -> None:
    """An emergency in the night, waiting to be checked."""
    known = _known(owner, person_id)
    control = actor(story.CONTROL)
    with acting_as(control):
        operations.declare_emergency(
            actor=control,
            surname="",
            given_names="",
            born_on=None,
            number=known.number,
            reason="Seen following a child; the caller knows the name",
            **now_and_key(),
        )


def ask_one(owner: Actor, person_id: UUID) -> None:
    """A contact card asked for by an officer of another area."""
    known = _known(owner, person_id)
    response = actor(story.RESPONSE)
    with acting_as(response):
        operations.ask_for_card(
            actor=response,
            surname="",
            given_names="",
            born_on=None,
            number=known.number,
            house="",
            postcode="",
            reason="Stopped near a school in Westmoor",
            **now_and_key(),
        )


def tell_one(owner: Actor, person_id: UUID) -> None:
    """What children's services learnt of somebody whose file they may not see."""
    known = _known(owner, person_id)
    _tell(
        surname=known.person.surname,
        given_names=known.person.given_names,
        born_said=known.person.born_said,
        number_said=known.number,
        address_said="",
        learnt="A mother says he has been collecting her two children from school this week.",
        when_said="Monday to Wednesday",
    )


def tell_of_nobody() -> None:
    """What was learnt of somebody whom no record fits."""
    _tell(
        surname="Quillfeather",
        given_names="Dana",
        born_said="in their fifties",
        number_said="",
        address_said="A caravan by the old quarry",
        learnt="Offers sweets to children who come past; says he used to be on the register.",
        when_said="most evenings",
    )


def ask_whether_managed(owner: Actor, person_id: UUID) -> None:
    """Whether children's services may know about somebody who moves in with a family."""
    known = _known(owner, person_id)
    partner = actor(story.PARTNER)
    with acting_as(partner):
        contact_log.ask_whether_managed(
            actor=partner,
            surname=known.person.surname,
            given_names=known.person.given_names,
            born_said=known.person.born_said,
            number_said="",
            address_said="",
            why="He is moving in with a mother of two under five whom we visit each week.",
            needed_by=timezone.localdate() + timedelta(days=2),
            **now_and_key(),
        )


def _tell(**told: Any) -> None:
    partner = actor(story.PARTNER)
    with acting_as(partner):
        contact_log.tell(actor=partner, source="somebody", **told, **now_and_key())


def arrange_one_cover(today: date) -> None:
    """The manager of the East covers for the West this week."""
    supervisor, manager = actor(story.SUPERVISOR), actor(story.MANAGER)
    with acting_as(supervisor):
        arrange_cover(
            actor=supervisor,
            appointment=appointment_of(manager),
            team=Team.objects.get(name="Offender Management West"),
            starts_on=today,
            last_day=today + timedelta(days=6),
            why="Annual leave",
            **now_and_key(),
        )
