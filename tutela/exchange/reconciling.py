"""What a batch of rows is beside what the register holds: new, changed, the same, or refused."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.backends.utils import CursorWrapper
from uuid_utils.compat import uuid7

from tutela.exchange import tables
from tutela.exchange.records import HELD, TARGETS, Keeper, identifier
from tutela.exchange.rules.layout import File
from tutela.exchange.rules.rows import Entry
from tutela.exchange.rules.values import Fault
from tutela.exchange.seen import Seen

NOT_THERE = "names a row of %s that is not in the extract or was refused"
OF_ANOTHER = "names a row of %s that is another person's"
MOVED = "is another row's than in the last extract"
CHANGED_HERE = "was changed in Tutela since the last extract: correct it there"
NO_TEAM = "is no team of the agency"
NO_AREA = "is no police area that is known here"
KNOWN_NUMBER = "is recorded for this person already"


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier row of the agency became."""

    person: UUID
    rows: tuple[UUID, ...]
    versions: tuple[int, ...]
    digest: bytes


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that is to be written: for whom, as which rows, beside which others."""

    entry: Entry
    person: UUID
    rows: tuple[UUID, ...]
    versions: tuple[int, ...] = (1,)
    links: dict[str, UUID | None] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """A batch, sorted by what is to be done with each row."""

    new: list[Planned] = field(default_factory=list)
    changed: list[Planned] = field(default_factory=list)
    same: list[Entry] = field(default_factory=list)
    refused: list[tuple[Entry, Fault]] = field(default_factory=list)
    # people of the batch whose record is likely another's too
    likely: set[UUID] = field(default_factory=set)


class Reconciler:
    """Compares batches of one file with the register, as the import's own job."""

    def __init__(
        self, cursor: CursorWrapper, file: File, keeper: Keeper, seen: Seen | None, on: date
    ) -> None:
        self._cursor, self._file, self._keeper, self._on = cursor, file, keeper, on
        self._seen = seen  # of a dry run: rows that an earlier file would have brought

    def plan(self, entries: Sequence[Entry]) -> Plan:
        plan = Plan()
        known = self._known(self._file.name, [entry.key for entry in entries])
        parents = self._parents(entries)
        fresh: dict[str, UUID] = {entry.key: uuid7() for entry in entries if entry.key not in known}
        planned: dict[str, Planned] = {}
        for entry in entries:
            found = self._one(entry, known.get(entry.key), parents, fresh, planned)
            if isinstance(found, Fault):
                plan.refused.append((entry, found))
                continue
            planned[entry.key] = found
            if entry.key not in known:
                plan.new.append(found)
            elif known[entry.key].digest == entry.digest:
                plan.same.append(entry)
            else:
                plan.changed.append(found)
        self._refuse_what_changed_here(plan)
        if self._file.name == "identifiers":
            self._refuse_known_numbers(plan)
        return plan

    def _known(self, file: str, keys: Collection[str]) -> dict[str, Known]:
        self._cursor.execute(
            "SELECT key, person_id, rows, versions, digest FROM exchange_source"
            " WHERE agency_id = %s AND file = %s AND key = ANY (%s)",
            [self._keeper.agency, file, list(keys)],
        )
        return {
            key: Known(person, tuple(rows), tuple(versions), bytes(digest))
            for key, person, rows, versions, digest in self._cursor.fetchall()
        }

    def _parents(self, entries: Sequence[Entry]) -> dict[str, dict[str, Known | None]]:
        """Rows of other files that these name, by file and key; None: only in this dry run."""
        found: dict[str, dict[str, Known | None]] = {}
        for column, file in self._file.parents.items():
            keys = {entry.values[column] for entry in entries if entry.values[column]}
            if not keys:
                continue
            of_file = found.setdefault(file, {})
            of_file |= self._known(file, keys)
            if self._seen:
                missing = keys - of_file.keys()
                of_file |= dict.fromkeys(self._seen.known(f"taken {file}", missing))
        return found

    def _one(
        self,
        entry: Entry,
        known: Known | None,
        parents: dict[str, dict[str, Known | None]],
        fresh: dict[str, UUID],
        planned: dict[str, Planned],
    ) -> "Planned | Fault":
        if self._file.name == "people":
            return self._person(entry, known, fresh)
        if (area := entry.values.get("police_area")) and area not in self._keeper.areas:
            return Fault("police_area", NO_AREA)
        of_person = parents.get("people", {})
        if entry.values["person"] not in of_person:
            return Fault("person", NOT_THERE % "people")
        owner = of_person[entry.values["person"]]
        person = owner.person if owner else uuid7()
        if known and owner and known.person != owner.person:
            return Fault("person", MOVED)
        links: dict[str, UUID | None] = {}
        for column, kept_in in TARGETS[self._file.name].links.items():
            file, key = self._file.parents[column], entry.values[column]
            if not key:
                links[kept_in] = None
                continue
            if file == self._file.name and key in planned and key != entry.key:
                links[kept_in] = planned[key].rows[0]
                if planned[key].person != person and owner:
                    return Fault(column, OF_ANOTHER % file)
                continue
            if key not in parents.get(file, {}) or key == entry.key:
                return Fault(column, NOT_THERE % file)
            parent = parents[file][key]
            if parent and owner and parent.person != owner.person:
                return Fault(column, OF_ANOTHER % file)
            links[kept_in] = parent.rows[0] if parent else uuid7()
        if known:
            return Planned(entry, known.person, known.rows, known.versions, links)
        return Planned(entry, person, (fresh[entry.key],), (1,), links)

    def _person(
        self, entry: Entry, known: Known | None, fresh: dict[str, UUID]
    ) -> "Planned | Fault":
        if entry.values["team"] and entry.values["team"] not in self._keeper.teams:
            return Fault("team", NO_TEAM)
        if known:
            return Planned(entry, known.person, known.rows, known.versions)
        return Planned(entry, fresh[entry.key], (fresh[entry.key],))

    def _refuse_what_changed_here(self, plan: Plan) -> None:
        """An officer's change is never overwritten by what an agency believes."""
        tables_of: tuple[tuple[str, int, str, Any], ...]
        if self._file.name == "people":
            tables_of = (
                ("people_name", 1, "kind", "main"),
                ("people_birthdate", 2, "is_main", True),
            )
        else:
            tables_of = ((TARGETS[self._file.name].table, 0, "", None),)
        for table, place, column, value in tables_of:
            columns = ["version", *([column] if column else [])]
            ids = [one.rows[place] for one in plan.changed]
            held = tables.held(self._cursor, table, ids, columns)
            for one in list(plan.changed):
                expected = (one.versions[place], *([value] if column else []))
                if held.get(one.rows[place]) != expected:
                    plan.changed.remove(one)
                    plan.refused.append((one.entry, Fault("record", CHANGED_HERE)))
        self._refuse_another_parent(plan)

    def _refuse_another_parent(self, plan: Plan) -> None:
        column = HELD.get(self._file.name)
        if not column or not plan.changed:
            return
        table = TARGETS[self._file.name].table
        held = tables.held(self._cursor, table, [p.rows[0] for p in plan.changed], [column])
        for one in list(plan.changed):
            if held.get(one.rows[0]) != (one.links[column],):
                plan.changed.remove(one)
                plan.refused.append((one.entry, Fault(column.removesuffix("_id"), MOVED)))

    def _refuse_known_numbers(self, plan: Plan) -> None:
        """Within one record a number stands once (across records it is matching's to see)."""
        people = [one.person for one in (*plan.new, *plan.changed)]
        self._cursor.execute(
            "SELECT person_id, kind, key, id FROM people_identifier WHERE person_id = ANY (%s)",
            [people],
        )
        taken: dict[tuple[Any, ...], UUID] = {
            (person, kind, key): row for person, kind, key, row in self._cursor.fetchall()
        }
        for rows in (plan.changed, plan.new):
            for one in list(rows):
                number = identifier(one.entry.values, self._on)
                what = (one.person, number["kind"], number["key"])
                if taken.setdefault(what, one.rows[0]) != one.rows[0]:
                    rows.remove(one)
                    plan.refused.append((one.entry, Fault("number", KNOWN_NUMBER)))
