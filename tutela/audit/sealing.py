"""Sealing the record: a signed head over every entry below the oldest running transaction."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connections

from tutela.audit import canonical
from tutela.audit.canonical import Horizon
from tutela.audit.merkle import Tree, leaf_hash

NOTHING = bytes(32)


class NoSigningKey(Exception):
    """This process was not given the key that signs: only the worker is."""


@dataclass(frozen=True, slots=True)
class Head:
    """What was sealed, and how far."""

    size: int
    root: bytes
    peaks: tuple[bytes, ...]
    horizon: Horizon
    looks: bytes
    looks_count: int
    sealed_at: datetime
    public_key: bytes
    signature: bytes

    @property
    def message(self) -> bytes:
        """What the signature is over."""
        micros = int(self.sealed_at.timestamp()) * 1_000_000 + self.sealed_at.microsecond
        said = [
            "tutela head 1",
            self.size,
            self.root.hex(),
            self.horizon.era,
            str(self.horizon.xact),
            self.looks.hex(),
            self.looks_count,
            micros,
        ]
        return json.dumps(said, separators=(",", ":")).encode()

    def is_signed(self) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(self.signature, self.message)
        except (InvalidSignature, ValueError):
            return False
        return True


def public_key() -> bytes:
    """The key by which this installation's heads are known."""
    return _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _key() -> Ed25519PrivateKey:
    if not settings.SIGNING_KEY:
        raise NoSigningKey
    return Ed25519PrivateKey.from_private_bytes(settings.SIGNING_KEY)


def heads(using: str) -> list[Head]:
    """Every head, the oldest first."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"{HEADS} ORDER BY size")
        return [_head(row) for row in cursor.fetchall()]


HEADS = (
    "SELECT size, root, peaks, era, horizon::text, looks, looks_count, sealed_at, public_key,"
    " signature FROM audit_head"
)


def _head(row: Any) -> Head:
    size, root, peaks, era, horizon, looks, count, at, key, signature = row
    return Head(
        size=size,
        root=bytes(root),
        peaks=tuple(bytes(peak) for peak in peaks),
        horizon=Horizon(era, int(horizon)),
        looks=bytes(looks),
        looks_count=count,
        sealed_at=at,
        public_key=bytes(key),
        signature=bytes(signature),
    )


def last_head(using: str) -> Head | None:
    with connections[using].cursor() as cursor:
        cursor.execute(f"{HEADS} ORDER BY size DESC LIMIT 1")
        row = cursor.fetchone()
    return _head(row) if row else None


def add_to_chain(chain: bytes, digest: bytes) -> bytes:
    """The digest of everything looked at so far, and of one look more."""
    return sha256(chain + digest).digest()


def horizon_now(using: str) -> Horizon:
    """Every transaction below it has ended; what it told can be read, and nothing is added."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT current_era(), pg_snapshot_xmin(pg_current_snapshot())::text")
        era, xact = cursor.fetchone()
    return Horizon(era, int(xact))


# the names and bounds are this file's own: no value is written into a statement
ANYTHING_NEW = f"""
SELECT EXISTS (SELECT FROM audit_entry WHERE event <> 'audit.sealed' AND {canonical.NOT_BELOW})
    OR EXISTS (SELECT FROM audit_opening WHERE {canonical.NOT_BELOW})
    OR EXISTS (SELECT FROM audit_consultation WHERE {canonical.NOT_BELOW})
    OR EXISTS (SELECT FROM audit_listing WHERE {canonical.NOT_BELOW})
"""  # noqa: S608


def is_anything_new(using: str) -> bool:
    """Has anything but sealing been told since the last head?"""
    last = last_head(using)
    if last is None:
        return True
    with connections[using].cursor() as cursor:
        cursor.execute(
            ANYTHING_NEW,
            {"old_era": last.horizon.era, "old_horizon": str(last.horizon.xact)},
        )
        return bool(cursor.fetchone()[0])


def seal(*, now: datetime, using: str) -> Head | None:
    """Add what was told since the last head, and sign; None where no entry is final yet."""
    last = last_head(using)
    horizon = horizon_now(using)
    tree = Tree(last.size, last.peaks) if last else Tree()
    since = last.horizon if last else None
    _add_leaves(tree, since, horizon, using)
    if tree.size == (last.size if last else 0):
        return None
    chain, count = (last.looks, last.looks_count) if last else (NOTHING, 0)
    for _era, _xact, digest in canonical.looks(using, after=since, before=horizon):
        chain, count = add_to_chain(chain, digest), count + 1
    unsigned = Head(
        tree.size, tree.root, tuple(tree.peaks), horizon, chain, count, now, public_key(), b""
    )
    return _keep(unsigned, _key().sign(unsigned.message), using)


def _add_leaves(tree: Tree, since: Horizon | None, horizon: Horizon, using: str) -> None:
    batch: list[tuple[int, str, bytes]] = []
    with connections[using].cursor() as cursor:
        for entry in canonical.entries(using, after=since, before=horizon):
            hashed = leaf_hash(entry.leaf)
            batch.append((tree.size, entry.id, hashed))
            tree.append(hashed)
            if len(batch) == canonical.BATCH:
                cursor.executemany(ADD_LEAF, batch)
                batch.clear()
        if batch:
            cursor.executemany(ADD_LEAF, batch)


ADD_LEAF = "INSERT INTO audit_leaf (position, entry, hash) VALUES (%s, %s, %s)"


def _keep(head: Head, signature: bytes, using: str) -> Head:
    with connections[using].cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_head (size, root, peaks, era, horizon, looks, looks_count,"
            " sealed_at, public_key, signature)"
            " VALUES (%s, %s, %s, %s, %s::xid8, %s, %s, %s, %s, %s)",
            [
                head.size,
                head.root,
                list(head.peaks),
                head.horizon.era,
                str(head.horizon.xact),
                head.looks,
                head.looks_count,
                head.sealed_at,
                head.public_key,
                signature,
            ],
        )
    return replace(head, signature=signature)
