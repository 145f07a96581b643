import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.levels.models import Level
from tutela.levels.tests import factories
from tutela.notification_requirements.tests import recorded
from tutela.people.models import Allocation
from tutela.people.parts import Part
from tutela.people.past import written
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")
CONVICTED = date(2026, 1, 5)


@pytest.fixture
def officer():
    return agencies.officer()


@pytest.fixture
def person(officer):
    made = people.person(officer)
    recorded.changing(officer, made, lambda: recorded.convicted(made, CONVICTED))
    return made


def at(name, person):
    return reverse(f"levels:{name}", args=[person])


def screening(**more):
    today = timezone.localdate()
    return {
        "operation_key": str(uuid7()),
        "version": "0",
        "screened_on_day": str(today.day),
        "screened_on_month": str(today.month),
        "screened_on_year": str(today.year),
        "risk": "medium",
        "plan_is_robust": "yes",
        "has_barriers": "no",
        "needs_meetings": "no",
        "needs_seniors": "no",
        "outcome": "level_1",
        "reason": "The plan holds.",
        **more,
    }


def text(answer):
    tree(answer.content.decode())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_page_says_what_is_so_why_and_what_has_to_be_done(officer, person):
    client = signed_in(officer)
    page = text(client.get(at("level", person)))

    assert "Category 1: registered" in page
    assert "subject to the notification requirements" in page
    assert "Criminal Justice Act 2003 s.327(2)" in page
    assert "the lead agency has to screen them" in page
    assert "Screen for level" in page
    assert "Record a decision on the level" not in page  # not an offender manager's


def test_a_screening_that_contradicts_itself_is_refused_in_one_sentence(officer, person):
    client = signed_in(officer)
    refused = text(client.post(at("screen", person), screening(has_barriers="yes")))
    assert "Level 1 needs a robust plan, nothing in its way" in refused
    assert "The plan holds." in refused

    saved = client.post(at("screen", person), screening(), follow=True)
    assert "Level 1" in text(saved)
    with recorded.in_file(officer, person):
        assert Level.objects.get(person=person).decision.how == "screening"


def test_who_was_slower_sees_both_levels(officer, person):
    client = signed_in(officer)
    factories.screening(officer, person, CONVICTED)
    page = text(client.post(at("screen", person), screening()))
    assert "The plan holds and nothing stands in its way." in page  # as the other said it
    assert "The plan holds." in page
    with recorded.in_file(officer, person):
        assert Level.objects.filter(person=person).count() == 1


def test_the_chair_is_told_who_decides_and_records_a_level(officer, person):
    chair = agencies.officer("mappa_chair")
    people.interest(
        officer, person, chair.team_id, Part.LEVELS, parts_change=[Part.LEVELS], kind="attends"
    )
    client = signed_in(chair)
    form = text(client.get(at("decide_level", person)))
    assert "Level 2 is decided at a meeting (MAPPA Guidance 7.4)" in form

    today = timezone.localdate()
    answers = {
        "operation_key": str(uuid7()),
        "version": "0",
        "level": "2",
        "how": "coordinator",
        "on_day": str(today.day),
        "on_month": str(today.month),
        "on_year": str(today.year),
        "reason": "Formal meetings add value.",
    }
    assert "decided at a meeting in this area" in text(
        client.post(at("decide_level", person), answers)
    )
    saved = client.post(at("decide_level", person), answers | {"how": "elsewhere"}, follow=True)
    assert "Level 2" in text(saved)


def test_a_partner_without_that_part_sees_nothing_of_it(officer, person):
    partner = agencies.officer("partner")
    people.interest(officer, person, partner.team_id, Part.IDENTITY)
    page = text(signed_in(partner).get(at("level", person)))
    assert "not open to you" in page
    assert "Category 1" not in page


def test_the_list_says_category_and_level_and_is_narrowed_and_sorted_by_them(officer, person):
    client = signed_in(officer)
    other = people.person(officer, surname="Unscreened")
    recorded.changing(officer, other, lambda: recorded.convicted(other, CONVICTED))
    factories.screening(officer, person, CONVICTED)
    url = reverse("people:list")

    assert "Category 1 Level 1" in text(client.get(url))
    assert "Unscreened" not in text(client.get(url, {"level": "level_1"}))
    assert "Unscreened" in text(client.get(url, {"level": "unscreened"}))
    probation = agencies.officer("probation_practitioner")
    people.interest(officer, person, probation.team_id, Part.LEVELS)
    assert "Category 1 Level 1" in text(signed_in(probation).get(url))
    for sort in ("level", "-level"):
        assert "Unscreened" in text(client.get(url, {"sort": sort, "level": "category_1"}))


def test_the_worklist_asks_to_screen_and_the_overview_says_the_level(officer, person):
    with agencies.as_owner():
        Allocation.objects.using("owner").create(
            person_id=person,
            appointment_id=officer.appointment_id,
            starts_on=CONVICTED,
            why="test",
        )
    client = signed_in(officer)
    assert "category 1 since 5 January 2026" in text(client.get(reverse("worklist:today")))

    factories.screening(officer, person, CONVICTED)
    assert "category 1 since" not in text(client.get(reverse("worklist:today")))
    page = text(client.get(reverse("case_file:overview", args=[person])))
    assert "Level 1 since 5 January 2026" in page


def test_the_page_shows_again_what_was_known_before_the_level_rose(officer, person):
    client = signed_in(officer)
    factories.screening(officer, person, CONVICTED)
    before = text(client.get(at("level", person)))
    moment = timezone.now()
    chair = agencies.officer("mappa_chair")
    people.interest(
        officer, person, chair.team_id, Part.LEVELS, parts_change=[Part.LEVELS], kind="attends"
    )
    factories.level(chair, person, 3, timezone.localdate())

    assert "Level 3" in text(client.get(at("level", person)))
    past = text(client.get(at("level", person), {"known_at": written(moment)}))
    assert "Level 1" in before
    assert "Level 1" in past
    assert "Level 3" not in past
