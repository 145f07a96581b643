"""A synthesised extract read in by the command, whole and killed on the way."""

import os
import re
import signal
import subprocess
import time
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from tutela.agencies.tests import factories as agencies
from tutela.demonstration.extract.writing import write as synthesise
from tutela.exchange.rules.layout import FILES
from tutela.exchange.tests.extracts import arguments, run, sources
from tutela.installation.testing import TESTBED

pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.timeout(900),
    pytest.mark.usefixtures("fresh_database", "database"),
]
ON = date(2026, 11, 1)


@pytest.fixture
def officer():
    return agencies.officer()


def invented(folder, people, seed):
    for _ in synthesise(folder, people=people, seed=seed, on=ON):
        pass
    return {name: (folder / f"{name}.csv").read_text().count("\n") - 1 for name in FILES}


def most_held(child):
    peak = 0  # in KiB; what wait4 tells is never less than the memory of whoever started it
    while child.poll() is None:
        status = Path(f"/proc/{child.pid}/status").read_text()
        if found := re.search(r"VmHWM:\s+(\d+)", status):
            peak = int(found[1])
        time.sleep(0.02)
    return peak


def test_killed_half_way_it_is_repeated_and_goes_on(officer, tmp_path):
    wanted = invented(tmp_path / "in", 400, 11)
    told = arguments(officer, tmp_path / "in", "--apply", "--batch", "20", "--leave-dates")
    # however slowly this process looks, that one does not come to its end first
    with psycopg.connect(TESTBED.url("owner")) as held:
        held.execute("LOCK TABLE people_identifier IN SHARE MODE")
        child = subprocess.Popen(**told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 200
        while sources(officer).get("addresses", 0) < 40 and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        half = sources(officer)
    done = run(officer, tmp_path / "in", "--apply", "--leave-dates")

    assert 0 < sum(half.values()) < sum(wanted.values())
    assert done.returncode == 0, done.stderr
    assert sources(officer) == wanted
    assert f"{half['people']:,}" in done.stdout
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM people_person WHERE owner_team_id = %(team)s),"
            " (SELECT count(*) FROM people_address a JOIN people_person p ON p.id = a.person_id"
            "   WHERE p.owner_team_id = %(team)s)",
            {"team": officer.team_id},
        )
        assert cursor.fetchone() == (wanted["people"], wanted["addresses"])


def test_five_thousand_need_hardly_more_memory_than_five_hundred(tmp_path):
    peaks = {}
    for people in (500, 5_000):
        officer = agencies.officer()
        wanted = invented(tmp_path / str(people), people, people)
        told = arguments(officer, tmp_path / str(people), "--apply", "--leave-dates")
        child = subprocess.Popen(**told, stdout=subprocess.DEVNULL)
        peaks[people] = most_held(child)
        assert child.returncode == 0
        assert sources(officer) == wanted

    assert peaks[5_000] <= 1.2 * peaks[500]
