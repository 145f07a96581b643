from datetime import timedelta

import pytest
from django.utils import timezone

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.notification_requirements.operations import breaches as operations
from tutela.notification_requirements.operations import missed as opening
from tutela.notification_requirements.tests import missed
from tutela.notification_requirements.tests.asking import at, day, errors, press
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def officers():
    return missed.pair()


def test_every_page_of_a_possible_breach_opens(officers):
    officer, supervisor = officers
    person = people.person(officer)
    missed.due(person, timezone.localdate() - timedelta(days=9))
    opening.open_missed(using="worker")
    (row,) = missed.read(officer, person)
    browser = signed_in(officer)

    for name in ("breach", "explain_breach", "propose_breach", "investigate_breach"):
        page = browser.get(at(name, person, row.pk))
        assert page.status_code == 200, name
        tree(page.content.decode())
    for name in ("charge_breach", "conclude_breach", "reopen_breach"):
        assert browser.get(at(name, person, row.pk)).status_code == 200, name
    for address in (at("breaches", person), at("open_breach", person), at("every_breach")):
        page = browser.get(address)
        assert page.status_code == 200
        tree(page.content.decode())
    assert browser.get(at("decide_breach", person, row.pk)).status_code == 403
    assert signed_in(supervisor).get(at("decide_breach", person, row.pk)).status_code == 200


def test_nobody_is_accused(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    missed.due(person, timezone.localdate() - timedelta(days=9))
    opening.open_missed(using="worker")
    (row,) = missed.read(officer, person)
    browser = signed_in(officer)

    page = browser.get(at("breach", person, row.pk)).content.decode()

    assert "Possible breach: Periodic notification" in page
    assert "nobody has judged it" in page
    assert "To be considered" in page
    assert "guilty" not in page
    assert "offender" not in page.lower().replace("police offender manager", "")


def test_a_strangers_file_has_no_possible_breach(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    row = missed.opened_by_hand(officer, person)
    browser = signed_in(agencies.officer())

    for address in (at("breaches", person), at("breach", person, row)):
        assert browser.get(address).status_code == 404
    assert "Nothing" not in browser.get(at("every_breach")).content.decode()
    assert str(person) not in browser.get(at("every_breach")).content.decode()


def test_a_possible_breach_of_another_person_is_not_found(officers):
    officer, _supervisor = officers
    person, other = people.person(officer), people.person(officer)
    row = missed.opened_by_hand(officer, person)

    assert signed_in(officer).get(at("breach", other, row)).status_code == 404


def test_what_is_left_out_is_asked_for_and_nothing_is_lost(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    browser = signed_in(officer)

    page = press(browser, at("open_breach", person), why="Kept words")
    assert errors(page) == ["Select what may not have been done", "Enter the first day"]
    assert "Kept words" in page.content.decode()

    tomorrow = timezone.localdate() + timedelta(days=1)
    page = press(
        browser, at("open_breach", person), ground="false", why="x", **day("happened_on", tomorrow)
    )
    assert len(errors(page)) == 1
    assert errors(page)[0].startswith("The first day must be on or before")


def test_an_excuse_not_heard_is_refused_in_one_sentence(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    row = missed.opened_by_hand(officer, person)

    page = press(
        signed_in(officer),
        at("propose_breach", person, row),
        proposal="excused",
        why="Kept words",
        version=1,
    )

    assert errors(page) == ["Record first what the person says, and what was checked of it."]
    assert "Kept words" in page.content.decode()


def test_a_step_on_what_a_colleague_changed_shows_how_it_stands_now(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    row = missed.opened_by_hand(officer, person)
    missed.step(officer, person, operations.investigate, breach=row, why="x")

    page = press(
        signed_in(officer),
        at("explain_breach", person, row),
        why="Kept words",
        version=1,
        **day("happened_on", timezone.localdate()),
    )

    assert page.status_code == 200
    assert "Kept words" in page.content.decode()
    (found,) = missed.read(officer, person)
    assert found.is_explained is False


def test_the_list_is_narrowed_by_what_is_chosen(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    missed.opened_by_hand(officer, person)
    browser = signed_in(officer)

    assert str(person) in browser.get(at("every_breach")).content.decode()
    assert str(person) in browser.get(f"{at('every_breach')}?ground=false").content.decode()
    for query in ("ground=periodic", "stage=charged", "stage=over", "whose=mine"):
        page = browser.get(f"{at('every_breach')}?{query}").content.decode()
        assert str(person) not in page, query
        assert "No possible breach fits these filters" in page
    assert str(person) in browser.get(f"{at('every_breach')}?stage=nonsense").content.decode()
