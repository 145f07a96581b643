"""Reminding officers of dates, and saying how early an area wants it."""

from datetime import date, datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, acting_as, perform
from tutela.access.permissions import May
from tutela.law.reckoning import LONDON
from tutela.notification_requirements.models import ReminderPeriod

JOB = Actor.job("remind", May.REMIND)


class CannotSet(Refused):
    """Only the police of an area say how early its officers are reminded."""


def remind(*, now: datetime, using: str = DEFAULT_DB_ALIAS) -> int:
    """Remind each officer once before a day and once when it was missed. It may run twice."""
    with acting_as(JOB, using=using), perform(JOB, May.REMIND, using=using) as done:
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT remind_of_dates(%s)", [localdate(now, LONDON)])
            reminded = int(cursor.fetchone()[0])
        done.record("dates.reminded", None, count=reminded)
    return reminded


def set_reminders(*, actor: Actor, days: int, starts_on: date, key: UUID, now: datetime) -> UUID:
    """Say how many days before a date the officers of one's own area are reminded, from a day."""
    with perform(actor, May.SET_REMINDERS, key=key) as done:
        area, officer = actor.area_id, actor.appointment_id
        if actor.agency_kind != "police" or area is None or officer is None:
            raise CannotSet(_("The police of the area say how early its officers are reminded."))
        row = ReminderPeriod(
            area_id=area,
            days=days,
            starts_on=starts_on,
            set_by_id=officer,
            set_at=now,
        )
        row.save(force_insert=True)
        done.record("reminders.set", row.pk, area=area, days=days)
    return row.pk
