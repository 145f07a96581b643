"""Court results for tests, put into a file that is open to the officer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from tutela.access.actor import Actor
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.court_orders.models import (
    Clause,
    Offence,
    Order,
    OrderBreach,
    Passport,
    Result,
    Sentence,
)
from tutela.people.files import consult
from tutela.people.tests import factories as people


@contextmanager
def in_file(officer: Actor, person_id: UUID) -> Iterator[None]:
    """The officer has the file open and acts."""
    people.opened(officer, person_id)
    with acting_as(officer):
        consult([person_id], page="people:file")
        yield


def result(person_id: UUID, **fields: Any) -> Result:
    given = {"kind": "conviction", "relevant_on": date(2020, 3, 2), "court": "Crown Court"}
    return Result.objects.create(person_id=person_id, **(given | fields))


def offence(of: Result, **fields: Any) -> Offence:
    given = {"title": "Sexual assault", "paragraph": "18"} | fields
    return Offence.objects.create(result=of, person_id=of.person_id, **given)


def sentence(of: Result, **fields: Any) -> Sentence:
    given = {"kind": "custody", "months": 24} | fields
    return Sentence.objects.create(result=of, person_id=of.person_id, **given)


@contextmanager
def entered(officer: Actor, person_id: UUID) -> Iterator[None]:
    """Rows of a test's own, under one entry."""
    with in_file(officer, person_id), perform(officer, May.CHANGE_PERSON) as done:
        yield
        done.record("result.recorded", None, person=person_id)


def order(person_id: UUID, **fields: Any) -> Order:
    given = {"kind": "shpo", "made_on": date(2024, 3, 1), "court": "Crown Court"} | fields
    return Order.objects.create(person_id=person_id, **given)


def clause(of: Order, **fields: Any) -> Clause:
    given = {
        "number": "1",
        "kind": "prohibition",
        "wording": "Must not contact Child A.",
        "starts_on": of.made_on,
    } | fields
    return Clause.objects.create(order=of, person_id=of.person_id, **given)


def passport(of: Order, **fields: Any) -> Passport:
    given = {"country": "Utopia", "surrendered_on": of.made_on} | fields
    return Passport.objects.create(order=of, person_id=of.person_id, **given)


def order_breach(of: Order, **fields: Any) -> OrderBreach:
    given = {"what": "Was seen with Child A.", "recorded_at": timezone.now()} | fields
    return OrderBreach.objects.create(order=of, person_id=of.person_id, **given)
