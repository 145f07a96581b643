"""A possible breach of an order, from what is alleged to its outcome; people decide on it."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import perform
from tutela.access.permissions import May
from tutela.court_orders.models import Clause, Order, OrderBreach, Result, Sentence
from tutela.court_orders.operations.naming import check_names
from tutela.court_orders.operations.orders import CannotOrder
from tutela.people.files import opened_here
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

Decision = OrderBreach.Decision
ALLEGED = ["happened_on", "when_said", "what", "evidence"]
DECIDED = ["decision", "decided_on", "decided_by", "decided_because"]
CHARGED = ["charged_on", "charge"]
ENDED = ["outcome", "outcome_on", "outcome_court", "result", "sentence"]


def record_breach(
    *,
    actor: Actor,
    person: Person,
    order: Order,
    clause: UUID | None,
    happened_on: date | None,
    when_said: str,
    what: str,
    evidence: str,
    not_names: bool,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record what may be a breach of an order, and of which clause; nothing is decided by it."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        of = Order.objects.get(pk=order.pk, person=person)
        row = OrderBreach(order=of, person=person, recorded_at=now)
        row.recorded_by_id = actor.appointment_id
        _allege(row, clause, happened_on, when_said, what, evidence, not_names)
        row.save(force_insert=True)
        done.record("order_breach.recorded", row.pk, person=person.pk, order=of.pk)
    return row.pk


def change_breach(
    *,
    actor: Actor,
    person: Person,
    breach: OrderBreach,
    clause: UUID | None,
    happened_on: date | None,
    when_said: str,
    what: str,
    evidence: str,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct or complete what is alleged."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        row = held(OrderBreach, breach.pk, person_id=person.pk, version=version, shows=ALLEGED)
        _allege(row, clause, happened_on, when_said, what, evidence, not_names)
        write(row, [*ALLEGED, "clause"])
        done.record("order_breach.changed", row.pk, person=person.pk, order=row.order_id)
    return row.pk


def _allege(
    row: OrderBreach,
    clause: UUID | None,
    happened_on: date | None,
    when_said: str,
    what: str,
    evidence: str,
    not_names: bool,
) -> None:
    check_names(row.person, [when_said, what, evidence], not_names=not_names)
    row.clause = None
    if clause is not None:
        found = Clause.objects.filter(pk=clause, order=row.order, person=row.person_id).first()
        if found is None:
            raise CannotOrder(_("Choose a clause of this order."))
        row.clause = found
    row.happened_on, row.when_said, row.what = happened_on, when_said, what
    row.evidence = evidence


def decide_on_breach(
    *,
    actor: Actor,
    person: Person,
    breach: OrderBreach,
    decision: str,
    decided_on: date,
    decided_by: str,
    decided_because: str,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Keep who decided what follows from a possible breach, when and with which reasons."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        row = held(OrderBreach, breach.pk, person_id=person.pk, version=version, shows=DECIDED)
        check_names(person, [decided_by, decided_because], not_names=not_names)
        if decision != Decision.CHARGE and row.charged_on:
            raise CannotOrder(
                _("The person is charged already: record the outcome, such as discontinued.")
            )
        row.decision, row.decided_on = decision, decided_on
        row.decided_by, row.decided_because = decided_by, decided_because
        write(row, DECIDED)
        done.record("order_breach.decided", row.pk, person=person.pk, decision=decision)
    return row.pk


def charge_breach(
    *,
    actor: Actor,
    person: Person,
    breach: OrderBreach,
    charged_on: date,
    charge: str,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record the charge; somebody decided on it before."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        row = held(OrderBreach, breach.pk, person_id=person.pk, version=version, shows=CHARGED)
        check_names(person, [charge], not_names=not_names)
        if row.decision != Decision.CHARGE:
            raise CannotOrder(_("Record the decision to charge and its reasons first."))
        row.charged_on, row.charge = charged_on, charge
        write(row, CHARGED)
        done.record("order_breach.charged", row.pk, person=person.pk)
    return row.pk


def end_breach(
    *,
    actor: Actor,
    person: Person,
    breach: OrderBreach,
    outcome: str,
    outcome_on: date,
    outcome_court: str,
    result: UUID | None,
    sentence: UUID | None,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record what came of it, with the court result and the sentence where there is one."""
    with perform(actor, May.RECORD_ORDER, key=key) as done:
        check_part(person.pk, Part.ORDERS)
        row = held(
            OrderBreach,
            breach.pk,
            person_id=person.pk,
            version=version,
            shows=["outcome", "outcome_on", "outcome_court"],
        )
        check_names(person, [outcome_court], not_names=not_names)
        if not row.decision:
            raise CannotOrder(_("Record who decided on it, and why, first."))
        row.outcome, row.outcome_on, row.outcome_court = outcome, outcome_on, outcome_court
        if Part.CONVICTIONS in opened_here(person.pk).parts_read:
            _link(row, result, sentence)
        write(row, ENDED)
        done.record("order_breach.ended", row.pk, person=person.pk, outcome=outcome)
    return row.pk


def _link(row: OrderBreach, result: UUID | None, sentence: UUID | None) -> None:
    """Who may not read court results leaves the link as it is."""
    row.result, row.sentence = None, None
    if sentence is not None:
        row.sentence = Sentence.objects.filter(pk=sentence, person=row.person_id).first()
    if row.sentence is not None:
        row.result = row.sentence.result
    elif result is not None:
        row.result = Result.objects.filter(pk=result, person=row.person_id).first()
