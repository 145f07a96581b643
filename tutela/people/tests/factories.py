"""People for tests, recorded through the operation as the officer who records them."""

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.periods import NO_END
from tutela.people import operations
from tutela.people.files import Ground, consult, open_file

numbers = count(1)


def person(officer: Actor, **fields: Any) -> UUID:
    """A person recorded by the officer, whose team owns the record."""
    with acting_as(officer):
        return operations.record(
            **{
                "actor": officer,
                "surname": f"Synthetic{next(numbers)}",
                "given_names": "Alex",
                "born_said": "3 March 1980",
                "born_on": date(1980, 3, 3),
                "why": "convicted",
                "key": uuid7(),
                "now": timezone.now(),
            }
            | fields
        )


def opened(officer: Actor, person_id: UUID, ground: Ground = Ground.INTEREST) -> bool:
    """The officer opens the file, in a transaction of its own."""
    with acting_as(officer):
        return open_file(person_id, ground=ground, purpose="test")


def interest(officer: Actor, person_id: UUID, team_id: UUID, *parts: str, **fields: Any) -> UUID:
    """The officer gives another team an interest in those parts."""
    made = uuid7()
    given = {
        "kind": "supports",
        "parts_change": [],
        "readers": [],
        "starts_on": timezone.localdate(),
        "ends_before": NO_END,
        "why": "test",
    } | fields
    opened(officer, person_id)
    with acting_as(officer):
        consult([person_id], page="people:share")
        with (
            perform(officer, May.GRANT_INTEREST) as done,
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "SELECT grant_interest(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    made,
                    person_id,
                    team_id,
                    given["kind"],
                    ["list", *parts],
                    given["parts_change"],
                    given["readers"],
                    given["starts_on"],
                    given["ends_before"],
                    given["why"],
                ],
            )
            done.record("interest.granted", made, person=person_id)
    return made
