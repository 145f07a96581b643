from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.notification_requirements.tests import recorded
from tutela.people.models import Allocation, Person
from tutela.people.operations import allocate

pytestmark = pytest.mark.usefixtures("database")


def registered(officer, days_ago, *, allocated=True):
    """Somebody of the officer's who made the first notification so many days ago."""
    person = recorded.registered(officer, timezone.localdate() - timedelta(days=days_ago))
    if allocated:
        with recorded.in_file(officer, person):
            allocate(
                actor=officer,
                person=Person.objects.get(pk=person),
                officer=Appointment.objects.get(pk=officer.appointment_id),
                starts_on=timezone.localdate(),
                why="caseload",
                version=Allocation.objects.filter(person=person).count(),
                key=uuid7(),
                now=timezone.now(),
            )
    return person


def read(actor):
    return signed_in(actor).get(reverse("worklist:today")).content.decode()


def link(person):
    return reverse("notification_requirements:dates", args=[person])


@pytest.fixture
def team(database):
    return agencies.team()


@pytest.fixture
def officer(team):
    return agencies.officer(team=team)


def test_what_is_overdue_and_soon_stands_on_the_officers_list_by_its_day(officer):
    soon, late = registered(officer, 360), registered(officer, 400)
    later = registered(officer, 20)

    html = read(officer)

    assert "Notifications overdue" in html
    assert "Notifications due within 14 days" in html
    assert html.index(link(late)) < html.index(link(soon))
    assert link(later) not in html


def test_a_colleagues_people_are_the_colleagues(team, officer):
    person = registered(officer, 400)

    assert link(person) not in read(agencies.officer(team=team))


def test_a_supervisor_sees_the_teams_dates_with_and_without_an_officer(team, officer):
    allocated, without = registered(officer, 400), registered(officer, 390, allocated=False)
    supervisor = agencies.officer("police_supervisor", team=team, supervises=team)

    html = read(supervisor)

    assert link(allocated) in html
    assert link(without) in html


def test_more_dates_cost_no_more_queries(officer):
    client = signed_in(officer)
    registered(officer, 400)
    client.get(reverse("worklist:today"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("worklist:today"))
    for days in (380, 390, 410):
        registered(officer, days)

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("worklist:today"))

    assert len(many) == len(few)


def test_the_overview_says_subject_until_when_and_what_is_next(officer):
    person = registered(officer, 400)

    html = signed_in(officer).get(reverse("case_file:overview", args=[person])).content.decode()

    assert "Yes, until" in html
    assert "Periodic notification" in html
    assert "Overdue" in html
