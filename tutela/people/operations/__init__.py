"""Every change to a person's record, by name: `from tutela.people import operations`."""

from tutela.people.operations.addresses import add_address, change_address
from tutela.people.operations.cards import set_card, set_card_prohibitions
from tutela.people.operations.identity import (
    add_birth_date,
    add_identifier,
    add_name,
    change_birth_date,
    change_identifier,
    change_name,
)
from tutela.people.operations.movement import acknowledge, move, take_back
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
from tutela.people.operations.transfers import add_transfer, change_transfer, take_out_transfer
from tutela.people.operations.whereabouts import (
    add_whereabouts,
    change_whereabouts,
    take_out_whereabouts,
)

__all__ = [
    "acknowledge",
    "add_address",
    "add_birth_date",
    "add_identifier",
    "add_name",
    "add_relationship",
    "add_transfer",
    "add_whereabouts",
    "allocate",
    "ask_for_card",
    "change_address",
    "change_birth_date",
    "change_identifier",
    "change_name",
    "change_relationship",
    "change_transfer",
    "change_whereabouts",
    "declare_emergency",
    "end",
    "grant",
    "hand_over",
    "lift",
    "move",
    "open_on",
    "record",
    "restrict",
    "review",
    "set_card",
    "set_card_photograph",
    "set_card_prohibitions",
    "take_back",
    "take_out_transfer",
    "take_out_whereabouts",
]
