"""What `./run check` is to find, each planted once."""

import shutil
import subprocess

import pytest

from tutela.installation import check


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of nothing but what a test puts into it."""
    for name in check.LOCKS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("django==6.1 --hash=sha256:ab\n")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    monkeypatch.setattr(check, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", check.LOCKS)
def test_planted_an_address_in_a_lock(checkout, name):
    assert check.check_locks() == ""

    (checkout / name).write_text("--index-url https://registry.invalid/simple\n")

    assert check.check_locks() == f"{name}: --index-url https://registry.invalid/simple"


def test_planted_a_folder_of_this_machine(checkout):
    (checkout / "notes.txt").write_text(f"see {checkout}/tutela\n")
    assert check.check_paths() == ""  # no file of the repository yet

    subprocess.run(["git", "-C", checkout, "add", "notes.txt"], check=True)

    assert check.check_paths() == f"notes.txt names {checkout}"


def test_planted_two_migrations_of_one_number(checkout, monkeypatch):
    monkeypatch.setattr(check, "_run", lambda *commands: "")
    folder = checkout / "tutela" / "people" / "migrations"
    folder.mkdir(parents=True)
    for name in ("0001_initial.py", "0002_walls.py"):
        (folder / name).write_text("")
    assert check.check_migrations() == ""

    (folder / "0002_other.py").write_text("")

    assert check.check_migrations() == "tutela/people/migrations: 0001, 0002, 0002"


def test_a_check_that_fails_fails_the_command(monkeypatch, capsys):
    monkeypatch.setattr(check, "CHECKS", {"locks": lambda: "", "paths": lambda: "a file\n"})

    assert check.main(["locks"]) == 0
    assert check.main([]) == 1
    assert "1 checks failed: paths" in capsys.readouterr().out


# What each contract forbids: a file of the package and the line that is put at its head.
FORBIDDEN = {
    "Rooms stand on the rooms below them": ("people/models/__init__.py", "tutela.meetings.models"),
    "The law runs without Django": ("levels/rules/__init__.py", "django.db"),
    "Only operations open the door; pages never write": (
        "people/views/addresses.py",
        "tutela.access.door",
    ),
}


@pytest.mark.slow
def test_planted_imports_that_the_contracts_forbid(tmp_path, monkeypatch):
    root = check.ROOT
    names = shutil.ignore_patterns("static", "front_end", "__pycache__", "*.html", "*.toml")
    shutil.copytree(root / "tutela", tmp_path / "tutela", ignore=names)
    shutil.copy(root / "pyproject.toml", tmp_path)
    for place, module in FORBIDDEN.values():
        path = tmp_path / "tutela" / place
        path.write_text(f"import {module}\n{path.read_text()}")
    monkeypatch.setattr(check, "ROOT", tmp_path)

    said = check.check_imports()

    assert [name for name in FORBIDDEN if f"{name} BROKEN" not in said] == []
    assert "0 kept, 3 broken" in said
