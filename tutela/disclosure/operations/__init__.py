"""Every change of a disclosure."""

from tutela.disclosure.operations.asking import ask, leave, withdraw
from tutela.disclosure.operations.deciding import decide, review
from tutela.disclosure.operations.incidents import record_incident, settle_governed, settle_incident
from tutela.disclosure.operations.telling import follow_up, record_in_danger, record_made

__all__ = [
    "ask",
    "decide",
    "follow_up",
    "leave",
    "record_in_danger",
    "record_incident",
    "record_made",
    "review",
    "settle_governed",
    "settle_incident",
    "withdraw",
]
