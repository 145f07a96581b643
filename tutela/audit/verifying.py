"""Computing everything anew from what is recorded, and comparing it with what was sealed."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.db import connections
from psycopg import sql

from tutela.audit import canonical, sealing
from tutela.audit.merkle import Tree, leaf_hash
from tutela.audit.sealing import Head

SHOWN = 100
Progress = Callable[[int], object]


class Fault(StrEnum):
    """What does not agree. Codes are stored: never renamed, only added."""

    ENTRY = "entry"  # an entry, or a version of its transaction, is not what was sealed
    ORDER = "order"  # an entry was taken away or put in
    DETAILS = "details"  # an entry's details are not those of its digest
    ROOT = "root"  # a head is not of the entries below it
    SIGNATURE = "signature"  # a head is not signed, or by another key
    LOOKS = "looks"  # openings, consultations and lists are not those that were sealed
    VERSION = "version"  # a version is not that of its digest
    NUMBERING = "numbering"  # a version between two others is missing
    WITHOUT_ENTRY = "without_entry"  # a version names no entry of its transaction
    ROW = "row"  # a row is not what its latest version says
    CONTENT = "content"  # bytes are not those of their digest


@dataclass
class Report:
    """What was looked at, and what does not agree."""

    counted: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    shown: list[tuple[Fault, str]] = field(default_factory=list)
    size: int = 0
    root: bytes | None = None

    @property
    def is_sound(self) -> bool:
        return not self.faults

    def found(self, fault: Fault, subject: str) -> None:
        self.faults[fault] += 1
        if len(self.shown) < SHOWN:
            self.shown.append((fault, subject))


def verify(
    using: str, *, key: bytes | None = None, progress: Progress = lambda number: None
) -> Report:
    """Look at everything; `key` is the public key by which the heads must be signed."""
    report = Report()
    heads = sealing.heads(using)
    report.counted["heads"] = len(heads)
    if heads:
        report.size, report.root = heads[-1].size, heads[-1].root
    _entries(report, heads, using, progress)
    _heads(report, heads, key)
    _looks(report, heads, using, progress)
    for table in ("audit_history", "audit_reference_history"):
        _versions(report, table, using, progress)
    for protected in protected_tables(using):
        _rows(report, protected, using)
        progress(1)
    return report


def how_much(using: str) -> int:
    """How many steps `progress` will be told of."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM audit_entry) + (SELECT count(*) FROM audit_opening)"
            " + (SELECT count(*) FROM audit_consultation) + (SELECT count(*) FROM audit_listing)"
            " + (SELECT count(*) FROM audit_history)"
            " + (SELECT count(*) FROM audit_reference_history)"
        )
        return int(cursor.fetchone()[0]) + len(protected_tables(using))


def _entries(report: Report, heads: list[Head], using: str, progress: Progress) -> None:
    """Leaves and roots are made anew from the entries and compared as they grow."""
    end = heads[-1].horizon if heads else None
    leaves = _leaves(using, size=report.size)  # those sealed meanwhile are for the next time
    roots = {head.size: head for head in heads}
    tree, in_step = Tree(), True
    for entry in canonical.entries(using, after=None, before=None):
        report.counted["entries"] += 1
        progress(1)
        if entry.salted is None or sha256(entry.salted.encode()).digest() != entry.details_digest:
            report.found(Fault.DETAILS, entry.id)
        if end is None or not end.covers(entry.era, entry.xact):
            continue
        hashed = leaf_hash(entry.leaf)
        tree.append(hashed)
        sealed_entry, sealed = next(leaves, ("", b""))
        if in_step and sealed_entry != entry.id:
            in_step = False  # everything after it has moved by one: said once
            report.found(Fault.ORDER, sealed_entry or entry.id)
        elif in_step and sealed != hashed:
            report.found(Fault.ENTRY, entry.id)
        head = roots.pop(tree.size, None)
        if head and (head.root, list(head.peaks)) != (tree.root, tree.peaks):
            report.found(Fault.ROOT, str(head.size))
    beyond = next(leaves, None)
    if in_step and beyond is not None:
        report.found(Fault.ORDER, beyond[0])
    for size in roots:
        report.found(Fault.ROOT, str(size))


def _leaves(using: str, *, size: int) -> Iterator[tuple[str, bytes]]:
    with connections[using].chunked_cursor() as cursor:
        cursor.cursor.itersize = canonical.BATCH
        cursor.execute(
            "SELECT entry::text, hash FROM audit_leaf WHERE position < %s ORDER BY position", [size]
        )
        for entry, hashed in cursor:
            yield entry, bytes(hashed)


def _heads(report: Report, heads: list[Head], key: bytes | None) -> None:
    for head in heads:
        if not head.is_signed() or (key is not None and head.public_key != key):
            report.found(Fault.SIGNATURE, str(head.size))


def _looks(report: Report, heads: list[Head], using: str, progress: Progress) -> None:
    chain, count, left = sealing.NOTHING, 0, list(heads)

    def compare() -> None:
        head = left.pop(0)
        if (head.looks, head.looks_count) != (chain, count):
            report.found(Fault.LOOKS, str(head.size))

    for era, xact, digest in canonical.looks(using, after=None, before=None):
        while left and not left[0].horizon.covers(era, xact):
            compare()
        chain, count = sealing.add_to_chain(chain, digest), count + 1
        progress(1)
    report.counted["looks"] = count
    while left:
        compare()


