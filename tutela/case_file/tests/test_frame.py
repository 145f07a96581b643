import pytest

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


def page(client, person, name="", **query):
    return client.get(f"/people/{person}/{name}", query)


def test_the_overview_says_whose_file_it_is_and_why_it_is_open():
    ours = agencies.officer()
    person = people.person(ours, surname="Framed", given_names="Robin")

    html = page(signed_in(ours), person).content.decode()

    assert "Robin Framed" in html
    assert "your team&#x27;s interest, until" in html
    assert ours.team_name in html


def test_another_team_finds_nothing():
    person = people.person(agencies.officer())

    assert page(signed_in(agencies.officer()), person).status_code == 404
