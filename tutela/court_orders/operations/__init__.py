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
from tutela.court_orders.operations.results import (
    add_offence,
    change_offence,
    change_result,
    record_outcome,
    record_result,
)
from tutela.court_orders.operations.sentences import add_sentence, change_sentence
from tutela.court_orders.operations.tokens import resolve_tokens

__all__ = [
    "add_clause",
    "add_offence",
    "add_sentence",
    "change_breach",
    "change_clause",
    "change_course",
    "change_offence",
    "change_order",
    "change_passport",
    "change_result",
    "change_sentence",
    "charge_breach",
    "decide_on_breach",
    "end_breach",
    "keep_cards",
    "record_breach",
    "record_order",
    "record_outcome",
    "record_result",
    "remove_clause",
    "resolve_tokens",
    "surrender_passport",
    "vary_clause",
]
