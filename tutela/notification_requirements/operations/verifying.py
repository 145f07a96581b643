"""What the owner found of what was notified: beside it, never in its place."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform, writer
from tutela.access.permissions import May
from tutela.notification_requirements.models import Notification, Verification
from tutela.people.files import opened_here
from tutela.people.models import Person
from tutela.people.parts import Part


class CannotVerify(Refused):
    """The notifications of this file are not open for change."""


def verify(
    *,
    actor: Actor,
    person: Person,
    notification: Notification,
    item: str,
    found: str,
    really: str,
    how: str,
    verified_on: date,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say what was found of one thing that was notified, how and when."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        if Part.NOTIFICATIONS not in opened_here(person.pk).parts_change:
            raise CannotVerify(
                _("Your team may read this person's notifications, and not add to them.")
            )
        row = Verification.objects.create(
            person=person,
            notification=notification,
            item=item,
            found=found,
            really=really if found == Verification.Found.DIFFERENT else "",
            how=how,
            verified_on=verified_on,
            verified_by_id=writer(actor),
            written_at=now,
        )
        done.record("notification.verified", row.pk, person=person.pk, found=found)
    return row.pk
