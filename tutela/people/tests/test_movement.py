from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, connection
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import NotAllowed, acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.models import Alert
from tutela.agencies.tests import factories as agencies
from tutela.people import moving, operations, queries
from tutela.people.files import consult
from tutela.people.models import Address, Allocation, Interest, Move, Person, Transfer
from tutela.people.operations import movement
from tutela.people.operations.movement import CannotMove
from tutela.people.operations.sharing import CannotShare
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")

TODAY = timezone.localdate()
DAY = timedelta(days=1)


class Force:
    """A police force of an area of its own, with a team that takes moves, and its people."""

    def __init__(self, **area):
        self.area = agencies.area(**area)
        self.agency = agencies.agency("police", area=self.area)
        self.team = agencies.team(agency=self.agency, takes_moves=True)
        self.officer = agencies.officer(team=self.team)
        self.supervisor = agencies.officer("police_supervisor", team=self.team)


@pytest.fixture
def here():
    return Force()


@pytest.fixture
def there():
    return Force()


@contextmanager
def at_file(officer, person_id, page="people:whereabouts"):
    assert people.opened(officer, person_id)
    with acting_as(officer):
        assert consult([person_id], page=page)
        yield Person.objects.get(pk=person_id)


def live_at(officer, person_id, area, **fields):
    """The officer records a home address in the area."""
    with at_file(officer, person_id, "people:add_address") as person:
        return operations.add_address(
            **{
                "actor": officer,
                "person": person,
                "kind": "home",
                "lines": "4 Mill Lane",
                "postcode": "ZZ1 1AA",
                "area": area,
                "starts_on": TODAY,
                "ends_on": None,
                "is_protected": False,
                "key": uuid7(),
                "now": timezone.now(),
            }
            | fields
        )


def moved(here, there, **fields):
    """A person of one force whose home is now in the other's area."""
    person_id = people.person(here.officer)
    live_at(here.officer, person_id, there.area, **fields)
    return person_id


def the_move(officer, person_id):
    with acting_as(officer):
        return Move.objects.filter(person=person_id).first()


def step(operation, officer, person_id, **facts):
    with at_file(officer, person_id) as person:
        return operation(
            actor=officer,
            person=person,
            move=Move.objects.filter(person=person_id, stage="proposed").first()
            or Move.objects.filter(person=person_id).first(),
            key=uuid7(),
            now=timezone.now(),
            **facts,
        )


def owner_of(officer, person_id):
    with acting_as(officer):
        return Person.objects.get(pk=person_id).owner_team_id


REFUSED = (ProgrammingError, DatabaseError)


def typed(officer, person_id, statement, *values):
    """As typed SQL would, beside every operation, with an entry of its own."""
    with acting_as(officer):
        consult([person_id], page="people:addresses")
        with perform(officer, May.TELL) as done, connection.cursor() as cursor:
            cursor.execute(statement, values)
            done.record("attack.made", None)


# By fact ------------------------------------------------------------


def test_a_home_in_another_area_moves_the_person_with_every_part_and_both_see(here, there):
    person_id = moved(here, there)

    assert owner_of(there.officer, person_id) == there.team.pk
    assert people.opened(here.officer, person_id)
    with at_file(there.officer, person_id) as person:
        held = Interest.objects.get(person=person, team=there.team)
        ours = Interest.objects.get(person=person, team=here.team)
        assert set(held.parts_read) == set(ours.parts_read)
        assert person.addresses.count() == 1
    row = the_move(there.officer, person_id)
    assert (row.stage, row.to_area_id, row.to_team_id) == ("proposed", there.area.pk, there.team.pk)
    assert row.acknowledge_by == timezone.localdate() + 3 * DAY


def test_the_receiving_teams_supervisor_and_officers_are_told(here, there):
    moved(here, there)

    told = Alert.objects.using("owner").filter(kind="move")
    whom = {there.officer.appointment_id, there.supervisor.appointment_id}
    assert whom <= set(told.values_list("appointment_id", flat=True))


