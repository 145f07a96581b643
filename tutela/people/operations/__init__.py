"""Every change to a person's record, by name: `from tutela.people import operations`."""

from tutela.people.operations.addresses import add_address, change_address
from tutela.people.operations.cards import set_card
from tutela.people.operations.identity import (
    add_birth_date,
    add_identifier,
    add_name,
    change_birth_date,
    change_identifier,
    change_name,
)
from tutela.people.operations.opening import (
    ask_for_card,
    declare_emergency,
    open_on,
    review,
)
from tutela.people.operations.photograph import set_card_photograph
from tutela.people.operations.recording import record
from tutela.people.operations.relationships import add_relationship, change_relationship
from tutela.people.operations.sharing import (
    allocate,
    end,
    grant,
    hand_over,
    lift,
    restrict,
)

__all__ = [
    "add_address",
    "add_birth_date",
    "add_identifier",
    "add_name",
    "add_relationship",
    "allocate",
    "ask_for_card",
    "change_address",
    "change_birth_date",
    "change_identifier",
    "change_name",
    "change_relationship",
    "declare_emergency",
    "end",
    "grant",
    "hand_over",
    "lift",
    "open_on",
    "record",
    "restrict",
    "review",
    "set_card",
    "set_card_photograph",
]
