"""A visit becomes part of a person's file: joined by the team to which it went, or passed on."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Refused, acting_as, perform, writer
from tutela.access.permissions import May
from tutela.agencies.models import Area
from tutela.law.wording import Sentence
from tutela.notification_requirements.models import (
    Attendance,
    Notification,
    Visit,
    VisitAnswer,
    VisitRouted,
)
from tutela.notification_requirements.operations import journeys, writing
from tutela.notification_requirements.queries.counter import notified_before
from tutela.notification_requirements.rules import counter as rules
from tutela.notification_requirements.rules import numbers
from tutela.people.files import opened_here
from tutela.people.models import Person
from tutela.people.operations.holding import held, write
from tutela.people.parts import Part


class CannotJoin(Refused):
    """A visit cannot be answered so, now."""


def route(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """The job: bring visits to the teams that may own the person. It may run twice."""
    job = Actor.job("route_visits", May.ROUTE_VISITS)
    with acting_as(job, using=using):
        with connections[using].cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM notification_requirements_visit v WHERE NOT EXISTS"
                " (SELECT FROM notification_requirements_visitrouted r WHERE r.visit_id = v.id))"
            )
            if not cursor.fetchone()[0]:
                return 0
        with perform(job, May.ROUTE_VISITS, using=using) as done:
            with connections[using].cursor() as cursor:
                cursor.execute("SELECT route_visits()")
                routed = int(cursor.fetchone()[0])
            done.record("visits.routed", None, count=routed)
    return routed


def expire(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """The job: empty the visits that nobody went on with. It may run twice."""
    job = Actor.job("expire_visits", May.EXPIRE_VISITS)
    with acting_as(job, using=using):
        with connections[using].cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM notification_requirements_draft d"
                " WHERE d.ended_at IS NULL AND d.expires_at <= now())"
            )
            if not cursor.fetchone()[0]:
                return 0
        with perform(job, May.EXPIRE_VISITS, using=using) as done:
            with connections[using].cursor() as cursor:
                cursor.execute("SELECT expire_drafts()")
                emptied = int(cursor.fetchone()[0])
            done.record("visits.expired", None, count=emptied)
    return emptied


def join(
    *,
    actor: Actor,
    person: Person,
    routed: VisitRouted,
    writes: Iterable[str],
    resets: Mapping[str, str],
    note: str,
    key: UUID | None,
    now: datetime,
    area: Area | None = None,
) -> UUID:
    """Put a visit into the person's file: what was notified, and the chosen facts with it.

    `area` is the police area of a home that is written: one in another area moves the person.
    """
    with perform(actor, May.JOIN_NOTIFICATION, key=key) as done:
        _check_unanswered(routed)
        _check_open(person.pk)
        visit = routed.visit
        if routed.person_id and routed.person_id != person.pk:
            raise CannotJoin(_("This visit was not brought to your team for that person."))
        if Attendance.objects.filter(visit=visit, person=person).exists():
            raise CannotJoin(_("This visit is in the person's file already."))
        attendance = Attendance.objects.create(
            person=person,
            visit=visit,
            came_on=visit.came_on,
            outcome=visit.outcome,
            fingerprints=visit.fingerprints,
            photograph=visit.photograph,
            note=note,
            joined_by_id=writer(actor),
            joined_at=now,
        )
        if visit.outcome == Visit.Outcome.TAKEN:
            particulars = _particulars(person, visit)
            for item in visit.said["items"]:
                if item["kind"] in rules.NOTIFICATIONS:
                    _notify(attendance, item, particulars, resets)
        _pass_financial(attendance)
        chosen = set(writes)
        items = [item for item in visit.said["items"] if item["id"] in chosen]
        writing.write(
            actor=actor,
            person=person,
            visit=visit,
            items=items,
            chosen=chosen,
            area=area,
            now=now,
        )
        _answer(routed, VisitAnswer.Outcome.JOINED, "")
        done.record("visit.joined", routed.pk, person=person.pk, visit=visit.pk)
    return attendance.pk


def pass_on(*, actor: Actor, routed: VisitRouted, why: str, key: UUID, now: datetime) -> UUID:
    """Say that it is not our person: if nobody takes it, it goes to who takes the unknown."""
    with perform(actor, May.JOIN_NOTIFICATION, key=key) as done:
        _check_unanswered(routed)
        _answer(routed, VisitAnswer.Outcome.NOT_OURS, why)
        done.record("visit.passed_on", routed.pk, visit=routed.visit_id)
    return routed.pk


def decide_reset(
    *,
    actor: Actor,
    person: Person,
    notification: Notification,
    resets_year: str,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Decide anew whether a notification starts the year again, with the reason."""
    with perform(actor, May.JOIN_NOTIFICATION, key=key) as done:
        _check_open(person.pk)
        row = held(
            Notification,
            notification.pk,
            person_id=person.pk,
            version=version,
            shows=["resets_year"],
        )
        row.resets_year, row.resets_because = resets_year, why
        write(row, ["resets_year", "resets_because"])
        done.record("notification.reset_decided", row.pk, person=person.pk, resets=resets_year)
    return row.pk


