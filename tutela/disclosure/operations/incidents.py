"""Somebody came to know who should not have: recorded by anybody, settled by another."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.court_orders.operations.naming import check_names
from tutela.disclosure import rules
from tutela.disclosure.models import Awaited, Incident
from tutela.disclosure.operations.holding import (
    CannotDisclose,
    await_of,
    call_deciders,
    met,
)
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

REASON = "To settle a disclosure that should not have been made"


def record_incident(
    *,
    actor: Actor,
    person: Person,
    happened_on: date | None,
    when_said: str,
    who_knows: str,
    what: str,
    how_known: str,
    immediately: str,
    not_names: bool,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record that somebody was told who should not have been; who decides is told at once."""
    with perform(actor, May.RECORD_DISCLOSURE, key=key) as done:
        check_names(person, [what, how_known, immediately], not_names=not_names)
        row = Incident(
            person=person,
            happened_on=happened_on,
            when_said=when_said,
            who_knows=who_knows,
            what=what,
            how_known=how_known,
            done=immediately,
            recorded_by_id=writer(actor),
            recorded_at=now,
        )
        row.save(force_insert=True)
        await_settling(actor, row, now)
        done.record("disclosure.incident_recorded", row.pk, person=person.pk)
    return row.pk


def await_settling(actor: Actor, row: Incident, now: datetime) -> None:
    """From now on it waits for somebody to settle it, and those whose office that is are told."""
    due_at, _verified = rules.commissioner_told_by(now)
    await_of(actor, row, Awaited.Kind.INCIDENT, now, due_at)
    call_deciders(row, team=None, why=REASON, now=now)


def settle_incident(
    *,
    actor: Actor,
    person: Person,
    incident: Incident,
    commissioner: str,
    finding: str,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say what was found, what was done, and whether the Information Commissioner was told."""
    with perform(actor, May.REVIEW_DISCLOSURE, key=key) as done:
        check_part(person.pk, Part.DISCLOSURES)
        row = held(Incident, incident.pk, person_id=person.pk, version=version, shows=["finding"])
        _check_another(actor, row)
        check_names(person, [finding], not_names=not_names)
        _settle(actor, row, commissioner, finding, now)
        done.record("disclosure.incident_settled", row.pk, person=person.pk)
    return row.pk


def settle_governed(
    *,
    actor: Actor,
    incident: Incident,
    commissioner: str,
    finding: str,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """The same by who governs information, who reads the incident and nothing else of the file.

    The controller answers for it: Data Protection Act 2018 ss.67, 71.
    """
    with perform(actor, May.GOVERN_INFORMATION, key=key) as done:
        person = Person.objects.get(pk=incident.person_id)
        row = held(Incident, incident.pk, person_id=person.pk, version=version, shows=["finding"])
        _check_another(actor, row)
        check_names(person, [finding], not_names=not_names)
        _settle(actor, row, commissioner, finding, now)
        done.record("disclosure.incident_settled", row.pk, person=person.pk)
    return row.pk


def _check_another(actor: Actor, row: Incident) -> None:
    """In words what the table holds: neither who recorded it nor who told settles it."""
    if row.settled_by_id is not None:
        raise CannotDisclose(_("This incident was settled already."))
    if row.recorded_by.user_id == actor.user_id:
        raise CannotDisclose(_("Somebody other than the person who recorded it settles it."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT told_by_me(%s)", [row.pk])
        is_mine = cursor.fetchone()[0]
    if is_mine:
        raise CannotDisclose(_("Somebody other than the person who told settles it."))


def _settle(actor: Actor, row: Incident, commissioner: str, finding: str, now: datetime) -> None:
    row.commissioner, row.finding = commissioner, finding
    row.settled_by_id, row.settled_at = writer(actor), now
    write(row, ["commissioner", "finding", "settled_by", "settled_at"])
    met(row, [Awaited.Kind.INCIDENT], now)
