"""Categories and levels for tests, decided by the officer whose file it is."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from tutela.access.actor import Actor
from tutela.court_orders.tests.factories import in_file
from tutela.levels import operations


def category(officer: Actor, person_id: UUID, number: int, on: date, **fields: Any) -> UUID:
    given = {"reason": "Because it is a test.", "key": None, "now": timezone.now()} | fields
    with in_file(officer, person_id):
        return operations.decide_category(
            actor=officer, person_id=person_id, category=number, on=on, **given
        )


def level(officer: Actor, person_id: UUID, number: int, on: date, **fields: Any) -> UUID:
    given = {
        "reason": "Because it is a test.",
        "how": "meeting",
        "key": None,
        "now": timezone.now(),
    } | fields
    with in_file(officer, person_id):
        return operations.decide_level(
            actor=officer, person_id=person_id, level=number, on=on, **given
        )


def screening(officer: Actor, person_id: UUID, on: date, **fields: Any) -> UUID:
    given = {
        "risk": "medium",
        "plan_is_robust": True,
        "has_barriers": False,
        "needs_meetings": False,
        "needs_seniors": False,
        "outcome": "level_1",
        "reason": "The plan holds and nothing stands in its way.",
        "again_on": None,
        "key": None,
        "now": timezone.now(),
    } | fields
    with in_file(officer, person_id):
        return operations.screen(actor=officer, person_id=person_id, screened_on=on, **given)
