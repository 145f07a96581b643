"""Orders of a person, clause by clause, and what of them stands on the contact card."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Prefetch, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tutela.access.asking import worded_once
from tutela.court_orders import order_rules as rules
from tutela.court_orders.card_rules import Line, card_text
from tutela.court_orders.models import (
    Clause,
    Order,
    OrderBreach,
    OrderChange,
    Resolution,
    Result,
)
from tutela.court_orders.order_rules import Warned
from tutela.people.models import Card
from tutela.ui.templatetags.tutela_ui import day

# as long as the database answers
SHOWN_FOR = timedelta(minutes=15)


def orders_of(person_id: UUID) -> QuerySet[Order]:
    """Every order of the person, the latest first, with all that it holds: six questions."""
    return Order.objects.filter(person=person_id).prefetch_related(
        "clauses",
        Prefetch("changes", OrderChange.objects.select_related("recorded_by__user")),
        "passports",
        Prefetch("breaches", OrderBreach.objects.select_related("clause")),
    )


def orders_in_force(person_id: UUID, *, on: date) -> list[Order]:
    """The orders that bind the person on a day, the latest first: one question."""
    return [row for row in _made(person=person_id, on=on) if row.is_in_force(on)]


@worded_once
def _made(*, person: UUID, on: date) -> QuerySet[Order]:
    return Order.objects.filter(person=person, made_on__lte=on)


def by_number(clause: Clause) -> tuple[int, str, date]:
    """Clauses as an order numbers them: 2 before 10, 2a after 2."""
    digits = clause.number[: len(clause.number) - len(clause.number.lstrip("0123456789"))]
    return (int(digits or 0), clause.number, clause.starts_on)


@dataclass(frozen=True, slots=True)
class Shown:
    """A clause with what the law would not expect of it, and whether it binds on the day."""

    clause: Clause
    warnings: tuple[Warned, ...]
    binds: bool
    last_day: date | None

    @property
    def lacks_wording(self) -> bool:
        """An extract brought it: what everybody reads is still to be written, with tokens."""
        return self.clause.wording == rules.WORDING_TO_COME


@dataclass(frozen=True, slots=True)
class Whole:
    """An order as its page shows it on a day."""

    order: Order
    stage: str
    is_in_force: bool
    warnings: tuple[Warned, ...]
    now: Sequence[Shown]
    later: Sequence[Shown]
    before: Sequence[Shown]
    consent: rules.Consent | None
    changes: Sequence[tuple[OrderChange, Warned | None]]

    @property
    def stage_words(self) -> str:
        return str(Order.Stage(self.stage).label)


def whole(order: Order, *, on: date) -> Whole:
    """What the page of an order shows: clauses that bind, that will, and that did."""
    clauses = [_shown(order, one, on) for one in sorted(order.clauses.all(), key=by_number)]
    consent = consent_of(order, order.clauses.all())
    is_in_force = order.is_in_force(on)
    return Whole(
        order=order,
        stage=order.stage_on(on),
        is_in_force=is_in_force,
        warnings=rules.warnings_of_order(
            kind=order.kind, interim=order.interim, made_on=order.made_on, ends_on=order.ends_on
        ),
        now=[one for one in clauses if one.clause.is_in_force(on)],
        later=[one for one in clauses if one.clause.starts_on > on],
        before=[
            one for one in clauses if one.clause.starts_on <= on and not one.clause.is_in_force(on)
        ],
        consent=consent,
        changes=[(change, _odd(change, consent)) for change in order.changes.all()],
    )


def consent_of(order: Order, clauses: Iterable[Clause]) -> rules.Consent | None:
    """Until when the court discharges this order only with consent."""
    kept = list(clauses)
    return rules.consent_needed(
        kind=order.kind,
        interim=order.interim,
        made_on=order.made_on,
        only_travel=bool(kept) and all(clause.about_travel for clause in kept),
    )


def _odd(change: OrderChange, consent: rules.Consent | None) -> Warned | None:
    if change.kind != OrderChange.Kind.DISCHARGED:
        return None
    return rules.warning_of_discharge(consent, discharged_on=change.on, consent=change.consent)


def last_day_of(order: Order, clause: Clause) -> date | None:
    """The last day of a clause: its own or its order's, whichever comes first."""
    known = [last for last in (order.ends_on, clause.ends_on) if last is not None]
    return min(known, default=None)


