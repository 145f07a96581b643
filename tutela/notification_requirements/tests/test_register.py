import threading
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.law.reckoning import LONDON
from tutela.notification_requirements.models import (
    Determination,
    Due,
    Recompute,
    Stale,
    Standing,
)
from tutela.notification_requirements.operations import register, whole_register
from tutela.notification_requirements.rules import stored
from tutela.notification_requirements.tests import recorded
from tutela.people.models import Address
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("fresh_database", "database")

CONVICTED = date(2024, 3, 1)
NOW = timezone.now


def answers(person):
    with acting_as(register.JOB, using="worker"):
        return list(
            Determination.objects.using("worker").filter(person=person).order_by("made_at", "id")
        )


def marks(person):
    with acting_as(register.JOB, using="worker"):
        return Stale.objects.using("worker").filter(person=person).count()


def check():
    return register.check(now=NOW(), using="worker")


def behind_the_back(write):
    """Facts written by somebody who knows nothing of determinations: an import, a repair."""
    with agencies.as_owner():
        write()


def test_the_job_follows_facts_that_anybody_wrote():
    officer = agencies.officer()
    person = people.person(officer)

    def convict():
        from tutela.court_orders.models import Offence, Result

        result = Result(person_id=person, kind="caution", relevant_on=CONVICTED)
        result.save(using="owner")
        Offence(result=result, person_id=person, title="Offence", paragraph="18").save(
            using="owner"
        )

    behind_the_back(convict)
    assert marks(person) > 0

    register.determine_marked(now=NOW(), using="worker")

    assert marks(person) == 0
    assert answers(person)[0].answer["last_day"] == "2026-02-28"
    assert recorded.standing(officer, person).until == date(2026, 2, 28)


def test_the_job_may_run_twice():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    register.determine_marked(now=NOW(), using="worker")
    before = answers(person)

    register.determine_marked(now=NOW(), using="worker")

    assert [row.pk for row in answers(person)] == [row.pk for row in before]


def test_the_passing_of_time_ends_a_register_and_writes_why():
    officer = agencies.officer()
    person = people.person(officer)
    recorded.changing(officer, person, lambda: recorded.cautioned(person, date(2025, 12, 1)))
    after = datetime.combine(date(2027, 12, 1), time(1), LONDON)

    register.determine_again(now=after, using="worker")

    last = answers(person)[-1]
    assert last.cause == "day"
    with acting_as(register.JOB, using="worker"):
        standing = Standing.objects.using("worker").get(person=person)
        going = Due.objects.using("worker").filter(person=person, ended_at=None).count()
    assert not standing.is_subject
    assert going == 0


def test_a_new_law_is_noticed_and_told_in_the_answers_that_it_changes(monkeypatch):
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    register.recompute(now=NOW(), using="worker")
    assert not register.is_law_new(using="worker")

    real = stored.answer

    def otherwise(facts):
        return replace(real(facts), last_day=date(2030, 1, 1))

    monkeypatch.setattr(stored, "answer", otherwise)
    for module in (register, stored):
        monkeypatch.setattr(module, "law_version", lambda: "f" * 64, raising=False)
    monkeypatch.setattr(
        "tutela.notification_requirements.operations.determinations.law_version", lambda: "f" * 64
    )
    assert register.is_law_new(using="worker")

    of_new_law = replace(register.WHOLE, law_version=lambda: "f" * 64)
    told = of_new_law.recompute(now=NOW(), using="worker")

    before, now = answers(person)[-2:]
    assert now.cause == "law"
    assert now.law_version == "f" * 64
    assert not before.is_current
    assert [key for key, _why in told.changed if key == person] == [person]
    assert not register.is_law_new(using="worker")


def test_a_killed_recompute_goes_on_where_it_stopped(monkeypatch):
    officer = agencies.officer()
    everybody = [recorded.registered(officer, CONVICTED) for _number in range(3)]
    monkeypatch.setattr(whole_register, "BATCH", 1)
    of_new_law = replace(register.WHOLE, law_version=lambda: "e" * 64)
    done = []

    def die(number):
        done.append(number)
        if len(done) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        of_new_law.recompute(now=NOW(), progress=die, using="worker")
    left = []
    of_new_law.recompute(now=NOW(), expected=left.append, using="worker")

    with acting_as(register.JOB, using="worker"):
        run = Recompute.objects.using("worker").get(law_version="e" * 64)
    assert run.ended_at is not None
    assert left[0] == run.counted - 2
    assert run.counted >= len(everybody)


def test_stored_is_computed_and_a_forged_answer_is_found():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    register.determine_marked(now=NOW(), using="worker")
    assert person not in check().different

    with agencies.as_owner():
        Due.objects.using("owner").filter(person=person, ended_at=None).update(
            due_on=date(2040, 1, 1)
        )

    assert person in check().different


def test_two_operations_at_once_leave_the_answer_of_both():
    """Each sees only its own fact; whoever comes second begins again or is looked at again."""
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    barrier = threading.Barrier(2, timeout=120)
    failed = []

    def change(on):
        from django.db.utils import OperationalError

        from tutela.access.door import TryAgain

        def write():
            recorded.cautioned(person, on)
            if not failed:
                barrier.wait()

        try:
            for _try in range(4):
                try:
                    recorded.changing(officer, person, write)
                    return
                except (OperationalError, TryAgain) as clash:
                    failed.append(clash)
        finally:
            connections.close_all()

    days = [date(2025, 1, 10), date(2025, 2, 10)]
    threads = [threading.Thread(target=change, args=[day]) for day in days]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    register.determine_marked(now=NOW(), using="worker")
    assert len(answers(person)[-1].facts["bases"]) == 3
    assert person not in check().different


def test_a_change_that_fails_leaves_neither_fact_nor_answer():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    before = answers(person)

    def fail():
        recorded.lives(person, date(2025, 5, 5), lines="2 Low Street")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        recorded.changing(officer, person, fail)

    assert [row.pk for row in answers(person)] == [row.pk for row in before]
    with recorded.in_file(officer, person):
        assert Address.objects.filter(person=person).count() == 1
    assert person not in check().different


def test_a_future_day_is_no_reason_to_forget(monkeypatch):
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    tomorrow = timezone.localdate() + timedelta(days=1)

    recorded.changing(officer, person, lambda: recorded.ordered(person, tomorrow))

    assert answers(person)[-1].again_on == tomorrow
