"""What is taken at the counter moves the dates, and the receipt says what is due next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tutela.agencies.tests import factories as agencies
from tutela.law.reckoning import last_day_of_months_after
from tutela.notification_requirements import receipts
from tutela.notification_requirements.models import Due
from tutela.notification_requirements.queries import counter as queries
from tutela.notification_requirements.tests import visits as at_counter
from tutela.notification_requirements.tests.recorded import in_file, registered

pytestmark = pytest.mark.usefixtures("database")
TODAY = timezone.localdate


def a_year_on():
    return last_day_of_months_after(TODAY(), 12)


def open_dates(officer, person):
    with in_file(officer, person):
        return {(due.kind, due.due_on) for due in Due.objects.filter(person=person, ended_at=None)}


@pytest.fixture
def said(monkeypatch):
    """What the receipts were told of the next date."""
    told, made = [], receipts.made
    monkeypatch.setattr(
        receipts,
        "made",
        lambda *args, next_due, **more: (
            told.append(next_due) or made(*args, next_due=next_due, **more)
        ),
    )
    return told


def test_s85_1_the_periodic_notification_starts_the_year_again(said):
    officer = agencies.officer()
    person = registered(officer, TODAY() - timedelta(days=400))
    before = open_dates(officer, person)

    at_counter.taken_of(officer, person, ("periodic", {"changed": "nothing"}))

    assert {due for kind, due in before if kind == "periodic_notification"} != {a_year_on()}
    assert open_dates(officer, person) == {("periodic_notification", a_year_on())}
    assert [next_due.due_on for next_due in said] == [a_year_on()] * 2


def test_s84_1_a_change_that_is_told_in_time_leaves_no_duty():
    officer = agencies.officer()
    person = registered(officer, TODAY() - timedelta(days=100))
    day = TODAY() - timedelta(days=1)
    moved = ("change", {"of": "home_address", "timing": "happened", "happened_on": day})

    at_counter.taken_of(officer, person, moved)

    assert open_dates(officer, person) == {("periodic_notification", a_year_on())}


def test_s84_4_an_announced_change_is_asked_about_until_it_is_said_that_it_did_not_happen():
    officer = agencies.officer()
    person = registered(officer, TODAY() - timedelta(days=100))
    expected = TODAY() - timedelta(days=4)
    for kind, came, answers in (
        ("change", TODAY() - timedelta(days=9), {"of": "name", "timing": "expected"}),
        ("change_not_occurred", TODAY(), {"of": "name"}),
    ):
        seen = {kind for kind, _due in open_dates(officer, person)}
        answers |= {"expected_on": expected}
        at_counter.taken_of(officer, person, (kind, answers), came_on=came)
        asked = {kind for kind, _due in open_dates(officer, person)}
        if kind == "change":
            assert asked - seen == {"advance_change_not_occurred"}
    assert "advance_change_not_occurred" not in asked


def test_reg8_a_return_that_is_told_ends_the_journey():
    officer = agencies.officer()
    person = registered(officer, TODAY() - timedelta(days=100))
    left, back = TODAY() - timedelta(days=9), TODAY() - timedelta(days=1)
    trip = ("travel", {"departs_on": left, "countries": "France"})
    home = ("return", {"was_on": left, "returned_on": back, "as_notified": "no"})

    at_counter.taken_of(officer, person, trip, came_on=left - timedelta(days=10))
    at_counter.taken_of(officer, person, home)

    with in_file(officer, person):
        assert queries.next_due(person).due_on > TODAY()
    assert "return_notification" not in {kind for kind, _due in open_dates(officer, person)}
