"""Orders as they are recorded and corrected, and what courts made of them later."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform
from tutela.access.permissions import May
from tutela.court_orders import order_rules as rules
from tutela.court_orders.models import Order, OrderChange, Result
from tutela.court_orders.operations.naming import check_names
from tutela.court_orders.operations.on_card import show_on_card
from tutela.people.files import opened_here
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

Kind = OrderChange.Kind
Stage = Order.Stage
SHOWS = [
    *("kind", "interim", "called", "country", "made_on", "served_on", "ends_on"),
    *("court", "reference", "source"),
]
ENDS = {Kind.DISCHARGED: Stage.DISCHARGED, Kind.EXPIRED: Stage.EXPIRED, Kind.QUASHED: Stage.QUASHED}


class CannotOrder(Refused):
    """A rule forbids this of a court order."""


def record_order(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    interim: bool,
    called: str,
    country: str,
    made_on: date,
    served_on: date | None,
    ends_on: date | None,
    court: str,
    reference: str,
    source: str,
    result: UUID | None,
    not_names: bool,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record an order or a notice; its clauses are added to it."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        order = Order(person=person)
        check_names(person, [called, court, reference, source], not_names=not_names)
        _write_order(order, kind, interim, called, country, made_on, served_on, ends_on, result)
        order.court, order.reference, order.source = court, reference, source
        order.save(force_insert=True)
        done.record("order.recorded", order.pk, person=person.pk, kind=kind)
    return order.pk


def change_order(
    *,
    actor: Actor,
    person: Person,
    order: Order,
    kind: str,
    interim: bool,
    called: str,
    country: str,
    made_on: date,
    served_on: date | None,
    ends_on: date | None,
    court: str,
    reference: str,
    source: str,
    result: UUID | None,
    is_in_force: bool,
    why: str,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct what was recorded wrongly of an order; `is_in_force` says its end was an error."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        row = held(Order, order.pk, person_id=person.pk, version=version, shows=SHOWS)
        check_names(person, [called, court, reference, source, why], not_names=not_names)
        was = row.ends_on
        _write_order(row, kind, interim, called, country, made_on, served_on, ends_on, result)
        row.court, row.reference, row.source = court, reference, source
        if is_in_force and row.ended_on is not None:
            row.stage, row.ended_on = Stage.IN_FORCE, None
        write(row)
        _note(actor, row, Kind.CORRECTED, made_on, now, why=why, ends_on_was=was, ends_on=ends_on)
        show_on_card(actor, person, now)
        done.record("order.corrected", row.pk, person=person.pk)
    return row.pk


def _write_order(
    row: Order,
    kind: str,
    interim: bool,
    called: str,
    country: str,
    made_on: date,
    served_on: date | None,
    ends_on: date | None,
    result: UUID | None,
) -> None:
    if interim and kind in {Order.Kind.FOREIGN_TRAVEL_ORDER, Order.Kind.NOTICE_96ZA}:
        raise CannotOrder(_("There are no interim orders of this kind."))
    if kind == Order.Kind.OTHER and not called:
        raise CannotOrder(_("Enter what the order is called."))
    if ends_on and ends_on < made_on:
        raise CannotOrder(_("The last day of the order cannot be before the day it was made."))
    if served_on and served_on < made_on:
        raise CannotOrder(_("The order cannot be served before it was made."))
    row.kind, row.interim, row.called, row.country = kind, interim, called, country
    row.made_on, row.served_on, row.ends_on = made_on, served_on, ends_on
    if Part.CONVICTIONS in opened_here(row.person_id).parts_read:
        found = Result.objects.filter(pk=result, person=row.person_id) if result else None
        row.result = found.first() if found is not None else None
        if result is not None and row.result is None:
            raise CannotOrder(_("Choose a court result of this file."))


def change_course(
    *,
    actor: Actor,
    person: Person,
    order: Order,
    kind: str,
    on: date,
    court: str,
    reference: str,
    why: str,
    ends_on: date | None,
    consent: str,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Renewed, discharged, appealed, dismissed on appeal, expired or quashed: from which day.

    A discharge without recorded consent is taken, and marked where the law asked for consent.
    """
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        row = held(Order, order.pk, person_id=person.pk, version=version, shows=["ends_on"])
        check_names(person, [court, reference, why], not_names=not_names)
        CannotOrder.heed(
            rules.objection_to_change(
                made_on=row.made_on, ended_on=row.ended_on, stage=row.stage, kind=kind, on=on
            )
        )
        was = row.ends_on
        _take_course(row, kind, on, ends_on)
        write(row, ["stage", "ended_on", "ends_on", "appealed"])
        renewed = {"ends_on_was": was, "ends_on": row.ends_on} if kind == Kind.RENEWED else {}
        _note(
            actor,
            row,
            kind,
            on,
            now,
            court=court,
            reference=reference,
            why=why,
            consent=consent if kind == Kind.DISCHARGED else "",
            **renewed,
        )
        show_on_card(actor, person, now)
        done.record(f"order.{kind}", row.pk, person=person.pk)
    return row.pk


def _take_course(row: Order, kind: str, on: date, ends_on: date | None) -> None:
    if kind in ENDS:
        row.stage, row.ended_on, row.appealed = ENDS[Kind(kind)], on, False
    elif kind == Kind.RENEWED:
        if ends_on and ends_on < on:
            raise CannotOrder(_("The new last day cannot be before the day of the renewal."))
        row.ends_on = ends_on
        if row.stage == Stage.EXPIRED:  # renewed in time, and recorded late
            row.stage, row.ended_on = Stage.IN_FORCE, None
    else:
        row.appealed = kind == Kind.APPEALED


def _note(actor: Actor, row: Order, kind: str, on: date, now: datetime, **said: Any) -> OrderChange:
    return OrderChange.objects.create(
        order=row,
        person_id=row.person_id,
        kind=kind,
        on=on,
        recorded_by_id=actor.appointment_id,
        recorded_at=now,
        **said,
    )


def note_variation(
    actor: Actor, row: Order, on: date, court: str, reference: str, why: str, now: datetime
) -> OrderChange:
    """The order stands as varied from a day; what varied is with its clauses."""
    CannotOrder.heed(
        rules.objection_to_change(
            made_on=row.made_on, ended_on=row.ended_on, stage=row.stage, kind=Kind.VARIED, on=on
        )
    )
    if row.stage == Stage.IN_FORCE:
        row.stage = Stage.VARIED
    write(row, ["stage"])
    said = {"court": court, "reference": reference, "why": why}
    return _note(actor, row, Kind.VARIED, on, now, **said)
