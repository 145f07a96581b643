"""The one door through which anything changes, and the proof to PostgreSQL of who is asking."""

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import IntegrityError
from django.http import HttpResponse
from django.utils.translation import gettext
from psycopg.pq import TransactionStatus
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.consequences import close
from tutela.access.permissions import May
from tutela.audit import log
from tutela.law.wording import Sentence


class NotAllowed(Exception):
    """The actor's role does not carry this permission; shown as 403 and recorded."""

    def __init__(self, actor: Actor, may: May) -> None:
        super().__init__(f"{actor.role or actor.job_name or 'nobody'} may not {may}")
        self.may = may


class NotRecorded(Exception):
    """An operation ended without its entry: a defect, nothing was changed."""


class NotTheActor(Exception):
    """The door was opened for someone else than PostgreSQL was told of: a defect."""


class AlreadyDone(Exception):
    """This key has been pressed before; answer as the first time."""

    def __init__(self, event: str, about: UUID | None) -> None:
        super().__init__(event)
        self.event = event
        self.about = about


class Refused(Exception):
    """A rule stands in the way; the message is one sentence fit to show to the user."""

    @classmethod
    def heed(cls, objection: Sentence | None) -> None:
        """Refuse in the rule's own words, where it objects."""
        if objection is not None:
            raise cls(objection.say(gettext))


class Stale(Exception):
    """The record changed since the form was read; carries what it holds now."""

    def __init__(self, version: int, now_recorded: dict[str, Any]) -> None:
        super().__init__(f"version {version}")
        self.version = version
        self.now_recorded = now_recorded


class TryAgain(Exception):
    """Another transaction came first; the whole request can be begun again."""


class OpenFirst(Exception):
    """The page needs a step that commits before it; raised by the page, done by the middleware."""

    def __init__(self, step: Callable[[], bool]) -> None:
        super().__init__("a step must be committed first")
        self.step = step


class BeginAgain(HttpResponse):
    """No answer yet: the page took a step that is committed with it, and is then begun again."""


class Performed:
    """What an operation did, until its entry is written."""

    def __init__(self, actor: Actor, entry: UUID, key: UUID | None, using: str) -> None:
        self.actor = actor
        self.entry = entry
        self._key = key
        self._using = using
        self.recorded = False

    def record(
        self, event: str, about: UUID | None, *, person: UUID | None = None, **details: Any
    ) -> None:
        """Write the entry: ids and codes only, no names and no free text."""
        if self.recorded:
            raise NotRecorded(f"{event}: one operation, one entry")
        log.append(
            entry=self.entry,
            event=event,
            about=about,
            person=person,
            details=details,
            key=self._key,
            job=self.actor.job_name,
            using=self._using,
        )
        self.recorded = True


@contextmanager
def perform(
    actor: Actor, may: May, *, key: UUID | None = None, using: str = DEFAULT_DB_ALIAS
) -> Iterator[Performed]:
    """Allowed, whole and on the record - or nothing happens.

    When the outermost operation ends, what it entails is worked out in its transaction and
    under its entry (`settings.CLOSING`).
    Raises NotAllowed, NotTheActor, AlreadyDone (the key was used before),
    TryAgain (it is being used just now) or NotRecorded.
    """
    if may not in actor.may:
        raise NotAllowed(actor, may)
    entry = uuid7()
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        before = _begin(cursor, actor, entry)
        if key is not None:
            _answer_as_before(cursor, key)
        done = Performed(actor, entry, key, using)
        try:
            yield done
        except IntegrityError as refusal:
            # the same key, pressed twice at once: the other press has just committed
            if key is not None and "operation_key" in str(refusal):
                raise TryAgain from refusal
            raise
        if not done.recorded:
            raise NotRecorded(str(may))
        if not before and not actor.job_name and using == DEFAULT_DB_ALIAS:
            close(actor)  # the outermost operation of a person: a job sees to its own
        cursor.execute("SELECT set_config('tutela.entry', %s, true)", [before])


def writer(actor: Actor) -> UUID:
    """The appointment in whose name something is written; a job of the whole register has none."""
    if actor.appointment_id is None:
        raise NotTheActor
    return actor.appointment_id


def _begin(cursor: CursorWrapper, actor: Actor, entry: UUID) -> str:
    cursor.execute(
        "SELECT current_setting('tutela.entry', true), current_setting('role'), current_actor(),"
        " set_config('tutela.entry', %s, true)"
        if not actor.job_name
        else "SELECT current_setting('tutela.entry', true), current_setting('role'), NULL,"
        " set_config('tutela.entry', %s, true)",
        [str(entry)],
    )
    before, role, told, _ = cursor.fetchone()
    expected = None if actor.job_name else actor.appointment_id
    if told != expected or (actor.job_name and role != "tutela_register"):
        raise NotTheActor
    return before or ""


def _answer_as_before(cursor: CursorWrapper, key: UUID) -> None:
    cursor.execute("SELECT event, about FROM answered(%s)", [key])
    event, about = cursor.fetchone()
    if event:
        raise AlreadyDone(event, about)


@contextmanager
def acting_as(actor: Actor, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[Actor]:
    """Prove to PostgreSQL who is asking, so that row security can answer.

    The outermost transaction of a request, job or command: it ends with what was told. Inside
    another, the former actor is restored on exit, because a setting outlives a released savepoint.
    """
    connection = connections[using]
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(using=using), connection.cursor() as cursor:
        before = "" if is_outermost else _told(cursor)
        if actor.job_name:
            cursor.execute("SET LOCAL ROLE tutela_register")
        else:
            _tell(cursor, actor.appointment_id)
        try:
            yield actor
        finally:
            # in a failed transaction nothing can be said, and nothing need be: it is rolled back
            status = cursor.connection.info.transaction_status
            is_sound = status == TransactionStatus.INTRANS and not connection.needs_rollback
            if is_sound and not is_outermost:
                if actor.job_name:
                    cursor.execute("SET LOCAL ROLE NONE")
                cursor.execute("SELECT set_config('tutela.actor', %s, true)", [before])


def _told(cursor: CursorWrapper) -> str:
    cursor.execute("SELECT current_setting('tutela.actor', true)")
    return cursor.fetchone()[0] or ""


def _tell(cursor: CursorWrapper, appointment: UUID | None) -> None:
    cursor.execute("SELECT tell_actor(%s, %s, %s)", _proof(cursor, "ask", appointment))


@contextmanager
def signed_in_as(account: UUID) -> Iterator[None]:
    """Prove to PostgreSQL whose account it is: nobody else changes its second factor."""
    with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT tell_account(%s, %s, %s)", _proof(cursor, "account", account))
        yield


def _proof(cursor: CursorWrapper, what: str, who: UUID | None) -> list[Any]:
    """An HMAC by this process's key, bound to this connection, good for thirty seconds."""
    pid = cursor.connection.info.backend_pid
    told_at = int(time.time())
    message = f"{what}|{who}|{pid}|{told_at}".encode()
    return [who, told_at, hmac.new(settings.ACTOR_KEY, message, hashlib.sha256).digest()]
