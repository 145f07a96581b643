"""What PostgreSQL shows and takes equals what the design says, over generated registers."""

import os
from types import SimpleNamespace
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.walls import model, typed
from tests.walls.model import GROUNDS, TABLES, Register
from tests.walls.typed import one, refusal, rows

EXAMPLES = 300 if os.environ.get("CI") == "true" else 40


@pytest.fixture
def sessions(database):
    """One of the owner and one of the casework role for all registers, as a pool keeps them."""
    with typed.connect("owner") as owner, typed.connect() as sql:
        yield owner, sql


@pytest.mark.long
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a small register is read as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(register=model.registers())
def test_every_actor_sees_and_changes_what_the_design_says(sessions, register):
    owner, sql = sessions
    for session in sessions:
        session.rollback()  # where the register before this one failed half way
    model.write(register, owner)
    for number, officer in enumerate(register.officers):
        actor = SimpleNamespace(appointment_id=officer.id)
        if not officer.is_live():
            said = typed.proof(sql, officer.id)
            assert refusal(sql, "SELECT tell_actor(%s, %s, %s)", *said).startswith("28000")
            sql.rollback()
            assert_sees(sql, register, {}, {})
            continue
        check(sql, register, number, actor)


def check(sql: psycopg.Connection, register: Register, number: int, actor) -> None:
    own = {part: register.own_people(number, part) for part in ("list", "identity")}
    typed.tell(sql, actor)
    assert_sees(sql, register, own, {})
    assert_files(sql, register, {}, own["list"], number)
    sql.rollback()
    open_everything(sql, register, number, actor)

    typed.tell(sql, actor)
    expected = {person: register.opened(number, person) for person in range(len(register.people))}
    expected = {person: parts for person, parts in expected.items() if parts[0]}
    consulted = set(typed.consult(sql, *(someone.id for someone in register.people)))
    assert consulted == {register.people[person].id for person in expected}
    assert_sees(sql, register, own, expected)
    assert_files(sql, register, expected, own["list"], number)
    assert_nested(sql, register, number, own, expected)
    assert_writes(sql, register, expected, own["list"])
    sql.rollback()
    typed.tell(sql, actor)  # in another transaction nothing of it is left
    assert_sees(sql, register, own, {})
    assert_files(sql, register, {}, own["list"], number)
    sql.rollback()
    assert_sees(sql, register, {}, {})


def open_everything(sql, register: Register, number: int, actor) -> None:
    """On every ground, each committed; an emergency by name."""
    for person, someone in enumerate(register.people):
        for ground in GROUNDS:
            typed.tell(sql, actor)
            call = "SELECT open_file(%s, %s, %s, 'x')"
            opened = one(sql, call, uuid4(), someone.id, ground)
            assert opened is bool(register.parts(ground, number, person)[0])
            sql.commit()
        typed.tell(sql, actor)
        ask = "SELECT ask(%s, 'emergency', %s, 'ALEX', '1980-03-03', '', '', '', 'a long reason')"
        lookup = uuid4()
        if "emergency" in register.officers[number].powers:
            sql.execute(ask, [lookup, someone.key])
            sql.commit()
        else:
            assert refusal(sql, ask, lookup, someone.key).startswith("42501")
            sql.rollback()


def seen(sql, register: Register, asked: dict[str, tuple[str, str]]) -> dict[str, set[int]]:
    """Which of the register's people each table shows, and that counting agrees."""
    shown, counted = [], []
    for name, (table, where) in asked.items():
        column = "id" if table == "people_person" else "person_id"
        shown.append(f"SELECT '{name}', {column} FROM {table} WHERE {where}")
        counted.append(f"SELECT '{name}', count(*) FROM {table} WHERE {where}")
    found: dict[str, list[UUID]] = {name: [] for name in asked}
    for name, person in rows(sql, " UNION ALL ".join(shown)):
        found[name].append(person)
    numbers = dict(rows(sql, " UNION ALL ".join(counted)))
    assert numbers == {name: len(people) for name, people in found.items()}
    places = {someone.id: number for number, someone in enumerate(register.people)}
    return {name: {places[person] for person in people} for name, people in found.items()}


def assert_sees(sql, register: Register, own: dict[str, set[int]], expected: dict) -> None:
    """List tables: one's own people and those opened."""
    listed = {table: part for table, (part, is_list) in TABLES.items() if is_list}
    found = seen(sql, register, {table: (table, "true") for table in listed})
    for table, part in listed.items():
        there = set(range(len(register.people)))
        if table == "people_interest":
            there = {held.person for held in register.interests}
        opened = {person for person, (read, _) in expected.items() if part in read}
        assert found[table] == (own.get(part, set()) | opened) & there, table


