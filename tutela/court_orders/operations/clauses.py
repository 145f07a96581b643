"""Clauses of an order: added, corrected, varied from a day. The earlier clause stays as it was."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.consequences import Consequence, tell
from tutela.access.door import perform
from tutela.access.permissions import May
from tutela.court_orders import order_rules as rules
from tutela.court_orders import wording_rules
from tutela.court_orders.models import CertifiedWording, Clause, Order, OrderChange
from tutela.court_orders.operations.naming import (
    CannotMark,
    check_names,
    give_tokens,
    may_keep_names,
)
from tutela.court_orders.operations.on_card import show_on_card
from tutela.court_orders.operations.orders import CannotOrder, note_variation
from tutela.law.wording import say_day
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

DAY = timedelta(days=1)
ENTERED = [
    *("number", "kind", "wording", "starts_on", "ends_on", "place", "supervisor"),
    *("names_no_supervisor", "monitored", "about_travel", "on_card"),
]
SHOWS = ["number", "kind", "starts_on", "ends_on", "place", "supervisor"]


@dataclass(frozen=True, slots=True)
class Variation:
    """A hearing at which a court changed the order: from which day, where, and why."""

    on: date
    court: str = ""
    reference: str = ""
    why: str = ""

    @property
    def texts(self) -> list[str]:
        return [self.court, self.reference, self.why]


@dataclass(frozen=True, slots=True)
class Said:
    """A clause as it was entered: its wording, and which words of it name somebody."""

    number: str
    kind: str
    wording: str
    children: str
    victims: str
    others: str
    places: str
    place: str
    supervisor: str
    names_no_supervisor: bool
    monitored: bool
    about_travel: bool
    on_card: bool
    not_names: bool

    @property
    def marks(self) -> list[wording_rules.Marked]:
        return [
            *wording_rules.marked_in(self.children, "child"),
            *wording_rules.marked_in(self.victims, "victim"),
            *wording_rules.marked_in(self.others, "other_person"),
            *wording_rules.marked_in(self.places, wording_rules.PLACE),
        ]


def add_clause(
    *,
    actor: Actor,
    person: Person,
    order: Order,
    clause: Said,
    starts_on: date | None,
    ends_on: date | None,
    varied: Variation | None,
    key: UUID,
    now: datetime,
) -> UUID:
    """Add a clause that the order held when it was made, or that a variation put into it."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        of = _order_of(order, person)
        row = Clause(order=of, person=person, starts_on=starts_on or of.made_on, ends_on=ends_on)
        if varied:
            row.starts_on, row.added_by = varied.on, _variation(actor, of, varied, now)
        _enter(row, clause, certified=True, varied=varied)
        show_on_card(actor, person, now)
        done.record("clause.added", row.pk, person=person.pk, order=of.pk, kind=row.kind)
    return of.pk


