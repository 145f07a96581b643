import pytest

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.case_file.tests.changes import address, change
from tutela.people.models import Address
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


def test_the_timeline_says_what_changed_and_by_whom():
    ours = agencies.officer()
    person = people.person(ours)
    change(ours, person, lambda: address(person, "1 Old Street"))
    change(ours, person, lambda: Address.objects.filter(person=person).update(lines="2 New Street"))

    html = signed_in(ours).get(f"/people/{person}/timeline/").content.decode()

    assert "Person recorded" in html
    assert "Address added" in html
    assert "2 New Street, before: 1 Old Street" in html
    assert f"by {ours.name}" in html


def test_a_part_that_is_not_open_is_not_in_the_timeline():
    ours, theirs = agencies.officer(), agencies.officer("partner")
    person = people.person(ours)
    change(ours, person, lambda: address(person, "1 Old Street"))
    people.interest(ours, person, theirs.team_id, "identity")

    html = signed_in(theirs).get(f"/people/{person}/timeline/").content.decode()

    assert "1 Old Street" not in html
    assert "Interest of a team added" in html
    assert ours.name in html


def test_the_timeline_is_filtered_by_part_and_day():
    ours = agencies.officer()
    person = people.person(ours)
    change(ours, person, lambda: address(person, "1 Old Street"))
    client = signed_in(ours)

    by_part = client.get(f"/people/{person}/timeline/", {"part": "addresses"}).content.decode()
    by_day = client.get(f"/people/{person}/timeline/", {"last": "2001-01-01"}).content.decode()

    assert "Address added" in by_part
    assert "Person recorded" not in by_part
    assert "No change matches" in by_day