def test_an_area_without_a_team_that_takes_moves_uses_the_one_that_takes_the_unknown(here):
    area = agencies.area()
    agency = agencies.agency("police", area=area)
    agencies.team(agency=agency)
    takes = agencies.team(agency=agency, takes_unknown=True)
    person_id = people.person(here.officer)

    live_at(here.officer, person_id, area)

    assert owner_of(here.officer, person_id) == takes.pk


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "stays"},
        {"kind": "work"},
        {"starts_on": TODAY + 9 * DAY},
        {"starts_on": TODAY - 9 * DAY, "ends_on": TODAY - DAY},
    ],
)
def test_what_is_not_the_home_today_moves_nobody(here, there, fields):
    person_id = moved(here, there, **fields)

    assert owner_of(here.officer, person_id) == here.team.pk
    assert not people.opened(there.officer, person_id)


def test_an_unknown_area_is_taken_and_waits_on_the_worklist(here, there):
    person_id = people.person(here.officer)
    live_at(here.officer, person_id, None)

    assert owner_of(here.officer, person_id) == here.team.pk
    with acting_as(here.officer):
        assert (person_id, None) in moving.homes_to_place(most=50)[0]


def test_an_earlier_home_does_not_hide_the_later_one_and_correcting_the_area_moves(here, there):
    person_id = people.person(here.officer)
    live_at(here.officer, person_id, here.area, starts_on=TODAY - 90 * DAY)
    address = live_at(here.officer, person_id, None)
    with at_file(here.officer, person_id) as person:
        operations.change_address(
            actor=here.officer,
            person=person,
            address=Address.objects.get(pk=address),
            kind="home",
            lines="4 Mill Lane",
            postcode="",
            area=there.area,
            starts_on=TODAY,
            ends_on=None,
            version=1,
            key=uuid7(),
            now=timezone.now(),
        )

    assert owner_of(there.officer, person_id) == there.team.pk


def test_another_teams_officer_records_the_address_and_the_owner_lets_the_move_follow(here, there):
    person_id = people.person(here.officer)
    other = agencies.officer("probation_practitioner")
    people.interest(here.officer, person_id, other.team_id, "addresses", parts_change=["addresses"])
    live_at(other, person_id, there.area)

    assert owner_of(here.officer, person_id) == here.team.pk
    assert not people.opened(there.officer, person_id)
    with acting_as(here.officer):
        assert (person_id, there.area.pk) in moving.homes_to_place(most=50)[0]
    with at_file(here.officer, person_id) as person:
        operations.move(actor=here.officer, person=person, key=uuid7(), now=timezone.now())

    assert owner_of(there.officer, person_id) == there.team.pk
    with acting_as(here.officer):
        assert person_id not in dict(moving.homes_to_place(most=50)[0])


def test_a_restricted_record_does_not_move_until_the_restriction_is_lifted(here, there):
    person_id = people.person(here.officer)
    common = {"actor": here.officer, "key": uuid7(), "now": timezone.now()}
    with at_file(here.officer, person_id) as person, acting_as(here.officer):
        readers = queries.officers_of(here.team, on=TODAY).filter(pk=here.officer.appointment_id)
        operations.restrict(person=person, readers=list(readers), why="threats", **common)
    live_at(here.officer, person_id, there.area)

    assert not people.opened(there.officer, person_id)
    with (
        at_file(here.officer, person_id) as person,
        pytest.raises(CannotMove, match="Lift the restriction"),
    ):
        operations.move(actor=here.officer, person=person, key=uuid7(), now=timezone.now())


# Acknowledged, overdue, taken back ------------------------------------------------------------


