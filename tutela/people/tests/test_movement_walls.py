import pytest
from django.db import IntegrityError
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.people import moving, operations, queries
from tutela.people.models import Address, Move, Person
from tutela.people.tests import factories as people
from tutela.people.tests.test_movement import (
    DAY,
    REFUSED,
    TODAY,
    Force,
    at_file,
    live_at,
    moved,
    the_move,
    typed,
)

pytestmark = pytest.mark.usefixtures("database")

MOVE = "SELECT move_by_home(%s, %s, %s, %s, %s, 'mine')"


@pytest.fixture
def here():
    return Force()


@pytest.fixture
def there():
    return Force()


def test_no_team_pulls_a_hidden_person_to_itself(here, there):
    person_id = people.person(here.officer)
    address = live_at(here.officer, person_id, here.area)

    with pytest.raises(REFUSED, match="move refused"):
        typed(there.officer, person_id, MOVE, uuid7(), person_id, uuid7(), address, TODAY)
    with pytest.raises(REFUSED, match=r"row-level security|permission denied"):
        typed(
            there.officer,
            person_id,
            "INSERT INTO people_address (id, person_id, part, kind, lines, postcode, postcode_key,"
            " house_key, area_id, version) VALUES (%s, %s, 'addresses', 'home', 'x', '', '', '',"
            " %s, 1)",
            uuid7(),
            person_id,
            there.area.pk,
        )
    assert not people.opened(there.officer, person_id)


def test_a_team_that_may_change_addresses_cannot_pull_the_record_nor_push_it(here, there):
    """A supporting team in the other area records a home there: the owner decides."""
    person_id = people.person(here.officer)
    people.interest(here.officer, person_id, there.team.pk, "addresses", parts_change=["addresses"])
    address = live_at(there.officer, person_id, there.area)

    with pytest.raises(REFUSED, match="move refused"):
        typed(there.officer, person_id, MOVE, uuid7(), person_id, uuid7(), address, TODAY)
    with at_file(there.officer, person_id):
        assert Person.objects.get(pk=person_id).owner_team_id == here.team.pk
        assert not Person.objects.get(pk=person_id).names.exists()


def test_the_owner_cannot_push_a_person_to_an_area_where_nobody_says_they_live(here, there):
    person_id = people.person(here.officer)
    ours = live_at(here.officer, person_id, here.area)
    another = people.person(here.officer)
    theirs = live_at(here.officer, another, there.area, starts_on=TODAY + DAY)

    people.opened(here.officer, person_id)
    for address in (ours, theirs, uuid7()):
        with pytest.raises(REFUSED, match="move refused"):
            typed(here.officer, person_id, MOVE, uuid7(), person_id, uuid7(), address, TODAY)


def test_without_the_file_open_nothing_moves(here, there):
    person_id = people.person(here.officer)
    address = live_at(here.officer, person_id, None)
    with agencies.as_owner():
        Address.objects.using("owner").filter(pk=address).update(area=there.area)

    stranger = agencies.officer(team=here.team)

    with pytest.raises(REFUSED, match="move refused"):  # the team's, and not opened by this one
        typed(stranger, person_id, MOVE, uuid7(), person_id, uuid7(), address, TODAY)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_move SET stage = 'acknowledged' WHERE person_id = %s",
        "UPDATE people_person SET owner_team_id = my_team() WHERE id = %s",
        "DELETE FROM people_whereabouts WHERE person_id = %s",
        "SELECT tell_overdue_moves() WHERE %s IS NOT NULL",
        "SELECT those_told_of_moves(%s)",
    ],
)
def test_rows_of_a_move_are_written_by_its_functions_only(here, there, statement):
    person_id = moved(here, there)

    with pytest.raises(REFUSED, match="permission denied"):
        typed(here.officer, person_id, statement, person_id)


def test_a_stranger_neither_acknowledges_nor_takes_back_and_learns_nothing(here, there):
    person_id = moved(here, there)
    row = the_move(here.officer, person_id)
    stranger = Force().officer

    for statement, values in (
        ("SELECT acknowledge_move(%s, %s, 'x')", (row.pk, TODAY)),
        ("SELECT take_back_move(%s, 'x')", (row.pk,)),
        ("SELECT acknowledge_from_outside(%s, %s)", (row.pk, uuid7())),
    ):
        said = []
        for key in (row.pk, uuid7()):
            with pytest.raises(REFUSED) as refusal:
                typed(stranger, person_id, statement, key, *values[1:])
            said.append(str(refusal.value))
        assert said[0] == said[1]
    with acting_as(stranger):
        assert not Move.objects.exists()
        assert moving.homes_to_place(most=50) == ([], 0)


def test_the_former_team_cannot_acknowledge_for_the_other_nor_itself_keep_the_record(here, there):
    person_id = moved(here, there)
    row = the_move(here.officer, person_id)

    with pytest.raises(REFUSED, match="acknowledgement refused"):
        typed(here.officer, person_id, "SELECT acknowledge_move(%s, %s, 'x')", row.pk, TODAY)
    with pytest.raises(REFUSED, match="acknowledgement refused"):
        typed(here.officer, person_id, "SELECT acknowledge_from_outside(%s, %s)", row.pk, uuid7())
    with pytest.raises(REFUSED, match="hand-over refused"):
        typed(
            here.officer,
            person_id,
            "SELECT hand_over(%s, %s, %s, %s, 'x')",
            person_id,
            here.team.pk,
            uuid7(),
            TODAY,
        )


def test_one_move_waits_at_a_time_and_is_of_the_persons_own_address(here, there):
    person_id, another = moved(here, there), moved(here, there)
    row, other = the_move(here.officer, person_id), the_move(here.officer, another)

    for fields in ({"address_id": other.address_id}, {"interest_id": other.interest_id}):
        with pytest.raises(IntegrityError), agencies.as_owner():
            Move.objects.using("owner").filter(pk=row.pk).update(**fields)
    row.pk, row._state.adding = uuid7(), True
    with pytest.raises(IntegrityError, match="move_open_once"), agencies.as_owner():
        row.save(using="owner", force_insert=True)


def test_a_supervisor_sees_homes_to_place_of_teams_supervised_but_not_of_hidden_people(here):
    person_id = people.person(here.officer)
    live_at(here.officer, person_id, None)
    protected = people.person(here.officer)
    live_at(here.officer, protected, None, is_protected=True)
    with acting_as(here.supervisor):
        assert moving.homes_to_place(most=50) == ([(person_id, None)], 1)
    with at_file(here.officer, person_id) as person:
        readers = queries.officers_of(here.team, on=TODAY).filter(pk=here.officer.appointment_id)
        operations.restrict(
            actor=here.officer,
            person=person,
            readers=list(readers),
            why="threats",
            key=uuid7(),
            now=timezone.now(),
        )
    with acting_as(here.supervisor):
        assert moving.homes_to_place(most=50) == ([], 0)