def _versions(report: Report, table: str, using: str, progress: Progress) -> None:
    last: tuple[str, str, int] | None = None
    with connections[using].chunked_cursor() as cursor:
        cursor.cursor.itersize = canonical.BATCH
        cursor.execute(
            sql.SQL(
                "SELECT h.tablename, h.row_id::text, h.version, h.salt || '|' ||"
                " CASE WHEN h.gone THEN 'gone' ELSE h.doc::text END, h.digest, e.id IS NOT NULL"
                " FROM {} h LEFT JOIN audit_entry e ON e.id = h.entry AND e.xact = h.xact"
                " ORDER BY h.tablename, h.row_id, h.version"
            ).format(sql.Identifier(table))
        )
        for tablename, row, version, salted, digest, has_entry in cursor:
            report.counted["versions"] += 1
            progress(1)
            if salted is None or sha256(salted.encode()).digest() != bytes(digest):
                report.found(Fault.VERSION, f"{tablename} {row} {version}")
            if not has_entry:
                report.found(Fault.WITHOUT_ENTRY, f"{tablename} {row} {version}")
            if last and last[:2] == (tablename, row) and last[2] != version - 1:
                report.found(Fault.NUMBERING, f"{tablename} {row} {version}")
            last = (tablename, row, version)


@dataclass(frozen=True, slots=True)
class Protected:
    """A table whose every version is kept, with the columns whose content is kept outside."""

    name: str
    history: str
    left_out: tuple[str, ...]
    is_in_the_past: bool

    @property
    def latest(self) -> sql.Composable:
        """The rows as their latest versions say."""
        if self.is_in_the_past:  # the view knows former names and columns that came later
            return sql.SQL("known.{}").format(sql.Identifier(self.name))
        return sql.SQL(
            "(SELECT r.* FROM (SELECT DISTINCT ON (row_id) gone, doc FROM {history}"
            " WHERE tablename = {name} ORDER BY row_id, version DESC) v"
            " CROSS JOIN LATERAL jsonb_populate_record(NULL::public.{table}, v.doc) r"
            " WHERE NOT v.gone)"
        ).format(
            history=sql.Identifier(self.history),
            name=sql.Literal(self.name),
            table=sql.Identifier(self.name),
        )


def protected_tables(using: str) -> list[Protected]:
    """Those with the trigger that keeps versions, as the catalogue says."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, p.proname, encode(t.tgargs, 'escape'),"
            "       to_regclass(format('known.%I', c.relname)) IS NOT NULL FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE p.proname IN ('keep', 'keep_reference') AND NOT t.tgisinternal"
            " ORDER BY c.relname"
        )
        found = cursor.fetchall()
    return [
        Protected(name, "audit_history", tuple(args.split("\\000")[2:-1]), is_shown)
        if kept_by == "keep"
        else Protected(name, "audit_reference_history", (), is_shown)
        for name, kept_by, args, is_shown in found
    ]


def _rows(report: Report, table: Protected, using: str) -> None:
    """Every row beside its latest version, seen from a moment when all is past."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('tutela.moment', current_era() || '|' || %s, true)", [ALL_IS_PAST]
        )
        cursor.execute(
            sql.SQL(
                "WITH compared AS (SELECT coalesce(l.id, k.id)::text AS id,"
                " l.doc IS NOT DISTINCT FROM k.doc AS agrees FROM"
                " (SELECT id, to_jsonb(t) - %s::text[] AS doc FROM public.{live} t) l FULL JOIN"
                " (SELECT id, to_jsonb(t) - %s::text[] AS doc FROM {latest} t) k USING (id))"
                " SELECT count(*), coalesce(array_agg(id) FILTER (WHERE NOT agrees), '{{}}')"
                " FROM compared"
            ).format(live=sql.Identifier(table.name), latest=table.latest),
            [list(table.left_out), list(table.left_out)],
        )
        count, differing = cursor.fetchone()
        report.counted["rows"] += count
        for row in differing:
            report.found(Fault.ROW, f"{table.name} {row}")
        for column in table.left_out:
            for row in _contents(cursor, table, column):
                report.found(Fault.CONTENT, f"{table.name} {row} {column}")


ALL_IS_PAST = f"{2**63 - 1}:{2**63 - 1}:"


def _contents(cursor: Any, table: Protected, column: str) -> list[str]:
    """Rows whose content is not that whose SHA-256 their latest version keeps."""
    cursor.execute(
        sql.SQL(
            "SELECT t.id::text FROM public.{table} t LEFT JOIN ("
            " SELECT DISTINCT ON (row_id) row_id, doc FROM audit_history WHERE tablename = %s"
            " ORDER BY row_id, version DESC) v ON v.row_id = t.id"
            " WHERE encode(sha256(t.{column}), 'hex') IS DISTINCT FROM v.doc ->> %s"
        ).format(table=sql.Identifier(table.name), column=sql.Identifier(column)),
        [table.name, f"{column}_sha256"],
    )
    return [row[0] for row in cursor.fetchall()]


def kept_leaves(using: str, *, size: int) -> list[tuple[str, bytes]]:
    """Entry and hash of the first leaves: what a proof of inclusion is made from."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT entry::text, hash FROM audit_leaf WHERE position < %s ORDER BY position", [size]
        )
        return [(entry, bytes(hashed)) for entry, hashed in cursor.fetchall()]
