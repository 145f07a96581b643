"""The embedded PostgreSQL, one for each test: starts, stops, falls, and never outlives us."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tutela.installation import children, cluster, harden, roles
from tutela.installation.refusal import Refusal

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
# as root both ways of not being root are tried; nobody else has a choice
WAYS = ["user namespace", "nobody"] if os.geteuid() == 0 else ["as we are"]


@pytest.fixture
def started(tmp_path):
    ours = cluster.Cluster(tmp_path / "home").start(ends_with_us=True)
    yield ours
    ours.stop()


@pytest.mark.parametrize("way", WAYS)
def test_what_was_written_is_there_after_a_crash(tmp_path, monkeypatch, way):
    monkeypatch.setattr(children, "user_namespaces_work", lambda: way == "user namespace")
    home = tmp_path / "a folder with spaces" / ("and a long name " * 6).strip()
    ours = cluster.Cluster(home).start(ends_with_us=True)
    try:
        with psycopg.connect(ours.url()) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        os.kill(ours.process.pid, signal.SIGKILL)

        ours.start(ends_with_us=True)

        with psycopg.connect(ours.url()) as connection:
            assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    finally:
        ours.stop()
    assert not ours.answers()


def test_the_folders_above_are_left_as_they_were(tmp_path):
    above = tmp_path / "private"
    above.mkdir(mode=0o700)

    ours = cluster.Cluster(above / "home").start(ends_with_us=True)
    ours.stop()

    assert above.stat().st_mode & 0o777 == 0o700
    assert ours.data.stat().st_mode & 0o077 == 0


def test_nobody_comes_in_without_the_password(started):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(started.url(password="guessed"))


def test_it_listens_on_no_network(started):
    with psycopg.connect(started.url()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_the_log_holds_no_value(started):
    with psycopg.connect(started.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE known (name text PRIMARY KEY)")
        for _ in range(2):
            try:
                connection.execute("INSERT INTO known VALUES (%s)", ["Ermintrude"])
            except psycopg.errors.UniqueViolation:
                break
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT 'Ermintrude'::uuid")

    assert "ready to accept connections" in started.log.read_text()
    assert "Ermintrude" not in started.log.read_text()


def test_it_ends_with_the_process_that_started_it(tmp_path):
    code = (
        "import pathlib, time; from tutela.installation.cluster import Cluster;"
        f"Cluster(pathlib.Path({str(tmp_path / 'home')!r})).start(ends_with_us=True);"
        "print('up', flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": ROOT}
    )
    with parent:
        assert parent.stdout.readline() == b"up\n"
        parent.kill()

    deadline = time.monotonic() + 60
    ours = cluster.Cluster(tmp_path / "home")
    while ours.answers() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not ours.answers()


def test_data_of_another_version_is_refused_in_one_sentence(started):
    started.stop()
    (started.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(Refusal, match="was made by PostgreSQL 9"):
        started.start()


def test_the_owner_comes_in_only_while_let_in(started):
    roles.install(started.url(), "tutela", {"tutela_casework": "word"})
    owner = started.url(roles.OWNER, "tutela", "of the hour")

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(owner)
    roles.let_owner_in(started.url(), "of the hour")
    psycopg.connect(owner).close()
    roles.keep_owner_out(started.url())

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(owner)


def test_what_was_not_taken_away_is_named(started):
    roles.install(started.url(), "tutela", {"tutela_casework": "word"})
    casework = started.url("tutela_casework", "tutela", "word")
    with psycopg.connect(casework) as connection:
        assert "the view pg_stat_activity" in harden.missing(connection)

    harden.harden(started.url(), "tutela")
    with psycopg.connect(casework) as connection:
        assert harden.missing(connection) == []
    with roles.connect_to(started.url(), "tutela") as connection:
        connection.execute("GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO PUBLIC")

    with psycopg.connect(casework) as connection:
        assert harden.missing(connection) == ["the function pg_advisory_lock(bigint)"]


def test_roles_are_made_as_designed(started):
    roles.install(started.url(), "tutela", {role: "word" for role in roles.SERVING})

    with psycopg.connect(started.url()) as connection:
        found = connection.execute(
            "SELECT rolname, rolcanlogin, rolinherit, rolsuper OR rolbypassrls OR rolcreaterole"
            " OR rolcreatedb FROM pg_roles WHERE rolname LIKE 'tutela%' ORDER BY rolname"
        ).fetchall()
    assert found == [
        ("tutela_casework", True, False, False),
        ("tutela_owner", False, False, False),
        ("tutela_public", True, False, False),
        ("tutela_register", False, False, False),
        ("tutela_worker", True, False, False),
    ]
