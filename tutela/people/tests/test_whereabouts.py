from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.people import moving, operations, queries
from tutela.people.files import consult
from tutela.people.models import Whereabouts
from tutela.people.operations.whereabouts import CannotTell
from tutela.people.tests import factories as people
from tutela.people.tests.test_movement import DAY, TODAY, Force, at_file, live_at

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def here():
    return Force()


@pytest.fixture
def there():
    return Force()


def say_where(officer, person_id, **fields):
    with at_file(officer, person_id) as person:
        return operations.add_whereabouts(
            **{
                "actor": officer,
                "person": person,
                "kind": "custody",
                "by_order": True,
                "starts_on": TODAY - 30 * DAY,
                "ends_on": None,
                "release_expected_on": None,
                "place": "HMP Stonefield",
                "source": "warrant",
                "key": uuid7(),
                "now": timezone.now(),
            }
            | fields
        )


def test_where_a_person_is_shows_while_it_lasts_and_the_most_telling_first(here):
    person_id = people.person(here.officer)
    say_where(here.officer, person_id)
    say_where(here.officer, person_id, kind="missing", starts_on=TODAY)

    with at_file(here.officer, person_id) as person:
        assert queries.where_now(person, on=TODAY).kind == "missing"
        assert queries.where_now(person, on=TODAY - DAY).kind == "custody"
        assert queries.where_now(person, on=TODAY - 31 * DAY) is None
        assert Whereabouts.objects.get(person=person, kind="missing").by_order is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts_on": TODAY + 9 * DAY}, "first day cannot be in the future"),
        ({"ends_on": TODAY + 9 * DAY}, "leave it empty"),
        ({"ends_on": date(1999, 1, 1)}, "before its first day"),
        ({"kind": "died", "ends_on": TODAY}, "A death has no last day"),
        ({"release_expected_on": date(1999, 1, 1)}, "release cannot be expected before"),
    ],
)
def test_impossible_days_are_refused_in_words(here, fields, sentence):
    person_id = people.person(here.officer)

    with pytest.raises(CannotTell, match=sentence):
        say_where(here.officer, person_id, **fields)


def test_the_contact_card_says_missing_while_the_file_does(here, there):
    person_id = people.person(here.officer, surname="Whereelse", born_on=date(1981, 4, 4))
    say_where(here.officer, person_id, kind="missing", starts_on=TODAY)

    assert card_of(there.officer, "WHEREELSE", date(1981, 4, 4)).status == "missing"
    with at_file(here.officer, person_id) as person:
        row = Whereabouts.objects.get(person=person)
        operations.change_whereabouts(
            actor=here.officer,
            person=person,
            whereabouts=row,
            kind="missing",
            by_order=None,
            starts_on=TODAY,
            ends_on=TODAY,
            release_expected_on=None,
            place="",
            source="found at home",
            version=1,
            key=uuid7(),
            now=timezone.now(),
        )
    assert card_of(there.officer, "WHEREELSE", date(1981, 4, 4)).status == "none"


def card_of(officer, surname_key, born_on):
    lookup = uuid7()
    with acting_as(officer), perform(officer, May.ASK_FOR_CARD) as done:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT ask(%s, 'card', %s, 'ALEX', %s, '', '', '', 'stopped in the street')",
                [lookup, surname_key, born_on],
            )
        done.record("card.asked", lookup)
    with acting_as(officer):
        return queries.contact_cards(lookup)[0]


def test_an_entry_is_ended_and_an_error_is_taken_out_and_stays_readable(here):
    person_id = people.person(here.officer)
    row = say_where(here.officer, person_id, release_expected_on=TODAY + DAY)
    with acting_as(here.officer):
        assert [one.pk for one in moving.releases_expected(here.officer, on=TODAY)] == [row]
    with at_file(here.officer, person_id) as person:
        operations.take_out_whereabouts(
            actor=here.officer,
            person=person,
            whereabouts=Whereabouts.objects.get(pk=row),
            error_why="another person",
            version=1,
            key=uuid7(),
            now=timezone.now(),
        )
        assert queries.where_now(person, on=TODAY) is None
        assert Whereabouts.objects.get(pk=row).error_why == "another person"
    with acting_as(here.officer):
        assert moving.releases_expected(here.officer, on=TODAY) == []


def test_where_people_live_is_asked_for_many_in_two_queries(here, there, django_assert_num_queries):
    persons = [people.person(here.officer) for _ in range(3)]
    live_at(here.officer, persons[0], here.area)
    live_at(here.officer, persons[1], here.area, ends_on=TODAY)
    for person_id in persons:
        people.opened(here.officer, person_id)

    with acting_as(here.officer):
        consult(persons, page="people:list")
        with django_assert_num_queries(2):
            homes = queries.area_on(persons, TODAY + DAY)
    assert homes[persons[0]].area == here.area
    assert (homes[persons[1]].area, homes[persons[1]].last_area) == (None, here.area)
    assert (homes[persons[2]].area, homes[persons[2]].last_area) == (None, None)


def test_the_walls_of_a_whereabouts_row(here):
    person_id = people.person(here.officer)
    people.opened(here.officer, person_id)
    row = {"id": uuid7(), "person_id": person_id, "kind": "hospital", "starts_on": TODAY}

    for fields in ({"by_order": True}, {"ends_on": TODAY - DAY}, {"in_error": True}):
        with pytest.raises(IntegrityError, match="whereabouts_"):
            write_row(here.officer, row | fields)


def write_row(officer, fields):
    with at_file(officer, fields["person_id"]), perform(officer, May.CHANGE_PERSON) as done:
        Whereabouts.objects.create(**fields)
        done.record("x", None)
