from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.notification_requirements.tests import recorded
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


def listed(client, **query):
    return client.get("/people/", query).content.decode()


def in_days(officer, days, surname):
    """A registered person whose year ends in so many days."""
    person = people.person(officer, surname=surname)
    due = timezone.localdate() + timedelta(days=days)
    given = due.replace(year=due.year - 1)

    def write():
        recorded.convicted(person, given)
        recorded.notified(person, "initial", given)

    recorded.changing(officer, person, write)
    return person


@pytest.fixture
def officer(database):
    officer = agencies.officer()
    in_days(officer, -3, "Latecomer")
    in_days(officer, 5, "Sooner")
    in_days(officer, 90, "Furtherer")
    people.person(officer, surname="Nothingdue")
    return officer


def test_the_list_says_what_is_due_next(officer):
    html = listed(signed_in(officer))

    assert "Overdue" in html
    assert "In 5 days" in html
    assert html.count("Periodic notification") == 3


def test_the_list_can_be_sorted_and_narrowed_by_what_is_due(officer):
    client = signed_in(officer)

    html = listed(client, sort="due")
    places = [html.index(name) for name in ("Latecomer", "Sooner", "Furtherer", "Nothingdue")]
    assert places == sorted(places)

    html = listed(client, sort="-due")
    assert html.index("Furtherer") < html.index("Latecomer") < html.index("Nothingdue")

    html = listed(client, due="overdue")
    assert "Latecomer" in html
    assert "Sooner" not in html


def test_the_number_of_queries_does_not_grow_with_the_list(officer):
    client = signed_in(officer)
    listed(client)
    with CaptureQueriesContext(connection) as few:
        listed(client)
    for number in range(4):
        in_days(officer, 20 + number, f"More{number}")

    with CaptureQueriesContext(connection) as many:
        listed(client)

    assert len(many) == len(few)


def test_whoever_may_not_see_the_notifications_sees_no_date_in_the_list(officer):
    theirs = agencies.officer("partner")
    person = in_days(officer, -3, "Partly")
    people.interest(officer, person, theirs.team_id, "identity")

    html = listed(signed_in(theirs))

    assert "Partly" in html
    assert "Overdue" not in html[html.index("Partly") :]
    assert "Partly" not in listed(signed_in(theirs), due="overdue")
