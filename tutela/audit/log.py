"""Writing to the record. Only the door and the sign-in adapter call this."""

import json
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections


def append(
    *,
    entry: UUID,
    event: str,
    about: UUID | None,
    person: UUID | None,
    details: dict[str, Any],
    key: UUID | None = None,
    job: str = "",
    using: str = DEFAULT_DB_ALIAS,
) -> None:
    """One entry by the current actor, or by the named job."""
    kept = json.dumps(details, default=str, sort_keys=True)
    with connections[using].cursor() as cursor:
        if job:
            cursor.execute(
                "SELECT record_as_job(%s, %s, %s, %s, %s, %s::jsonb)",
                [entry, job, event, about, person, kept],
            )
        else:
            cursor.execute(
                "SELECT record(%s, %s, %s, %s, %s::jsonb, %s)",
                [entry, event, about, person, kept, key],
            )


def append_at_the_door(*, event: str, account: UUID | None, details: dict[str, Any]) -> None:
    """A sign-in or credential event, before any appointment is known."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT record_at_the_door(%s, %s, %s::jsonb)",
            [event, account, json.dumps(details, default=str, sort_keys=True)],
        )
