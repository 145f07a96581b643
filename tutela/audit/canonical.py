"""How entries and looks are written before they are hashed: in one way only, in one order.

`streams` reads them from the database, the oldest first: by era, transaction and key.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connections

ENTRIES = """
SELECT e.era, e.xact::text, e.id::text, e.snapshot::text,
       coalesce('actor:' || e.actor, 'job:' || e.job, 'account:' || e.account), e.event,
       e.about::text, e.person_id::text, (extract(epoch FROM e.at) * 1000000)::bigint,
       encode(e.details_digest, 'hex'), e.operation_key::text,
       ARRAY(SELECT v.line FROM (
           SELECT concat_ws('|', h.tablename, h.row_id, h.version, h.person_id,
                  coalesce(h.other_person_id::text, '-'), h.part, h.gone, h.era,
                  (extract(epoch FROM h.at) * 1000000)::bigint, encode(h.digest, 'hex')) AS line
             FROM audit_history h WHERE h.entry = e.id AND h.xact = e.xact
           UNION ALL
           SELECT concat_ws('|', h.tablename, h.row_id, h.version, h.gone, h.era,
                  (extract(epoch FROM h.at) * 1000000)::bigint, encode(h.digest, 'hex'))
             FROM audit_reference_history h WHERE h.entry = e.id AND h.xact = e.xact) v
         ORDER BY v.line COLLATE "C"),
       e.salt || '|' || e.details::text, e.details_digest
  FROM audit_entry e WHERE {where} ORDER BY e.era, e.xact, e.id
"""
LOOKS = """
SELECT * FROM (
    SELECT era, xact, 'opening' AS kind, id, jsonb_build_array(actor, person_id, owner_team, ground,
           parts_read, parts_change, purpose, (extract(epoch FROM at) * 1000000)::bigint,
           (extract(epoch FROM until) * 1000000)::bigint)::text AS said
      FROM audit_opening WHERE {where}
    UNION ALL
    SELECT era, xact, 'consultation', id, jsonb_build_array(opening_id, actor, person_id, page,
           parts_read, parts_change, (extract(epoch FROM known_at) * 1000000)::bigint,
           (extract(epoch FROM at) * 1000000)::bigint, snapshot::text)::text
      FROM audit_consultation WHERE {where}
    UNION ALL
    SELECT era, xact, 'listing', id, jsonb_build_array(actor, page, people,
           (extract(epoch FROM at) * 1000000)::bigint)::text
      FROM audit_listing WHERE {where}) looks
 ORDER BY era, xact, kind, id
"""
BELOW = "era < %(era)s OR era = %(era)s AND xact < %(horizon)s::xid8"
NOT_BELOW = "(era > %(old_era)s OR era = %(old_era)s AND xact >= %(old_horizon)s::xid8)"
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Horizon:
    """Everything of an earlier era, or of this one before the transaction, is told and final."""

    era: int
    xact: int

    def covers(self, era: int, xact: int) -> bool:
        return (era, xact) < (self.era, self.xact)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with the versions of its transaction, ready to be hashed."""

    id: str
    era: int
    xact: int
    leaf: bytes
    salted: str | None
    details_digest: bytes


def entries(using: str, *, after: Horizon | None, before: Horizon | None) -> Iterator[Entry]:
    for row in _stream(using, ENTRIES, after, before):
        era, xact, key, *_said, salted, digest = row
        written = json.dumps(row[:12], ensure_ascii=False, separators=(",", ":"))
        yield Entry(key, era, int(xact), written.encode(), salted, bytes(digest))


def looks(
    using: str, *, after: Horizon | None, before: Horizon | None
) -> Iterator[tuple[int, int, bytes]]:
    """Era, transaction and digest of each opening, consultation and listing."""
    for era, xact, kind, key, said in _stream(using, LOOKS, after, before):
        written = json.dumps([era, str(xact), kind, str(key), said], ensure_ascii=False)
        yield era, int(xact), sha256(written.encode()).digest()


def _stream(using: str, query: str, after: Horizon | None, before: Horizon | None) -> Iterator[Any]:
    bounds: dict[str, Any] = {}
    where = ["true"]
    if after:
        where.append(NOT_BELOW)
        bounds |= {"old_era": after.era, "old_horizon": str(after.xact)}
    if before:
        where.append(f"({BELOW})")
        bounds |= {"era": before.era, "horizon": str(before.xact)}
    with connections[using].chunked_cursor() as cursor:
        cursor.cursor.itersize = BATCH
        cursor.execute(query.format(where=" AND ".join(where)), bounds)
        yield from cursor
