from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import NotAllowed, acting_as
from tutela.agencies.tests import factories as agencies
from tutela.notification_requirements.models import (
    Attendance,
    Notification,
    Receipt,
    Travel,
    Visit,
    VisitFinancial,
    VisitRouted,
)
from tutela.notification_requirements.operations import joining, visits
from tutela.notification_requirements.queries import counter as queries
from tutela.notification_requirements.tests import visits as at_counter
from tutela.people import operations
from tutela.people.files import consult
from tutela.people.models import Address, Person
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
MOVED = {"of": "home_address", "timing": "happened"}


def duty(**fields):
    return agencies.officer("police_duty_officer", **fields)


def test_a_duty_officer_takes_a_notification_of_a_stranger():
    officer = duty()

    visit = at_counter.taken(officer, ("periodic", {"changed": "nothing"}), surname="Nobody")

    assert at_counter.visit(officer, visit).surname == "Nobody"
    with acting_as(officer):
        assert {one.language for one in Receipt.objects.filter(visit=visit)} == {"en", "cy"}
        assert VisitRouted.objects.count() == 0


def test_a_partner_takes_none():
    with pytest.raises(NotAllowed):
        at_counter.begun(agencies.officer("partner"))


def test_another_officer_sees_neither_visit_nor_receipt_nor_draft():
    officer = duty()
    visit = at_counter.taken(officer, surname="Nobody")
    draft = at_counter.begun(officer)
    team = agencies.Team.objects.using("owner").get(pk=officer.team_id)

    with acting_as(colleague := duty(team=team)):
        assert not Visit.objects.filter(pk=visit).exists()
        assert not Receipt.objects.filter(visit=visit).exists()
        assert queries.draft_of(colleague, draft) is None


def test_a_second_press_receives_once():
    officer = duty()
    draft = at_counter.begun(officer)
    with acting_as(officer):
        visits.receive(
            actor=officer,
            draft_id=draft,
            outcome="taken",
            fingerprints="",
            photograph="",
            note="",
            key=uuid7(),
            now=timezone.now(),
        )

    with pytest.raises(visits.CannotGoOn, match="This visit is finished"):
        at_counter.received(officer, draft)


def test_a_closed_browser_loses_nothing_that_was_saved():
    officer = duty()
    draft = at_counter.begun(officer)
    at_counter.who(officer, draft, surname="Nobody")
    at_counter.add(officer, draft, "name", surname="Somebody")

    with acting_as(officer):
        [found] = queries.unfinished(officer)

    assert (found.about, found.said) == ("Nobody", 1)


def test_a_visit_that_nobody_went_on_with_is_emptied():
    officer = duty()
    draft = at_counter.begun(officer)
    late = timezone.now() - timedelta(days=31)
    with acting_as(officer):
        visits.say_who(actor=officer, draft_id=draft, key=uuid7(), now=late, surname="Nobody")

    joining.expire(using="worker")

    with acting_as(officer):
        assert queries.draft_of(officer, draft).locked == ""
        assert queries.unfinished(officer) == []


def test_it_reaches_the_owner_by_name_and_date_of_birth_and_nobody_else():
    owner, other = agencies.officer(), agencies.officer()
    person, called = at_counter.known_as(owner)

    visit = at_counter.taken(duty(), ("periodic", {}), **called)
    at_counter.route()

    assert [(row.visit.pk, row.person.pk) for row in at_counter.waiting(owner)] == [(visit, person)]
    assert at_counter.waiting(other) == []


def test_routing_twice_routes_once():
    owner = agencies.officer()
    _person, called = at_counter.known_as(owner)
    at_counter.taken(duty(), **called)

    at_counter.route()
    at_counter.route()

    assert len(at_counter.waiting(owner)) == 1


def test_nobody_known_goes_to_who_takes_the_unknown_of_the_area():
    area = agencies.area()
    taking = agencies.officer(
        team=agencies.team(agency=agencies.agency(area=area), takes_unknown=True)
    )
    taker = duty(team=agencies.team(agency=agencies.agency(area=area)))

    visit = at_counter.taken(taker, surname="Nobodyatall")
    at_counter.route()

    assert [(row.visit.pk, row.person) for row in at_counter.waiting(taking)] == [(visit, None)]


def test_the_owner_joins_and_the_file_holds_what_was_notified():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    day = timezone.localdate() - timedelta(days=1)
    taker = duty()
    at_counter.taken(taker, ("change", MOVED | {"happened_on": day}), **called)
    at_counter.route()

    at_counter.join(owner, at_counter.waiting(owner)[0].routed_id, person)

    assert at_counter.waiting(owner) == []
    with acting_as(owner):
        consult([person], page="notification_requirements:notified")
        found = Notification.objects.get(person=person)
    assert (found.kind, found.of, found.happened_on) == ("change", "home_address", day)
    assert (found.resets_year, found.taken_by_id) == ("yes", taker.appointment_id)


def test_a_new_home_ends_the_one_before_on_the_day_before():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    day = timezone.localdate() - timedelta(days=1)
    people.opened(owner, person)
    with acting_as(owner):
        consult([person], page="people:add_address")
        Person.objects.get(pk=person)
        _add_home(owner, person, "1 Old Street")
    draft = at_counter.begun(taker := duty())
    at_counter.who(taker, draft, **called)
    at_counter.add(taker, draft, "change", **MOVED, happened_on=day)
    home = at_counter.add(taker, draft, "home", lines="2 New Street", when=["now"])
    at_counter.received(taker, draft)
    at_counter.route()

    at_counter.join(owner, at_counter.waiting(owner)[0].routed_id, person, writes=[str(home)])

    with acting_as(owner):
        consult([person], page="people:addresses")
        homes = {row.lines: (row.starts_on, row.ends_on) for row in Address.objects.all()}
    assert homes["1 Old Street"][1] == day - timedelta(days=1)
    assert homes["2 New Street"] == (day, None)


