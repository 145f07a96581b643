from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.models import Team
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.people import past
from tutela.people.files import consult
from tutela.people.models import Interest
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import main_of

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def ours():
    return agencies.officer()


@pytest.fixture
def theirs():
    return agencies.officer("partner")


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def boxes(form, name, value):
    """The three boxes of a day, as the form names them."""
    widget = form.fields[name].widget
    return {
        f"{name}{suffix}": part
        for suffix, part in zip(
            widget.widgets_names, (value.day, value.month, value.year), strict=True
        )
    }


def grant_answers(page, **answers):
    form = page.context["form"]
    return {
        "operation_key": str(uuid7()),
        "kind": "supports",
        "parts_read": ["addresses"],
        "why": "child protection plan",
        **boxes(form, "starts_on", timezone.localdate()),
    } | answers


def interests_in(officer, person_id, team_id):
    with acting_as(officer):
        consult([person_id], page="people:sharing")
        return list(Interest.objects.filter(person=person_id, team=team_id))


def test_every_sharing_page_opens_for_the_owner(ours, theirs):
    person_id = people.person(ours)
    interest = people.interest(ours, person_id, theirs.team_id, "addresses")
    browser = signed_in(ours)

    for name, more in (
        ("sharing", []),
        ("grant", []),
        ("grant_to", [theirs.team_id]),
        ("end_interest", [interest]),
        ("allocate", []),
        ("hand_over", []),
        ("hand_over_to", [theirs.team_id]),
        ("restrict", []),
        ("lift", []),
        ("set_card", []),
    ):
        page = browser.get(reverse(f"people:{name}", args=[person_id, *more]))
        assert page.status_code == 200, name
    assert (
        "Give a team sight"
        in browser.get(reverse("people:sharing", args=[person_id])).content.decode()
    )


def test_a_strangers_file_has_no_sharing_pages(ours):
    person_id, stranger = people.person(ours), agencies.officer()
    browser = signed_in(stranger)

    for name in ("sharing", "grant", "allocate", "hand_over", "restrict", "lift", "set_card"):
        for who in (person_id, uuid7()):
            page = browser.get(reverse(f"people:{name}", args=[who]))
            assert page.status_code == 404, name


def test_granting_from_the_page_shows_the_team_those_parts_only(ours, theirs):
    person_id = people.person(ours)
    address = reverse("people:grant_to", args=[person_id, theirs.team_id])
    browser = signed_in(ours)

    answer = browser.post(address, grant_answers(browser.get(address)), follow=True)

    assert "Interest granted" in answer.content.decode()
    seen = signed_in(theirs)
    assert seen.get(reverse("people:sharing", args=[person_id])).status_code == 200
    assert [row.parts_read for row in interests_in(ours, person_id, theirs.team_id)] == [
        ["addresses", "list"]
    ]


def test_a_double_press_grants_once(ours, theirs):
    person_id = people.person(ours)
    address = reverse("people:grant_to", args=[person_id, theirs.team_id])
    browser = signed_in(ours)
    answers = grant_answers(browser.get(address))

    assert browser.post(address, answers).status_code == 302
    assert browser.post(address, answers).status_code == 302

    assert len(interests_in(ours, person_id, theirs.team_id)) == 1


def test_a_wrong_answer_says_what_and_loses_nothing(ours, theirs):
    person_id = people.person(ours)
    address = reverse("people:grant_to", args=[person_id, theirs.team_id])
    browser = signed_in(ours)
    page = browser.get(address)
    yesterday = timezone.localdate() - timedelta(days=1)

    answer = browser.post(
        address,
        grant_answers(
            page,
            parts_read=["identity"],
            parts_change=["addresses"],
            why="the school asked",
            **boxes(page.context["form"], "starts_on", yesterday),
        ),
    )

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "The first day must be today or in the future" in text
    assert "Select a part to be read too" in text
    assert "the school asked" in text
    assert interests_in(ours, person_id, theirs.team_id) == []


def test_a_hand_over_pressed_twice_answers_twice_and_happens_once(ours):
    new = agencies.officer()
    person_id = people.person(ours)
    address = reverse("people:hand_over_to", args=[person_id, new.team_id])
    browser = signed_in(ours)
    browser.get(address)
    answers = {"operation_key": str(uuid7()), "when": "now", "why": "moved away"}

    first, second = browser.post(address, answers), browser.post(address, answers)

    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"] == reverse("people:list")
    assert browser.get(address).status_code == 404
    page = signed_in(new).get(reverse("people:sharing", args=[person_id]))
    assert page.context["person"].owner_team_id == new.team_id


def test_two_who_allocate_at_once_are_shown_both(ours):
    colleague = agencies.officer(team=Team(pk=ours.team_id))
    person_id = people.person(ours)
    address = reverse("people:allocate", args=[person_id])
    browser, other = signed_in(ours), signed_in(colleague)
    page = browser.get(address)
    answers = {
        "operation_key": str(uuid7()),
        "version": 0,
        "officer": str(ours.appointment_id),
        "why": "knows the family",
        **boxes(page.context["form"], "starts_on", timezone.localdate()),
    }

    assert browser.post(address, answers).status_code == 302
    stale = other.post(
        address,
        answers | {"operation_key": str(uuid7()), "officer": str(colleague.appointment_id)},
    )

    text = stale.content.decode()
    assert "Someone changed this while you were writing" in text
    assert ours.name in text
    assert "knows the family" in text
    assert stale.context["form"].data["version"] == "1"


def test_a_team_is_found_by_its_agencys_name(ours):
    person_id = people.person(ours)
    team = agencies.team("housing", agency=agencies.agency("housing", name="Quaintly Homes"))
    browser = signed_in(ours)
    address = reverse("people:grant", args=[person_id])

    found = browser.get(address, {"team": "quaintly homes"})

    assert [row.pk for row, _ in found.context["teams"]] == [team.pk]
    nothing = browser.get(address, {"team": "no such team anywhere"})
    assert "No team was found" in nothing.content.decode()


def test_who_could_see_it_then_is_shown_as_it_was(ours, theirs):
    person_id = people.person(ours)
    address = reverse("people:sharing", args=[person_id])
    browser = signed_in(ours)
    browser.get(address)
    before = browser.get(address)
    moment = before.wsgi_request.opened.at
    people.interest(ours, person_id, theirs.team_id, "addresses")

    then = browser.get(address, {"known_at": past.written(moment)})
    now = browser.get(address)

    assert then.status_code == 200
    assert main_of(then.content.decode()) == main_of(before.content.decode())
    assert len(now.context["now"]) == len(then.context["now"]) + 1


def test_a_reader_of_some_parts_is_told_why_their_own_team_was_asked_and_no_other(ours, theirs):
    person = people.person(ours, why="Convicted of something grave")
    people.interest(ours, person, theirs.team_id, "identity", why="A child lives there")
    owner = signed_in(ours)

    seen = [f"/people/{person}/", f"/people/{person}/sharing/", f"/people/{person}/timeline/"]
    read = "".join(signed_in(theirs).get(page).content.decode() for page in seen)
    owners = "".join(owner.get(page).content.decode() for page in seen)

    assert "A child lives there" in read
    assert "Convicted of something grave" not in read
    assert "Convicted of something grave" in owners
