from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.court_orders.models import Offence, Result, Sentence
from tutela.court_orders.tests import factories as courts
from tutela.court_orders.tests.asking import page, send
from tutela.documents.models import Document
from tutela.people.past import written
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")
SAID = {
    "kind": "conviction",
    "relevant_on_day": "2",
    "relevant_on_month": "3",
    "relevant_on_year": "2020",
    "where": "england_and_wales",
    "court": "Crown Court",
}


@pytest.fixture
def result(officer, person):
    with courts.entered(officer, person):
        return courts.result(person)


def rows(officer, person, kind):
    with courts.in_file(officer, person):
        return list(kind.objects.filter(person=person))


def test_a_conviction_an_offence_and_its_sentence_are_recorded_from_the_pages(
    officer, person, client
):
    answer = send(client, page("add_result", person), **SAID)
    [result] = rows(officer, person, Result)
    assert answer.headers["Location"] == page("find_offence", person, result.pk)

    found = client.post(answer.headers["Location"], {"offence": "rape child"}).content.decode()
    tree(found)
    address, listed = page("add_offence", person, result.pk), "sexual-offences-act-2003-s-5"
    assert address in found
    assert f'value="{listed}"' in found
    asked = client.post(address, {"listed": listed}).content.decode()
    tree(asked)
    assert "Rape of a child under 13" in asked
    assert "How old was the victim" not in asked

    send(
        client,
        address,
        listed=listed,
        title="Rape of a child under 13",
        paragraph="19",
        disposal="custody_extended",
        term_years="8",
        extension_years="4",
    )
    [sentence] = rows(officer, person, Sentence)
    assert (sentence.months, sentence.extension_months) == (96, 48)
    shown = client.get(page("result", person, result.pk)).content.decode()
    tree(shown)
    assert "Extended sentence, 8 years, extended by 4 years" in shown
    assert "It puts the person on the register." in shown
    tree(client.get(page("results", person)).content.decode())


def test_only_what_the_paragraph_asks_is_asked(person, client, result):
    address = page("add_offence", person, result.pk)
    asked = client.post(address, {"listed": "sexual-offences-act-2003-s-67a"}).content.decode()

    assert "How old was the victim" in asked
    assert "Was it done to obtain sexual gratification?" in asked
    assert "against whom it was meant" not in asked


@pytest.mark.parametrize(
    ("fields", "born", "word"),
    [
        ({"victim_age": 15}, date(1980, 3, 3), "Triggers"),
        ({"victim_age": None}, date(1980, 3, 3), "Not known yet"),
        ({"victim_age": 30}, date(1980, 3, 3), "Does not trigger"),
        ({"paragraph": ""}, date(1980, 3, 3), "Not in Schedule 3"),
    ],
)
def test_each_offence_says_whether_it_triggers(officer, client, fields, born, word):
    person = people.person(officer, born_on=born)
    with courts.entered(officer, person):
        row = courts.result(person)
        courts.offence(row, **({"committed_from": date(2019, 5, 1)} | fields))
        courts.sentence(row, kind="fine", months=None)

    assert word in client.get(page("result", person, row.pk)).content.decode()
    assert word in client.get(page("results", person)).content.decode()


def test_a_term_that_is_not_known_leaves_it_open(officer, person, client, result):
    with courts.entered(officer, person):
        courts.offence(result, committed_from=date(2019, 5, 1), victim_age=30)
        courts.sentence(result, months=None)

    text = client.get(page("result", person, result.pk)).content.decode()

    assert "It is not known yet whether it puts the person on the register." in text
    assert "length not known" in text


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"kind": ""}, "Select what it is"),
        ({"relevant_on_day": ""}, "The day must include a day"),
        ({"relevant_on_year": "2999"}, "The day must be on or before"),
        ({"trial_concluded_on_year": "2021", "trial_concluded_on_month": "1"}, "must include"),
        ({"document": str(uuid7())}, "Select again"),
    ],
)
def test_a_result_that_cannot_be_says_why_and_loses_nothing(
    officer, person, client, answers, sentence
):
    answer = send(client, page("add_result", person), **(SAID | answers))

    text = answer.content.decode()
    tree(text)
    assert sentence in text
    assert "Crown Court" in text
    assert rows(officer, person, Result) == []


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"title": ""}, "Enter the offence"),
        ({"victim_age": "x"}, "Enter the age as a whole number"),
        ({"victim_age": "131"}, "Enter an age of 130 or less"),
        ({"disposal": "custody", "term_years": "two"}, "The length must be whole numbers"),
        ({"disposal": "custody", "term_years": "999"}, "The length must be shorter than 100"),
        ({"disposal": "custody", "term_days": "0"}, "The length must be longer than nothing"),
        ({"disposal": "custody", "extension_years": "1"}, "extended sentence only"),
        ({"disposal": "hanging"}, "Select again"),
    ],
)
def test_an_offence_that_cannot_be_says_why_and_loses_nothing(
    officer, person, client, result, answers, sentence
):
    listed = {"listed": "sexual-offences-act-2003-s-66", "paragraph": "33"}
    given = listed | {"title": "Attempted exposure", "code": "SX03066"} | answers
    address = page("add_offence", person, result.pk)

    text = send(client, address, **given).content.decode()

    tree(text)
    assert sentence in text
    assert "SX03066" in text
    assert rows(officer, person, Offence) == []


def test_an_offence_that_is_not_listed_is_recorded_by_its_title(officer, person, client, result):
    send(client, page("add_offence", person, result.pk), title="Theft", paragraph="")

    [offence] = rows(officer, person, Offence)
    assert (offence.title, offence.paragraph) == ("Theft", "")


