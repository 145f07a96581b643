"""Recording a person with the first interest, and what is known of who they are."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import perform
from tutela.access.permissions import May
from tutela.agencies.models import Area
from tutela.people import keys
from tutela.people.models import Address, BirthDate, Card, Name
from tutela.people.operations.addresses import write_address
from tutela.people.operations.identity import new_identifier
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
    identifiers: Iterable[tuple[str, str]] = (),
    kept_because: str = "",
    address: str = "",
    postcode: str = "",
    area: Area | None = None,
    why: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record a person together with the team's first interest; the file is open at once.

    `identifiers` are pairs of kind and number; `kept_because` is the reason for keeping those
    that fail their check. `address` is where the person lives now, if it is known.
    """
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
        for kind, said in identifiers:
            new_identifier(person, kind, said, kept_because, on=localdate(now)).save()
        if address:
            of_area = area.pk if area else None
            home = Address(person_id=person, kind=Address.Kind.HOME, area_id=of_area)
            write_address(home, address, postcode, None, None)
            home.save()
        done.record("person.recorded", person, person=person)
    return person
