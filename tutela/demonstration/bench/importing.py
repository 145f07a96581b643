"""How long an extract takes to be read in, and in how much memory: a tenth first, then the whole.

The extracts are of different agencies, so that the second begins with a register that holds the
first. Each run is the command itself, as the worker, in a process of its own.
"""

import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from uuid_utils.compat import uuid7

from tutela.access.permissions import ROLES
from tutela.demonstration.bench.kept import keep
from tutela.demonstration.extract.writing import write as synthesise
from tutela.installation.place import Place
from tutela.installation.processes import environment
from tutela.installation.testbed import Testbed

ROLE = "police_offender_manager"


@dataclass(frozen=True, slots=True)
class Read:
    """One extract that was read in."""

    people: int
    rows: int
    dry: float
    applied: float
    again: float
    peak: int  # kilobytes


def measure(testbed: Testbed, *, people: int, write: bool) -> None:
    """Read a tenth, then the whole; print the figures and perhaps keep them."""
    found = []
    with tempfile.TemporaryDirectory() as kept:
        for count in (max(people // 10, 100), people):
            email = _agency(testbed.url("owner"))
            folder = Path(kept) / str(count)
            today = datetime.now(UTC).date()
            for _ in synthesise(folder, people=count, seed=count, on=today):
                pass
            found.append(_read(testbed.place, folder, email, count))
    text = table(found)
    sys.stdout.write(text)
    if write:
        keep(text)


def table(found: list[Read]) -> str:
    """The figures, as they stand in docs/benchmarks.md."""
    today = datetime.now(UTC).date()
    ratio = found[-1].peak / found[0].peak
    return "\n".join(
        [
            f"## Import: an agency's extract, {today:%-d %B %Y}",
            "",
            "Invented people with their names, addresses, numbers, court results, orders and"
            " notifications; database and import share two cores; determinations follow by job and"
            f" are not in the time. Python {platform.python_version()}.",
            "",
            "| people | rows | dry run | applied | read again | people a second | peak memory |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *(
                f"| {one.people:,} | {one.rows:,} | {one.dry:.0f} s | {one.applied:.0f} s |"
                f" {one.again:.0f} s | {one.people / one.applied:.0f} | {one.peak / 1024:.0f} MB |"
                for one in found
            ),
            "",
            f"Memory of the larger is {ratio:.2f} times that of the smaller.",
            "",
            "",
        ]
    )


def _read(place: Place, folder: Path, email: str, people: int) -> Read:
    rows = sum(path.read_bytes().count(b"\n") - 1 for path in folder.glob("*.csv"))
    dry, _ = _run(place, folder, email)
    applied, peak = _run(place, folder, email, "--apply", "--leave-dates")
    again, _ = _run(place, folder, email, "--apply", "--leave-dates")
    return Read(people, rows, dry, applied, again, peak)


def _run(place: Place, folder: Path, email: str, *more: str) -> tuple[float, int]:
    """Seconds and peak memory of the command."""
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "tutela", "import", str(folder), "--as", email, *more],
        env=environment(place, "worker"),
    )
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError("the import failed")
    return time.perf_counter() - began, used.ru_maxrss


def _agency(owner_url: str) -> str:
    """A police force with one team and one officer; the officer's address."""
    entry, area, agency, team, user = (uuid7() for _ in range(5))
    email = f"{user}@bench.example"
    with psycopg.connect(owner_url) as connection:
        connection.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
        connection.execute(
            "INSERT INTO agencies_area (id, code, name, name_cy, nation, police_force)"
            " VALUES (%s, %s, 'Bench', '', '', '')",
            [area, area.hex[:20]],
        )
        connection.execute(
            "INSERT INTO agencies_agency (id, area_id, name, kind) VALUES (%s, %s, 'B', 'police')",
            [agency, area],
        )
        connection.execute(
            "INSERT INTO agencies_team (id, agency_id, name, ring_day, ring_night, takes_unknown,"
            " takes_moves) VALUES (%s, %s, 'Team', '', '', false, false)",
            [team, agency],
        )
        connection.execute(
            "INSERT INTO agencies_user (id, email, name, password, is_active)"
            " VALUES (%s, %s, 'Officer', '!', true)",
            [user, email],
        )
        connection.execute(
            "INSERT INTO agencies_appointment (id, user_id, team_id, role, powers, starts_on,"
            " ends_before, vetted_until, why, version)"
            " VALUES (%s, %s, %s, %s, %s, '2020-01-01', '9999-12-31', '2099-12-31', 'bench', 1)",
            [uuid7(), user, team, ROLE, sorted(ROLES[ROLE].powers)],
        )
        connection.execute(
            "SELECT record_as_job(%s, 'bench', 'bench.loaded', NULL, NULL, '{}')", [entry]
        )
    return email
