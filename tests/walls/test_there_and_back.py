"""Each migration of ours can be taken back, and leaves the schema as it was before it."""

import os
import subprocess
import sys
from dataclasses import replace

import psycopg
import pytest
from psycopg import sql

from tutela.installation import harden, roles
from tutela.installation.processes import environment
from tutela.installation.testing import TESTBED

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.usefixtures("database")]


def test_each_migration_is_taken_back_whole_and_comes_again():
    # named as what is thrown away when its process has ended
    place = replace(TESTBED.place, named=f"test_tutela_back_{os.getpid()}")
    superuser = place.superuser_url()
    passwords = {role: place.keys.password(role) for role in roles.SERVING}
    roles.install(superuser, place.database, passwords)
    harden.harden(superuser, place.database)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.walls.there_and_back"],
            env=environment(
                place, "owner", url=place.url("owner", place.keys.password(roles.OWNER))
            ),
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(place.database))
            )

    assert done.returncode == 0, done.stdout + done.stderr
