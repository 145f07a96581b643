"""Every page, every role: one table says what each is answered; a page missing from it fails."""

import os
import re

import pytest
from django.http import HttpResponse

from tests import visits

pytestmark = pytest.mark.usefixtures("database")
WRITES = os.environ.get("WRITE_URL_TABLE") == "1"


@pytest.fixture(scope="module")
def walked(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        made = visits.scene()
        yield made, list(visits.answers(made))


def test_every_page_answers_each_role_as_the_table_says(walked):
    table: dict[str, dict[str, int]] = {}
    for name, role, response, _ in walked[1]:
        table.setdefault(name, {})[role] = response.status_code
    if WRITES:
        visits.TABLE.write_text(visits.written(table))
    assert not differing(table, visits.listed()), "\n".join(differing(table, visits.listed()))


def differing(table, listed) -> list[str]:
    missing = [f"{name} is in one of page and table only" for name in table.keys() ^ listed.keys()]
    return missing + [
        f"{name} as {role}: {answer}, the table says {listed[name].get(role)}"
        for name, answered in table.items()
        for role, answer in answered.items()
        if name in listed and listed[name].get(role) != answer
    ]


def test_planted_a_page_that_is_not_in_the_table_and_one_that_answers_otherwise():
    listed = visits.listed()
    assert differing(listed, listed) == []
    assert differing(listed | {"people:planted": {"owner": 200}}, listed)
    assert differing(listed, listed | {"people:planted": {"owner": 200}})
    for answer in ({"partner": 200}, {"newcomer": 200}):
        opened = listed | {"people:allocate": listed["people:allocate"] | answer}
        assert differing(opened, listed)


def test_nobody_is_answered_with_an_error(walked):
    assert [(n, r) for n, r, response, _ in walked[1] if response.status_code >= 500] == []


def test_nobody_signed_out_sees_more_than_the_door(walked):
    made, found = walked
    for name, role, response, _ in found:
        if role == "signed_out":
            assert made.surname.encode() not in visits.plain(response), name


def test_every_page_that_shows_the_person_leaves_an_entry(walked):
    made, found = walked
    shown = showing(made, found)
    assert len(shown) > 10
    # a contact card was asked for in a transaction of its own: that lookup is its entry
    assert {name for name, entries in shown if not entries} <= {"people:cards"}


def showing(made, found) -> list[tuple[str, int]]:
    """Pages that show the person to whomever, and the entries that each answer left."""
    return [
        (name, entries)
        for name, _, response, entries in found
        if response.status_code == 200 and made.surname.encode() in visits.plain(response)
    ]


def test_planted_a_page_that_shows_the_person_and_leaves_no_entry(walked):
    made, _ = walked
    page = HttpResponse(f"<p>{made.surname}</p>")
    assert showing(made, [("planted", "owner", page, 0)]) == [("planted", 0)]


def test_who_may_not_see_the_person_is_shown_nothing_of_them(walked):
    made, found = walked
    for name, role, response, _ in found:
        if role in {"stranger", "administrator"}:
            body = visits.plain(response)
            assert made.surname.encode() not in body, (name, role)
            assert b"Sam Synthetic" not in body, (name, role)


def test_no_title_and_no_address_holds_a_name(walked):
    made, found = walked
    for name, _, response, _ in found:
        if response.status_code != 200 or response.streaming:
            continue
        body = visits.plain(response).decode()
        title = re.search(r"<title>(.*?)</title>", body, re.DOTALL)
        assert not title or made.surname not in title[1], name
        assert not re.search(rf'(href|action|src)="[^"]*{made.surname}', body), name


def test_no_page_stays_on_the_computer_it_was_read_on(walked):
    _, found = walked
    kept = {
        name
        for name, role, response, _ in found
        if role != "signed_out" and "no-store" not in response.headers.get("Cache-Control", "")
    }
    assert kept == set()
