"""The demonstration from its first start to its last, in one data folder."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time

import psycopg
import pytest

from tutela.demonstration.story import SIGN_INS
from tutela.installation.cluster import Cluster
from tutela.installation.keys import Keys
from tutela.installation.tests.running import Demo, are_gone, environment, free_port

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(900)]


@pytest.fixture
def home(filled):
    return filled.home


def refused(home, *options, **more):
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tutela", "demo", *options],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode in {1, 2}
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture
def beside(tmp_path):
    """Another installation's server on the same machine."""
    other = Cluster(tmp_path / "beside").start(ends_with_us=True)
    yield other
    other.stop()


def test_killed_it_leaves_nothing_running_and_started_again_it_serves_both_sites_and_ends(
    home, beside
):
    with Demo(home) as demo:
        demo.wait_until_ready()
        killed = demo.processes()
        demo.stop(signal.SIGKILL)
    assert are_gone(killed)

    with Demo(home) as demo:
        demo.wait_until_ready()
        casework, public = demo.get("casework", "/accounts/login/"), demo.get("public", "/")
        processes = demo.processes()
        second_start = refused(home, "--port", str(free_port()))
        code = demo.stop()

    assert (casework.status, public.status) == (200, 200)
    assert "tutela-casework-csrf" in casework.headers["Set-Cookie"]
    said = "".join(demo.said)
    assert f"http://casework.localhost:{demo.port}/" in said
    assert f"http://public.localhost:{demo.public_port}/" in said
    assert [str(who) for who in SIGN_INS if str(who) not in said] == []
    assert "already runs" in second_start
    assert code == 0
    assert len(processes) >= 8
    assert are_gone(processes)
    assert beside.answers()


def test_what_dies_is_started_again(home):
    with Demo(home) as demo:
        demo.wait_until_ready()
        for number in demo.processes():
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue
        answered, deadline = False, time.monotonic() + 180
        while not answered and time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):
                answered = demo.get("casework", "/accounts/login/").status == 200
            time.sleep(0.2)

        assert answered
        assert demo.stop() == 0


@pytest.mark.parametrize("option", ["--port", "--public-port"])
def test_a_port_in_use_is_named(home, option):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        sentence = refused(home, "--port", str(free_port()), option, port)

    assert sentence == f"Port {port} is in use; choose another with {option}.\n"


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("")

    sentence = refused(tmp_path / "file" / "home", "--port", str(free_port()))

    assert sentence == f"Tutela cannot write to {tmp_path / 'file' / 'home'}: Not a directory.\n"


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")

    assert "something else" in refused(tmp_path, "--fresh", "--port", str(free_port()))


def test_data_of_a_newer_version_is_refused(home):
    cluster = Cluster(home).start(ends_with_us=True)
    try:
        with psycopg.connect(cluster.url(database="tutela"), autocommit=True) as connection:
            connection.execute(
                "INSERT INTO django_migrations (app, name, applied)"
                " VALUES ('installation', '9999_of_tomorrow', now())"
            )
            cluster.stop()
            ports = ("--port", str(free_port()), "--public-port", str(free_port()))
            sentence = refused(home, *ports)
    finally:
        cluster.start(ends_with_us=True)
        with psycopg.connect(cluster.url(database="tutela"), autocommit=True) as connection:
            connection.execute("DELETE FROM django_migrations WHERE name = '9999_of_tomorrow'")
        cluster.stop()

    assert "newer Tutela" in sentence


def test_fresh_forgets_and_keeps_to_its_folder(filled):
    assert Keys(filled.home).actor_key("casework") != filled.forgotten
    assert filled.beside.read_text() == "mine"
