from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.notification_requirements.models import Determination
from tutela.notification_requirements.operations import register
from tutela.notification_requirements.tests import recorded
from tutela.people.past import written
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import main_of, tree

pytestmark = pytest.mark.usefixtures("database")

CONVICTED = date(2024, 3, 1)


def dates(client, person, **query):
    address = reverse("notification_requirements:dates", args=[person])
    return client.get(address, query).content.decode()


def test_the_page_says_how_long_why_and_by_when():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)

    html = dates(signed_in(officer), person)

    tree(html)
    assert "Subject to the notification requirements until 28 February 2034." in html
    assert "Make the periodic notification" in html
    assert "1 March 2025" in html
    assert "Sexual Offences Act 2003 s.85(1)" in html
    assert "Overdue" in html
    assert "The facts that were used" in html
    assert "Home address, long ago" not in html
    assert "Home address, 1 January 2000 on" in html


def test_what_was_notified_and_the_earlier_answer_stay_on_the_page():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    recorded.changing(officer, person, lambda: recorded.ordered(person, date(2024, 6, 1)))
    recorded.changing(
        officer, person, lambda: recorded.notified(person, "periodic", date(2025, 3, 9))
    )

    html = dates(signed_in(officer), person)

    assert "for an indefinite period" in html
    assert "Earlier answers" in html
    assert "until 28 February 2034" in html
    assert "Notified late, on 9 March 2025" in html
    assert "1. Conviction, 1 March 2024" in html


def test_an_earlier_answer_has_a_page():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    recorded.changing(officer, person, lambda: recorded.ordered(person, date(2024, 6, 1)))
    with recorded.in_file(officer, person):
        first = Determination.objects.filter(person=person).earliest("made_at")

    answer = signed_in(officer).get(
        reverse("notification_requirements:determination", args=[person, first.pk])
    )

    tree(answer.content.decode())
    assert "until 28 February 2034" in answer.content.decode()


def test_what_the_rules_cannot_read_is_said_on_the_page():
    officer = agencies.officer()
    person = people.person(officer, born_on=None, born_said="about 1980")
    recorded.changing(officer, person, lambda: recorded.convicted(person, CONVICTED, months=None))

    html = dates(signed_in(officer), person)

    assert "The court result or order of 1 March 2024: the length of the sentence" in html


def test_nobody_subject_is_said_and_what_to_do():
    officer = agencies.officer()
    person = people.person(officer)

    assert "Nothing recorded makes this person subject" in dates(signed_in(officer), person)


def test_the_part_is_closed_to_whom_it_is_not_given():
    ours, theirs = agencies.officer(), agencies.officer("partner")
    person = recorded.registered(ours, CONVICTED)
    people.interest(ours, person, theirs.team_id, "identity")

    assert "This part of the file is not open to you." in dates(signed_in(theirs), person)


def test_the_past_shows_the_dates_as_they_were():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    client = signed_in(officer)
    before = dates(client, person)
    moment = timezone.now()
    recorded.changing(officer, person, lambda: recorded.ordered(person, date(2024, 6, 1)))

    after = dates(client, person, known_at=written(moment + timedelta(microseconds=1)))

    assert main_of(after) == main_of(before)


def test_an_answer_of_an_earlier_law_says_when_the_law_now_gave_the_same(monkeypatch):
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    client = signed_in(officer)
    assert "The law in use now gives the same answer" not in dates(client, person)

    for module in ("rules.stored", "operations.register", "queries.dates"):
        name = f"tutela.notification_requirements.{module}.law_version"
        monkeypatch.setattr(name, lambda: "d" * 64)
    assert "The law in use now gives the same answer" not in dates(client, person)
    of_new_law = replace(register.WHOLE, law_version=lambda: "d" * 64)
    of_new_law.recompute(now=timezone.now(), using="worker")

    assert "The law in use now gives the same answer" in dates(client, person)
