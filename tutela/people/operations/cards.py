"""What the contact card tells any vetted police user about a person."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS

from tutela.access.actor import Actor
from tutela.access.door import Stale, perform
from tutela.access.permissions import May
from tutela.people.models import Card, Person
from tutela.people.operations.holding import check_part, write
from tutela.people.parts import Part


def set_card(
    *,
    actor: Actor,
    person: Person,
    warnings: str,
    status: str,
    prohibitions: str,
    ring_day: str,
    ring_night: str,
    shows_when_restricted: Collection[str],
    version: int,
    key: UUID,
    now: datetime,
) -> Card:
    """Set the warnings, what any constable can enforce, and whom to ring day and night."""
    told = {
        "warnings": warnings,
        "status": status,
        "prohibitions": prohibitions,
        "ring_day": ring_day,
        "ring_night": ring_night,
        "shows_when_restricted": list(shows_when_restricted),
    }
    with perform(actor, May.SET_CARD, key=key) as done:
        check_part(person.pk, Part.CARD)
        card = Card.objects.select_for_update().defer("photograph").get(person=person)
        if card.version != version:
            raise Stale(card.version, {name: getattr(card, name) for name in told})
        for name, value in told.items():
            setattr(card, name, value)
        write(card, told)
        done.record("card.set", card.pk, person=person.pk, status=status)
    return card


def set_card_prohibitions(
    *, actor: Actor, person_id: UUID, prohibitions: str, using: str = DEFAULT_DB_ALIAS
) -> UUID:
    """Bring what any constable can enforce up to date: from inside an operation, or by a job."""
    with perform(actor, May.SET_CARD, using=using) as done:
        if not actor.job_name:
            check_part(person_id, Part.CARD)
        cards = Card.objects.using(using).select_for_update().only("prohibitions", "version")
        card = cards.get(person=person_id)
        card.prohibitions = prohibitions
        write(card, ["prohibitions"])
        done.record("card.prohibitions_set", card.pk, person=person_id)
    return card.pk
