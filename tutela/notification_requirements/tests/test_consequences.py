"""A change shows its consequences before it is saved; trying it leaves nothing behind."""

import re
from datetime import date, timedelta

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.notification_requirements.models import Due
from tutela.notification_requirements.tests import recorded
from tutela.people.models import Address
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")

MOVED = timezone.localdate() - timedelta(days=1)
LEFT_BEHIND = """
    SELECT (SELECT count(*) FROM audit_entry WHERE person_id = %(person)s),
           (SELECT count(*) FROM audit_history WHERE person_id = %(person)s),
           (SELECT count(*) FROM people_address WHERE person_id = %(person)s),
           (SELECT count(*) FROM notification_requirements_determination d
             WHERE d.person_id = %(person)s),
           (SELECT count(*) FROM notification_requirements_due d WHERE d.person_id = %(person)s),
           (SELECT count(*) FROM notification_requirements_stale s WHERE s.person_id = %(person)s),
           (SELECT count(*) FROM audit_entry WHERE operation_key = %(key)s),
           (SELECT count(*) FROM procrastinate_jobs),
           (SELECT count(*) FROM agencies_alert)
"""


@pytest.fixture
def officer(database):
    return agencies.officer()


def answers(**more):
    return {
        "operation_key": str(uuid7()),
        "kind": "home",
        "lines": "7 New Street",
        "postcode": "",
        "starts_on_day": str(MOVED.day),
        "starts_on_month": str(MOVED.month),
        "starts_on_year": str(MOVED.year),
        **more,
    }


def address_page(person):
    return reverse("people:add_address", args=[person])


def hidden(html):
    """What the confirmation page carries along, as a browser without scripts would send it."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', html):
        name = re.search(r'name="([^"]*)"', tag)[1]
        found.setdefault(name, []).append(re.search(r'value="([^"]*)"', tag)[1])
    return found


def left(person, key):
    with connections["owner"].cursor() as cursor:
        cursor.execute(LEFT_BEHIND, {"person": person, "key": key})
        return cursor.fetchone()


def addresses(officer, person):
    with recorded.in_file(officer, person):
        return list(Address.objects.filter(person=person).values_list("lines", flat=True))


def test_the_first_press_shows_what_it_would_change_and_leaves_nothing(officer):
    person = recorded.registered(officer, date(2024, 3, 1))
    client = signed_in(officer)
    client.get(address_page(person))
    asked = answers()
    before = left(person, asked["operation_key"])

    html = client.post(address_page(person), asked).content.decode()

    tree(html)
    assert "What this changes" in html
    assert "Nothing is saved yet." in html
    assert "Notify a change" in html
    assert left(person, asked["operation_key"]) == before


def test_the_second_press_saves_what_was_entered(officer):
    person = recorded.registered(officer, date(2024, 3, 1))
    client = signed_in(officer)
    html = client.post(address_page(person), answers()).content.decode()

    answer = client.post(address_page(person), hidden(html))

    assert answer.status_code == 302
    assert sorted(addresses(officer, person)) == ["1 High Street", "7 New Street"]
    with recorded.in_file(officer, person):
        due = Due.objects.get(person=person, kind="change_notification")
    assert due.starts_on == MOVED


def test_pressing_twice_makes_one(officer):
    person = recorded.registered(officer, date(2024, 3, 1))
    client = signed_in(officer)
    carried = hidden(client.post(address_page(person), answers()).content.decode())
    client.post(address_page(person), carried)

    answer = client.post(address_page(person), carried)

    assert answer.status_code == 302
    assert len(addresses(officer, person)) == 2


def test_every_answer_is_carried_also_lists_and_what_looks_like_markup(officer):
    person = recorded.registered(officer, date(2024, 3, 1))
    client = signed_in(officer)
    asked = answers(lines='7 "New" <Street>', several=["one", "two"])

    html = client.post(address_page(person), asked).content.decode()

    assert hidden(html)["several"] == ["one", "two"]
    assert "<Street>" not in html
    assert "&lt;Street&gt;" in html


def test_going_back_shows_the_form_with_everything_that_was_entered(officer):
    person = recorded.registered(officer, date(2024, 3, 1))
    client = signed_in(officer)
    carried = hidden(client.post(address_page(person), answers()).content.decode())

    html = client.post(address_page(person), carried | {"answer_again": "1"}).content.decode()

    assert "7 New Street" in html
    assert "What this changes" not in html
    assert len(addresses(officer, person)) == 1


def test_what_changes_nothing_is_saved_at_the_first_press(officer):
    person = people.person(officer)

    answer = signed_in(officer).post(address_page(person), answers())

    assert answer.status_code == 302
    assert addresses(officer, person) == ["7 New Street"]


def test_a_colleagues_change_in_between_is_shown_before_saving(officer):
    person = recorded.registered(officer, date(2024, 3, 1))
    client = signed_in(officer)
    carried = hidden(client.post(address_page(person), answers()).content.decode())
    recorded.changing(officer, person, lambda: recorded.ordered(person, date(2024, 6, 1)))

    html = client.post(address_page(person), carried).content.decode()

    assert "Something changed since you looked" in html
    assert len(addresses(officer, person)) == 1
    client.post(address_page(person), hidden(html))
    assert len(addresses(officer, person)) == 2


def test_a_rule_that_refuses_says_so_in_both_steps_and_nothing_is_lost(officer):
    person = recorded.registered(officer, date(2024, 3, 1))
    client = signed_in(officer)
    ends = {"ends_on_day": "1", "ends_on_month": "1", "ends_on_year": "2020"}

    html = client.post(address_page(person), answers(**ends)).content.decode()

    assert "The last day at an address cannot be before the first day." in html
    assert "7 New Street" in html

    carried = hidden(client.post(address_page(person), answers()).content.decode())
    html = client.post(address_page(person), carried | ends).content.decode()
    assert "The last day at an address cannot be before the first day." in html
    assert len(addresses(officer, person)) == 1


def test_a_stale_answer_shows_both_in_the_second_step(officer):
    person = recorded.registered(officer, date(2024, 3, 1))
    with recorded.in_file(officer, person):
        [row] = Address.objects.filter(person=person)
    here = reverse("people:change_address", args=[person, row.pk])
    client = signed_in(officer)
    day = {"starts_on_day": "5", "starts_on_month": "5", "starts_on_year": "2024"}
    asked = {"operation_key": str(uuid7()), "version": row.version, "kind": "home",
             "lines": "1 High Street", **day}  # fmt: skip
    html = client.post(here, asked).content.decode()
    assert "What this changes" in html
    other = client.post(
        here, asked | {"operation_key": str(uuid7()), "lines": "1a High Street", "kind": "postal"}
    ).content.decode()
    client.post(here, hidden(other))

    again = client.post(here, hidden(html)).content.decode()

    assert "Someone changed this while you were writing" in again
    assert "1a High Street" in again
