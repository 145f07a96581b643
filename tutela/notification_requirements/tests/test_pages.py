import base64
import re

import pytest
from django.urls import reverse

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.notification_requirements.forms.period import PeriodForm

ADDRESS = "/notification-period/"
PERSON = {
    "reasons": "1",
    "jurisdiction": "england_and_wales",
    **{"born_on_day": "1", "born_on_month": "5", "born_on_year": "1980"},
}
CONVICTION = {
    "kind_0": "conviction",
    **{"relevant_date_0_day": "1", "relevant_date_0_month": "3", "relevant_date_0_year": "2024"},
    **{"disposal_0": "custody", "months_0": "12"},
}


def day(name: str, text: str) -> dict[str, str]:
    year, month, number = text.split("-")
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def form_of(**typed: str) -> PeriodForm:
    return PeriodForm(PERSON | CONVICTION | typed, reasons=int(typed.get("reasons", "1")))


def test_the_form_makes_facts():
    form = form_of(**day("as_of", "2024-03-02"), **day("detained_from", "2024-03-05"))

    assert form.is_valid(), form.errors
    assert form.facts() == {
        "jurisdiction": "england_and_wales",
        "born_on": "1980-05-01",
        "as_of": "2024-03-02",
        "bases": [
            {
                "kind": "conviction",
                "relevant_date": "2024-03-01",
                "disposal": {"kind": "custody", "term": {"months": 12}},
            }
        ],
        "detained": [{"kind": "custody", "from": "2024-03-05", "to": None}],
    }


@pytest.mark.parametrize(
    ("chosen", "disposal"),
    [
        ("custody_suspended", {"kind": "custody", "term": {"months": 12}, "suspended": True}),
        (
            "custody_detention_and_training",
            {"kind": "custody", "term": {"months": 12}, "sentence": "detention_and_training"},
        ),
        ("community_order", {"kind": "community_order", "term": {"months": 12}}),
        (
            "community_payback_order",
            {"kind": "community_payback_order", "supervision": {"months": 12}},
        ),
        ("hospital_order_with_restriction", {"kind": "hospital_order_with_restriction"}),
    ],
)
def test_what_the_court_did_becomes_a_disposal(chosen, disposal):
    months = {} if chosen.startswith("hospital") else {"months_0": "12"}
    form = PeriodForm(PERSON | CONVICTION | {"disposal_0": chosen, "months_0": "", **months},
                      reasons=1)  # fmt: skip

    assert form.is_valid(), form.errors
    assert form.facts()["bases"][0]["disposal"] == disposal


def test_a_linked_term_refers_to_the_number_that_people_see():
    second = {name.replace("_0", "_1", 1): value for name, value in CONVICTION.items()}
    second |= day("relevant_date_1", "2024-03-01")
    form = form_of(
        reasons="2",
        **second,
        link_1="partly_concurrent_with",
        linked_to_1="1",
        overlap_1="3",
    )

    assert form.is_valid(), form.errors
    basis = form.facts()["bases"][1]
    assert (basis["partly_concurrent_with"], basis["overlap"]) == (0, {"months": 3})


@pytest.fixture
def client(database):
    return signed_in(agencies.officer())


@pytest.mark.usefixtures("database")
def test_the_page_asks_for_one_reason_first(client):
    text = client.get(ADDRESS).content.decode()

    assert reverse("notification_requirements:work_out") == ADDRESS
    assert "Reason 1" in text
    assert "Reason 2" not in text
    assert "<img" not in text


def test_the_answer_stands_in_the_same_page_with_picture_and_table(client):
    answer = client.post(ADDRESS, PERSON | CONVICTION | day("as_of", "2024-03-02"))
    text = answer.content.decode()

    assert answer.status_code == 200
    assert "the last day is 28 February 2034" in text
    assert "Sexual Offences Act 2003 s.82(1)" in text
    assert "Make the first notification" in text
    assert "3 March 2024" in text
    picture = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', text)
    assert picture
    assert "1. Conviction" in base64.b64decode(picture[1]).decode()


