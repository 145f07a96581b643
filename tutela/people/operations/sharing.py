"""Who may see a file: granting, ending, allocating, handing over, restricting."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils.timezone import localdate
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Refused, Stale, perform
from tutela.access.permissions import May
from tutela.agencies.models import Appointment, Team
from tutela.agencies.periods import NO_END
from tutela.people import queries
from tutela.people import sharing_rules as rules
from tutela.people.files import Ground, grounds_on, opened_here
from tutela.people.models import Allocation, Interest, Move, Person


class CannotShare(Refused):
    """A rule forbids this change of who may see the file."""


def _before(last_day: date | None) -> date:
    return NO_END if last_day is None else last_day + timedelta(days=1)


def grant(
    *,
    actor: Actor,
    person: Person,
    team: Team,
    kind: str,
    parts_read: Collection[str],
    parts_change: Collection[str],
    readers: Collection[Appointment],
    starts_on: date,
    last_day: date | None,
    why: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Give a team an interest in parts of the file; the line in lists always goes with it."""
    with perform(actor, May.GRANT_INTEREST, key=key) as done:
        today = localdate(now)
        held = opened_here(person.pk)
        read = {rules.LIST, *parts_read}
        of_team = {officer.pk for officer in queries.officers_of(team, on=today)}
        CannotShare.heed(
            rules.objection_to_granting(
                held_read=held.parts_read,
                held_change=held.parts_change,
                parts_read=read,
                parts_change=parts_change,
                readers=readers,
                are_readers_of_team={reader.pk for reader in readers} <= of_team,
                is_own_team=team.pk == actor.team_id,
                is_restricted=person.restricted,
                starts_on=starts_on,
                last_day=last_day,
                today=today,
            )
        )
        interest = uuid7()
        _call(
            "SELECT grant_interest(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            interest,
            person.pk,
            team.pk,
            kind,
            sorted(read),
            sorted(parts_change),
            [reader.pk for reader in readers],
            starts_on,
            _before(last_day),
            why,
        )
        done.record("interest.granted", interest, person=person.pk, team=team.pk, kind=kind)
    return interest


def end(
    *,
    actor: Actor,
    person: Person,
    interest: Interest,
    last_day: date | None,
    why: str,
    key: UUID,
    now: datetime,
) -> Interest:
    """End an interest on a last day, or, without one, at once: its next page is closed."""
    with perform(actor, May.GRANT_INTEREST, key=key) as done:
        today = localdate(now)
        ends_before = today if last_day is None else _before(last_day)
        interest = Interest.objects.get(pk=interest.pk, person=person)
        CannotShare.heed(
            rules.objection_to_ending(
                held_change=opened_here(person.pk).parts_change,
                is_owners_own=interest.kind == Interest.Kind.MANAGES
                and interest.team_id == person.owner_team_id,
                ends_before=interest.ends_before,
                new_ends_before=ends_before,
                today=today,
                is_held_by_a_move=_is_held_by_a_move(interest),
            )
        )
        _call("SELECT end_interest(%s, %s, %s)", interest.pk, ends_before, why)
        done.record("interest.ended", interest.pk, person=person.pk, ends_before=ends_before)
    return interest


def _is_held_by_a_move(interest: Interest) -> bool:
    """Whether it is that of the team from which the person moved, and nobody acknowledged yet."""
    waiting = Move.objects.filter(
        person=interest.person_id,
        from_team=interest.team_id,
        moves_record=True,
        former_ends_before=None,
        stage__in=[Move.Stage.PROPOSED, Move.Stage.SUPERSEDED],
    )
    return interest.kind == Interest.Kind.MANAGES and waiting.exists()


def allocate(
    *,
    actor: Actor,
    person: Person,
    officer: Appointment,
    starts_on: date,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> Allocation:
    """Say which officer manages the person from a day; the former officer's time ends before it.

    `version` is how many allocations the person had when the form was read.
    """
    with perform(actor, May.ALLOCATE_PERSON, key=key) as done:
        today = localdate(now)
        held_change = opened_here(person.pk).parts_change
        CannotShare.heed(rules.objection_to_sharing(held_change=held_change))
        former = queries.allocated_to(person.pk, on=today)
        count = Allocation.objects.filter(person=person).count()
        if count != version:
            raise Stale(count, {"officer": former.appointment if former else None})
        eligible = queries.officers_who_may_manage(person.pk, on=today)
        CannotShare.heed(
            rules.objection_to_allocating(
                held_change=held_change,
                is_officer_eligible=eligible.filter(pk=officer.pk).exists(),
                is_allocated_already=former is not None and former.appointment_id == officer.pk,
                starts_on=starts_on,
                former_starts_on=former.starts_on if former else None,
                today=today,
            )
        )
        # two at once meet on this row: the later one is begun again and finds a new count
        Person.objects.filter(pk=person.pk).update(version=F("version") + 1)
        if former:
            Allocation.objects.filter(pk=former.pk, person=person).update(ends_before=starts_on)
        allocation = Allocation.objects.create(
            person=person, appointment=officer, starts_on=starts_on, why=why
        )
        done.record("person.allocated", allocation.pk, person=person.pk, officer=officer.pk)
    return allocation


def hand_over(
    *,
    actor: Actor,
    person: Person,
    team: Team,
    own_last_day: date | None,
    why: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Give the record to another team; one's own interest ends on a last day, or else at once."""
    with perform(actor, May.HAND_OVER_PERSON, key=key) as done:
        today = localdate(now)
        CannotShare.heed(
            rules.objection_to_handing_over(
                is_owner=person.owner_team_id == actor.team_id,
                has_own_interest=Ground.INTEREST in grounds_on(person.pk),
                held_change=opened_here(person.pk).parts_change,
                is_restricted=person.restricted,
                is_own_team=team.pk == actor.team_id,
                own_last_day=own_last_day,
                today=today,
            )
        )
        interest = uuid7()
        ends_before = today if own_last_day is None else _before(own_last_day)
        _call(
            "SELECT hand_over(%s, %s, %s, %s, %s)", person.pk, team.pk, interest, ends_before, why
        )
        done.record("person.handed_over", interest, person=person.pk, team=team.pk)
    return interest


def restrict(
    *,
    actor: Actor,
    person: Person,
    readers: Collection[Appointment],
    why: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Close the record to all but named officers; other teams wait until readers are named."""
    with perform(actor, May.GRANT_INTEREST, key=key) as done:
        of_team = {
            officer.pk for officer in queries.officers_of(person.owner_team_id, on=localdate(now))
        }
        named = [reader.pk for reader in readers]
        CannotShare.heed(
            rules.objection_to_restricting(
                is_owner=person.owner_team_id == actor.team_id,
                held_change=opened_here(person.pk).parts_change,
                readers=named,
                are_readers_of_team=set(named) <= of_team,
                is_reader=actor.appointment_id in named,
            )
        )
        _call("SELECT restrict_record(%s, %s, %s)", person.pk, named, why)
        done.record("person.restricted", person.pk, person=person.pk)
    return person.pk


def lift(*, actor: Actor, person: Person, why: str, key: UUID, now: datetime) -> UUID:
    """Open a restricted record to its teams again, for the reason given."""
    with perform(actor, May.GRANT_INTEREST, key=key) as done:
        CannotShare.heed(
            rules.objection_to_lifting(
                is_owner=person.owner_team_id == actor.team_id,
                held_change=opened_here(person.pk).parts_change,
                is_restricted=person.restricted,
            )
        )
        _call("SELECT lift_restriction(%s, %s)", person.pk, why)
        done.record("person.restriction_lifted", person.pk, person=person.pk)
    return person.pk


def _call(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
