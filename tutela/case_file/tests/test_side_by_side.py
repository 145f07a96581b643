"""A change, with the pages of the file as they were known before it and after."""

import re

import pytest
from django.urls import reverse
from uuid_utils.compat import uuid7

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.audit.models import Version
from tutela.case_file.tests.changes import change
from tutela.people.models import Address, Person
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def moved():
    """An officer, their person, who moved from Salt Quay to Beacon Hill, and the browser."""
    ours = agencies.officer()
    person = people.person(ours, surname="Marlowe")
    lives = uuid7()

    def moves_in():
        Address.objects.create(id=lives, person_id=person, kind="home", lines="8 Salt Quay")

    def moves_on():
        Address.objects.filter(pk=lives).update(lines="77 Beacon Hill")

    for step in (moves_in, moves_on):
        change(ours, person, step)
    return ours, person, lives, signed_in(ours)


def entries(row):
    versions = Version.objects.using("owner").filter(row_id=row).order_by("version")
    return [version.entry for version in versions]


def read(browser, person, entry, **query):
    where = reverse("case_file:before_and_after", args=[person, entry])
    answer = browser.get(where, query)
    assert answer.status_code == 200
    return answer.content.decode()


def sides(page):
    before, after = re.findall(r'<section class="tutela-side".*?</section>', page, re.S)
    return before, after


def test_the_page_of_what_changed_stands_before_and_after(moved):
    _ours, person, lives, browser = moved
    moved_in, moved_on = entries(lives)

    before, after = sides(read(browser, person, moved_on))
    assert "8 Salt Quay" in before
    assert "77 Beacon Hill" not in before
    assert "77 Beacon Hill" in after
    assert "8 Salt Quay" not in after
    before, after = sides(read(browser, person, moved_in))
    assert "8 Salt Quay" not in before
    assert "8 Salt Quay" in after


def test_every_page_of_the_file_can_be_chosen_and_none_names_anything_twice(moved):
    _ours, person, lives, browser = moved
    page = read(browser, person, entries(lives)[1])
    choices = re.findall(r'<option value="([a-z_:]+)"', page)

    assert {"case_file:overview", "people:addresses", "contact_log:log"} <= set(choices)
    assert "case_file:known" not in choices
    for choice in choices:
        page = read(browser, person, entries(lives)[1], page=choice)
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), choice
        assert page.count("<h1") == 1
        assert ("Nothing on this page differs" in page) == (
            choice not in {"case_file:overview", "people:addresses", "case_file:timeline"}
        ), choice


def test_before_the_first_change_there_was_no_file(moved):
    _ours, person, _lives, browser = moved
    recorded = entries(person)[0]

    before, after = sides(read(browser, person, recorded))

    assert "There was no file yet" in before
    assert "Marlowe" in after


def test_the_rest_of_the_page_is_of_now_and_both_moments_are_on_record(moved):
    ours, person, lives, browser = moved
    change(ours, person, lambda: Person.objects.filter(pk=person).update(surname="Sedgwick"))
    page = read(browser, person, entries(lives)[1], page="people:identity")

    assert "Sedgwick" in page[: page.index("<main")]
    with agencies.connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT page, known_at IS NULL FROM audit_consultation WHERE person_id = %s"
            " AND at = (SELECT max(at) FROM audit_consultation WHERE person_id = %s)",
            [person, person],
        )
        left = set(cursor.fetchall())
    assert left == {("case_file:before_and_after", True), ("people:identity", False)}


def test_a_row_leads_to_the_change_that_wrote_it_and_a_stranger_nowhere(moved):
    _ours, person, lives, browser = moved
    of_row = reverse("case_file:change_of", args=[person, lives])
    moved_in = entries(lives)[0]

    assert browser.get(of_row)["Location"].endswith(f"/timeline/{moved_in}/")
    assert browser.get(reverse("case_file:change_of", args=[person, uuid7()])).status_code == 404
    stranger = signed_in(agencies.officer())
    for name, key in (("change_of", lives), ("before_and_after", moved_in)):
        assert stranger.get(reverse(f"case_file:{name}", args=[person, key])).status_code == 404


def test_who_may_not_read_what_changed_finds_no_such_change(moved):
    ours, person, lives, _browser = moved
    partner = agencies.officer("partner")
    people.interest(ours, person, partner.team_id, "identity")

    where = reverse("case_file:before_and_after", args=[person, entries(lives)[1]])
    assert signed_in(partner).get(where).status_code == 404
