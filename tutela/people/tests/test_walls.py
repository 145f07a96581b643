from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.tests import factories as agencies
from tutela.people.files import Ground, consult
from tutela.people.models import Address, Interest, Name, Person
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


def test_nobody_acting_sees_no_row():
    people.person(agencies.officer())

    assert Person.objects.count() == 0
    assert Name.objects.count() == 0


def test_an_officer_reads_an_opened_file_and_another_team_does_not():
    ours, theirs = agencies.officer(), agencies.officer()
    person = people.person(ours)

    assert people.opened(ours, person)
    assert not people.opened(theirs, person)
    with acting_as(ours):
        assert consult([person], page="people:file") == {person}
        assert Name.objects.filter(person=person).count() == 1
    with acting_as(theirs):
        assert consult([person], page="people:file") == frozenset()
        assert Person.objects.count() == 0


def test_an_ended_interest_closes_the_file_at_the_next_page():
    ours, theirs = agencies.officer(), agencies.officer("partner")
    person = people.person(ours)
    interest = people.interest(ours, person, theirs.team_id, "addresses")
    people.opened(theirs, person)

    with acting_as(theirs):
        assert consult([person], page="people:file")
    with agencies.as_owner():
        Interest.objects.using("owner").filter(pk=interest).update(
            starts_on=timezone.localdate() - timedelta(days=2), ends_before=timezone.localdate()
        )
    with acting_as(theirs):
        assert not consult([person], page="people:file")


def test_supervision_opens_no_compartment():
    team = agencies.team()
    ours = agencies.officer(team=team)
    supervisor = agencies.officer("police_supervisor", supervises=team)
    person = people.person(ours)

    assert people.opened(supervisor, person, Ground.SUPERVISION)
    with acting_as(supervisor), connection.cursor() as cursor:
        consult([person], page="people:file")
        cursor.execute("SELECT parts_opened()")
        parts = {part.split()[1] for part in cursor.fetchone()[0]}
    assert "addresses" in parts
    assert not parts & {"surveillance", "victims", "protected", "financial"}


def test_a_change_without_an_entry_fails():
    ours = agencies.officer()
    person = people.person(ours)
    people.opened(ours, person)

    with pytest.raises(DatabaseError, match="audit entry"):
        _change_an_address(ours, person, entry="")


def test_a_change_whose_entry_is_never_written_fails_at_commit():
    ours = agencies.officer()
    person = people.person(ours)
    people.opened(ours, person)

    with pytest.raises(IntegrityError, match="change_has_its_entry"):
        _change_an_address(ours, person, entry=str(uuid7()))

    assert not transaction.get_connection().in_atomic_block


def _change_an_address(officer, person, entry):
    """As typed SQL would: beside the door."""
    with acting_as(officer), connection.cursor() as cursor:
        consult([person], page="people:file")
        cursor.execute("SELECT set_config('tutela.entry', %s, true)", [entry])
        Address.objects.create(person_id=person, kind="home", lines="1 High Street")


def test_the_past_is_read_by_unchanged_queries():
    ours = agencies.officer()
    person = people.person(ours, surname="Before")
    people.opened(ours, person)
    with acting_as(ours), connection.cursor() as cursor:
        consult([person], page="people:file")
        cursor.execute("SELECT current_era() || '|' || pg_current_snapshot()")
        moment = cursor.fetchone()[0]
    with acting_as(ours):
        consult([person], page="people:file")
        with perform(ours, May.CHANGE_PERSON, key=uuid7()) as done:
            Person.objects.filter(pk=person).update(surname="After")
            done.record("person.changed", person, person=person)
    with acting_as(ours), connection.cursor() as cursor:
        consult([person], page="people:file")
        assert Person.objects.get(pk=person).surname == "After"
        cursor.execute(
            "SELECT set_config('tutela.moment', %s, true),"
            " set_config('search_path', 'known, public', true)",
            [moment],
        )
        assert Person.objects.get(pk=person).surname == "Before"
