"""Opening a file that is not one's own, asking for a contact card, and checking by another."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Refused, TryAgain, perform
from tutela.access.permissions import May
from tutela.people import files, keys, queries
from tutela.people import sharing_rules as rules
from tutela.people.models import Lookup, Review
from tutela.people.rules import check, keys_of

HOUR = timedelta(hours=1)


class CannotOpen(Refused):
    """A rule forbids this opening, question or check."""


def open_on(
    *, actor: Actor, person_id: UUID, ground: str, purpose: str, key: UUID, now: datetime
) -> UUID:
    """Open a file by cover or supervision, for a stated purpose and a working period."""
    with perform(actor, May.OPEN_FILE, key=key) as done:
        CannotOpen.heed(rules.objection_to_reason(purpose))
        if not files.open_file(person_id, ground=files.Ground(ground), purpose=purpose.strip()):
            raise CannotOpen(_("This ground no longer holds: go back to your list of people."))
        done.record("file.opened", person_id, person=person_id, ground=ground)
    return person_id


def declare_emergency(
    *,
    actor: Actor,
    surname: str,
    given_names: str,
    born_on: date | None,
    number: str,
    reason: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Open for eight hours the files that these details name; they are read in the next step."""
    with perform(actor, May.OPEN_IN_EMERGENCY, key=key) as done:
        lookup = _ask(
            actor,
            Lookup.Kind.EMERGENCY,
            now,
            reason,
            surname_key=keys.name_key(surname),
            given_key=keys.given_key(given_names),
            born_on=born_on,
            identifier_key=_number(number, now),
        )
        done.record("emergency.declared", lookup)
    return lookup


def ask_for_card(
    *,
    actor: Actor,
    surname: str,
    given_names: str,
    born_on: date | None,
    number: str,
    house: str,
    postcode: str,
    reason: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Ask whether somebody is managed, and what any officer may know; read in the next step."""
    with perform(actor, May.ASK_FOR_CARD, key=key) as done:
        lookup = _ask(
            actor,
            Lookup.Kind.CARD,
            now,
            reason,
            surname_key=keys.name_key(surname),
            given_key=keys.given_key(given_names),
            born_on=born_on,
            identifier_key=_number(number, now),
            postcode_key=keys.postcode_key(postcode),
            house_key=keys.house_key(house) if postcode else "",
        )
        done.record("card.asked", lookup)
    return lookup


def _number(said: str, now: datetime) -> str:
    """The key of the kind that it most surely is: one that fails its check may be on file."""
    if not said.strip():
        return ""
    kind, key = keys_of(said, on=now.date())[0]
    return key if kind else check("pnc", said, on=now.date()).key


def _ask(
    actor: Actor,
    kind: Lookup.Kind,
    now: datetime,
    reason: str,
    *,
    surname_key: str,
    given_key: str,
    born_on: date | None,
    identifier_key: str,
    postcode_key: str = "",
    house_key: str = "",
) -> UUID:
    limit = rules.CARDS_AN_HOUR if kind is Lookup.Kind.CARD else rules.EMERGENCIES_AN_HOUR
    lately = Lookup.objects.filter(actor=actor.appointment_id, kind=kind, at__gt=now - HOUR)
    CannotOpen.heed(
        rules.objection_to_asking(reason=reason, asked_this_hour=lately.count(), limit=limit)
    )
    lookup = uuid7()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ask(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                lookup,
                kind.value,
                surname_key,
                given_key,
                born_on,
                identifier_key,
                postcode_key,
                house_key,
                reason.strip(),
            ],
        )
    return lookup


def review(
    *,
    actor: Actor,
    look: queries.Looked,
    outcome: str,
    note: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say whether an opening or a contact card was justified."""
    with perform(actor, May.REVIEW_OPENING, key=key) as done:
        CannotOpen.heed(
            rules.objection_to_checking(
                is_own=look.opener.user_id == actor.user_id,
                is_checked=Review.objects.filter(of=look.id).exists(),
                answers_for_it=queries.answers_for(actor, look),
            )
        )
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT review(%s, %s, %s, %s)", [uuid7(), look.id, outcome, note])
        except IntegrityError as twice:
            raise TryAgain from twice  # another has just checked it: begin again and say so
        done.record("opening.reviewed", look.id, person=look.person_id, outcome=outcome)
    return look.id
