"""Ways in which a file changes, and how a page of it is kept to be compared with later."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.people.files import consult
from tutela.people.models import Address
from tutela.people.past import written
from tutela.people.tests import factories as people


def change(officer: Actor, person: UUID, write: Callable[[], Any]) -> None:
    """Change something of the person's file, under an entry."""
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="people:identity")
        with perform(officer, May.CHANGE_PERSON, key=uuid7()) as done:
            write()
            done.record("person.changed", person, person=person)


def address(person: UUID, lines: str, **fields: Any) -> Address:
    return Address.objects.create(person_id=person, kind="home", lines=lines, **fields)


def main(html: str) -> str:
    """The main element, byte for byte."""
    found = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert found
    return found.group()


def last_look(person: UUID, page: str) -> datetime:
    """When the page was looked at last, as its consultation says."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT max(at) FROM audit_consultation WHERE person_id = %s AND page = %s",
            [person, page],
        )
        return cursor.fetchone()[0]


def as_known(client: Any, address: str, moment: datetime) -> Any:
    return client.get(address, {"known_at": written(moment)})
