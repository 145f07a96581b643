"""Reading an agency's extract into the register: one batch, one transaction, one entry.

The job is the register's own (`tutela_register`, with policies of its own), because an extract is
of people whom no single officer may see; its entries name the appointment on whose behalf it runs.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper
from uuid_utils.compat import uuid7

from tutela.access.door import TryAgain, acting_as, perform
from tutela.access.permissions import May
from tutela.exchange import queries, records, tables
from tutela.exchange.keeping import IMPORTER
from tutela.exchange.reconciling import Plan, Planned, Reconciler
from tutela.exchange.rules.layout import File
from tutela.exchange.rules.rows import Entry
from tutela.matching import likely

ENTERED = """
INSERT INTO notification_requirements_entered
    (id, person_id, kind, entered_on, entered_by_id, reference, written_at)
SELECT gen_random_uuid(), brought.person_id, 'everything', %s, NULL, 'import', now()
  FROM (SELECT s.person_id, max(e.at) AS at FROM exchange_source s
          JOIN audit_entry e ON e.id = s.entry WHERE s.agency_id = %s GROUP BY s.person_id) brought
 WHERE NOT EXISTS (SELECT FROM notification_requirements_entered x
                    WHERE x.person_id = brought.person_id AND x.kind = 'everything'
                      AND x.written_at >= brought.at)
"""


def import_batch(
    *,
    file: File,
    entries: Sequence[Entry],
    keeper: records.Keeper,
    now: datetime,
    on: date,
    using: str = DEFAULT_DB_ALIAS,
) -> Plan:
    """Write what is new and what has changed; the same batch again changes nothing."""
    with acting_as(IMPORTER, using=using), connections[using].cursor() as cursor:
        plan = Reconciler(cursor, file, keeper, None, on).plan(entries)
        if not plan.new and not plan.changed:
            return plan
        with perform(IMPORTER, May.IMPORT_EXTRACT, using=using) as done:
            write = _write_people if file.name == "people" else _write_rows
            write(cursor, file, plan, keeper, done.entry, now, on)
            pairs = queries.pairs(cursor, file, plan, on)
            plan.likely = {person for pair in pairs for person in (pair.person, pair.other)}
            told = likely.tell(cursor, pairs)
            done.record(
                "extract.imported",
                keeper.agency,
                by=keeper.appointment,
                file=file.name,
                new=len(plan.new),
                changed=len(plan.changed),
                likely=told,
            )
    return plan


def note_entered(*, keeper: records.Keeper, taken_on: date, using: str = DEFAULT_DB_ALIAS) -> int:
    """Of an extract that was taken from ViSOR: all that it brought is there already."""
    with (
        acting_as(IMPORTER, using=using),
        perform(IMPORTER, May.IMPORT_EXTRACT, using=using) as done,
        connections[using].cursor() as cursor,
    ):
        cursor.execute(ENTERED, [taken_on, keeper.agency])
        done.record("extract.entered", keeper.agency, by=keeper.appointment, people=cursor.rowcount)
        return int(cursor.rowcount)


def _write_rows(
    cursor: CursorWrapper,
    file: File,
    plan: Plan,
    keeper: records.Keeper,
    entry: Any,
    now: datetime,
    on: date,
) -> None:
    target = records.TARGETS[file.name]
    values = {one.entry.key: _of_here(one.entry.values, keeper) for one in plan.new + plan.changed}
    tables.add(
        cursor,
        target.table,
        [
            target.make(values[one.entry.key], on)
            | target.once(one.entry.values)
            | one.links
            | {"id": one.rows[0], "person_id": one.person, "version": 1}
            for one in plan.new
        ],
    )
    held = records.HELD.get(file.name)
    changed = [
        target.make(values[one.entry.key], on)
        | {kept_in: row for kept_in, row in one.links.items() if kept_in != held}
        | {"id": one.rows[0], "version": one.versions[0]}
        for one in plan.changed
    ]
    if tables.correct(cursor, target.table, changed) != len(changed):
        raise TryAgain
    beside = [
        target.beside(one.entry.values, one.rows[0], one.person) for one in plan.new + plan.changed
    ]
    for table in beside[0]:
        tables.add(cursor, table, [rows[table] for rows in beside])
    _keep_sources(cursor, file, plan, [one.rows for one in plan.new], keeper, entry)


def _of_here(values: dict[str, Any], keeper: records.Keeper) -> dict[str, Any]:
    """The values with the codes of police areas as the register's own keys."""
    if not values.get("police_area"):
        return values
    return values | {"police_area": keeper.areas[values["police_area"]]}


def _write_people(
    cursor: CursorWrapper,
    file: File,
    plan: Plan,
    keeper: records.Keeper,
    entry: Any,
    now: datetime,
    on: date,
) -> None:
    made = [
        records.new_person(one.person, one.entry.values, keeper, now=now, on=on) for one in plan.new
    ]
    for table in made[0] if made else ():
        tables.add(cursor, table, [rows[table] for rows in made])
    _correct_people(cursor, plan.changed, on)
    rows = [
        (one.person, new["people_name"]["id"], new["people_birthdate"]["id"])
        for one, new in zip(plan.new, made, strict=True)
    ]
    _keep_sources(cursor, file, plan, rows, keeper, entry)


def _correct_people(cursor: CursorWrapper, changed: Sequence[Planned], on: date) -> None:
    names = [
        records.main_name(one.entry.values) | {"id": one.rows[1], "version": one.versions[1]}
        for one in changed
    ]
    births = [
        records.birth(one.entry.values, on) | {"id": one.rows[2], "version": one.versions[2]}
        for one in changed
    ]
    held = tables.held(cursor, "people_person", [one.person for one in changed], ["version"])
    lines = [
        records.person_line(one.entry.values, on)
        | {"id": one.person, "version": held[one.person][0]}
        for one in changed
    ]
    for table, rows in (("people_name", names), ("people_birthdate", births)):
        if tables.correct(cursor, table, rows) != len(rows):
            raise TryAgain
    if tables.correct(cursor, "people_person", lines) != len(lines):
        raise TryAgain


def _keep_sources(
    cursor: CursorWrapper,
    file: File,
    plan: Plan,
    rows: Sequence[Sequence[Any]],
    keeper: records.Keeper,
    entry: Any,
) -> None:
    """Which row became which: a later extract is compared with it."""
    tables.add(
        cursor,
        "exchange_source",
        [
            {
                "id": uuid7(),
                "agency_id": keeper.agency,
                "file": file.name,
                "key": one.entry.key,
                "person_id": one.person,
                "rows": ids,
                "versions": [1] * len(ids),
                "digest": f"\\x{one.entry.digest.hex()}",
                "entry": entry,
            }
            for one, ids in zip(plan.new, rows, strict=True)
        ],
    )
    if not plan.changed:
        return
    cursor.execute(
        "UPDATE exchange_source s SET digest = decode(r.digest, 'hex'), entry = %s,"
        " versions = ARRAY(SELECT v + 1 FROM unnest(s.versions) v)"
        " FROM unnest(%s::text[], %s::text[]) r(key, digest)"
        " WHERE s.agency_id = %s AND s.file = %s AND s.key = r.key",
        [
            entry,
            [one.entry.key for one in plan.changed],
            [one.entry.digest.hex() for one in plan.changed],
            keeper.agency,
            file.name,
        ],
    )
