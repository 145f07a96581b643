"""Nothing changes without its entry, once for each press, and never under somebody's hands."""

import threading
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.utils import timezone
from uuid_utils.compat import uuid7

from tests.walls import typed
from tests.walls.typed import one, rows
from tutela.access import door
from tutela.access.door import AlreadyDone, NotRecorded, Stale, TryAgain, acting_as, perform
from tutela.access.permissions import May
from tutela.audit import log
from tutela.people import operations
from tutela.people.files import consult
from tutela.people.models import Address, Name, Person
from tutela.people.tests import factories as people


def name_of(world) -> str:
    with typed.connect("owner") as owner:
        return one(owner, "SELECT given_names FROM people_person WHERE id = %s", world.mine)


def change(world, to: str = "Sam", *, key: UUID | None = None) -> None:
    with perform(world.ours, May.CHANGE_PERSON, key=key) as done:
        Person.objects.filter(pk=world.mine).update(given_names=to)
        done.record("person.changed", world.mine, person=world.mine)


def in_a_page(world, act) -> None:
    people.opened(world.ours, world.mine)
    with acting_as(world.ours):
        consult([world.mine], page="people:file")
        act()


def test_an_operation_whose_entry_cannot_be_written_changes_nothing(world, monkeypatch):
    def fails(**entry) -> None:
        raise OSError("no room")

    monkeypatch.setattr(log, "append", fails)
    with pytest.raises(OSError, match="no room"):
        in_a_page(world, lambda: change(world))
    assert name_of(world) == "Alex"


def test_an_entry_that_postgresql_refuses_changes_nothing(world):
    def act() -> None:
        with perform(world.ours, May.CHANGE_PERSON) as done:
            Person.objects.filter(pk=world.mine).update(given_names="Sam")
            done.record("Not An Event", world.mine)

    with pytest.raises(IntegrityError, match="audit_entry_event_check"):
        in_a_page(world, act)
    assert name_of(world) == "Alex"


def test_an_operation_that_records_nothing_changes_nothing(world):
    def act() -> None:
        with perform(world.ours, May.CHANGE_PERSON):
            Person.objects.filter(pk=world.mine).update(given_names="Sam")

    with pytest.raises(NotRecorded):
        in_a_page(world, act)
    assert name_of(world) == "Alex"


def unwritten() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tutela.entry', gen_random_uuid()::text, true)")


WAYS = {
    "save": lambda person: _save(person),
    "update": lambda person: Person.objects.filter(pk=person).update(given_names="Sam"),
    "bulk create": lambda person: Address.objects.bulk_create(
        [Address(person_id=person, kind="home", lines=str(n)) for n in range(3)]
    ),
    "bulk update": lambda person: _bulk_update(person),
    "raw": lambda person: _raw(person),
}


def _save(person: UUID) -> None:
    row = Person.objects.get(pk=person)
    row.given_names = "Sam"
    row.save(update_fields=["given_names"])


def _bulk_update(person: UUID) -> None:
    named = list(Name.objects.filter(person=person))
    for name in named:
        name.given_names = "Sam"
    Name.objects.bulk_update(named, ["given_names"])


