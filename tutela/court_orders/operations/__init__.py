"""Every change of court results and of orders."""

from tutela.court_orders.operations.breaches import (
    change_breach,
    charge_breach,
    decide_on_breach,
    end_breach,
    record_breach,
)
from tutela.court_orders.operations.clauses import (
    add_clause,
    change_clause,
    remove_clause,
    vary_clause,
)
from tutela.court_orders.operations.on_card import keep_cards
from tutela.court_orders.operations.orders import change_course, change_order, record_order
from tutela.court_orders.operations.passports import change_passport, surrender_passport
from tutela.court_orders.operations.tokens import resolve_tokens

__all__ = [
    "add_clause",
    "change_breach",
    "change_clause",
    "change_course",
    "change_order",
    "change_passport",
    "charge_breach",
    "decide_on_breach",
    "end_breach",
    "keep_cards",
    "record_breach",
    "record_order",
    "remove_clause",
    "resolve_tokens",
    "surrender_passport",
    "vary_clause",
]