def test_what_was_typed_is_in_no_address_and_in_no_session(client):
    answer = client.post(ADDRESS, PERSON | CONVICTION)

    assert answer.status_code == 200
    assert "1980" not in str(dict(client.session))


def test_another_reason_keeps_what_was_typed(client):
    text = client.post(ADDRESS, PERSON | CONVICTION | {"add": "1"}).content.decode()

    assert "Reason 2" in text
    assert 'value="1980"' in text
    assert 'value="2024"' in text
    assert "There is a problem" not in text


def test_the_last_reason_can_be_taken_away(client):
    typed = PERSON | CONVICTION | {"reasons": "2", "remove": "1"}

    assert "Reason 2" not in client.post(ADDRESS, typed).content.decode()


def test_there_are_never_fewer_than_one_nor_more_than_twelve_reasons(client):
    few = client.post(ADDRESS, PERSON | {"remove": "1"}).content.decode()
    many = client.post(ADDRESS, PERSON | {"reasons": "99", "add": "1"}).content.decode()
    odd = client.post(ADDRESS, PERSON | {"reasons": "a lot", "add": "1"}).content.decode()

    assert "Reason 1" in few
    assert ("Reason 12" in many, "Reason 13" in many) == (True, False)
    assert "Reason 2" in odd


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (
            {"disposal_0": ""},
            "disposal_0",
            "is needed for this kind of basis (awaiting sentence is one).",
        ),
        ({"months_0": ""}, "months_0", "needs a number of years, months or days."),
        ({"link_0": "consecutive_to", "linked_to_0": "9"}, "linked_to_0", "that is not there."),
        (day("relevant_date_0", "1990-01-01"), "relevant_date_0", "no figure is in force"),
        (day("relevant_date_0", "1979-01-01"), "relevant_date_0", "is not after the birth"),
        (
            day("detained_from", "2024-03-05") | day("detained_to", "2024-03-04"),
            "detained_to",
            "is before the day it starts from.",
        ),
        (
            day("born_on", "2025-01-01"),
            "relevant_date_0",
            "is not after the birth (1 January 2025)",
        ),
        ({"months_0": "-3"}, "months_0", "Enter 0 or more"),
        ({"jurisdiction": "scotland", "kind_0": "shpo"}, "disposal_0", "is not modelled"),
        (day("born_on", "2999-01-01"), "born_on", "Date of birth is a date out of reach"),
        (day("as_of", "2999-01-01"), "as_of", "The day asked about is a date out of reach"),
    ],
)
def test_a_refusal_stands_at_its_question(client, typed, field, sentence):
    answer = client.post(ADDRESS, PERSON | CONVICTION | typed)
    text = answer.content.decode()

    assert "There is a problem" in text
    assert [key for key, found in answer.context["form"].errors.items() if found] == [field]
    assert sentence in text


def test_without_the_permission_the_page_is_refused(database):
    client = signed_in(agencies.officer("agency_administrator"))

    assert client.get(ADDRESS).status_code == 403


def test_a_reason_that_never_counts_is_said_in_the_table_without_a_picture(client):
    text = client.post(ADDRESS, PERSON | CONVICTION | {"disposal_0": "absolute_discharge"})

    assert "Never subject" in text.content.decode()
    assert "<img" not in text.content.decode()


def test_rare_questions_are_closed_until_they_are_used(client):
    plain = client.post(ADDRESS, PERSON | CONVICTION).content.decode()
    used = client.post(ADDRESS, PERSON | CONVICTION | {"extension_0": "0"}).content.decode()

    assert '<details class="govuk-details" open' not in plain
    assert re.search(r"<details[^>]* open", used)


def test_before_the_sentence_the_page_says_that_the_length_is_not_known(client):
    typed = {"disposal_0": "awaiting_sentence", "months_0": ""}
    answer = client.post(ADDRESS, PERSON | CONVICTION | typed | day("as_of", "2024-03-02"))
    text = answer.content.decode()

    assert "Subject to the notification requirements; the sentence will tell how long" in text
    assert "Not known before the sentence" in text
    assert "Make the first notification" in text
    assert "3 March 2024" in text