def _raw(person: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET given_names = 'Sam' WHERE id = %s", [person])


@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_writing_does_without_an_entry(world, way):
    with pytest.raises(DatabaseError, match="a change needs its audit entry"):
        in_a_page(world, lambda: WAYS[way](world.mine))


@pytest.mark.parametrize("way", WAYS)
def test_an_entry_never_written_fails_at_commit(world, way):
    def act() -> None:
        unwritten()
        WAYS[way](world.mine)

    with pytest.raises(IntegrityError, match="change_has_its_entry"):
        in_a_page(world, act)
    assert name_of(world) == "Alex"


@pytest.mark.parametrize("role", ["casework", "worker", "public"])
@pytest.mark.parametrize("table", ["audit_entry", "audit_history", "audit_opening", "audit_head"])
def test_nobody_alters_the_record(world, role, table):
    for statement in (
        "UPDATE {} SET era = 7",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "INSERT INTO {} SELECT * FROM {}",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "DROP TABLE {}",
    ):
        with typed.connect(role) as sql:
            words = statement.replace("{}", table)
            assert typed.refusal(sql, words).startswith("42501"), words


@pytest.mark.parametrize("table", ["audit_entry", "audit_history", "audit_opening", "audit_leaf"])
def test_a_job_of_the_whole_register_reads_the_record_and_alters_nothing(database, table):
    with typed.connect("worker") as sql:
        sql.execute("SET ROLE tutela_register")
        sql.execute(f"SELECT FROM {table}")
        for statement in (f"UPDATE {table} SET era = 7", f"DELETE FROM {table}"):
            assert typed.refusal(sql, statement)[:5] in {"42501", "42703"}
        assert typed.refusal(sql, "UPDATE people_person SET surname = 'X'").startswith("42501")


def test_a_second_press_makes_one_change(world):
    key = uuid7()
    in_a_page(world, lambda: change(world, "First", key=key))
    with pytest.raises(AlreadyDone) as before:
        in_a_page(world, lambda: change(world, "Second", key=key))
    assert (before.value.event, before.value.about) == ("person.changed", world.mine)
    assert name_of(world) == "First"


def test_a_press_replayed_by_another_answers_nothing_and_changes_nothing(world):
    key = uuid7()
    in_a_page(world, lambda: change(world, "First", key=key))

    def act() -> None:
        with perform(world.mate, May.CHANGE_PERSON, key=key) as done:
            done.record("person.changed", None)

    with pytest.raises(TryAgain), acting_as(world.mate):
        act()
    assert name_of(world) == "First"


def test_two_presses_at_once_make_one_change(world):
    key, people_made = uuid7(), []
    start, ended = threading.Barrier(2), []

    def press() -> None:
        try:
            for attempt in range(5):
                try:
                    with acting_as(world.ours):
                        if attempt == 0:
                            start.wait(120)
                        people_made.append(record(world, key))
                    break
                except (TryAgain, DatabaseError):
                    continue
                except AlreadyDone as before:
                    ended.append(before.about)
                    break
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with typed.connect("owner") as owner:
        made = rows(owner, "SELECT about FROM audit_entry WHERE operation_key = %s", key)
        assert len(made) == 1
        assert ended == [made[0][0]]
        kept = "SELECT count(*) FROM people_person WHERE surname = %s"
        assert one(owner, kept, f"Pressed{key.hex}") == 1


def record(world, key: UUID) -> UUID:
    return operations.record(
        actor=world.ours,
        surname=f"Pressed{key.hex}",
        given_names="Alex",
        born_said="",
        born_on=None,
        why="x",
        key=key,
        now=timezone.now(),
    )


def test_the_stale_editor_is_shown_both(world):
    """Two editors of one address: the second is told what it holds now and changes nothing."""
    address = one_address(world)

    def edit(lines: str, version: int) -> None:
        operations.change_address(
            actor=world.ours,
            person=Person.objects.get(pk=world.mine),
            address=Address.objects.get(pk=address),
            kind="home",
            lines=lines,
            postcode="",
            starts_on=None,
            ends_on=None,
            version=version,
            key=uuid7(),
            now=timezone.now(),
        )

    in_a_page(world, lambda: edit("1 First Street", 1))
    with pytest.raises(Stale) as stale:
        in_a_page(world, lambda: edit("2 Second Street", 1))
    assert stale.value.version == 2
    assert stale.value.now_recorded["lines"] == "1 First Street"
    with typed.connect("owner") as owner:
        kept = "SELECT lines FROM people_address WHERE id = %s"
        assert one(owner, kept, address) == "1 First Street"


def one_address(world) -> UUID:
    made = uuid4()
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql)
        sql.execute(
            "INSERT INTO people_address (id, person_id, part, kind, lines, postcode, postcode_key,"
            " house_key, version) VALUES (%s, %s, 'addresses', 'home', '0', '', '', '', 1)",
            [made, world.mine],
        )
        sql.commit()
    return made


def test_two_changes_of_one_row_at_once_do_not_both_go_in(world):
    with (
        typed.reading(world.ours, world.mine) as ours,
        typed.reading(world.ours, world.mine) as other,
    ):
        for sql in (ours, other):
            typed.entry(sql)
        changed = (
            "UPDATE people_person SET given_names = 'Sam', version = version + 1 WHERE id = %s"
        )
        ours.execute(changed, [world.mine])
        ours.commit()
        with pytest.raises(psycopg.errors.SerializationFailure):
            other.execute(changed, [world.mine])


def test_an_inner_operation_has_an_entry_of_its_own(world):
    def act() -> None:
        with perform(world.ours, May.CHANGE_PERSON) as outer:
            Person.objects.filter(pk=world.mine).update(given_names="Outer")
            with perform(world.ours, May.CHANGE_PERSON) as inner:
                Name.objects.filter(person=world.mine).update(given_names="Inner")
                inner.record("person.inner", world.mine, person=world.mine)
            outer.record("person.outer", world.mine, person=world.mine)
            seen.update({outer.entry: "Outer", inner.entry: "Inner"})

    seen: dict[UUID, str] = {}
    in_a_page(world, act)
    with typed.connect("owner") as owner:
        kept = "SELECT entry, doc ->> 'given_names' FROM audit_history WHERE entry = ANY (%s)"
        assert dict(rows(owner, kept, list(seen))) == seen


def test_the_door_asks_for_the_permission_before_anything(world):
    partner_like = type(world.ours)(may=frozenset(), name="x")
    with pytest.raises(door.NotAllowed), perform(partner_like, May.CHANGE_PERSON):
        pass


@pytest.mark.parametrize("kept", ["people_name", "agencies_team"])
def test_a_version_is_numbered_without_reading_what_else_was_kept(database, kept):
    """As a trigger does it: its table is a `name` there, and of another collation than the key."""
    numbered = {
        "people_name": "keep_version(tab, gen_random_uuid(), gen_random_uuid(), 'names', false,"
        " '{}', gen_random_uuid())",
        "agencies_team": "keep_reference_version(tab, gen_random_uuid(), '{}', gen_random_uuid())",
    }[kept]
    made = f"SELECT {numbered} FROM (SELECT %s::name) t(tab), generate_series(1, %s)"
    with typed.connect("owner") as owner:
        owner.execute(made, (kept, 10_000))
        told = one(owner, f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {made}", kept, 500)
        owner.rollback()

    pages = told[0]["Plan"]["Shared Hit Blocks"] + told[0]["Plan"]["Shared Read Blocks"]

    assert 500 < pages < 500 * 40
