"""Steps that several attacks share."""

from uuid import UUID, uuid4

import psycopg

from tests.walls import typed
from tutela.access.actor import Actor

REFUSED = "42501"


def in_emergency(actor: Actor, surname: str, reason: str = "a child is missing") -> UUID:
    lookup = uuid4()
    with typed.acting(actor) as sql:
        ask(sql, "emergency", surname, lookup=lookup, reason=reason)
        sql.commit()
    return lookup


def ask(
    sql: psycopg.Connection,
    kind: str,
    surname: str,
    *,
    lookup: UUID | None = None,
    reason: str = "seen in the street",
) -> None:
    sql.execute(
        "SELECT ask(%s, %s, %s, 'ALEX', '1980-03-03', '', '', '', %s)",
        [lookup or uuid4(), kind, surname, reason],
    )
