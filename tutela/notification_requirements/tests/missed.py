"""A date that a person missed, and the officers who deal with it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.notification_requirements.models import Breach, Determination, Due
from tutela.notification_requirements.operations import breaches as operations
from tutela.people.files import consult
from tutela.people.models import Person
from tutela.people.tests import factories as people


def due(person_id: UUID, due_on: date, **fields: Any) -> Due:
    """A due date as a determination keeps it."""
    with agencies.as_owner():
        current = Determination.objects.using("owner").filter(person_id=person_id, is_current=True)
        made = current.first() or Determination.objects.using("owner").create(
            person_id=person_id,
            made_at=timezone.now(),
            cause="facts",
            as_of=timezone.localdate(),
            facts={},
            answer={"indefinite": False, "last_day": None, "periods": [], "duties": []},
            law_version="test",
            facts_digest="",
            answer_digest="",
        )
        return Due.objects.using("owner").create(
            **{
                "person_id": person_id,
                "determination": made,
                "kind": "periodic_notification",
                "due_on": due_on,
                "provision": "Sexual Offences Act 2003 s.85(1)",
            }
            | fields
        )


def change_due(row: Due, **fields: Any) -> None:
    """As when the dates are worked out again."""
    with agencies.as_owner():
        Due.objects.using("owner").filter(pk=row.pk).update(**fields)


def met(row: Due, on: date) -> None:
    change_due(row, met_on=on, ended_at=timezone.now(), ended_because="met")


def pair() -> tuple[Actor, Actor]:
    """An officer and the supervisor of the same team."""
    team = agencies.team()
    return agencies.officer(team=team), agencies.officer("police_supervisor", team=team)


def opened_by_hand(officer: Actor, person_id: UUID, **fields: Any) -> UUID:
    """A possible breach that an officer opened."""
    return step(
        officer,
        person_id,
        operations.open_breach,
        **{
            "ground": "false",
            "happened_on": timezone.localdate() - timedelta(days=3),
            "why": "The address notified has been empty for a year",
        }
        | fields,
    )


def step(officer: Actor, person_id: UUID, operation: Any, **answers: Any) -> Any:
    """One operation in a file that the officer opened, on the row as it is now."""
    people.opened(officer, person_id)
    with acting_as(officer):
        consult([person_id], page="notification_requirements:breach")
        if isinstance(answers.get("breach"), UUID):
            answers["breach"] = Breach.objects.get(pk=answers["breach"])
            answers.setdefault("version", answers["breach"].version)
        person = Person.objects.get(pk=person_id)
        return operation(actor=officer, person=person, key=uuid7(), now=timezone.now(), **answers)


def read(officer: Actor, person_id: UUID) -> list[Breach]:
    """The possible breaches of the file, as the officer reads them."""
    people.opened(officer, person_id)
    with acting_as(officer):
        consult([person_id], page="notification_requirements:breaches")
        return list(Breach.objects.filter(person=person_id).select_related("due"))