# What was notified ----------------------------------------------------------------------


def _particulars(person: Person, visit: Visit) -> dict[str, Any]:
    """The set that goes with each notification of the visit."""
    stands = visit.said["stands"]
    return {
        "items": rules.whole_set(visit.said["items"], stands, notified_before(person)),
        "stands": stands,
        "born_said": visit.born_said,
        "insurance_number": visit.said["insurance_number"],
    }


def _notify(
    attendance: Attendance,
    item: numbers.Item,
    particulars: dict[str, Any],
    resets: Mapping[str, str],
) -> None:
    visit, answers = attendance.visit, item["answers"]
    kind = str(rules.KIND_IN_LAW.get(item["kind"], item["kind"]))
    of = answers.get("of", "") if kind == Notification.Kind.CHANGE else ""
    by_rule, why = rules.resets_year(kind, of)
    decided = resets.get(item["id"]) or by_rule
    Notification.objects.create(
        person_id=attendance.person_id,
        attendance=attendance,
        kind=kind,
        of=of,
        given_on=visit.came_on,
        happened_on=_happened_on(item),
        expected_on=_expected_on(item),
        travel=journeys.told(attendance, item),
        corrects_travel=item["kind"] == "travel_change",
        station=visit.station,
        station_said=visit.station_said,
        taken_by_id=visit.taken_by_id,
        by_parent=visit.attended in {Visit.Attended.PARENT, Visit.Attended.PARENT_ALONE},
        resets_year=decided,
        resets_because=_because(why) if decided == by_rule else _("Decided by who joined it."),
        answers=answers,
        particulars=particulars,
        marks=visit.marks,
        joined_at=attendance.joined_at,
    )


def _because(why: Sentence) -> str:
    return why.say()


def _happened_on(item: numbers.Item) -> date | None:
    names = {"change": "happened_on", "return": "returned_on", "initial": "relevant_on"}
    name = names.get(item["kind"])
    return rules.day(item["answers"].get(name)) if name else None


def _expected_on(item: numbers.Item) -> date | None:
    """The day of an announced change: not of one that is said to have happened."""
    answers = item["answers"]
    if item["kind"] not in {"change", "change_not_occurred"} or answers.get("happened_on"):
        return None
    return rules.day(answers.get("expected_on"))


# Routes and answers ------------------------------------------------------------


def route_here(visit_id: UUID, person_id: UUID) -> VisitRouted:
    """Where the taker has the file open, a visit reaches their own team at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT route_visit_here(%s, %s)", [visit_id, person_id])
        made = cursor.fetchone()[0]
    return VisitRouted(pk=made, visit_id=visit_id, person_id=person_id)


def _pass_financial(attendance: Attendance) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT join_financial(%s, %s)", [uuid7(), attendance.pk])


def _answer(routed: VisitRouted, outcome: str, why: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer_visit(%s, %s, %s, %s)", [uuid7(), routed.pk, outcome, why])


def _check_unanswered(routed: VisitRouted) -> None:
    if VisitAnswer.objects.filter(routed_id=routed.pk).exists():
        raise CannotJoin(_("Somebody in your team has answered this already."))


def _check_open(person_id: UUID) -> None:
    if Part.NOTIFICATIONS not in opened_here(person_id).parts_change:
        raise CannotJoin(_("Your team may read this person's notifications, and not add to them."))
