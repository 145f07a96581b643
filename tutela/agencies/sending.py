"""Sending what waits to be sent. It may run twice: then somebody is told twice.

Each is sent and marked in a transaction of its own; one that fails is tried again later, ever
more seldom, and keeps nobody else's waiting.
"""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.models import Alert, Appointment, Message, User

AT_ONCE = 100
MOST_TRIES = 30
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=2)
JOB = Actor.job("send_alerts", May.SEND_ALERTS)
log = logging.getLogger(__name__)


def send_alerts(*, now: datetime | None = None, using: str = DEFAULT_DB_ALIAS) -> int:
    """Tell each officer once that something waits, however much it is; without a word of what."""
    now = now or timezone.now()
    sent = 0
    told: set[Any] = set()
    for key in _due(Alert, now, using):
        with acting_as(JOB, using=using):
            first = _held(Alert, key, using)
            if first is None or first.appointment_id in told:
                continue
            told.add(first.appointment_id)
            waiting = Alert.objects.using(using).filter(
                appointment=first.appointment_id, sent_at=None
            )
            to = _address_of(first.appointment_id, now.date(), using)
            if _is_sent(to, _("Something waits for you in Tutela"), _look()):
                with perform(JOB, May.SEND_ALERTS, using=using) as done:
                    waiting.update(sent_at=now, tries=F("tries") + 1)
                    done.record("alert.sent", first.appointment_id)
                sent += 1
            else:
                waiting.update(tries=F("tries") + 1)
    return sent


def send_letters(*, now: datetime | None = None, using: str = DEFAULT_DB_ALIAS) -> int:
    """Send letters about sign-in, and forget their text: a link in it opens an account."""
    now = now or timezone.now()
    sent = 0
    for key in _due(Message, now, using):
        with acting_as(JOB, using=using):
            letter = _held(Message, key, using)
            if letter is None:
                continue
            to = _user_address(letter.user_id, using) if letter.user_id else ""
            if _is_sent(to, letter.subject, letter.body):
                with perform(JOB, May.SEND_ALERTS, using=using) as done:
                    Message.objects.using(using).filter(pk=key).update(
                        sent_at=now, body="", tries=F("tries") + 1
                    )
                    done.record("letter.sent", key)
                sent += 1
            else:
                Message.objects.using(using).filter(pk=key).update(tries=F("tries") + 1)
    return sent


def _due(kind: Any, now: datetime, using: str) -> Iterator[Any]:
    """Keys of what is unsent and may be tried now, the oldest first."""
    with acting_as(JOB, using=using):
        rows = list(
            kind.objects.using(using)
            .filter(sent_at=None, tries__lt=MOST_TRIES)
            .order_by("at")
            .values_list("pk", "at", "tries")[: AT_ONCE * 10]
        )
    found = [key for key, at, tries in rows if at + _wait(tries) <= now]
    yield from found[:AT_ONCE]


def _wait(tries: int) -> timedelta:
    """How long after it arose it is tried again: doubled each time, then every two hours."""
    waited = timedelta()
    for number in range(tries):
        waited += min(FIRST_WAIT * 2**number, LONGEST_WAIT)
    return waited


def _held(kind: Any, key: Any, using: str) -> Any:
    """The row, locked; None where another worker has it or has sent it."""
    return (
        kind.objects.using(using)
        .select_for_update(skip_locked=True, of=("self",))
        .filter(pk=key, sent_at=None)
        .first()
    )


def _address_of(appointment: Any, today: date, using: str) -> str:
    """Where the officer reads mail; nowhere once the appointment or the vetting has ended."""
    found = (
        Appointment.objects.using(using)
        .filter(
            pk=appointment,
            starts_on__lte=today,
            ends_before__gt=today,
            vetted_until__gte=today,
            user__is_active=True,
        )
        .values_list("user__email", flat=True)
        .first()
    )
    return found or ""


def _user_address(user: Any, using: str) -> str:
    return (
        User.objects.using(using).filter(pk=user, is_active=True).values_list("email", flat=True)
    ).first() or ""


def _look() -> str:
    return _(
        "Something has happened that you should look at today. Sign in to see what it is:\n\n"
        "%(address)s\n\nThis message never says whom it is about."
    ) % {"address": settings.CASEWORK_ADDRESS}


def _is_sent(to: str, subject: str, body: str) -> bool:
    """Whether it has left; to nobody, it leaves by being forgotten."""
    if not to or not body:
        return True
    try:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to]).send()
    except (OSError, SMTPException) as failure:
        log.warning("a message could not be sent: %s", type(failure).__name__)
        return False
    return True
