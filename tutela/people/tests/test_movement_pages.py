from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.people.files import consult
from tutela.people.models import Address, Move, Person, Transfer, Whereabouts
from tutela.people.tests import factories as people
from tutela.people.tests.test_movement import Force, live_at, moved

pytestmark = pytest.mark.usefixtures("database")

TODAY = timezone.localdate()


def page(name, *ids):
    return reverse(f"people:{name}", args=ids)


def day(name, when):
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def send(client, address, /, **answers):
    return client.post(address, {"operation_key": str(uuid7()), **answers})


def confirm(client, address, answer):
    """The second press: everything that the page of consequences carries along."""
    sent = dict(answer.context["answered"]) | {"confirmed": answer.context["digest"]}
    return client.post(address, sent)


def rows(officer, person, kind):
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="people:test")
        return list(kind.objects.filter(person=person))


@pytest.fixture
def here():
    return Force()


@pytest.fixture
def there():
    return Force()


HOME = {"kind": "home", "lines": "4 Mill Lane"}


def test_saving_a_home_in_another_area_shows_what_follows_and_a_second_press_does_it(here, there):
    person = people.person(here.officer)
    client, address = signed_in(here.officer), page("add_address", person)
    answers = HOME | {"area": str(there.area.pk)} | day("starts_on", TODAY)

    shown = send(client, address, **answers)

    body = shown.content.decode()
    assert there.team.name in body
    assert "not verified" in body
    assert not rows(here.officer, person, Address)
    assert not rows(here.officer, person, Move)
    done = confirm(client, address, shown)
    assert done.headers["Location"] == page("addresses", person)
    [move] = rows(there.officer, person, Move)
    assert move.to_team_id == there.team.pk


def test_an_area_left_open_is_suggested_once_by_the_first_half_of_the_postcode(here, there):
    other, person = people.person(here.officer), people.person(here.officer)
    live_at(here.officer, other, here.area, postcode="ZQ7 1AA")
    client, address = signed_in(here.officer), page("add_address", person)

    asked = send(client, address, **HOME, postcode="zq7 9zz")
    assert "so that is filled in" in asked.content.decode()
    assert asked.context["form"]["area"].value() == str(here.area.pk)
    assert not rows(here.officer, person, Address)

    send(client, address, **HOME, postcode="zq7 9zz", suggested="on")
    assert [row.area_id for row in rows(here.officer, person, Address)] == [None]
    stranger = people.person(there.officer)
    send(signed_in(there.officer), page("add_address", stranger), **HOME, postcode="ZQ7 2AA")
    assert [row.area_id for row in rows(there.officer, stranger, Address)] == [None]


def test_the_page_shows_the_move_and_who_may_do_what(here, there):
    person = moved(here, there)

    ours = signed_in(here.officer).get(page("whereabouts", person)).content.decode()
    theirs = signed_in(there.officer).get(page("whereabouts", person)).content.decode()

    assert "Take the move back" in ours
    assert "Acknowledge the move" not in ours
    assert "Acknowledge the move" in theirs
    assert "Take the move back" not in theirs


def test_the_receiving_team_acknowledges_on_its_page(here, there):
    person = moved(here, there)
    client = signed_in(there.officer)
    [move] = rows(there.officer, person, Move)
    address = page("acknowledge", person, move.pk)

    refused = send(client, address, why="", when="later")
    assert "Enter what shows that the person lives here" in refused.content.decode()
    assert "Enter the last day" in refused.content.decode()
    done = send(client, address, why="seen at home", when="now")

    assert done.headers["Location"] == page("whereabouts", person)
    assert not people.opened(here.officer, person)
    again = send(client, address, why="seen at home", when="now")
    assert "does not wait to be acknowledged any more" in again.content.decode()


def test_a_double_press_of_acknowledge_answers_as_the_first(here, there):
    person = moved(here, there)
    client = signed_in(there.officer)
    [move] = rows(there.officer, person, Move)
    answers = {"operation_key": str(uuid7()), "why": "seen", "when": "now"}

    for _press in range(2):
        answer = client.post(page("acknowledge", person, move.pk), answers)
        assert answer.status_code == 302


def test_a_move_is_taken_back_on_its_page(here, there):
    person = moved(here, there)
    [move] = rows(here.officer, person, Move)
    client = signed_in(here.officer)

    refused = send(client, page("take_back", person, move.pk), why="")
    assert "Enter why the move was wrong" in refused.content.decode()
    send(client, page("take_back", person, move.pk), why="his brother")

    with acting_as(here.officer):
        assert Person.objects.get(pk=person).owner_team_id == here.team.pk
    assert not people.opened(there.officer, person)
    offered = client.get(page("whereabouts", person)).content.decode()
    assert "Let the move follow" in offered


