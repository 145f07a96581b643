"""Sessions that are worth nothing to whoever reads or copies rows of their table.

The table holds a digest of the key, and what a session holds is signed together with its key: a
row read opens nothing, and a row copied under another key is empty.
"""

import hashlib
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils import timezone


def kept_key(session_key: str) -> str:
    """160 bits of the SHA-256: as many as the column holds, and none that opens a session."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(DatabaseSessions):
    """Django's own, with the digest where the key would stand."""

    @property
    def key_salt(self) -> str:
        return f"tutela.session.{kept_key(self.session_key or '')}"

    def _get_session_from_db(self) -> Any:
        found = self.model.objects.raw(  # every page asks it: written out, it is half the work
            f"SELECT * FROM {self.model._meta.db_table}"  # noqa: S608 - a table of ours
            " WHERE session_key = %s AND expire_date > %s",
            [kept_key(self.session_key or ""), timezone.now()],
        )
        row = next(iter(found), None)
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        return super().exists(kept_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.session_key = kept_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        if session_key := session_key or self.session_key:
            super().delete(kept_key(session_key))
