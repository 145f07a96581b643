"""A synthesised extract read in by the command, whole and killed on the way."""

import os
import signal
import subprocess
import time
from datetime import date

import pytest
from django.db import connections

from tutela.agencies.tests import factories as agencies
from tutela.demonstration.extract.writing import write as synthesise
from tutela.exchange.rules.layout import FILES
from tutela.exchange.tests.extracts import arguments, run, sources

pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
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


def test_killed_half_way_it_is_repeated_and_goes_on(officer, tmp_path):
    wanted = invented(tmp_path / "in", 400, 11)
    told = arguments(officer, tmp_path / "in", "--apply", "--batch", "20", "--leave-dates")
    child = subprocess.Popen(**told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
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
        _pid, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0
        assert sources(officer) == wanted
        peaks[people] = used.ru_maxrss

    assert peaks[5_000] <= 1.2 * peaks[500]
