"""Likely the same person: what each owner sees, and what comes of their answers."""

import re

import pytest
from django.db import DatabaseError, connections

from tutela.access.actor import Actor
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.matching import likely, operations, queries
from tutela.matching.models import Join, Likeness
from tutela.people.files import Ground, consult, grounds_on
from tutela.people.models import Person
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
IMPORTER = Actor.job("import", May.IMPORT_EXTRACT)


@pytest.fixture
def ours():
    return agencies.officer()


@pytest.fixture
def theirs():
    return agencies.officer()


def pair_of(first, second):
    """Told by the register's job, as the import does."""
    with (
        acting_as(IMPORTER, using="worker"),
        perform(IMPORTER, May.IMPORT_EXTRACT, using="worker") as done,
        connections["worker"].cursor() as cursor,
    ):
        told = likely.tell(cursor, [likely.Pair(first, second, 96, ("Same name",))])
        done.record("extract.imported", None)
    return told


def side(officer, person):
    with acting_as(officer):
        return Likeness.objects.filter(person=person).first()


def answers(officer, person, answer, why="Spoke to the other team"):
    likeness = side(officer, person)
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="matching:compare")
        return operations.answer(
            actor=officer,
            person=Person.objects.get(pk=person),
            likeness=likeness,
            answer=answer,
            why=why,
            version=likeness.version,
            **people_now(),
        )


def people_now():
    from django.utils import timezone
    from uuid_utils.compat import uuid7

    return {"key": uuid7(), "now": timezone.now()}


@pytest.fixture
def two(ours, theirs):
    made = people.person(ours), people.person(theirs)
    assert pair_of(*made) == 1
    return made


def test_each_owner_has_a_task_that_names_only_the_own_record(ours, theirs, two):
    mine, other = side(ours, two[0]), side(theirs, two[1])

    assert (mine.other_team_id, other.other_team_id) == (theirs.team_id, ours.team_id)
    assert side(ours, two[1]) is None
    with acting_as(ours):
        assert [one.pk for one in queries.waiting(ours)] == [mine.pk]
        assert queries.other_record(mine) is None
        with pytest.raises(DatabaseError), connections["default"].cursor() as cursor:
            cursor.execute("SELECT person_id FROM matching_pair")


def test_a_pair_is_told_once(two):
    assert pair_of(*two) == 0
    assert pair_of(two[1], two[0]) == 0


def test_one_yes_joins_nothing_and_the_second_joins_both(ours, theirs, two):
    assert answers(ours, two[0], "same") == ""
    with acting_as(theirs):
        assert grounds_on(two[0]) == []
    assert answers(theirs, two[1], "same") == "joined"

    for officer, other in ((ours, two[1]), (theirs, two[0])):
        with acting_as(officer):
            assert grounds_on(other) == [Ground.INTEREST]
            join = Join.objects.get()
            assert (join.person_id, join.other_person_id) == two
    assert side(ours, two[0]).outcome == side(theirs, two[1]).outcome == "joined"


def test_one_no_keeps_them_apart_and_the_other_side_knows(ours, theirs, two):
    assert answers(theirs, two[1], "different") == "apart"

    assert side(ours, two[0]).outcome == "apart"
    with acting_as(ours):
        assert not queries.waiting(ours).exists()
    with pytest.raises(operations.CannotDecide):
        answers(ours, two[0], "same")


def test_a_join_is_undone_and_neither_reads_the_other(ours, theirs, two):
    answers(ours, two[0], "same")
    answers(theirs, two[1], "same")
    likeness = side(theirs, two[1])
    people.opened(theirs, two[1])
    with acting_as(theirs):
        consult([two[1]], page="matching:part")
        person = Person.objects.get(pk=two[1])
        operations.part(
            actor=theirs, person=person, likeness=likeness, why="Not so", **people_now()
        )

    for officer, other in ((ours, two[1]), (theirs, two[0])):
        with acting_as(officer):
            assert grounds_on(other) == []
            assert not Join.objects.exists()
    assert side(ours, two[0]).outcome == "parted"


