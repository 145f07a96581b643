"""Telling what was learnt, and what becomes of it."""

from datetime import date, datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Refused, acting_as, perform, writer
from tutela.access.permissions import May
from tutela.agencies.models import Area
from tutela.contact_log.models import Answer, Entry, Routed, Told
from tutela.contact_log.operations.log import check_writable
from tutela.people import keys, rules
from tutela.people.models import Person


class CannotJoin(Refused):
    """What was told cannot be answered so, now."""


def tell(
    *,
    actor: Actor,
    learnt: str,
    surname: str,
    given_names: str,
    born_said: str,
    number_said: str,
    address_said: str,
    when_said: str,
    source: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Tell what was learnt about somebody, known here or not: it is taken as it is said."""
    with perform(actor, May.TELL, key=key) as done:
        told = uuid7()
        who = who_is_meant(surname, given_names, born_said, number_said, now)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tell(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    told,
                    surname,
                    given_names,
                    born_said,
                    number_said,
                    address_said,
                    learnt,
                    when_said,
                    source,
                    *who,
                ],
            )
        done.record("told.received", told)
    return told


def who_is_meant(
    surname: str, given_names: str, born_said: str, number_said: str, now: datetime
) -> tuple[str, str, date | None, date | None, list[str]]:
    """The keys by which the job looks for the person's record."""
    born = rules.born(born_said, on=now.date())
    numbers = [found for _kind, found in rules.keys_of(number_said, on=now.date()) if found]
    return (
        keys.name_key(surname),
        keys.given_key(given_names),
        born.earliest or born.latest,
        born.latest or born.earliest,
        numbers,
    )


def tell_found(
    *,
    actor: Actor,
    learnt: str,
    surname: str,
    given_names: str,
    born_said: str,
    number_said: str,
    found_lines: str,
    found_postcode: str,
    found_area: Area | None,
    found_on: date | None,
    lives_there: str,
    source: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Tell that somebody was found living, staying or seen elsewhere: no interest is needed.

    It reaches the record's owner within seconds; the teller learns nothing of the record.
    """
    with perform(actor, May.TELL, key=key) as done:
        told = uuid7()
        who = who_is_meant(surname, given_names, born_said, number_said, now)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tell_found(%s, %s, %s, %s, %s, %s, '', %s, %s, %s, %s, %s, %s, %s, %s, %s,"
                " %s, %s)",
                [
                    told,
                    surname,
                    given_names,
                    born_said,
                    number_said,
                    learnt,
                    source,
                    *who,
                    found_lines,
                    found_postcode,
                    found_area.pk if found_area else None,
                    found_on,
                    lives_there,
                ],
            )
        done.record("told.found_elsewhere", told)
    return told


def route(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """The job: bring what was told to the teams that may own the person. It may run twice."""
    job = Actor.job("route_told", May.ROUTE_TOLD)
    with acting_as(job, using=using):
        with connections[using].cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM contact_log_told t WHERE NOT EXISTS"
                " (SELECT FROM contact_log_routed r WHERE r.told_id = t.id))"
            )
            if not cursor.fetchone()[0]:
                return 0
        with perform(job, May.ROUTE_TOLD, using=using) as done:
            with connections[using].cursor() as cursor:
                cursor.execute("SELECT route_told()")
                routed = int(cursor.fetchone()[0])
            done.record("told.routed", None, count=routed)
    return routed


def join(
    *, actor: Actor, person: Person, routed: Routed, kind: str, note: str, key: UUID, now: datetime
) -> UUID:
    """Put what was told into the person's log, with who told it and when."""
    with perform(actor, May.JOIN_TOLD, key=key) as done:
        check_unanswered(routed)
        check_writable(person.pk)
        told = routed.told
        if routed.person_id and routed.person_id != person.pk:
            raise CannotJoin(_("This was not brought to your team for that person."))
        if told.kind == Told.Kind.ASKED:
            raise CannotJoin(_("This is a question: answer it with yes or no."))
        entry = Entry.objects.create(
            person=person,
            kind=kind,
            happened_on=None,
            when_said=told.when_said,
            what="\n\n".join(said for said in (told.found_words, told.learnt, note) if said),
            source=told.source,
            written_by_id=writer(actor),
            written_at=now,
            told_id=told.pk,
            told_by_id=told.told_by_id,
            told_at=told.told_at,
        )
        _answer(routed, Answer.Outcome.JOINED, "", entry.pk)
        done.record("told.joined", routed.pk, person=person.pk, told=told.pk)
    return routed.pk


def pass_on(*, actor: Actor, routed: Routed, why: str, key: UUID, now: datetime) -> UUID:
    """Say that it is not about our person: if nobody takes it, it goes to who takes the unknown."""
    with perform(actor, May.JOIN_TOLD, key=key) as done:
        check_unanswered(routed)
        _answer(routed, Answer.Outcome.NOT_OURS, why, None)
        done.record("told.passed_on", routed.pk, told=routed.told_id)
    return routed.pk


def check_unanswered(routed: Routed) -> None:
    if Answer.objects.filter(routed=routed).exists():
        raise CannotJoin(_("Somebody in your team has answered this already."))


def _answer(routed: Routed, outcome: str, why: str, entry: UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT answer_told(%s, %s, %s, %s, %s)", [uuid7(), routed.pk, outcome, why, entry]
        )
