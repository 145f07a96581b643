"""The small photograph on the contact card."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform
from tutela.access.permissions import May
from tutela.people.models import Card, Person
from tutela.people.operations.holding import check_part, write
from tutela.people.parts import Part

LARGEST = 60 * 1024


class TooLarge(Refused):
    """A card is shown on a telephone in the street: its photograph is small."""


def set_card_photograph(
    *, actor: Actor, person: Person, jpeg: bytes, key: UUID, now: datetime
) -> UUID:
    """Show this photograph on the person's contact card, instead of the one before it."""
    with perform(actor, May.SET_CARD, key=key) as done:
        check_part(person.pk, Part.CARD)
        if len(jpeg) > LARGEST:
            raise TooLarge(_("The photograph on a contact card must be smaller than 60 KB."))
        digest = hashlib.sha256(jpeg).hexdigest()
        card = Card.objects.select_for_update().get(person=person)
        card.photograph, card.photograph_digest = jpeg, digest
        write(card, ["photograph", "photograph_digest"])
        done.record("card.photograph_set", card.pk, person=person.pk, digest=digest)
    return card.pk
