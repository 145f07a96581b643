"""Asking whether somebody is managed, and the recorded decision that answers."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform, writer
from tutela.access.permissions import May
from tutela.contact_log import rules
from tutela.contact_log.models import Answer, Entry, Routed, Told
from tutela.contact_log.operations.log import check_writable
from tutela.contact_log.operations.told import check_unanswered, who_is_meant
from tutela.people import operations as people
from tutela.people import queries
from tutela.people.models import Interest, Person
from tutela.people.parts import LABELS, Part

HOUR = timedelta(hours=1)


class CannotAnswer(Refused):
    """What was asked cannot be asked or answered so, now."""


def ask_whether_managed(
    *,
    actor: Actor,
    surname: str,
    given_names: str,
    born_said: str,
    number_said: str,
    address_said: str,
    why: str,
    needed_by: date | None,
    key: UUID,
    now: datetime,
) -> UUID:
    """Ask whether somebody is managed: the question is taken alike for everybody and nobody."""
    with perform(actor, May.ASK_WHETHER_MANAGED, key=key) as done:
        lately = Told.objects.filter(
            told_by=actor.appointment_id, kind=Told.Kind.ASKED, told_at__gt=now - HOUR
        )
        named = (surname, given_names, born_said, number_said, address_said)
        CannotAnswer.heed(
            rules.objection_to_asking(
                is_anybody_named=any(said.strip() for said in named), asked_this_hour=lately.count()
            )
        )
        asked = uuid7()
        who = who_is_meant(surname, given_names, born_said, number_said, now)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT ask_whether_managed(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [asked, *named, why, needed_by, *who],
            )
        done.record("told.asked", asked)
    return asked


def answer_yes(
    *,
    actor: Actor,
    person: Person,
    routed: Routed,
    parts_read: Collection[str],
    whole_team: bool,
    last_day: date,
    why: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Decide that the team that asked needs to know: it sees those parts until the last day."""
    with perform(actor, May.ANSWER_ASKED, key=key) as done:
        _check_asked(routed, person)
        told = routed.told
        asker, today = told.told_by, localdate(now)
        officers = queries.officers_of(asker.team, on=today)
        CannotAnswer.heed(
            rules.objection_to_answering_yes(
                last_day=last_day,
                is_own_team=asker.team_id == actor.team_id,
                is_asker_in_office=officers.filter(pk=asker.pk).exists(),
                today=today,
            )
        )
        interest = people.grant(
            actor=actor,
            person=person,
            team=asker.team,
            kind=Interest.Kind.SUPPORTS,
            parts_read=parts_read,
            parts_change=(),
            readers=[] if whole_team else [asker],
            starts_on=today,
            last_day=last_day,
            why=why,
            key=uuid7(),
            now=now,
        )
        said = _("Answered yes, until %(last_day)s: %(parts)s") % {
            "last_day": date_format(last_day, "j F Y"),
            "parts": "; ".join(str(LABELS[part]) for part in Part if part in {"list", *parts_read}),
        }
        entry = _decision(actor, person, told, said, why, now)
        _answer(routed, Answer.Outcome.SHARED, why, entry.pk, interest)
        done.record(
            "told.answered", routed.pk, person=person.pk, told=told.pk, interest=interest, yes=True
        )
    return routed.pk


def answer_no(
    *, actor: Actor, person: Person, routed: Routed, why: str, key: UUID, now: datetime
) -> UUID:
    """Decide that who asked need not know: they hear nothing; the file keeps who asked and why."""
    with perform(actor, May.ANSWER_ASKED, key=key) as done:
        _check_asked(routed, person)
        entry = _decision(actor, person, routed.told, _("Answered no"), why, now)
        _answer(routed, Answer.Outcome.NOT_SHARED, why, entry.pk, None)
        done.record("told.answered", routed.pk, person=person.pk, told=routed.told_id, yes=False)
    return routed.pk


def _check_asked(routed: Routed, person: Person) -> None:
    check_unanswered(routed)
    check_writable(person.pk)
    if routed.told.kind != Told.Kind.ASKED:
        raise CannotAnswer(_("Nothing was asked here: join it to the file, or pass it on."))
    if routed.person_id and routed.person_id != person.pk:
        raise CannotAnswer(_("This was not brought to your team for that person."))


def _decision(
    actor: Actor, person: Person, told: Told, said: str, why: str, now: datetime
) -> Entry:
    """The question and its answer, in the log of the file."""
    return Entry.objects.create(
        person=person,
        kind=Entry.Kind.ASKED,
        happened_on=localdate(now),
        what=f"{told.learnt}\n\n{said}",
        decided_by=f"{actor.name}, {actor.team_name}",
        decided_why=why,
        written_by_id=writer(actor),
        written_at=now,
        told_id=told.pk,
        told_by_id=told.told_by_id,
        told_at=told.told_at,
    )


def _answer(routed: Routed, outcome: str, why: str, entry: UUID, interest: UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT answer_asked(%s, %s, %s, %s, %s, %s)",
            [uuid7(), routed.pk, outcome, why, entry, interest],
        )
