import subprocess
import sys

import pytest
from django.db import connection, connections, transaction

from tutela.installation.tests.running import environment


@pytest.mark.parametrize("alias", ["owner", "worker", "public"])
def test_each_connection_is_its_role(database, alias):
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        role, name = cursor.fetchone()

    assert role == f"tutela_{alias}"
    assert name.startswith("test_tutela_")


def test_pages_are_tested_as_the_casework_role(database):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("tutela_casework", False)


def test_a_page_reads_in_one_snapshot(database):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("repeatable read",)


def one_journey(tmp_path, *options, **more):
    """A run of a journey's file where there is no browser."""
    journey = "tests/journeys/test_list.py"
    return subprocess.run(
        [sys.executable, "-P", "-m", "tutela", "test", "-q", journey, *options],
        env=environment(tmp_path) | {"PATH": str(tmp_path), "CI": ""} | more,
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_without_a_browser_journeys_are_skipped_and_counted_and_in_ci_that_fails(tmp_path):
    here = one_journey(tmp_path)
    in_ci = one_journey(tmp_path, "-n", "1", CI="true")

    assert here.returncode == 0, here.stdout
    assert "2 browser journeys skipped: no Chromium" in here.stdout
    assert here.stdout.rstrip().splitlines()[-1].startswith("2 skipped")
    assert in_ci.returncode == 1, in_ci.stdout
    assert "2 tests skipped, which is a failure here" in in_ci.stdout
