"""Passports that an order makes the person surrender."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import perform
from tutela.access.permissions import May
from tutela.court_orders.models import Order, Passport
from tutela.court_orders.operations.orders import CannotOrder
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

FIELDS = [
    *("number", "country", "surrendered_on", "surrendered_at", "returned_on", "returned_to"),
]


def surrender_passport(
    *,
    actor: Actor,
    person: Person,
    order: Order,
    number: str,
    country: str,
    surrendered_on: date,
    surrendered_at: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record a passport that was surrendered, where and when."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        of = Order.objects.get(pk=order.pk, person=person)
        row = Passport(order=of, person=person, number=number, country=country)
        row.surrendered_on, row.surrendered_at = surrendered_on, surrendered_at
        row.save(force_insert=True)
        done.record("passport.surrendered", row.pk, person=person.pk, order=of.pk)
    return of.pk


def change_passport(
    *,
    actor: Actor,
    person: Person,
    passport: Passport,
    number: str,
    country: str,
    surrendered_on: date,
    surrendered_at: str,
    returned_on: date | None,
    returned_to: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record that a passport was returned, or correct what is recorded of it."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        row = held(Passport, passport.pk, person_id=person.pk, version=version, shows=FIELDS)
        if returned_on and returned_on < surrendered_on:
            raise CannotOrder(_("The passport cannot be returned before it was surrendered."))
        row.number, row.country = number, country
        row.surrendered_on, row.surrendered_at = surrendered_on, surrendered_at
        row.returned_on, row.returned_to = returned_on, returned_to
        write(row, FIELDS)
        event = "passport.returned" if returned_on else "passport.corrected"
        done.record(event, row.pk, person=person.pk, order=row.order_id)
    return row.order_id
