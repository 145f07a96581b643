"""What is remembered of tries to sign in: how often, and which one-time codes were used.

The library remembers a code for one step of its clock, and takes it for as many as the telephone
may be wrong besides: half a minute after its use it would sign somebody in again (RFC 6238 section
5.2).
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from allauth.mfa import app_settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.timezone import now

USED_CODE = "allauth.mfa.totp.used?"
FOREVER = datetime.max.replace(tzinfo=UTC)
SET = (
    "INSERT INTO sign_in_cache (cache_key, value, expires) VALUES (%s, %s, %s)"
    " ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
)
ADD = (
    "INSERT INTO sign_in_cache AS held (cache_key, value, expires) VALUES (%s, %s, %s)"
    " ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
    " WHERE held.expires < %s"
)


class SignInCache(BaseCache):
    """Rows that every process of the site sees, each value as JSON.

    Django's own cache in a table unpickles what it finds: whoever slips SQL into a page would run
    what they wrote there in this process, which holds the keys.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: Any = None) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT value FROM sign_in_cache WHERE cache_key = %s AND expires > %s",
                [self.make_and_validate_key(key, version=version), now()],
            )
            found = cursor.fetchone()
        try:
            return json.loads(found[0]) if found else default
        except ValueError:  # not what this class wrote
            return default

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> None:
        with suppress(OperationalError), _changing() as cursor:
            cursor.execute(SET, self._row(key, value, timeout, version))
        with suppress(OperationalError), _changing() as cursor:
            cursor.execute("DELETE FROM sign_in_cache WHERE expires < %s", [now()])

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> bool:
        """Add what is not there yet; a used code for every step at which it is good, in seconds."""
        if key.startswith(USED_CODE):
            timeout = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        with suppress(OperationalError), _changing() as cursor:
            cursor.execute(ADD, [*self._row(key, value, timeout, version), now()])
            return bool(cursor.rowcount)
        return False  # another process came first

    def delete(self, key: str, version: Any = None) -> bool:
        with suppress(OperationalError), _changing() as cursor:
            cursor.execute(
                "DELETE FROM sign_in_cache WHERE cache_key = %s",
                [self.make_and_validate_key(key, version=version)],
            )
            return bool(cursor.rowcount)
        return False

    def clear(self) -> None:
        with _changing() as cursor:
            cursor.execute("DELETE FROM sign_in_cache")

    def _row(self, key: str, value: Any, timeout: Any, version: Any) -> list[Any]:
        ends = self.get_backend_timeout(timeout)
        return [
            self.make_and_validate_key(key, version=version),
            json.dumps(value),
            FOREVER if ends is None else datetime.fromtimestamp(ends, tz=UTC),
        ]


@contextmanager
def _changing() -> Iterator[CursorWrapper]:
    """A step of its own: that another process came first undoes nothing else."""
    with transaction.atomic(), connection.cursor() as cursor:
        yield cursor
