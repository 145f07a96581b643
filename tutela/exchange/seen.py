"""What this run has read so far, kept on disk so that a large extract needs no more memory.

Keys are kept as keyed digests, worthless when the run has ended; the file is the operator's alone
and is gone with the run.
"""

import hashlib
import secrets
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path


class Seen:
    """Keys of rows of this run: on which line each was read, and which were taken."""

    def __init__(self) -> None:
        self._salt = secrets.token_bytes(16)
        self._folder = tempfile.TemporaryDirectory(prefix="tutela-import-")
        self._kept = sqlite3.connect(Path(self._folder.name) / "seen", isolation_level=None)
        self._kept.execute("PRAGMA journal_mode = OFF")
        self._kept.execute("PRAGMA synchronous = OFF")
        self._kept.execute("PRAGMA cache_size = -4000")
        self._kept.execute("CREATE TABLE seen (what BLOB PRIMARY KEY, line INTEGER) WITHOUT ROWID")

    def __enter__(self) -> "Seen":
        return self

    def __exit__(self, *_error: object) -> None:
        self._kept.close()
        self._folder.cleanup()

    def first_lines(self, kind: str, rows: Iterable[tuple[str, int]]) -> dict[str, int]:
        """Keep the lines of these keys; answers with those that were read before, by key."""
        before = {}
        self._kept.execute("BEGIN")
        for key, line in rows:
            what = self._digest(kind, key)
            found = self._kept.execute("SELECT line FROM seen WHERE what = ?", [what]).fetchone()
            if found is None:
                self._kept.execute("INSERT INTO seen VALUES (?, ?)", [what, line])
            else:
                before[key] = found[0]
        self._kept.execute("COMMIT")
        return before

    def known(self, kind: str, keys: Iterable[str]) -> set[str]:
        """Those of the keys that were kept."""
        return {
            key
            for key in set(keys)
            if self._kept.execute(
                "SELECT 1 FROM seen WHERE what = ?", [self._digest(kind, key)]
            ).fetchone()
        }

    def _digest(self, kind: str, key: str) -> bytes:
        return hashlib.blake2b(f"{kind}|{key}".encode(), digest_size=16, key=self._salt).digest()
