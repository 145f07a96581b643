"""Recording a person with the first interest, and what is known of who they are."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import perform
from tutela.access.permissions import May
from tutela.people import keys
from tutela.people.models import BirthDate, Card, Name
from tutela.people.parts import Part


def record(
    *,
    actor: Actor,
    surname: str,
    given_names: str,
    born_said: str,
    born_on: date | None,
    born_earliest: date | None = None,
    born_latest: date | None = None,
    why: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record a person together with the team's first interest; the file is open at once."""
    with perform(actor, May.RECORD_PERSON, key=key) as done:
        person = uuid7()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT add_person(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    person,
                    surname,
                    given_names,
                    born_said,
                    born_on,
                    uuid7(),
                    uuid7(),
                    [part.value for part in Part],
                    why,
                ],
            )
        Name.objects.create(
            person_id=person,
            kind=Name.Kind.MAIN,
            surname=surname,
            given_names=given_names,
            surname_key=keys.name_key(surname),
            given_key=keys.given_key(given_names),
        )
        BirthDate.objects.create(
            person_id=person,
            said=born_said,
            on=born_on,
            earliest=born_earliest or born_on,
            latest=born_latest or born_on,
        )
        Card.objects.create(person_id=person)
        done.record("person.recorded", person, person=person)
    return person
