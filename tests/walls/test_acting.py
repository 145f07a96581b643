"""Nobody is ever left with another's identity, and nobody can prove to be another."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DataError, OperationalError, connection, connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.utils import DatabaseError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.walls import typed
from tutela.access.door import NotTheActor, acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.models import Appointment, User
from tutela.agencies.tests import factories as agencies
from tutela.config.databases import PREPARED_AFTER, database_from, forget_session
from tutela.installation.testing import TESTBED
from tutela.people import past
from tutela.people.files import consult
from tutela.people.models import Address
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


def told(alias: str = "default") -> UUID | None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_actor()")
        return cursor.fetchone()[0]


class Crash(Exception):
    pass


# What happens inside an actor's block: it may do nothing, fail in Python, fail in the database
# (raw or by the model), or act as another inside.
STEPS = st.deferred(
    lambda: st.lists(
        st.one_of(
            st.just("look"),
            st.just("crash"),
            st.just("divide by zero"),
            st.just("fail in a savepoint"),
            st.just("roll back a savepoint"),
            st.tuples(st.integers(0, 2), STEPS),
        ),
        max_size=4,
    )
)


@pytest.fixture(scope="module")
def three(own_database: None, django_db_blocker) -> Iterator[list]:
    with django_db_blocker.unblock():
        yield [agencies.officer() for _ in range(3)]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_nested_and_crashed_blocks_never_leave_anothers_identity(database, three, steps):
    run(steps, three, expected=None)

    assert told() is None
    assert not connection.in_atomic_block


def run(steps, actors, expected) -> None:
    for step in steps:
        if isinstance(step, tuple):
            actor = actors[step[0]]
            try:
                with acting_as(actor):
                    assert told() == actor.appointment_id
                    run(step[1], actors, actor.appointment_id)
            except (Crash, DataError):
                pass
            assert told() == expected
        elif expected is None:
            continue
        elif step == "crash":
            raise Crash
        elif step == "divide by zero":
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        elif step == "fail in a savepoint":
            fail_in_a_savepoint()
        elif step == "roll back a savepoint":
            with connection.cursor() as cursor:
                cursor.execute("SAVEPOINT s")
                cursor.execute("SELECT set_config('tutela.actor', '', true)")
                cursor.execute("ROLLBACK TO SAVEPOINT s")
        assert told() == expected


def fail_in_a_savepoint() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_address SET kind = 'home' WHERE 1 / 0 = 1")


def test_a_crash_inside_keeps_its_own_name():
    ours, other = agencies.officer(), agencies.officer()

    with (
        pytest.raises(DataError, match="division by zero"),
        acting_as(ours),
        acting_as(other),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT 1 / 0")


def test_threads_have_actors_of_their_own():
    actors = [agencies.officer() for _ in range(4)]
    people_of = [people.person(actor) for actor in actors]
    seen: dict[int, tuple] = {}
    ready = threading.Barrier(4)

    def serve(number: int) -> None:
        try:
            for _ in range(5):
                people.opened(actors[number], people_of[number])
                with acting_as(actors[number]):
                    ready.wait(120)
                    consult(people_of, page="people:file")
                    mine = told()
                    names = set(Address.objects.values_list("person_id", flat=True))
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT people_opened()")
                        seen[number] = (mine, set(cursor.fetchone()[0]), names)
        finally:
            connection.close()

    threads = [threading.Thread(target=serve, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == {
        number: (actors[number].appointment_id, {people_of[number]}, set()) for number in range(4)
    }


def test_the_door_refuses_whoever_postgresql_was_not_told_of():
    ours, other = agencies.officer(), agencies.officer()

    with acting_as(ours), pytest.raises(NotTheActor), perform(other, May.RECORD_PERSON):
        pass
    with pytest.raises(NotTheActor), perform(ours, May.RECORD_PERSON):
        pass


def test_a_proof_is_good_on_its_connection_only():
    ours = agencies.officer()

    with typed.connect() as one, typed.connect() as other:
        said = typed.proof(one, ours.appointment_id)
        assert typed.refusal(other, "SELECT tell_actor(%s, %s, %s)", *said).startswith("28000")
        one.execute("SELECT tell_actor(%s, %s, %s)", said)
        assert typed.one(one, "SELECT current_actor()") == ours.appointment_id


def test_a_proof_is_old_after_half_a_minute_and_no_proof_before_its_time():
    ours = agencies.officer()

    with typed.connect() as sql:
        for ago in (31, 3600, -40):
            said = typed.proof(sql, ours.appointment_id, ago=ago)
            assert typed.refusal(sql, "SELECT tell_actor(%s, %s, %s)", *said).startswith("28000")


def test_a_proof_names_one_appointment():
    ours, other = agencies.officer(), agencies.officer()

    with typed.connect() as sql:
        _, told_at, said = typed.proof(sql, ours.appointment_id)
        assert typed.refusal(
            sql, "SELECT tell_actor(%s, %s, %s)", other.appointment_id, told_at, said
        ).startswith("28000")
        assert typed.refusal(
            sql, "SELECT tell_actor(%s, %s, NULL)", ours.appointment_id, told_at
        ).startswith("28000")


@pytest.mark.parametrize(("role", "key"), [("casework", "worker"), ("worker", "casework")])
def test_the_key_of_the_other_process_proves_nothing(role, key):
    ours = agencies.officer()

    with typed.connect(role) as sql:
        said = typed.proof(sql, ours.appointment_id, process=key)
        assert typed.refusal(sql, "SELECT tell_actor(%s, %s, %s)", *said).startswith("28000")


def test_the_worker_acts_as_a_person_with_its_own_key():
    ours = agencies.officer()

    with typed.acting(ours, "worker") as sql:
        assert typed.one(sql, "SELECT current_actor()") == ours.appointment_id


def test_the_public_site_can_prove_nobody():
    ours = agencies.officer()

    with typed.connect("public") as sql:
        said = typed.proof(sql, ours.appointment_id)
        assert typed.refusal(sql, "SELECT tell_actor(%s, %s, %s)", *said).startswith("42501")


@pytest.mark.parametrize(
    "ended",
    [
        {"vetted_until": timezone.localdate() - timedelta(days=1)},
        {"ends_before": timezone.localdate()},
        {"starts_on": timezone.localdate() + timedelta(days=1)},
    ],
)
def test_nobody_acts_after_vetting_or_the_appointment_ended(ended):
    ours = agencies.officer()
    with agencies.as_owner():
        Appointment.objects.using("owner").filter(pk=ours.appointment_id).update(**ended)

    with pytest.raises(DatabaseError, match="actor refused"), acting_as(ours):
        pass


def test_nobody_acts_with_a_closed_account():
    ours = agencies.officer()
    with agencies.as_owner():
        User.objects.using("owner").filter(pk=ours.user_id).update(is_active=False)

    with pytest.raises(DatabaseError, match="actor refused"), acting_as(ours):
        pass


def test_a_seal_of_an_earlier_transaction_is_worthless():
    ours = agencies.officer()

    with typed.acting(ours) as sql:
        seal = typed.one(sql, "SELECT current_setting('tutela.actor')")
        sql.commit()
        assert typed.one(sql, "SELECT current_actor()") is None
        sql.execute("SELECT set_config('tutela.actor', %s, true)", [seal])
        assert typed.one(sql, "SELECT current_actor()") is None


def test_half_a_proof_can_be_replayed_on_its_own_connection_for_half_a_minute():
    """For the same appointment only. Values never stand in a statement, so SQL cannot read it."""
    ours = agencies.officer()

    with typed.connect() as sql:
        said = typed.proof(sql, ours.appointment_id)
        for _ in range(2):
            sql.execute("SELECT tell_actor(%s, %s, %s)", said)
            sql.commit()
        assert typed.rows(sql, "SELECT * FROM pg_prepared_statements") == []


@pytest.fixture
def pooled() -> Iterator[DatabaseWrapper]:
    described = database_from(TESTBED.url("casework"), process="casework", pool=2)
    described["OPTIONS"]["pool"]["min_size"] = described["OPTIONS"]["pool"]["max_size"] = 1
    connections.settings["pooled"] = {**connections.settings["default"], **described}
    yield connections["pooled"]
    connections["pooled"].close()
    connections["pooled"].close_pool()
    del connections["pooled"], connections.settings["pooled"]


def test_the_next_page_on_a_pooled_connection_inherits_nothing(pooled):
    ours = agencies.officer()
    with acting_as(ours, using="pooled"), pooled.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        first = cursor.fetchone()[0]
        cursor.execute("SET search_path = known, public")
        cursor.execute("SET timezone = 'Pacific/Kiritimati'")
        cursor.execute("SET default_transaction_read_only = on")
        cursor.execute("SELECT set_config('tutela.moment', '1|1:1:', false)")
        cursor.execute(f"SELECT set_config('tutela.entry', '{uuid4()}', false)")
        cursor.execute("DECLARE kept CURSOR WITH HOLD FOR SELECT 1")
        cursor.execute("PREPARE planted AS SELECT 1")
    pooled.close()

    with pooled.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] == first
        cursor.execute(
            "SELECT current_setting('search_path'), current_setting('timezone'), current_actor(),"
            " current_setting('default_transaction_read_only'), current_setting('tutela.entry'),"
            " current_setting('tutela.moment'),"
            " (SELECT count(*) FROM pg_cursors WHERE is_holdable),"
            " (SELECT count(*) FROM pg_prepared_statements)"
        )
        assert cursor.fetchone() == ('"$user", public', "UTC", None, "off", "", "", 0, 0)


def test_what_the_driver_prepared_serves_the_next_page_and_holds_no_value(pooled):
    asked = "SELECT %s || ' of this page'"
    for word in ("asked", "again", "and", "again", "once more"):
        with pooled.cursor() as cursor:
            cursor.execute(asked, [word])
        pooled.close()

    with pooled.cursor() as cursor:
        cursor.execute("SELECT statement, from_sql FROM pg_prepared_statements")
        kept = cursor.fetchall()
    assert ("SELECT $1 || ' of this page'", False) in kept
    assert not any(word in statement for statement, _ in kept for word in ("asked", "again"))


@pytest.mark.parametrize("planted", [True, False], ids=["planted", "taken away"])
def test_a_statement_in_the_place_of_one_of_ours_answers_nobody(pooled, planted):
    """The attack: SQL slipped into a page waits under the driver's name for the next reader."""
    asked = "SELECT 'what was asked'"

    def ask() -> str:
        with pooled.cursor() as cursor:
            cursor.execute(asked, [])
            return str(cursor.fetchone()[0])

    for _ in range(PREPARED_AFTER + 1):
        ask()
    with pooled.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements WHERE statement = %s", [asked])
        name = cursor.fetchone()[0]
        cursor.execute(f"DEALLOCATE {name}")
        if planted:
            cursor.execute(f"PREPARE {name} AS SELECT 'what was planted'::text")
            assert ask() == "what was planted"  # in its own page it can have what it likes
    pooled.close()

    assert ask() == "what was asked"