def change_clause(
    *,
    actor: Actor,
    person: Person,
    clause: Clause,
    said: Said,
    starts_on: date | None,
    ends_on: date | None,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct a clause that was entered wrongly; the certified wording stays as it was pasted."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        row = held(Clause, clause.pk, person_id=person.pk, version=version, shows=SHOWS)
        row.starts_on, row.ends_on = starts_on or row.order.made_on, ends_on
        _enter(row, said, certified=False)
        show_on_card(actor, person, now)
        done.record("clause.corrected", row.pk, person=person.pk, order=row.order_id)
    return row.order_id


def vary_clause(
    *,
    actor: Actor,
    person: Person,
    clause: Clause,
    said: Said,
    ends_on: date | None,
    varied: Variation,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Put another clause in the place of one from a day on; the earlier stays with its last day."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        was = held(Clause, clause.pk, person_id=person.pk, version=version, shows=SHOWS)
        change = _end(actor, was, varied, now)
        row = Clause(
            order=was.order, person=person, starts_on=varied.on, ends_on=ends_on, replaces=was
        )
        row.added_by = change
        _enter(row, said, certified=True, varied=varied)
        show_on_card(actor, person, now)
        done.record("clause.varied", row.pk, person=person.pk, order=row.order_id)
    return row.order_id


def remove_clause(
    *,
    actor: Actor,
    person: Person,
    clause: Clause,
    varied: Variation,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """End a clause from a day on, because the court took it out of the order."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        check_names(person, varied.texts, not_names=not_names)
        was = held(Clause, clause.pk, person_id=person.pk, version=version, shows=SHOWS)
        _end(actor, was, varied, now)
        show_on_card(actor, person, now)
        done.record("clause.removed", was.pk, person=person.pk, order=was.order_id)
    return was.order_id


def _order_of(order: Order, person: Person) -> Order:
    return Order.objects.select_for_update().get(pk=order.pk, person=person)


def _end(actor: Actor, was: Clause, varied: Variation, now: datetime) -> OrderChange:
    if was.ended_by_id or (was.ends_on and was.ends_on < varied.on):
        raise CannotOrder(_("This clause has ended already: vary the one that took its place."))
    if varied.on <= was.starts_on:
        raise CannotOrder(
            _("The clause runs from %(day)s: enter a later day, or correct the clause.")
            % {"day": say_day(was.starts_on, _)}
        )
    was.order = _order_of(was.order, was.person)
    change = _variation(actor, was.order, varied, now)
    was.ends_on, was.ended_by = varied.on - DAY, change
    write(was, ["ends_on", "ended_by"])
    return change


def _variation(actor: Actor, order: Order, varied: Variation, now: datetime) -> OrderChange:
    """One for a hearing: what the court changed on one day belongs together."""
    same = OrderChange.objects.filter(
        order=order,
        person_id=order.person_id,
        kind=OrderChange.Kind.VARIED,
        on=varied.on,
        court=varied.court,
        reference=varied.reference,
        why=varied.why,
    ).first()
    if same:
        return same
    return note_variation(actor, order, varied.on, varied.court, varied.reference, varied.why, now)


def _enter(row: Clause, said: Said, *, certified: bool, varied: Variation | None = None) -> None:
    """Write the clause with tokens only; the names, and the wording as certified, apart."""
    CannotOrder.heed(rules.objection_to_monitoring(monitored=said.monitored, on=row.order.made_on))
    if row.ends_on and row.ends_on < row.starts_on:
        raise CannotOrder(_("The last day of the clause cannot be before its first day."))
    if row.starts_on < row.order.made_on:
        raise CannotOrder(_("The clause cannot begin before the order was made."))
    is_requirement = said.kind == Clause.Kind.REQUIREMENT
    if is_requirement and not said.supervisor and not said.names_no_supervisor:
        raise CannotOrder(
            _(
                "A requirement has a responsible supervisor (Sexual Offences Act 2003 s.103CA):"
                " enter who it is, or that the order names none."
            )
        )
    keeps = may_keep_names(row.person_id)
    if said.marks and not keeps:
        raise CannotMark(
            _("Your team may not keep protected names in this file: write the tokens yourself.")
        )
    wording, named = give_tokens(row.person, said.marks, said.wording)
    texts = [wording, said.place, *(varied.texts if varied else ())]
    check_names(row.person, texts, not_names=said.not_names, marked=named)
    row.number, row.kind, row.wording, row.place = said.number, said.kind, wording, said.place
    row.supervisor = said.supervisor if is_requirement else ""
    row.names_no_supervisor = is_requirement and not said.supervisor
    row.monitored, row.about_travel = said.monitored, said.about_travel
    row.on_card = said.on_card and not is_requirement
    if row._state.adding:
        row.save(force_insert=True)
    else:
        write(row, ENTERED)
    if keeps and certified:
        CertifiedWording.objects.create(clause=row, person=row.person, words=said.wording)
    tell(Consequence("court_orders/clause_consequence.html", {"clause": row, "was": row.replaces}))
