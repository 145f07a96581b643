import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.models import Agency
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.audit.models import Listing
from tutela.people.models import Identifier, Person
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
SEARCH, RECORD = "/search/", "/search/record/"


def search(client, **terms):
    return client.post(SEARCH, terms, follow=True)


@pytest.fixture
def officer(database):
    return agencies.officer()


def test_a_near_name_among_ones_own_people_is_found_with_its_reasons(officer):
    people.person(officer, surname="Synthesmith", given_names="Steven")

    text = search(signed_in(officer), name="Stephen Synthesmyth").content.decode()

    assert "1 person found" in text
    assert "Steven Synthesmith" in text
    assert "Surname sounds the same" in text
    assert "Given name is a form of the same name" in text


def test_what_was_typed_is_in_no_address_and_stays_when_the_page_is_loaded_again(officer):
    people.person(officer, surname="Keptterm")
    client = signed_in(officer)

    answer = client.post(SEARCH, {"name": "Keptterm"})
    again = client.get(SEARCH).content.decode()

    assert answer.headers["Location"] == SEARCH
    assert 'value="Keptterm"' in again
    assert "1 person found" in again
    client.post(SEARCH, {"clear": "1"})
    assert "Keptterm" not in client.get(SEARCH).content.decode()


def test_a_number_finds_however_it_is_written(officer):
    client = signed_in(officer)
    person = people.person(officer, identifiers=[("pnc", "2001/0171310W")])

    assert str(person) in search(client, number="01/171310w").content.decode()
    assert "Nobody among your people" in search(client, number="01/171311B").content.decode()


def test_a_search_names_the_people_it_shows_in_one_listing(officer):
    person = people.person(officer, surname="Listedonce")
    agency = Agency.objects.using("owner").get(pk=officer.agency_id)
    governor = agencies.officer("information_governance", team=agencies.team(agency=agency))

    search(signed_in(officer), name="Listedonce")

    with acting_as(governor):
        [shown] = Listing.objects.filter(actor=officer.appointment_id, page="matching:search")
    assert shown.people == [person]


def test_an_empty_search_says_what_to_enter(officer):
    client = signed_in(officer)

    assert b"Enter a name, a date of birth or a number" in client.post(SEARCH, {}).content
    assert b"or leave it out" in client.post(SEARCH, {"born": "in the war"}).content


@pytest.mark.parametrize("role", ["police_offender_manager", "partner"])
def test_a_hidden_person_changes_neither_bytes_nor_queries(role):
    reader, other = agencies.officer(role), agencies.officer()
    client = signed_in(reader)
    terms = {"name": "Alex Hiddenagain", "born": "3 March 1980", "number": "2001/0171310W"}
    client.post(SEARCH, terms)

    def seen():
        with CaptureQueriesContext(connection) as queries:
            text = client.get(SEARCH).content.decode()
        main = text[text.index("<main") : text.index("</main>")]
        return re.sub(r'(name="csrfmiddlewaretoken") value="\w+"', r"\1", main), len(queries)

    before = seen()
    people.person(other, surname="Hiddenagain", identifiers=[("pnc", "2001/0171310W")])

    assert seen() == before
    assert "Nobody among your people" in before[0]


def test_the_record_begins_with_what_was_searched_for(officer):
    client = signed_in(officer)
    search(client, name="Alex Brandnew", born="about 1975", number="a1234bc")

    text = client.get(RECORD).content.decode()

    for value in ("Alex", "Brandnew", "about 1975", "a1234bc"):
        assert f'value="{value}"' in text


def test_telling_begins_with_what_was_searched_for():
    client = signed_in(agencies.officer("partner"))
    search(client, name="Brandnew, Alex", born="about 1975")

    text = client.get(reverse("contact_log:tell")).content.decode()

    for value in ("Alex", "Brandnew", "about 1975"):
        assert f'value="{value}"' in text


def test_nobody_is_recorded_before_a_search(officer):
    client = signed_in(officer)

    assert client.get(RECORD).headers["Location"] == SEARCH
    assert client.get(reverse("people:record")).headers["Location"] == SEARCH


def recorded(client, **answers):
    given = {"operation_key": str(uuid7()), "surname": "Brandnew", "why": "convicted"}
    return client.post(RECORD, given | answers)


def test_a_person_is_recorded_with_a_vague_birth_and_a_doubtful_number(officer):
    client = signed_in(officer)
    search(client, name="Brandnew")

    warned = recorded(client, said="age 34 in 2020", pnc="2001/0171310S", address="1 High Street")
    done = recorded(
        client, said="age 34 in 2020", pnc="2001/0171310S", kept_because="so on the warrant"
    )

    assert b"The last letter does not fit" in warned.content
    assert b"age 34 in 2020" in warned.content
    assert done.status_code == 302
    with acting_as(officer):
        person = Person.objects.get(surname="Brandnew")
        assert (person.born_said, person.born_on) == ("age 34 in 2020", None)
        assert Identifier.objects.get(person=person).kept_because == "so on the warrant"
    assert RECORD not in done.headers["Location"]


def test_a_likely_double_is_shown_before_it_is_recorded(officer):
    client = signed_in(officer)
    people.person(officer, surname="Twicethere", given_names="Alexander")
    search(client, name="Nobody Atall")
    answers = {"surname": "Twicethere", "given_names": "Alex", "said": "3/3/1980"}

    asked = recorded(client, **answers)
    done = recorded(client, none_of_these="on", **answers)

    assert b"Is it one of these people?" in asked.content
    assert b"Alexander Twicethere" in asked.content
    assert done.status_code == 302


def test_somebody_elses_double_is_not_shown(officer):
    people.person(agencies.officer(), surname="Elsewhere", given_names="Alex")
    client = signed_in(officer)
    search(client, name="Alex Elsewhere", born="3/3/1980")

    done = recorded(client, surname="Elsewhere", given_names="Alex", said="3/3/1980")

    assert done.status_code == 302


def test_a_partner_may_search_but_not_record():
    client = signed_in(agencies.officer("partner"))

    assert b"Record this person" not in search(client, name="Anybody").content
    assert client.get(RECORD).status_code == 403
