"""One file as it is after fifteen years: two thousand entries, of meetings, homes and people."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from uuid_utils.compat import uuid7

from tutela.demonstration.bench.load import World, entry_begun, entry_written
from tutela.people import keys

ENTRIES, YEARS = 2_000, 15
BEGAN = date(2011, 1, 10)
HOMES, RELATED = 25, 40
# of every ten entries so many are meetings; the others change what stands in the file
MEETINGS = 7


def add_years(owner_url: str, world: World) -> None:
    """To the file of one of the first team's people: each entry a transaction of its own."""
    team = world.police[0]
    person, officer = world.people[team][0], world.officers[team][1]
    homes, related = [uuid7() for _ in range(HOMES)], [uuid7() for _ in range(RELATED)]
    with psycopg.connect(owner_url) as connection:
        for number in range(ENTRIES):
            on = BEGAN + timedelta(days=number * 365 * YEARS // ENTRIES)
            entry = entry_begun(connection)
            if number < HOMES:
                _home(connection, person, homes[number], on)
            elif number < HOMES + RELATED:
                _related(connection, person, related[number - HOMES])
            elif number % 10 < MEETINGS:
                _meeting(connection, person, officer, on)
            elif number % 2:
                _changed(connection, "people_relationship", "note", f"Seen {on}", related[on.day])
            else:
                _changed(connection, "people_address", "ends_on", on, homes[on.day % HOMES])
            entry_written(connection, entry, person)
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
    world.of_years = person


def _home(connection: psycopg.Connection[Any], person: UUID, key: UUID, on: date) -> None:
    connection.execute(
        "INSERT INTO people_address (id, person_id, part, kind, lines, postcode, postcode_key,"
        " house_key, starts_on, ends_on, version)"
        " VALUES (%s, %s, 'addresses', 'home', '9 High Street', 'ZZ1 1AA', %s, '9', %s, %s, 1)",
        [key, person, keys.postcode_key("ZZ1 1AA"), on, on + timedelta(days=200)],
    )


def _related(connection: psycopg.Connection[Any], person: UUID, key: UUID) -> None:
    connection.execute(
        "INSERT INTO people_relationship (id, person_id, part, kind, other_name, note, version)"
        " VALUES (%s, %s, 'relationships', 'associate', 'Somebody', '', 1)",
        [key, person],
    )


def _meeting(connection: psycopg.Connection[Any], person: UUID, officer: UUID, on: date) -> None:
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    connection.execute(
        "INSERT INTO contact_log_entry (id, person_id, part, kind, happened_on, when_said, what,"
        " source, grading, written_by_id, written_at)"
        " VALUES (%s, %s, 'contact_log', 'meeting', %s, '', %s, '', '', %s, %s)",
        [uuid7(), person, on, "In, and as expected. " * 20, officer, at],
    )


def _changed(
    connection: psycopg.Connection[Any], table: str, column: str, value: object, key: UUID
) -> None:
    connection.execute(
        f"UPDATE {table} SET {column} = %s, version = version + 1 WHERE id = %s",  # noqa: S608 - columns named here
        [value, key],
    )