def test_premises_that_were_notified_are_no_stay_to_be_told_of():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    draft = at_counter.begun(taker := duty())
    at_counter.who(taker, draft, **called)
    at_counter.add(taker, draft, "initial")
    other = at_counter.add(taker, draft, "premises", lines="3 Sister Street")
    at_counter.received(taker, draft)
    at_counter.route()

    at_counter.join(owner, at_counter.waiting(owner)[0].routed_id, person, writes=[str(other)])

    with acting_as(owner):
        consult([person], page="people:addresses")
        [row] = Address.objects.filter(person=person)
    assert (row.kind, row.lines, row.starts_on) == ("stays", "3 Sister Street", None)


def _add_home(owner, person, lines):
    operations.add_address(
        actor=owner,
        person=Person.objects.get(pk=person),
        kind="home",
        lines=lines,
        postcode="",
        starts_on=None,
        ends_on=None,
        is_protected=False,
        key=uuid7(),
        now=timezone.now(),
    )


def test_a_visit_is_answered_once():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    at_counter.taken(duty(), **called)
    at_counter.route()
    routed = at_counter.waiting(owner)[0].routed_id
    with acting_as(owner):
        row = queries.waiting_here(routed)
        joining.pass_on(actor=owner, routed=row, why="too young", key=uuid7(), now=timezone.now())

    with acting_as(owner), pytest.raises(joining.CannotJoin, match="answered this already"):
        joining.pass_on(actor=owner, routed=row, why="again", key=uuid7(), now=timezone.now())
    assert person


def test_what_nobody_takes_goes_on_to_who_takes_the_unknown():
    area = agencies.area()
    owner = agencies.officer()
    taking = agencies.officer(
        team=agencies.team(agency=agencies.agency(area=area), takes_unknown=True)
    )
    _person, called = at_counter.known_as(owner)
    at_counter.taken(duty(team=agencies.team(agency=agencies.agency(area=area))), **called)
    at_counter.route()
    with acting_as(owner):
        row = queries.waiting_here(queries.awaiting(owner)[0].routed_id)
        joining.pass_on(actor=owner, routed=row, why="another", key=uuid7(), now=timezone.now())

    assert [row.person for row in at_counter.waiting(taking)] == [None]


def test_a_visit_of_a_closed_counter_is_in_the_file_and_is_no_notification():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    taker = duty()
    draft = at_counter.begun(taker)
    at_counter.who(taker, draft, **called)
    at_counter.add(taker, draft, "periodic", changed="nothing")
    at_counter.received(taker, draft, outcome="closed")
    at_counter.route()

    at_counter.join(owner, at_counter.waiting(owner)[0].routed_id, person)

    with acting_as(owner):
        consult([person], page="notification_requirements:notified")
        assert Attendance.objects.get(person=person).outcome == "closed"
        assert not Notification.objects.filter(person=person).exists()


def test_with_the_file_open_taking_and_joining_are_one_step():
    officer = agencies.officer()
    person = people.person(officer)
    draft = at_counter.begun(officer, person)
    at_counter.add(officer, draft, "travel", departs_on=timezone.localdate() + timedelta(days=20))
    people.opened(officer, person)

    with acting_as(officer):
        consult([person], page="notification_requirements:visit_finish")
        visits.receive(
            actor=officer,
            draft_id=draft,
            outcome="taken",
            fingerprints="taken",
            photograph="refused",
            note="",
            person=Person.objects.get(pk=person),
            key=uuid7(),
            now=timezone.now(),
        )
        assert Travel.objects.get(person=person).departs_on > timezone.localdate()
        assert Attendance.objects.get(person=person).photograph == "refused"
    at_counter.route()
    assert at_counter.waiting(officer) == []


def test_a_return_ends_the_journey_that_was_notified():
    officer = agencies.officer()
    person, called = at_counter.known_as(officer)
    left = timezone.localdate() - timedelta(days=9)
    taker = duty()
    for kind, answers in (
        ("travel", {"departs_on": left, "departs_said": "7:45am", "countries": "France"}),
        ("return", {"was_on": left, "returned_on": left + timedelta(days=8), "as_notified": "yes"}),
    ):
        at_counter.taken(taker, (kind, answers), **called)
        at_counter.route()
        at_counter.join(officer, at_counter.waiting(officer)[0].routed_id, person)

    with acting_as(officer):
        consult([person], page="notification_requirements:notified")
        [journey] = Travel.objects.filter(person=person)
    assert journey.returned_on == left + timedelta(days=8)
    assert journey.return_as_notified
    assert timezone.localtime(journey.departs_at).hour == 7


def test_nobody_reads_the_financial_details_of_a_visit():
    officer = duty()
    at_counter.taken(officer, ("account", {"account_number": "31926819"}), surname="Nobody")

    with acting_as(officer), pytest.raises(DatabaseError, match="permission denied"):
        VisitFinancial.objects.first()


def test_a_receipt_cannot_be_written_for_the_visit_of_another():
    visit = at_counter.taken(duty(), surname="Nobody")
    other = duty()
    forged = Receipt(
        visit_id=visit,
        language="fr",
        content=b"x",
        digest="x",
        template_version="x",
        issued_by_id=other.appointment_id,
        issued_at=timezone.now(),
    )

    with acting_as(other), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tutela.entry', gen_random_uuid()::text, true)")
        with pytest.raises(DatabaseError, match="row-level security"):
            forged.save(force_insert=True)
