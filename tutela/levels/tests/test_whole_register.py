import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.levels.models import Category, Reckoned, Recompute
from tutela.levels.operations import keeping, register
from tutela.levels.rules import version
from tutela.levels.tests.test_reckoning import CONVICTED, categories, violent
from tutela.notification_requirements.operations import register as dates
from tutela.notification_requirements.operations import whole_register
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("fresh_database", "database")
NOW = timezone.now


def imported(count):
    """People whose results somebody wrote who knows nothing of categories."""
    officer = agencies.officer()
    found = [people.person(officer) for _number in range(count)]
    with agencies.as_owner():
        for person in found:
            violent(person, using="owner")
    return found


def check():
    return register.check(now=NOW(), using="worker")


def test_a_whole_register_is_worked_out_in_as_many_statements_as_one_person():
    def statements(count):
        whose = imported(count)
        with acting_as(keeping.JOB, using="worker"):
            pass
        with CaptureQueriesContext(connections["worker"]) as asked:
            register.reckon_batch(whose, NOW(), "worker")
        assert [categories(one) for one in whose] == [[(CONVICTED, 2)]] * count
        return len(asked)

    assert statements(1) == statements(7)


def test_a_killed_working_out_goes_on_where_it_stopped(monkeypatch):
    whose = imported(3)
    monkeypatch.setattr(whole_register, "BATCH", 1)
    monkeypatch.setattr(register, "law_version", lambda: "e" * 64)
    of_new_law = replace(register.WHOLE, law_version=register.law_version)
    done = []

    def die(number):
        done.append(number)
        if len(done) == 2:
            raise KeyboardInterrupt

    assert register.is_law_new(using="worker")
    with pytest.raises(KeyboardInterrupt):
        of_new_law.recompute(now=NOW(), progress=die, using="worker")
    assert register.is_law_new(using="worker")
    left = []
    of_new_law.recompute(now=NOW(), expected=left.append, using="worker")

    with acting_as(keeping.JOB, using="worker"):
        run = Recompute.objects.using("worker").get(law_version="e" * 64)
    assert run.ended_at is not None
    assert left == [run.counted - 2]
    assert all(categories(one) == [(CONVICTED, 2)] for one in whose)
    assert not register.is_law_new(using="worker")


def test_other_lists_are_another_law(monkeypatch):
    seen = {package for package, _names in version.READ}
    assert {"tutela.court_orders", "tutela.levels.rules"} <= seen
    before = version.law_version()
    monkeypatch.setattr(version, "READ", version.READ[:-1])
    assert version.law_version.__wrapped__() != before


def test_stored_is_computed_and_a_forged_line_or_category_is_found(tmp_path, settings):
    first, second = imported(2)
    register.recompute(now=NOW(), using="worker")
    dates.determine_marked(now=NOW(), using="worker")
    keeping.categorise_marked(now=NOW(), using="worker")
    assert {first, second}.isdisjoint(check().different)
    assert register.recompute(now=NOW(), using="worker").changed == []

    with agencies.as_owner():
        Reckoned.objects.using("owner").filter(person=first).update(category=0)
        Category.objects.using("owner").filter(person=second).delete()
    told = check()
    assert {*told.different} == {first, second}

    settings.PROCESS = "worker"
    report, said = tmp_path / "who.jsonl", StringIO()
    connections["default"], kept = connections["worker"], connections["default"]
    try:
        with pytest.raises(CommandError, match="2 stored answers"):
            call_command("recompute", "--check", f"--report={report}", "--processes=1", stdout=said)
    finally:
        connections["default"] = kept
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    assert {(line["person"], line["of"]) for line in lines} == {
        (str(first), "category"),
        (str(second), "category"),
    }
    assert "Stored: No category recorded" in report.read_text()
    assert f"category differs: {second}" in said.getvalue()
