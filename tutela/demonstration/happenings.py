"""What happened in Northmarch and waits on somebody's worklist."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tutela.access.actor import Actor
from tutela.access.door import acting_as
from tutela.agencies.models import Team
from tutela.agencies.operations import arrange_cover
from tutela.contact_log import operations as contact_log
from tutela.demonstration import story, synthesis
from tutela.demonstration.invented import actor, appointment_of, now_and_key, opened, pnc
from tutela.people import operations
from tutela.people.files import consult
from tutela.people.models import Person


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


def declare_one(person_id: UUID, invented: synthesis.Invented) -> None:
    """An emergency in the night, waiting to be checked."""
    control = actor(story.CONTROL)
    with acting_as(control):
        operations.declare_emergency(
            actor=control,
            surname="",
            given_names="",
            born_on=None,
            number=pnc(invented.pnc_year, invented.pnc_number),
            reason="Seen following a child; the caller knows the name",
            **now_and_key(),
        )


def ask_one(invented: synthesis.Invented) -> None:
    """A contact card asked for by an officer of another area."""
    response = actor(story.RESPONSE)
    with acting_as(response):
        operations.ask_for_card(
            actor=response,
            surname="",
            given_names="",
            born_on=None,
            number=pnc(invented.pnc_year, invented.pnc_number),
            house="",
            postcode="",
            reason="Stopped near a school in Westmoor",
            **now_and_key(),
        )


def tell_one(invented: synthesis.Invented) -> None:
    """What children's services learnt of somebody whose file they may not see."""
    _tell(
        surname=invented.surname,
        given_names=invented.given_names,
        born_said=invented.born_said,
        number_said=pnc(invented.pnc_year, invented.pnc_number),
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
