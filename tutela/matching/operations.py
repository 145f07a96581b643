"""Recording a person after looking for the same one among one's own people."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform
from tutela.access.permissions import May
from tutela.matching import thresholds
from tutela.matching.queries import Found, asked_for, search
from tutela.people import operations as people
from tutela.people import rules


class MayBeTheSame(Refused):
    """Somebody very alike has a file; the officer looks, and says that it is not the person."""

    def __init__(self, found: list[Found]) -> None:
        super().__init__(
            _("Look at these people: say that none of them is the person, or open one's file")
        )
        self.found = found


def record(
    *,
    actor: Actor,
    surname: str,
    given_names: str,
    born: rules.Born,
    identifiers: Iterable[tuple[str, str]],
    none_of_these: bool,
    key: UUID,
    now: datetime,
    **facts: Any,
) -> UUID:
    """Record a person; whom the officer was shown and set aside stays on the record, by id."""
    with perform(actor, May.RECORD_PERSON, key=key) as done:
        numbers = list(identifiers)
        asked = asked_for(
            name=f"{given_names} {surname}",
            born=born,
            numbers=tuple(number for _kind, number in numbers),
            on=localdate(now),
        )
        alike = search(asked, at_least=thresholds.LIKELY)
        if alike and not none_of_these:
            raise MayBeTheSame(alike)
        person = people.record(
            actor=actor,
            surname=surname,
            given_names=given_names,
            born_said=born.said,
            born_on=born.on,
            born_earliest=born.earliest,
            born_latest=born.latest,
            identifiers=numbers,
            key=uuid7(),
            now=now,
            **facts,
        )
        set_aside = [str(found.person.pk) for found in alike]
        done.record("person.looked_for", person, person=person, set_aside=set_aside)
    return person