def _shown(order: Order, clause: Clause, on: date) -> Shown:
    last_day = last_day_of(order, clause)
    warnings = rules.warnings_of_clause(
        order_kind=order.kind,
        interim=order.interim,
        made_on=order.made_on,
        kind=clause.kind,
        starts_on=clause.starts_on,
        ends_on=last_day,
        about_travel=clause.about_travel,
        names_no_supervisor=clause.names_no_supervisor,
        is_varied_away=clause.ended_by_id is not None or clause.replaces_id is not None,
    )
    binds = order.is_in_force(on) and clause.is_in_force(on)
    return Shown(clause, warnings, binds, last_day)


def _by_order(clause: Clause) -> tuple[date, UUID, tuple[int, str, date]]:
    return (clause.order.made_on, clause.order_id, by_number(clause))


def card_texts(
    people: Iterable[UUID] | None, *, on: date, using: str = DEFAULT_DB_ALIAS
) -> dict[UUID, str]:
    """The prohibitions that a card should show, where it shows others: of these people, or all."""
    runs = Q(ends_on=None) | Q(ends_on__gte=on)
    clauses = Clause.objects.using(using).filter(runs, on_card=True, starts_on__lte=on)
    cards = Card.objects.using(using)
    if people is not None:
        wanted = list(people)
        clauses, cards = clauses.filter(person__in=wanted), cards.filter(person__in=wanted)
    lines: dict[UUID, list[Line]] = defaultdict(list)
    for clause in sorted(clauses.select_related("order"), key=_by_order):
        order = clause.order
        if order.is_in_force(on):
            last_day = last_day_of(order, clause)
            line = Line(
                order.kind, order.interim, order.made_on, clause.number, clause.wording, last_day
            )
            lines[order.person_id].append(line)
    found = {}
    for person_id, was in cards.values_list("person_id", "prohibitions"):
        text = card_text(was, lines.get(person_id, ()))
        if text != was:
            found[person_id] = text
    return found


def results_to_choose(person_id: UUID) -> list[tuple[UUID, str]]:
    """The court results of the file, as far as they are open, to say on which an order rests."""
    rows = Result.objects.filter(person=person_id)
    said = _("%(result)s, %(day)s")
    return [
        (row.pk, said % {"result": row.get_kind_display(), "day": day(row.relevant_on)})
        for row in rows
    ]


def clauses_to_choose(order: Order) -> list[tuple[UUID, str]]:
    """The clauses of an order by number and first day, to say which may be breached."""
    rows = sorted(Clause.objects.filter(order=order, person=order.person_id), key=by_number)
    said = _("Clause %(number)s, from %(day)s: %(wording)s")
    return [
        (
            row.pk,
            said
            % {
                "number": row.number,
                "day": day(row.starts_on),
                "wording": Truncator(row.wording).chars(80),
            },
        )
        for row in rows
    ]


def next_number(order: Order) -> str:
    """The number after the highest that the order has."""
    rows = Clause.objects.filter(order=order, person=order.person_id)
    return str(max((by_number(row)[0] for row in rows), default=0) + 1)


def is_resolved(order: Order, appointment: UUID, *, at: datetime) -> bool:
    """Whether the reader has said why within the last quarter of an hour."""
    return Resolution.objects.filter(
        order=order,
        person=order.person_id,
        asked_by=appointment,
        asked_at__gt=at - SHOWN_FOR,
        asked_at__lt=at,
    ).exists()


def certified_clauses(order: Order) -> list[Clause]:
    """The clauses with their wording as certified, on the one page that may read it."""
    rows = Clause.objects.filter(order=order, person=order.person_id)
    return sorted(rows.prefetch_related("certified"), key=by_number)
