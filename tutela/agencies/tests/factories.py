"""Areas, agencies, teams and appointments for tests, made as the owner under their own entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.db import connections, transaction
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.permissions import ROLES
from tutela.agencies.models import Agency, Appointment, Area, Cover, Team, User
from tutela.agencies.queries import actor_of

PASSWORD = "correct horse battery staple"
numbers = count(1)


@contextmanager
def as_owner() -> Iterator[None]:
    """Write as the owner: each such transaction has its entry, by the job `set_up`."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        entry = uuid7()
        cursor.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
        yield
        cursor.execute(
            "SELECT record_as_job(%s, 'set_up', 'agency.set_up', NULL, NULL, '{}')", [entry]
        )


def area(**fields: Any) -> Area:
    number = next(numbers)
    with as_owner():
        return Area.objects.using("owner").create(
            **{"code": f"A{uuid7().hex[-12:]}", "name": f"Area {number}", **fields}
        )


def agency(kind: str = "police", **fields: Any) -> Agency:
    within = fields.pop("area", None) or area()
    with as_owner():
        return Agency.objects.using("owner").create(
            **{"area": within, "kind": kind, "name": f"{kind.capitalize()} {next(numbers)}"}
            | fields
        )


def team(kind: str = "police", **fields: Any) -> Team:
    of = fields.pop("agency", None) or agency(kind)
    with as_owner():
        return Team.objects.using("owner").create(
            **{
                "agency": of,
                "name": f"Team {next(numbers)}",
                "ring_day": "01632 960100",
                "ring_night": "01632 960101",
            }
            | fields
        )


def user(**fields: Any) -> User:
    number = next(numbers)
    made = User(
        **{"email": f"user{number}.{uuid7().hex[-12:]}@example.org", "name": f"Officer {number}"}
        | fields
    )
    made.set_password(PASSWORD)
    with as_owner():
        made.save(using="owner")
    return made


def appointment(role: str = "police_offender_manager", **fields: Any) -> Appointment:
    kind = (
        role.split("_")[0] if role.split("_")[0] in {"police", "prison", "probation"} else "police"
    )
    kind = {"partner": "children", "lead_practitioner": "youth_justice"}.get(role, kind)
    where = fields.pop("team", None) or team(kind)
    who = fields.pop("user", None) or user()
    today = date.today()  # noqa: DTZ011 - any day will do
    with as_owner():
        return Appointment.objects.using("owner").create(
            **{
                "team": where,
                "user": who,
                "role": role,
                "powers": sorted(ROLES[role].powers),
                "starts_on": today - timedelta(days=30),
                "vetted_until": today + timedelta(days=365),
                "why": "test",
            }
            | fields
        )


def officer(role: str = "police_offender_manager", **fields: Any) -> Actor:
    """Somebody who acts: a new account and appointment, as an Actor."""
    made = appointment(role, **fields)
    actor = actor_of(made.user_id, made.pk)
    assert actor is not None
    return actor


def cover(*, appointment_id: Any, team: Team, arranged_by_id: Any, **fields: Any) -> Cover:
    today = date.today()  # noqa: DTZ011
    with as_owner():
        return Cover.objects.using("owner").create(
            **{
                "appointment_id": appointment_id,
                "team": team,
                "arranged_by_id": arranged_by_id,
                "starts_on": today,
                "ends_before": today + timedelta(days=3),
                "why": "leave",
            }
            | fields
        )