def test_a_page_of_the_past_prepares_nothing(pooled, monkeypatch):
    monkeypatch.setattr(past, "connection", pooled)
    with acting_as(agencies.officer(), using="pooled"):
        past.show(timezone.now())
        for _ in range(PREPARED_AFTER + 2):
            with pooled.cursor() as cursor:
                cursor.execute("SELECT 'then', %s", [1])
    pooled.close()

    with pooled.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement ~ '^SELECT .then'"
        )
        assert cursor.fetchone() == (0,)
        assert pooled.connection.prepare_threshold == PREPARED_AFTER


def test_without_the_reset_the_next_page_would_inherit(pooled):
    """The test above would see it: the planted fault is a pool that forgets nothing."""
    pooled.settings_dict["OPTIONS"]["pool"]["reset"] = lambda connection: None
    assert forget_session is not pooled.settings_dict["OPTIONS"]["pool"]["reset"]
    with pooled.cursor() as cursor:
        cursor.execute("SET search_path = known, public")
    pooled.close()

    with pooled.cursor() as cursor:
        cursor.execute("SELECT current_setting('search_path')")
        assert cursor.fetchone()[0] == "known, public"


def test_a_connection_that_was_cut_leaves_nobody(database):
    ours = agencies.officer()

    def look() -> None:
        with acting_as(ours), connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            cut(cursor.fetchone()[0])
            cursor.execute("SELECT 1")

    with pytest.raises(OperationalError):
        look()
    connection.close()
    assert told() is None


def cut(pid: int) -> None:
    with psycopg.connect(TESTBED.place.superuser_url(), autocommit=True) as superuser:
        superuser.execute("SELECT pg_terminate_backend(%s)", [pid])
