"""Who a user may act as."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

from tutela.access.actor import Actor, permissions_of


@dataclass(frozen=True, slots=True)
class Office:
    """One of a user's live appointments, with the actor it makes."""

    actor: Actor
    vetted_until: date


def offices_of(user_id: UUID, *, using: str = DEFAULT_DB_ALIAS) -> list[Office]:
    """The appointments a user may act as today (none after vetting ended)."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT * FROM appointments_of(%s)", [user_id])
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [Office(_actor(user_id, row), row["vetted_until"]) for row in rows]


def actor_of(user_id: UUID, appointment_id: UUID, *, using: str = DEFAULT_DB_ALIAS) -> Actor | None:
    """The user acting in that appointment, or None where it is not theirs or has ended."""
    for office in offices_of(user_id, using=using):
        if office.actor.appointment_id == appointment_id:
            return office.actor
    return None


def _actor(user_id: UUID, row: dict[str, object]) -> Actor:
    powers = frozenset(row["powers"])  # type: ignore[arg-type]
    role = str(row["role"])
    return Actor(
        may=permissions_of(role, powers),
        name=str(row["name"]),
        appointment_id=row["id"],  # type: ignore[arg-type]
        user_id=user_id,
        team_id=row["team_id"],  # type: ignore[arg-type]
        team_name=str(row["team"]),
        agency_id=row["agency_id"],  # type: ignore[arg-type]
        agency_name=str(row["agency"]),
        agency_kind=str(row["kind"]),
        area_id=row["area_id"],  # type: ignore[arg-type]
        role=role,
        powers=powers,
        supervises_id=row["supervises_id"],  # type: ignore[arg-type]
    )
