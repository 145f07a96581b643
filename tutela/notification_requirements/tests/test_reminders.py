from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import NotAllowed, acting_as
from tutela.agencies.models import Alert
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.notification_requirements.models import Reminder, ReminderPeriod
from tutela.notification_requirements.operations import reminders
from tutela.notification_requirements.tests import recorded
from tutela.people.models import Allocation, Person
from tutela.people.operations import allocate

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def team(database):
    return agencies.team()


@pytest.fixture
def officer(team):
    return agencies.officer(team=team)


def due_in(officer, days, *, allocated=True):
    """Somebody whose year ends in about so many days."""
    given = timezone.localdate() - timedelta(days=365 - days)
    person = recorded.registered(officer, given)
    if allocated:
        with recorded.in_file(officer, person):
            allocate(
                actor=officer,
                person=Person.objects.get(pk=person),
                officer=agencies.Appointment.objects.get(pk=officer.appointment_id),
                starts_on=timezone.localdate(),
                why="caseload",
                version=Allocation.objects.filter(person=person).count(),
                key=uuid7(),
                now=timezone.now(),
            )
    return person


def remind(after=0):
    return reminders.remind(now=timezone.now() + timedelta(days=after), using="worker")


def reminded(person):
    with acting_as(reminders.JOB, using="worker"):
        rows = Reminder.objects.using("worker").filter(person=person).order_by("at", "id")
        return [(row.kind, row.appointment_id) for row in rows]


def alerts(actor):
    with acting_as(reminders.JOB, using="worker"):
        mine = Alert.objects.using("worker").filter(appointment=actor.appointment_id, kind="dates")
        return mine.count()


def test_the_officer_is_reminded_once_before_and_once_when_it_is_missed(officer):
    person = due_in(officer, 10)

    remind()
    remind()
    assert reminded(person) == [("before", officer.appointment_id)]
    assert alerts(officer) == 1

    remind(after=12)
    remind(after=13)
    assert reminded(person)[1:] == [("missed", officer.appointment_id)]
    assert alerts(officer) == 2


def test_nobody_is_reminded_of_a_day_that_is_far_or_was_missed_long_ago(officer):
    far, long_ago = due_in(officer, 60), due_in(officer, -60)

    remind()

    assert reminded(far) == []
    assert reminded(long_ago) == []


def test_without_an_officer_the_supervisor_is_reminded(team, officer):
    person = due_in(officer, 5, allocated=False)
    supervisor = agencies.officer("police_supervisor", team=team, supervises=team)

    remind()

    assert reminded(person) == [("before", None)]
    assert alerts(supervisor) == 1
    assert alerts(officer) == 0


def test_an_area_says_how_early_from_a_day_on(team, officer):
    person = due_in(officer, 30)
    administrator = agencies.officer("agency_administrator", team=team)
    client = signed_in(administrator)
    today = timezone.localdate()

    answer = client.post(
        reverse("notification_requirements:reminders"),
        {
            "operation_key": str(uuid7()),
            "days": "40",
            "starts_on_day": str(today.day),
            "starts_on_month": str(today.month),
            "starts_on_year": str(today.year),
        },
    )

    assert answer.status_code == 302
    assert "40 days before" in client.get(answer.headers["Location"]).content.decode()
    remind()
    assert reminded(person) == [("before", officer.appointment_id)]


def test_a_number_of_days_out_of_reach_is_refused_in_one_sentence(team):
    client = signed_in(agencies.officer("agency_administrator", team=team))

    html = client.post(
        reverse("notification_requirements:reminders"),
        {"operation_key": str(uuid7()), "days": "90"},
    ).content.decode()

    assert "Enter 60 or less" in html


def test_an_officer_may_not_set_the_reminders(officer):
    assert signed_in(officer).get(reverse("notification_requirements:reminders")).status_code == 403
    with acting_as(officer), pytest.raises(NotAllowed):
        reminders.set_reminders(
            actor=officer,
            days=3,
            starts_on=timezone.localdate(),
            key=uuid7(),
            now=timezone.now(),
        )


def test_another_force_cannot_set_them_by_hand(team):
    from django.db import DatabaseError

    administrator = agencies.officer("agency_administrator", team=team)
    elsewhere = agencies.area()
    with acting_as(administrator), pytest.raises(DatabaseError):
        ReminderPeriod.objects.create(
            area=elsewhere,
            days=1,
            starts_on=timezone.localdate(),
            set_by_id=administrator.appointment_id,
            set_at=timezone.now(),
        )