def test_who_is_not_the_owner_does_not_decide(ours, theirs, two):
    partner = agencies.officer("probation_practitioner")
    people.interest(
        ours, two[0], partner.team_id, "list", "identity", parts_change=["list", "identity"]
    )
    likeness = side(ours, two[0])
    people.opened(partner, two[0])
    with acting_as(partner):
        consult([two[0]], page="matching:compare")
        assert not Likeness.objects.exists()
        person = Person.objects.get(pk=two[0])
        with pytest.raises(operations.CannotDecide):
            operations.answer(
                actor=partner,
                person=person,
                likeness=likeness,
                answer="same",
                why="x",
                version=1,
                **people_now(),
            )
        with pytest.raises(DatabaseError), connections["default"].cursor() as cursor:
            cursor.execute("SELECT answer_likeness(%s, 'same', 'x', 1)", [likeness.pk])


def test_a_restricted_record_is_told_of_only_when_its_owner_says_so(ours, theirs):
    hidden, other = people.person(ours), people.person(theirs)
    with agencies.as_owner():
        Person.objects.using("owner").filter(pk=hidden).update(restricted=True)
    pair_of(hidden, other)

    assert side(theirs, other) is None
    assert answers(ours, hidden, "same") == ""
    assert side(theirs, other).other_team_id == ours.team_id
    assert answers(theirs, other, "same") == "joined"


def test_one_owner_of_both_answers_once(ours):
    first, second = people.person(ours), people.person(ours)
    pair_of(second, first)

    assert side(ours, first) is None
    with acting_as(ours):
        assert queries.other_record(Likeness.objects.get(person=second)).pk == first
    assert answers(ours, second, "same") == "joined"
    with acting_as(ours):
        assert Join.objects.get().person_id == first


# Pages -------------------------------------------------------------------------------------------


def test_from_the_worklist_to_the_answer(ours, theirs, two):
    with acting_as(theirs):
        surname = Person.objects.get(pk=two[1]).surname
    likeness = side(ours, two[0])
    browser = signed_in(ours)
    address = f"/people/{two[0]}/likely/{likeness.pk}/"

    assert address in browser.get("/").content.decode()
    page = browser.get(address).content.decode()
    assert "Not yours to see" in page
    assert surname not in page
    assert str(two[1]) not in page
    refused = browser.post(address, {"answer": "same", **hidden_fields(page)}).content.decode()
    assert "Enter how you know" in refused
    answer = {"answer": "different", "why": "Photographs differ", **hidden_fields(refused)}
    done = browser.post(address, answer, follow=True).content.decode()
    assert "Kept apart" in done
    assert address not in browser.get("/").content.decode()


def test_another_team_finds_no_such_page(theirs, ours, two):
    likeness = side(ours, two[0])
    assert signed_in(theirs).get(f"/people/{two[0]}/likely/{likeness.pk}/").status_code == 404
    assert signed_in(theirs).get(f"/people/{two[1]}/likely/{likeness.pk}/").status_code == 404


def test_a_join_is_undone_on_a_page(ours, theirs, two):
    answers(ours, two[0], "same")
    answers(theirs, two[1], "same")
    likeness = side(ours, two[0])
    browser = signed_in(ours)

    shown = browser.get(f"/people/{two[0]}/likely/").content.decode()
    assert "Joined with the record of" in shown
    address = f"/people/{two[0]}/likely/{likeness.pk}/part/"
    page = browser.get(address).content.decode()
    done = browser.post(address, {"why": "Two brothers", **hidden_fields(page)}, follow=True)
    assert "Joined, and parted again" in done.content.decode()


def test_the_pages_of_work_lead_from_one_joined_record_to_the_other(ours, theirs, two):
    answers(ours, two[0], "same")
    browser = signed_in(ours)
    dates = f"/people/{two[0]}/notification-dates/"
    assert "is continued here" not in browser.get(dates).content.decode()
    answers(theirs, two[1], "same")

    kept = browser.get(dates).content.decode()
    assert "is continued here" in kept
    assert f"/people/{two[1]}/" in kept
    joined = signed_in(theirs).get(f"/people/{two[1]}/notified/").content.decode()
    assert "This record is continued in the record" in joined
    assert f"/people/{two[0]}/" in joined


def hidden_fields(page):
    found = re.findall(r'name="(operation_key|version)" value="([^"]*)"', page)
    return dict(found)