def test_acknowledging_ends_the_former_teams_sight_on_its_day_and_its_allocation(here, there):
    person_id = people.person(here.officer)
    with at_file(here.officer, person_id) as person:
        operations.allocate(
            actor=here.officer,
            person=person,
            officer=queries.officers_of(here.team, on=TODAY).get(pk=here.officer.appointment_id),
            starts_on=TODAY - DAY,
            why="caseload",
            version=0,
            key=uuid7(),
            now=timezone.now(),
        )
    live_at(here.officer, person_id, there.area)

    step(
        operations.acknowledge,
        there.officer,
        person_id,
        former_last_day=timezone.localdate(),
        why="visited",
    )

    assert people.opened(here.officer, person_id)
    with at_file(there.officer, person_id) as person:
        ended = Interest.objects.get(person=person, team=here.team)
        assert (ended.ends_before, ended.ended_why) == (timezone.localdate() + DAY, "visited")
        assert Allocation.objects.get(person=person).ends_before == timezone.localdate()
    assert the_move(there.officer, person_id).stage == "acknowledged"


def test_acknowledging_at_once_closes_the_file_to_the_former_team(here, there):
    person_id = moved(here, there)

    step(operations.acknowledge, there.officer, person_id, former_last_day=None, why="visited")

    assert not people.opened(here.officer, person_id)
    with acting_as(here.officer):
        assert not Person.objects.filter(pk=person_id).exists()
        assert not Move.objects.filter(person=person_id).exists()


def test_only_the_receiving_team_acknowledges_and_only_once(here, there):
    person_id = moved(here, there)

    with pytest.raises(CannotMove, match="Only the team that received"):
        step(operations.acknowledge, here.officer, person_id, former_last_day=None, why="x")
    step(operations.acknowledge, there.officer, person_id, former_last_day=None, why="x")
    with pytest.raises(CannotMove, match="does not wait"):
        step(operations.acknowledge, there.officer, person_id, former_last_day=None, why="x")


def test_a_duty_officer_may_not_acknowledge(here, there):
    person_id = moved(here, there)
    duty = agencies.officer("police_duty_officer", team=there.team)

    with pytest.raises(NotAllowed):
        step(operations.acknowledge, duty, person_id, former_last_day=None, why="x")


def test_an_overdue_move_rises_to_the_supervisors_of_both_once(here, there):
    person_id = moved(here, there)
    with agencies.as_owner():
        Move.objects.using("owner").filter(person=person_id).update(acknowledge_by=TODAY - DAY)
    before = Alert.objects.using("owner").filter(kind="move").count()

    assert movement.tell_overdue(using="worker") >= 1
    told = Alert.objects.using("owner").filter(kind="move").order_by("-at")
    newest = {alert.appointment_id for alert in told[: told.count() - before]}
    assert {here.supervisor.appointment_id, there.supervisor.appointment_id} <= newest
    assert movement.tell_overdue(using="worker") == 0
    for supervisor in (here.supervisor, there.supervisor):
        with acting_as(supervisor):
            assert person_id in {row.person_id for row in moving.moves_to_acknowledge(supervisor)}


def test_a_wrong_move_is_taken_back_with_its_reason(here, there):
    person_id = moved(here, there)

    step(operations.take_back, here.officer, person_id, why="it was his brother")

    assert owner_of(here.officer, person_id) == here.team.pk
    assert not people.opened(there.officer, person_id)
    assert the_move(here.officer, person_id).stage == "taken_back"


def test_the_receiving_team_takes_nothing_back_and_an_acknowledged_move_stays(here, there):
    person_id = moved(here, there)

    with pytest.raises(CannotMove, match="managed this person before"):
        step(operations.take_back, there.officer, person_id, why="not ours")
    step(
        operations.acknowledge,
        there.officer,
        person_id,
        former_last_day=timezone.localdate(),
        why="x",
    )
    with pytest.raises(CannotMove, match="correct the home address"):
        step(operations.take_back, here.officer, person_id, why="x")


