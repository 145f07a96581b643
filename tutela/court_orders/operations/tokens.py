"""Asking what an order's tokens stand for: few may, each time with a reason, on the record."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform
from tutela.access.permissions import May
from tutela.court_orders.models import Order
from tutela.people.files import opened_here
from tutela.people.models import Person
from tutela.people.parts import Part


class CannotResolve(Refused):
    """The part of the file that holds protected identities is not open to the actor."""


def resolve_tokens(
    *, actor: Actor, person: Person, order: Order, why: str, key: UUID, now: datetime
) -> UUID:
    """Say why, before it is shown for a quarter of an hour what the order's tokens stand for."""
    with perform(actor, May.RESOLVE_TOKENS, key=key) as done:
        if Part.PROTECTED not in opened_here(person.pk).parts_read:
            raise CannotResolve(_("Protected identities of this file are not open to your team."))
        resolution = uuid7()
        with connection.cursor() as cursor:
            cursor.execute("SELECT ask_for_meanings(%s, %s, %s)", [resolution, order.pk, why])
        done.record("tokens.resolved", order.pk, person=person.pk, resolution=resolution)
    return order.pk
