"""What courts said of a person, and the orders they made."""

from tutela.court_orders.models.orders import Clause, Order, OrderBreach, OrderChange, Passport
from tutela.court_orders.models.protected import CertifiedWording, Meaning, Resolution, Token
from tutela.court_orders.models.results import Offence, Result, ResultChange, Sentence

__all__ = [
    "CertifiedWording",
    "Clause",
    "Meaning",
    "Offence",
    "Order",
    "OrderBreach",
    "OrderChange",
    "Passport",
    "Resolution",
    "Result",
    "ResultChange",
    "Sentence",
    "Token",
]
