"""What courts said of a person, and the orders they made."""

from tutela.court_orders.models.results import Offence, Result, ResultChange, Sentence

__all__ = ["Offence", "Result", "ResultChange", "Sentence"]
