"""Many rows in one statement: values travel beside it as one JSON document.

COPY is refused under row security, and the import works under it like everybody else.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.backends.utils import CursorWrapper
from psycopg import sql

Cells = dict[str, Any]


def add(cursor: CursorWrapper, table: str, rows: Sequence[Cells]) -> None:
    """Insert rows that all have the same columns."""
    if not rows:
        return
    columns = sql.SQL(", ").join(map(sql.Identifier, rows[0]))
    cursor.execute(
        sql.SQL(
            "INSERT INTO {table} ({columns})"
            " SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
        ).format(table=sql.Identifier(table), columns=columns),
        [json.dumps(rows, default=str)],
    )


def correct(cursor: CursorWrapper, table: str, rows: Sequence[Cells]) -> int:
    """Write the columns of rows that still have the version with which they were read."""
    if not rows:
        return 0
    named = [name for name in rows[0] if name not in {"id", "version"}]
    changes = sql.SQL(", ").join(
        sql.SQL("{0} = r.{0}").format(sql.Identifier(name)) for name in named
    )
    cursor.execute(
        sql.SQL(
            "UPDATE {table} t SET {changes}, version = t.version + 1"
            " FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) r"
            " WHERE t.id = r.id AND t.version = r.version"
        ).format(table=sql.Identifier(table), changes=changes),
        [json.dumps(rows, default=str)],
    )
    return int(cursor.rowcount)


def held(
    cursor: CursorWrapper, table: str, ids: Iterable[UUID], columns: Sequence[str]
) -> dict[UUID, tuple[Any, ...]]:
    """These columns of the rows with these ids."""
    wanted = list(ids)
    if not wanted:
        return {}
    cursor.execute(
        sql.SQL("SELECT id, {columns} FROM {table} WHERE id = ANY (%s)").format(
            table=sql.Identifier(table),
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        ),
        [wanted],
    )
    return {row[0]: tuple(row[1:]) for row in cursor.fetchall()}