ASKED_OF_FILES = {
    "card": ("people_card", "true"),
    "addresses": ("people_address", "part = 'addresses'"),
    "protected": ("people_address", "part = 'protected'"),
    "relationships": ("people_relationship", "part = 'relationships'"),
    "victims": ("people_relationship", "part = 'victims'"),
    "past addresses": ("audit_history", "tablename = 'people_address' AND part = 'protected'"),
    "past lines": ("audit_history", "part = 'list'"),
    "past relationships": ("audit_history", "other_person_id IS NOT NULL"),
}


def assert_files(sql, register: Register, expected: dict, listed: set[int], number: int) -> None:
    """File tables: what was consulted in this transaction, part by part; and so the past."""
    reads = {
        part: {person for person, (read, _) in expected.items() if part in read}
        for part in (*model.GENERAL, *model.COMPARTMENTS)
    }
    visible = listed | reads["list"]
    of_others = {
        person
        for person in reads["relationships"]
        if (person - 1) % len(register.people) in visible
    }
    assert seen(sql, register, ASKED_OF_FILES) == {
        "card": reads["card"],
        "addresses": reads["addresses"],
        "protected": reads["protected"],
        "relationships": of_others,
        "victims": reads["victims"],
        "past addresses": reads["protected"],
        "past lines": reads["list"],
        "past relationships": of_others,
    }
    joined = "people_person p JOIN people_card c ON c.person_id = p.id"
    assert one(sql, f"SELECT count(*) FROM {joined}") == len(reads["card"] & visible)


def assert_nested(sql, register: Register, number: int, own, expected) -> None:
    """An inner actor sees their own people and no file; the outer one is back afterwards."""
    outer = one(sql, "SELECT current_setting('tutela.actor')")
    for inner, officer in enumerate(register.officers):
        if inner != number and officer.is_live():
            typed.tell(sql, SimpleNamespace(appointment_id=officer.id))
            inner_own = {part: register.own_people(inner, part) for part in own}
            assert_sees(sql, register, inner_own, {})
            assert_files(sql, register, {}, inner_own["list"], inner)
            break
    sql.execute("SELECT set_config('tutela.actor', %s, true)", [outer])
    assert_sees(sql, register, own, expected)


def assert_writes(sql, register: Register, expected: dict, listed: set[int]) -> None:
    typed.entry(sql)
    visible = listed | {person for person, (read, _) in expected.items() if "list" in read}
    for person, someone in enumerate(register.people):
        read, change = expected.get(person, (set(), set()))
        other = (person - 1) % len(register.people)
        for part in ("addresses", "protected"):
            assert inserts(sql, "people_address", someone.id, part=part, **model.ADDRESS) is (
                part in change
            )
        assert inserts(
            sql,
            "people_relationship",
            someone.id,
            part="relationships",
            kind="associate",
            other_name="",
            note="",
            other_person_id=register.people[other].id,
        ) is ("relationships" in change and other in visible)
        assert refusal(sql, "INSERT INTO people_interest (id) VALUES (NULL)").startswith("42501")
        changed = "UPDATE people_person SET given_names = 'Sam' WHERE id = %s RETURNING id"
        assert bool(undone(sql, changed, someone.id)) is ("list" in change & read)
        changed = "UPDATE people_card SET ring_day = '7' WHERE person_id = %s RETURNING id"
        assert bool(undone(sql, changed, someone.id)) is ("card" in change)
        changed = (
            "UPDATE people_address SET lines = '2' WHERE person_id = %s AND part = 'protected'"
            " RETURNING id"
        )
        assert bool(undone(sql, changed, someone.id)) is ("protected" in change)


def inserts(sql, table: str, person: UUID, **values: object) -> bool:
    row = {"id": uuid4(), "person_id": person, "version": 1, **values}
    columns, places = ", ".join(row), ", ".join(["%s"] * len(row))
    try:
        undone(sql, f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING 1", *row.values())
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


def undone(sql, statement: str, *values: object) -> list:
    with sql.transaction(force_rollback=True):
        return rows(sql, statement, *values)


def covered() -> Register:
    """An officer covered, until yesterday, for a team that has an interest."""
    always = model.Period(-9, 99)
    parts, none = frozenset({"list", "protected"}), frozenset()
    return Register(
        agencies=[0, 0],
        officers=[model.Officer(team, none, None, always, 99, True) for team in (0, 1)],
        covers=[model.Cover(1, 0, model.Period(-9, 0))],
        people=[model.Someone(0, False), model.Someone(0, False)],
        interests=[model.Held(0, 0, parts, none, none, True, False, always)],
    )


def test_planted_a_rule_that_differs_is_seen(sessions, monkeypatch):
    """The model is not the database asked twice: a day too many would be found."""
    compare = test_every_actor_sees_and_changes_what_the_design_says.hypothesis.inner_test
    compare(sessions, covered())
    monkeypatch.setattr(model.Period, "holds", lambda self: self.starts <= 0 <= self.ends)
    with pytest.raises(AssertionError):
        compare(sessions, covered())
