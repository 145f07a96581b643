"""A server given by a database URL for each role: the same code, told nothing else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tutela.installation.install import SERVING
from tutela.installation.testing import TESTBED
from tutela.installation.tests.running import environment

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("database")]


def run(home, *command, **more):
    return subprocess.run(
        [sys.executable, "-P", "-m", *command],
        env=environment(home, **more),
        capture_output=True,
        text=True,
    )


def installed(home):
    urls = {
        f"TUTELA_{name.upper()}_DATABASE_URL": TESTBED.url(name) for name in (*SERVING, "owner")
    }
    # the keys that prove who acts are the installation's: an empty folder would change the tests'
    for key in TESTBED.place.home.glob("keys"):
        os.symlink(key, home / "keys")
    (home / "tutela-data-folder").write_text("1\n")
    return run(home, "tutela", "install", **urls)


def test_each_process_is_told_its_own_url_and_runs_on_it(tmp_path):
    done = installed(tmp_path)

    assert done.returncode == 0, done.stderr
    told = {name: read(tmp_path / "environment" / f"{name}.env") for name in SERVING}
    assert {name: said["TUTELA_DATABASE_URL"] for name, said in told.items()} == {
        name: TESTBED.url(name) for name in SERVING
    }
    assert not [said for said in told.values() if "OWNER" in str(said) or "SUPERUSER" in str(said)]
    assert not (tmp_path / "postgresql").exists()
    for name, said in told.items():
        assert checked(tmp_path, said) == (0, ""), name
    swapped = told["public"] | {"TUTELA_DATABASE_URL": TESTBED.url("casework")}
    code, complaint = checked(tmp_path, swapped)
    assert code == 1
    assert "This process must use the role tutela_public, not tutela_casework." in complaint


def checked(home, said):
    """What is asked before a process serves."""
    settings = {"DJANGO_SETTINGS_MODULE": "tutela.config.settings"}
    done = run(home, "django", "check", "--database", "default", **said, **settings)
    return done.returncode, done.stderr if done.returncode else ""


def read(path: Path) -> dict[str, str]:
    assert path.stat().st_mode & 0o777 == 0o600
    return dict(re.findall(r"^(\w+)=(.*)$", path.read_text(), re.MULTILINE))


def test_without_a_server_it_says_what_to_set(tmp_path):
    done = run(tmp_path, "tutela", "install")

    assert done.returncode == 2
    assert done.stderr == (
        "Set TUTELA_SUPERUSER_DATABASE_URL; for the embedded server: ./run demo.\n"
    )
