"""SQL as an attacker types it: raw connections of the real roles, and what an actor can prove."""

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg import errors

from tutela.access.actor import Actor
from tutela.installation.testing import TESTBED

DENIED = errors.InsufficientPrivilege
Row = tuple[Any, ...]


@contextmanager
def connect(role: str = "casework") -> Iterator[psycopg.Connection]:
    """Another connection of that process's role, outside Django."""
    with psycopg.connect(TESTBED.url(role)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        try:
            yield connection
        finally:
            connection.rollback()


def proof(
    connection: psycopg.Connection,
    appointment: UUID | None,
    *,
    process: str = "casework",
    ago: int = 0,
) -> list[Any]:
    """What the process's key says of this appointment on this connection."""
    told_at = int(time.time()) - ago
    key = bytes.fromhex(TESTBED.place.keys.actor_key(process))
    message = f"ask|{appointment}|{connection.info.backend_pid}|{told_at}".encode()
    return [appointment, told_at, hmac.new(key, message, hashlib.sha256).digest()]


def tell(connection: psycopg.Connection, actor: Actor, *, process: str = "casework") -> None:
    connection.execute(
        "SELECT tell_actor(%s, %s, %s)", proof(connection, actor.appointment_id, process=process)
    )


@contextmanager
def acting(actor: Actor | None, role: str = "casework") -> Iterator[psycopg.Connection]:
    """A transaction of a connection of its own, told of that actor: what a slip in a page gives."""
    with connect(role) as connection:
        if actor is not None:
            tell(connection, actor, process=role)
        yield connection


def opened(actor: Actor, person: UUID, ground: str = "interest") -> bool:
    with acting(actor) as sql:
        found = one(sql, "SELECT open_file(%s, %s, %s, 'test')", uuid4(), person, ground)
        sql.commit()
    return bool(found)


def consult(sql: psycopg.Connection, *people: UUID, page: str = "people:file") -> list[UUID]:
    return [row[0] for row in rows(sql, "SELECT consult(%s, %s)", list(people), page)]


@contextmanager
def reading(actor: Actor, *people: UUID) -> Iterator[psycopg.Connection]:
    """A page's transaction: the files are opened, committed, and consulted."""
    for person in people:
        opened(actor, person)
    with acting(actor) as sql:
        consult(sql, *people)
        yield sql


def rows(sql: psycopg.Connection, statement: str, *values: Any) -> list[Row]:
    return sql.execute(statement, values or None).fetchall()  # type: ignore[arg-type]


def one(sql: psycopg.Connection, statement: str, *values: Any) -> Any:
    found = rows(sql, statement, *values)
    return found[0][0] if found else None


def refusal(sql: psycopg.Connection, statement: str, *values: Any) -> str:
    """The words with which it is refused; fails where it is not."""
    try:
        with sql.transaction():
            sql.execute(statement, values or None)  # type: ignore[arg-type]
    except psycopg.Error as refused:
        return f"{refused.sqlstate} {refused.diag.message_primary}"
    raise AssertionError(f"not refused: {statement}")


def entry(
    sql: psycopg.Connection, event: str = "person.changed", person: UUID | None = None
) -> UUID:
    """An honest entry for the changes of this transaction."""
    made = uuid4()
    sql.execute("SELECT set_config('tutela.entry', %s, true)", [str(made)])
    sql.execute("SELECT record(%s, %s, NULL, %s, '{}', NULL)", [made, event, person])
    return made