def test_moving_on_before_it_is_acknowledged_keeps_every_team_until_the_last_one_answers(
    here, there
):
    third = Force()
    person_id = moved(here, there)
    live_at(there.officer, person_id, third.area)

    assert owner_of(third.officer, person_id) == third.team.pk
    assert people.opened(here.officer, person_id)
    step(operations.take_back, there.officer, person_id, why="error")
    assert the_open(there.officer, person_id).to_team_id == there.team.pk

    live_at(there.officer, person_id, third.area, lines="5 Mill Lane")
    step(operations.acknowledge, third.officer, person_id, former_last_day=None, why="x")
    assert not people.opened(here.officer, person_id)
    assert not people.opened(there.officer, person_id)


def the_open(officer, person_id):
    with acting_as(officer):
        return Move.objects.get(person=person_id, stage="proposed")


def test_coming_home_before_it_is_acknowledged_returns_to_the_same_team(here, there):
    agencies.team(agency=here.agency, takes_moves=True, name="A first by name")
    person_id = moved(here, there)

    live_at(there.officer, person_id, here.area)

    assert owner_of(here.officer, person_id) == here.team.pk


def test_to_an_area_that_does_not_use_the_register_nothing_is_opened_and_a_letter_settles_it(here):
    scotland = agencies.area(nation="scotland")
    person_id = people.person(here.officer)
    live_at(here.officer, person_id, scotland)

    row = the_move(here.officer, person_id)
    assert (row.to_team_id, row.stage) == (None, "proposed")
    assert owner_of(here.officer, person_id) == here.team.pk
    with at_file(here.officer, person_id) as person:
        assert queries.area_on([person_id], TODAY)[person_id].jurisdiction == "scotland"
        operations.add_transfer(
            actor=here.officer,
            person=person,
            to="scotland",
            recipient="Police Scotland, offender management",
            what_sent="the whole record",
            sent_on=TODAY,
            acknowledged_on=TODAY,
            acknowledged_who="by letter",
            key=uuid7(),
            now=timezone.now(),
        )
        assert Move.objects.get(person=person).stage == "acknowledged"
        assert Transfer.objects.get(person=person).acknowledged_on == TODAY
    with acting_as(here.officer):
        assert person_id not in dict(moving.homes_to_place(most=50)[0])


def test_both_see_until_it_is_acknowledged_whoever_would_end_it(here, there):
    person_id = moved(here, there)
    for officer in (here.officer, there.officer):
        with at_file(officer, person_id) as person:
            kept = Interest.objects.get(person=person, team=here.team)
            with pytest.raises(CannotShare, match="until then both see"):
                operations.end(
                    actor=officer,
                    person=person,
                    interest=kept,
                    last_day=None,
                    why="x",
                    key=uuid7(),
                    now=timezone.now(),
                )
        with pytest.raises(REFUSED, match="interest refused"):
            typed(officer, person_id, "SELECT end_interest(%s, %s, 'x')", kept.pk, TODAY)


def test_whom_the_receiving_team_handed_the_record_to_acknowledges(here, there):
    west = agencies.team(agency=there.agency)
    colleague = agencies.officer(team=west)
    person_id = moved(here, there)
    hand_over(there.officer, person_id, west)

    with acting_as(colleague):
        assert [row.person_id for row in moving.moves_to_acknowledge(colleague)] == [person_id]
    step(operations.acknowledge, colleague, person_id, former_last_day=None, why="seen")

    assert not people.opened(here.officer, person_id)
    assert owner_of(colleague, person_id) == west.pk


def test_a_record_handed_back_is_taken_back(here, there):
    person_id = moved(here, there)
    hand_over(there.officer, person_id, here.team)

    with pytest.raises(CannotMove, match="Only the team that received"):
        step(operations.acknowledge, here.officer, person_id, former_last_day=None, why="x")
    step(operations.take_back, here.officer, person_id, why="handed back")

    assert owner_of(here.officer, person_id) == here.team.pk
    assert the_move(here.officer, person_id).stage == "taken_back"


def hand_over(officer, person_id, team):
    with at_file(officer, person_id) as person:
        operations.hand_over(
            actor=officer,
            person=person,
            team=team,
            own_last_day=None,
            why="another office",
            key=uuid7(),
            now=timezone.now(),
        )
