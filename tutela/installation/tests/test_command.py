import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tutela.installation.command import COMMANDS, main
from tutela.installation.testrun import _from_root
from tutela.installation.tests.running import environment

ROOT = Path(__file__).parents[3]


def test_every_command_has_its_line(capsys):
    assert main([]) == 0

    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in COMMANDS)


def test_an_unknown_command_is_named(capsys):
    assert main(["dance"]) == 2

    assert "There is no command dance." in capsys.readouterr().err


def test_help_is_given_before_there_is_a_database(tmp_path):
    asked = [sys.executable, "-P", "-m", "tutela", "import", "--help"]
    said = subprocess.run(asked, env=environment(tmp_path), capture_output=True, text=True)

    assert said.returncode == 0, said.stderr
    assert "--apply" in said.stdout
    assert not list(tmp_path.iterdir())


def test_a_file_is_found_from_the_callers_folder(tmp_path, monkeypatch):
    (tmp_path / "test_mine.py").write_text("")
    monkeypatch.chdir(tmp_path)

    assert _from_root("test_mine.py::test_one") == f"{tmp_path}/test_mine.py::test_one"
    assert _from_root("-k") == "-k"
    assert _from_root("not there") == "not there"


@pytest.fixture
def checkout(tmp_path):
    """The entry point with a package of one line and nothing to install."""
    folder = tmp_path / "a checkout"
    (folder / "tutela").mkdir(parents=True)
    shutil.copy(ROOT / "run", folder / "run")
    (folder / "requirements.lock").write_text("")
    (folder / "tutela" / "__main__.py").write_text(
        "import os, sys; print(os.getcwd(), sys.prefix, *sys.argv[1:], sep='|')"
    )
    return folder


def start(checkout, *arguments, cwd):
    return subprocess.Popen(
        [checkout / "run", *arguments],
        cwd=cwd,
        env=environment(cwd) | {"PYTHONPATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_starts_at_once_make_one_environment(checkout, tmp_path):
    runs = [start(checkout, f"file-{number}", cwd=tmp_path) for number in range(3)]
    said = [run.communicate(timeout=280) for run in runs]

    assert [run.returncode for run in runs] == [0, 0, 0], said
    assert [out.strip() for out, _ in said] == [
        f"{tmp_path}|{checkout / '.venv'}|file-{number}" for number in range(3)
    ]
    assert sum("Setting up" in heard for _, heard in said) == 1
    assert not (checkout / ".venv.lock").is_symlink()


@pytest.mark.slow
def test_a_half_made_environment_is_made_again(checkout, tmp_path):
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").write_text("half")
    dead = subprocess.Popen(["true"])
    dead.wait()
    (checkout / ".venv.lock").symlink_to(str(dead.pid))  # whoever made it was killed

    said, _ = start(checkout, cwd=tmp_path).communicate(timeout=280)

    assert said.strip() == f"{tmp_path}|{checkout / '.venv'}"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_wheel_alone_runs_the_demonstration(filled):
    assert "tutela/ui/static/ui/tutela.css" in filled.names
    assert not [name for name in filled.names if "/tests/" in name]
    assert filled.answers == [200, 200]
