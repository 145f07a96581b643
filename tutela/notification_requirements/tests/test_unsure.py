"""What nobody has verified is named wherever an answer relies on it, and the law page has it."""

from datetime import date

import pytest
from django.urls import reverse

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.notification_requirements.queries.law import places
from tutela.notification_requirements.queries.shown import anchor_of, relied_on
from tutela.notification_requirements.rules.answering import answer
from tutela.notification_requirements.rules.answers import as_json, unverified
from tutela.notification_requirements.rules.jurisdictions import law_of
from tutela.notification_requirements.rules.reading import read
from tutela.notification_requirements.tests import recorded
from tutela.notification_requirements.tests.examples import examples
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

MARKS = {row["anchor"] for _place, acts in places() for _act, rows in acts for row in rows}


def parts_of(whole):
    direction = whole.get("parental_direction")
    return [
        *(*whole["periods"], *whole["duties"], *whole.get("review", ())),
        *([direction] if direction else []),
    ]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_whatever_is_not_verified_is_named_and_the_book_of_the_law_has_it(example):
    whole = as_json(answer(read(example.facts)))

    for part in parts_of(whole):
        assert bool(part.get("unsure")) is not part["verified"]
    for one in relied_on(whole):
        assert "%(" not in one.what
        assert not one.anchor or one.anchor in MARKS, one


def test_a_figure_that_was_not_verified_is_named_with_its_number_once():
    law, on = law_of("england_and_wales"), date(2024, 3, 1)
    days, sure = law.on("review_determine", on), law.on("long_term", on)

    [named] = unverified(days, sure, days)

    assert named.what.say().endswith(": 42 days")
    assert anchor_of(named.reference) in MARKS


def test_every_figure_stands_on_the_page_once_with_a_mark_of_its_own(database):
    html = signed_in(agencies.officer()).get(reverse("notification_requirements:law"))

    page = html.content.decode()
    tree(page)
    assert all(page.count(f'id="{mark}"') == 1 for mark in MARKS)
    assert "Not verified" in page


def test_the_page_of_the_dates_and_what_a_change_entails_name_it(database):
    officer = agencies.officer()
    person = people.person(officer)
    told = recorded.changing(
        officer, person, lambda: recorded.convicted(person, date(2024, 3, 1), paragraph="17")
    )

    shown = signed_in(officer).get(reverse("notification_requirements:dates", args=[person]))

    html = shown.content.decode()
    mark = anchor_of("england_and_wales/schedule_3#17")
    assert f"{reverse('notification_requirements:law')}#{mark}" in html
    assert "The wording of Schedule 3 paragraph 17" in html
    assert any(one.anchor == mark for fact in told for one in fact.context["unsure"])
