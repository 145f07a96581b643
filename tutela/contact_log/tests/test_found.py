from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.contact_log import operations
from tutela.contact_log.models import Entry, Told
from tutela.people.files import consult
from tutela.people.models import Address, Person
from tutela.people.tests import factories as people
from tutela.people.tests.test_movement import Force

pytestmark = pytest.mark.usefixtures("database")

TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=366)


def send(client, url, /, **answers):
    return client.post(url, {"operation_key": str(uuid7()), **answers})


def said(**fields):
    return {
        "surname": "Wanderer",
        "given_names": "Alex",
        "born_said": "3 March 1980",
        "lives_there": "lives",
        "found_lines": "9 Quay Road",
        "found_postcode": "ZZ9 9ZZ",
        "learnt": "He opened the door and said that he had moved in last month.",
    } | fields


@pytest.fixture
def here():
    return Force()


@pytest.fixture
def there():
    return Force()


def test_a_stranger_finds_somebody_and_the_owner_takes_the_place_as_their_home(here, there):
    """A move that nobody announced, without a step by hand but the owner's judgement."""
    person = people.person(here.officer, surname="Wanderer")
    finder = agencies.officer("police_duty_officer", team=agencies.team(agency=there.agency))
    client = signed_in(finder)

    answer = send(client, reverse("contact_log:found"), **said(found_area=str(there.area.pk)))
    receipt = client.get(answer.headers["Location"]).content.decode()
    assert "9 Quay Road" in receipt
    operations.route(using="worker")

    owner = signed_in(here.officer)
    today = owner.get(reverse("worklist:today")).content.decode()
    assert "Found elsewhere" in today
    waiting = owner.get(reverse("contact_log:join"))
    routed = waiting.context["page_obj"][0].routed_id
    join = reverse("contact_log:join_to", args=[routed, person])
    assert owner.get(join).context["form"]["kind"].value() == "found"
    joined = send(owner, join, kind="found")
    take = joined.headers["Location"]
    form = owner.get(take).context["form"]
    assert (form["kind"].value(), form["lines"].value()) == ("home", "9 Quay Road")
    assert form["area"].value() == there.area.pk
    answers = {
        "kind": "home",
        "lines": "9 Quay Road",
        "area": str(there.area.pk),
        "starts_on_day": TODAY.day,
        "starts_on_month": TODAY.month,
        "starts_on_year": TODAY.year,
    }
    shown = send(owner, take, **answers)
    assert there.team.name in shown.content.decode()
    sent = dict(shown.context["answered"]) | {"confirmed": shown.context["digest"]}
    owner.post(take, sent)

    people.opened(there.officer, person)
    with acting_as(there.officer):
        consult([person], page="people:test")
        assert Person.objects.get(pk=person).owner_team_id == there.team.pk
        assert Address.objects.get(person=person).area_id == there.area.pk
        assert "Lives there" in Entry.objects.get(person=person).what


def test_being_seen_somewhere_is_joined_and_is_no_address(here):
    person = people.person(here.officer, surname="Seenby")
    send(
        signed_in(agencies.officer("police_duty_officer")),
        reverse("contact_log:found"),
        **said(surname="Seenby", lives_there="seen"),
    )
    operations.route(using="worker")
    owner = signed_in(here.officer)
    routed = owner.get(reverse("contact_log:join")).context["page_obj"][0].routed_id

    joined = send(owner, reverse("contact_log:join_to", args=[routed, person]), kind="found")

    assert joined.headers["Location"] == reverse("contact_log:log", args=[person])


def test_telling_about_nobody_answers_as_about_somebody(here):
    people.person(here.officer, surname="Wandererknown")
    client = signed_in(agencies.officer("police_duty_officer"))
    pages = []
    for surname in ("Wandererknown", "Wandererunknw"):
        answer = send(client, reverse("contact_log:found"), **said(surname=surname))
        assert answer.status_code == 302
        pages.append(client.get(answer.headers["Location"]).content.decode())

    assert len(pages[0]) == len(pages[1])


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"lives_there": ""}, "Select what they are doing there"),
        ({"found_lines": ""}, "Enter where they were found"),
        ({"learnt": ""}, "Enter how you found it out"),
        ({"found_area": "somewhere"}, "Select an area from the list, or not known"),
        ({"found_postcode": "x" * 11}, "Shorten this"),
        (
            {
                "found_on_day": LATER.day,
                "found_on_month": LATER.month,
                "found_on_year": LATER.year,
            },
            "The day must be on or before",
        ),
    ],
)
def test_a_wrong_answer_is_one_clear_sentence_and_loses_nothing(answers, sentence):
    officer = agencies.officer("police_duty_officer")
    kept = "a neighbour said so"

    answer = send(
        signed_in(officer),
        reverse("contact_log:found"),
        **said(**{"given_names": kept, **answers}),
    )

    assert sentence in answer.content.decode()
    assert kept in answer.content.decode()
    with acting_as(officer):
        assert not Told.objects.exists()


def test_everything_but_the_place_may_be_unknown():
    officer = agencies.officer("police_duty_officer")
    answers = said(surname="", given_names="", born_said="", found_postcode="")

    assert send(signed_in(officer), reverse("contact_log:found"), **answers).status_code == 302
    with acting_as(officer):
        told = Told.objects.get()
    assert (told.kind, told.found_on, told.found_area_id) == ("found", None, None)


def test_nobody_tells_without_acting_and_no_column_is_written_by_hand(here):
    with acting_as(here.officer), connection.cursor() as cursor:
        for statement in (
            "UPDATE contact_log_told SET found_lines = 'x'",
            "INSERT INTO contact_log_told (id) VALUES (gen_random_uuid())",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)


def test_a_place_is_taken_as_an_address_only_where_it_was_joined(here, there):
    person = people.person(here.officer, surname="Nobodyjoined")
    client = signed_in(here.officer)
    address = reverse("contact_log:take_address", args=[person, uuid7()])

    assert client.get(address).status_code == 404
    assert signed_in(there.officer).get(address).status_code == 404
