"""Everything recorded of a person in this room: `from tutela.people.models import Person`."""

from tutela.people.models.movement import Move, Transfer, Whereabouts
from tutela.people.models.record import (
    Address,
    Allocation,
    BirthDate,
    Card,
    Identifier,
    Interest,
    Lookup,
    LookupAnswer,
    Name,
    Person,
    Relationship,
    Review,
)

__all__ = [
    "Address",
    "Allocation",
    "BirthDate",
    "Card",
    "Identifier",
    "Interest",
    "Lookup",
    "LookupAnswer",
    "Move",
    "Name",
    "Person",
    "Relationship",
    "Review",
    "Transfer",
    "Whereabouts",
]
