"""What any constable can enforce is kept on the contact card, in words that name nobody."""

from datetime import datetime

from django.db import DEFAULT_DB_ALIAS
from django.utils.timezone import localdate

from tutela.access.actor import Actor
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.court_orders import order_queries as queries
from tutela.people import operations as people
from tutela.people.files import opened_here
from tutela.people.models import Person
from tutela.people.parts import Part

JOB = Actor.job("keep_cards", May.KEEP_CARDS, May.SET_CARD)


def show_on_card(actor: Actor, person: Person, now: datetime) -> None:
    """Bring the card up to date, where the actor may change it; else the nightly job does."""
    if May.SET_CARD not in actor.may or Part.CARD not in opened_here(person.pk).parts_change:
        return
    wanted = queries.card_texts([person.pk], on=localdate(now)).get(person.pk)
    if wanted is not None:
        people.set_card_prohibitions(actor=actor, person_id=person.pk, prohibitions=wanted)


def keep_cards(*, now: datetime, using: str = DEFAULT_DB_ALIAS) -> int:
    """Every card that a clause's first or last day made untrue; may run twice."""
    with acting_as(JOB, using=using), perform(JOB, May.KEEP_CARDS, using=using) as done:
        wanted = queries.card_texts(None, on=localdate(now), using=using)
        for person_id, text in wanted.items():
            people.set_card_prohibitions(
                actor=JOB, person_id=person_id, prohibitions=text, using=using
            )
        done.record("cards.kept", None, changed=len(wanted))
    return len(wanted)
