"""Keeping what was keyed into ViSOR too: when, by whom, under which reference."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform
from tutela.access.permissions import May
from tutela.notification_requirements.models import Entered
from tutela.notification_requirements.queries import entered as queries
from tutela.people.models import Person
from tutela.people.operations.holding import check_part
from tutela.people.parts import Part


class CannotEnter(Refused):
    """It was entered by somebody else, or changed since it was copied."""


def enter(
    *,
    actor: Actor,
    person: Person,
    code: str,
    row_id: UUID,
    entered_on: date,
    reference: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say that an item, as it was copied, is in ViSOR. Where it changed since, it is not."""
    with perform(actor, May.ENTER_ELSEWHERE, key=key) as done:
        check_part(person.pk, Part.NOTIFICATIONS)
        found = [
            one for one in queries.missing_of(person.pk) if (one.code, one.row_id) == (code, row_id)
        ]
        if not found:
            raise CannotEnter(_("This is marked as entered already."))
        if found[0].of_version != version:
            raise CannotEnter(_("It changed since you copied it: open it again and copy it anew."))
        row = Entered.objects.create(
            person=person,
            kind=queries.KINDS[code].model._meta.db_table,
            row_id=row_id,
            of_version=version,
            entered_on=entered_on,
            entered_by_id=actor.appointment_id,
            reference=reference,
            written_at=now,
        )
        done.record("entered.recorded", row.pk, person=person.pk, kind=row.kind)
    return row.pk


def enter_everything(
    *,
    actor: Actor,
    person: Person,
    entered_on: date,
    reference: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say that everything recorded so far is in ViSOR."""
    with perform(actor, May.ENTER_ELSEWHERE, key=key) as done:
        check_part(person.pk, Part.NOTIFICATIONS)
        row = Entered.objects.create(
            person=person,
            kind=Entered.EVERYTHING,
            entered_on=entered_on,
            entered_by_id=actor.appointment_id,
            reference=reference,
            written_at=now,
        )
        done.record("entered.everything", row.pk, person=person.pk)
    return row.pk