def test_a_second_sentence_follows_the_first(officer, person, client, result):
    send(client, page("add_sentence", person, result.pk), disposal="custody", term_months="18")
    [first] = rows(officer, person, Sentence)

    send(
        client,
        page("add_sentence", person, result.pk),
        disposal="custody_suspended",
        term_weeks="26",
        consecutive_to=str(first.pk),
    )

    second = next(row for row in rows(officer, person, Sentence) if row.pk != first.pk)
    assert (second.days, second.suspended, second.consecutive_to_id) == (182, True, first.pk)
    text = client.get(page("result", person, result.pk)).content.decode()
    assert "Starts when another ends: Imprisonment or detention, 1 year 6 months" in text


def test_a_stale_correction_shows_both_and_the_next_press_decides(officer, person, client, result):
    address = page("change_result", person, result.pk)
    send(client, address, **(SAID | {"court": "First", "why": "seen", "version": "1"}))

    answer = send(client, address, **(SAID | {"court": "Second", "why": "seen", "version": "1"}))

    text = answer.content.decode()
    assert "Someone changed this while you were writing" in text
    assert "First" in text
    assert "Second" in text


def test_a_quashed_result_says_so_and_its_history_stays(officer, person, client, result):
    address = page("result_outcome", person, result.pk)
    day = {"decided_on_day": "1", "decided_on_month": "6", "decided_on_year": "2021"}
    assert "Enter the reason" in send(client, address, what="quashed", **day).content.decode()

    send(client, address, what="quashed", why="Order of the Court of Appeal", version="1", **day)

    text = client.get(page("result", person, result.pk)).content.decode()
    tree(text)
    assert "Quashed or set aside" in text
    assert "Order of the Court of Appeal" in text
    assert "was Stands, is now Quashed or set aside" in text


def test_the_change_pages_show_what_is_recorded(officer, person, client, result):
    with courts.entered(officer, person):
        offence = courts.offence(result, for_sexual_gratification=True)
        sentence = courts.sentence(result, sentence="extended", months=31, extension_days=10)

    for address, words in (
        (page("change_result", person, result.pk), 'value="Crown Court"'),
        (page("change_offence", person, result.pk, offence.pk), 'value="Sexual assault"'),
        (
            page("change_sentence", person, result.pk, sentence.pk),
            'value="custody_extended" selected',
        ),
        (
            page("change_sentence", person, result.pk, sentence.pk),
            'name="term_years" type="text" inputmode="numeric" autocomplete="off" value="2"',
        ),
        (page("offence_outcome", person, result.pk, offence.pk), "It was quashed"),
        (page("sentence_outcome", person, result.pk, sentence.pk), "It was quashed"),
    ):
        answer = client.get(address)
        tree(answer.content.decode())
        assert words in answer.content.decode()


def test_a_result_of_another_person_is_not_found(officer, client, person, result):
    other = people.person(officer)

    assert client.get(page("result", other, result.pk)).status_code == 404
    assert client.get(page("add_sentence", other, result.pk)).status_code == 404


def test_another_team_that_reads_addresses_sees_no_court_result(officer, person, result):
    theirs = agencies.officer()
    people.interest(officer, person, theirs.team_id, "addresses")
    client = signed_in(theirs)

    listed = client.get(page("results", person)).content.decode()

    assert "This part of the file is not open to you" in listed
    assert "Crown Court" not in listed
    assert client.get(page("result", person, result.pk)).status_code == 404


def test_a_reader_is_offered_no_change(officer, person, result):
    theirs = agencies.officer("partner")
    people.interest(officer, person, theirs.team_id, "convictions")
    client = signed_in(theirs)

    text = client.get(page("result", person, result.pk)).content.decode()

    assert "Crown Court" in text
    assert "Correct this" not in text
    assert client.get(page("change_result", person, result.pk)).status_code == 403


def test_the_document_is_linked_for_who_may_open_it_and_for_nobody_else(officer, person, client):
    with courts.entered(officer, person):
        document = Document.objects.create(
            person_id=person,
            part="victims",
            kind="result",
            title="Certificate with a name",
            format="application/pdf",
            pages=1,
            length=1,
            added_at=timezone.now(),
        )
        row = courts.result(person, document=document)
    theirs = agencies.officer("partner")
    people.interest(officer, person, theirs.team_id, "convictions")

    for_owner = client.get(page("result", person, row.pk)).content.decode()
    for_reader = signed_in(theirs).get(page("result", person, row.pk)).content.decode()

    address = reverse("documents:document", args=[person, document.pk])
    assert address in for_owner
    assert "Certificate with a name" in for_owner
    assert str(document.pk) not in for_reader
    assert "Certificate" not in for_reader


def test_the_past_shows_the_result_as_it_was_known(officer, person, client, result):
    then = written(timezone.now())
    send(
        client,
        page("change_result", person, result.pk),
        **(SAID | {"court": "Another Court", "why": "seen", "version": "1"}),
    )

    here = page("result", person, result.pk)
    before, now = client.get(here, {"known_at": then}), client.get(here)

    assert "Another Court" in now.content.decode()
    assert "Another Court" not in before.content.decode()
    assert "Crown Court" in before.content.decode()
    listed = client.get(page("results", person), {"known_at": then}).content.decode()
    assert "Crown Court" in listed


def test_more_results_take_no_more_questions(officer, client):
    asked = []
    for number in (1, 6):
        person = people.person(officer)
        with courts.entered(officer, person):
            for _ in range(number):
                row = courts.result(person)
                offence = courts.offence(row)
                first = courts.sentence(row, offence=offence)
                courts.sentence(row, consecutive_to=first)
        client.get(page("results", person))
        with CaptureQueriesContext(connection) as queries:
            client.get(page("results", person))
        asked.append(len(queries))

    assert asked[0] == asked[1]
