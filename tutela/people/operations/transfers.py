"""What a force outside this register was sent, and that it acknowledged."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform
from tutela.access.permissions import May
from tutela.people.models import Person, Transfer
from tutela.people.operations.holding import check_part, held, write
from tutela.people.operations.movement import close_from_outside
from tutela.people.parts import Part

SENT = ["to", "recipient", "what_sent", "sent_on", "acknowledged_on", "acknowledged_who"]


class CannotSend(Refused):
    """A rule forbids this record of what was sent."""


def add_transfer(
    *,
    actor: Actor,
    person: Person,
    to: str,
    recipient: str,
    what_sent: str,
    sent_on: date,
    acknowledged_on: date | None,
    acknowledged_who: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record what was sent to a force outside this register; its acknowledgement may be known."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.ADDRESSES)
        row = Transfer(person=person)
        _set_transfer(row, to, recipient, what_sent, sent_on, acknowledged_on, acknowledged_who)
        row.save(force_insert=True)
        close_from_outside(actor, person, row)
        done.record("transfer.sent", row.pk, person=person.pk, to=to)
    return row.pk


def change_transfer(
    *,
    actor: Actor,
    person: Person,
    transfer: Transfer,
    to: str,
    recipient: str,
    what_sent: str,
    sent_on: date,
    acknowledged_on: date | None,
    acknowledged_who: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct what was sent, or record that the other force acknowledged it."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.ADDRESSES)
        row = held(Transfer, transfer.pk, person_id=person.pk, version=version, shows=SENT)
        _set_transfer(row, to, recipient, what_sent, sent_on, acknowledged_on, acknowledged_who)
        write(row)
        close_from_outside(actor, person, row)
        done.record("transfer.changed", row.pk, person=person.pk, to=to)
    return row.pk


def _set_transfer(
    row: Transfer,
    to: str,
    recipient: str,
    what_sent: str,
    sent_on: date,
    acknowledged_on: date | None,
    acknowledged_who: str,
) -> None:
    if acknowledged_on and acknowledged_on < sent_on:
        raise CannotSend(_("It cannot have been acknowledged before it was sent."))
    row.to, row.recipient, row.what_sent, row.sent_on = to, recipient, what_sent, sent_on
    row.acknowledged_on, row.acknowledged_who = acknowledged_on, acknowledged_who


def take_out_transfer(
    *,
    actor: Actor,
    person: Person,
    transfer: Transfer,
    error_why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say that nothing was sent: the entry stays readable and counts for nothing."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.ADDRESSES)
        row = held(Transfer, transfer.pk, person_id=person.pk, version=version, shows=[])
        row.in_error, row.error_why = True, error_why
        write(row, ["in_error", "error_why"])
        done.record("transfer.taken_out", row.pk, person=person.pk)
    return row.pk
