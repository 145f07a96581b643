from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.notification_requirements.operations import breaches as operations
from tutela.notification_requirements.operations.missed import open_missed
from tutela.notification_requirements.tests import missed
from tutela.notification_requirements.tests.test_review_operations import indefinite, received
from tutela.people.models import Allocation
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
DAY = timedelta(days=1)


@pytest.fixture
def officers():
    return missed.pair()


def today(actor):
    return signed_in(actor).get(reverse("worklist:today")).content.decode()


def allocated(person, officer):
    with agencies.as_owner():
        Allocation.objects.using("owner").create(
            person_id=person,
            appointment_id=officer.appointment_id,
            starts_on=timezone.localdate(),
            why="test",
        )


def test_an_officer_sees_the_possible_breaches_of_their_own_people(officers):
    officer, _supervisor = officers
    person, other = people.person(officer), people.person(officer)
    mine, theirs = missed.opened_by_hand(officer, person), missed.opened_by_hand(officer, other)
    allocated(person, officer)

    page = today(officer)

    assert str(mine) in page
    assert str(theirs) not in page
    assert "Possible breaches" in page


def test_a_supervisor_sees_what_waits_to_be_decided(officers):
    officer, supervisor = officers
    person = people.person(officer)
    row = missed.opened_by_hand(officer, person)
    assert str(row) not in today(supervisor)

    missed.step(
        officer, person, operations.propose, breach=row, proposal="no_action", why="A first slip"
    )

    assert str(row) in today(supervisor)


def test_a_review_is_shown_with_the_clock_that_ends_first(officers):
    officer, _supervisor = officers
    person = indefinite(officer)
    row = received(officer, person, on=timezone.localdate() - 20 * DAY)

    page = today(officer)

    assert str(row) in page
    assert "Acknowledge the application" in page
    assert "Overdue" in page


def test_a_supervisor_sees_what_is_not_in_visor_and_since_when(officers):
    officer, supervisor = officers
    person = people.person(officer)

    assert "2 items to enter" in today(supervisor)
    assert "items to enter" not in today(officer)
    allocated(person, officer)
    assert "2 items to enter" in today(officer)
    assert "items to enter" not in today(agencies.officer("partner"))


def test_a_missed_date_stands_once_and_again_where_nobody_has_to_consider_it(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    missed.due(person, timezone.localdate() - 10 * DAY)
    allocated(person, officer)
    dates = reverse("notification_requirements:dates", args=[person])
    assert dates in today(officer)

    open_missed(using="worker")
    [row] = missed.read(officer, person)

    page = today(officer)
    assert str(row.pk) in page
    assert dates not in page

    charged = {"happened_on": timezone.localdate(), "offence": "s.91", "court": "Northmarch"}
    missed.step(officer, person, operations.charge, breach=row.pk, why="Seen", **charged)
    page = today(officer)
    assert str(row.pk) not in page
    assert dates in page