def test_the_owner_lets_a_move_follow_that_another_team_recorded(here, there):
    person = people.person(here.officer)
    other = agencies.officer("probation_practitioner")
    people.interest(here.officer, person, other.team_id, "addresses", parts_change=["addresses"])
    live_at(other, person, there.area)
    client, address = signed_in(here.officer), page("move", person)

    assert "Let the move follow" in client.get(page("whereabouts", person)).content.decode()
    shown = send(client, address)
    assert there.team.name in shown.content.decode()
    assert confirm(client, address, shown).headers["Location"] == page("whereabouts", person)
    assert people.opened(there.officer, person)
    again = send(signed_in(other), address)
    assert "Only the team that manages this person" in again.content.decode()


def test_where_a_person_is_is_said_corrected_ended_and_taken_out(here):
    person = people.person(here.officer)
    client = signed_in(here.officer)
    yesterday = TODAY - timedelta(days=1)
    answers = {"kind": "custody", "by_order": "yes", "place": "HMP Stonefield"}

    send(client, page("add_whereabouts", person), **answers, **day("starts_on", yesterday))
    [row] = rows(here.officer, person, Whereabouts)
    assert (row.by_order, row.ends_on) == (True, None)
    address = page("change_whereabouts", person, row.pk)
    asked = client.get(address)
    assert asked.context["form"]["by_order"].value() == "yes"
    send(
        client,
        address,
        **answers,
        **day("starts_on", yesterday),
        **day("ends_on", TODAY),
        version=1,
    )
    [row] = rows(here.officer, person, Whereabouts)
    assert row.ends_on == TODAY
    stale = send(client, address, **answers, **day("starts_on", TODAY), version=1)
    assert stale.context["form"].stale
    wrong = page("take_out_whereabouts", person, row.pk)
    assert "Enter why the entry is wrong" in send(client, wrong, version=2).content.decode()
    send(client, wrong, error_why="another person", version=2)
    assert "another person" in client.get(page("whereabouts", person)).content.decode()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Select where the person is"),
        ({"kind": "home"}, "Select again"),
        ({"kind": "custody"}, "Select whether a court ordered it, or not known"),
        ({"kind": "missing"}, "Enter the first day"),
        (
            {"kind": "missing", **day("starts_on", TODAY + timedelta(days=9))},
            "The first day must be on or before",
        ),
        (
            {
                "kind": "hospital",
                **day("starts_on", TODAY),
                **day("ends_on", TODAY - timedelta(days=1)),
            },
            "must be the first day or later",
        ),
        (
            {"kind": "died", **day("starts_on", TODAY), **day("ends_on", TODAY)},
            "a death has no last day",
        ),
        (
            {
                "kind": "custody",
                "by_order": "unknown",
                **day("starts_on", TODAY),
                **day("release_expected_on", TODAY - timedelta(days=9)),
            },
            "The expected release must be the first day or later",
        ),
        ({"kind": "abroad", **day("starts_on", TODAY), "place": "x" * 201}, "Shorten this"),
    ],
)
def test_a_wrong_answer_is_one_clear_sentence_and_loses_nothing(here, answers, sentence):
    person = people.person(here.officer)
    kept = {"source": "a letter from the prison"}

    answer = send(signed_in(here.officer), page("add_whereabouts", person), **answers, **kept)

    assert sentence in answer.content.decode()
    assert "a letter from the prison" in answer.content.decode()
    assert rows(here.officer, person, Whereabouts) == []


def test_what_was_sent_to_scotland_is_written_down_and_its_acknowledgement_settles_the_move(here):
    scotland = agencies.area(nation="scotland", name="Scotland")
    person = people.person(here.officer)
    client = signed_in(here.officer)
    address = page("add_address", person)
    shown = send(client, address, **HOME, area=str(scotland.pk), **day("starts_on", TODAY))
    assert "Another law of notification applies there" in shown.content.decode()
    confirm(client, address, shown)
    sent = {
        "to": "scotland",
        "recipient": "Police Scotland",
        "what_sent": "the record",
        **day("sent_on", TODAY),
    }
    assert (
        "Enter to whom"
        in send(client, page("add_transfer", person), **sent | {"recipient": ""}).content.decode()
    )
    send(client, page("add_transfer", person), **sent)
    [row] = rows(here.officer, person, Transfer)
    assert "Not acknowledged" in client.get(page("whereabouts", person)).content.decode()
    send(
        client,
        page("change_transfer", person, row.pk),
        **sent,
        **day("acknowledged_on", TODAY),
        version=1,
    )
    [move] = rows(here.officer, person, Move)
    assert move.stage == "acknowledged"
    send(
        client,
        page("take_out_transfer", person, row.pk),
        error_why="sent to the wrong office",
        version=2,
    )
    assert "sent to the wrong office" in client.get(page("whereabouts", person)).content.decode()


def test_a_stranger_finds_no_page_of_it(here, there):
    person = people.person(here.officer)
    client = signed_in(there.officer)

    for name in ("whereabouts", "add_whereabouts", "move", "add_transfer"):
        assert client.get(page(name, person)).status_code == 404
    for name in ("acknowledge", "take_back", "change_whereabouts", "change_transfer"):
        assert client.get(page(name, person, uuid7())).status_code == 404
