import json
from typing import Any

import pytest

from tutela.notification_requirements.rules.answering import answer
from tutela.notification_requirements.rules.entries import WrongFacts
from tutela.notification_requirements.rules.reading import read, read_text

CUSTODY = {"kind": "custody", "term": {"months": 12}}


def facts(**more: Any) -> dict[str, Any]:
    return {
        "jurisdiction": "england_and_wales",
        "born_on": "1980-05-01",
        "bases": [conviction()],
    } | more


def conviction(**more: Any) -> dict[str, Any]:
    return {"kind": "conviction", "relevant_date": "2024-03-01", "disposal": CUSTODY} | more


def custody(**more: Any) -> dict[str, Any]:
    return conviction(disposal=CUSTODY | more)


def order(**more: Any) -> dict[str, Any]:
    return {"kind": "shpo", "relevant_date": "2024-03-01"} | more


def bases(*found: dict[str, Any]) -> dict[str, Any]:
    return facts(bases=list(found))


WRONG = [
    ("facts", 3),
    ("facts", None),
    ("facts.jurisdiction", {"born_on": "1980-05-01", "bases": []}),
    ("facts.born_on", {"jurisdiction": "scotland", "bases": []}),
    ("facts.bases", {"jurisdiction": "scotland", "born_on": "1980-05-01"}),
    ("facts.jurisdiction", facts(jurisdiction="wales")),
    ("facts.jurisdiction", facts(jurisdiction=4)),
    ("facts.colour", facts(colour="blue")),
    ("facts.born_on", facts(born_on="1980-02-30")),
    ("facts.born_on", facts(born_on="1 May 1980")),
    ("facts.born_on", facts(born_on="19800501")),
    ("facts.born_on", facts(born_on=19800501)),
    ("facts.born_on", facts(born_on="1880-05-01")),
    ("facts.as_of", facts(as_of="2025-13-01")),
    ("facts.bases", facts(bases={})),
    ("facts.as_of", facts(as_of="1980-04-30")),
    ("facts.bases[0]", facts(bases=["conviction"])),
    ("facts.bases[0].relevant_date", bases(conviction(relevant_date="2023-02-29"))),
    ("facts.bases[0].relevant_date", bases(conviction(relevant_date=None))),
    ("facts.bases[0].relevant_date", bases(conviction(relevant_date="1979-01-01"))),
    ("facts.bases[0].relevant_date", bases(conviction(relevant_date="1980-05-01"))),
    ("facts.bases[0].kind", bases(conviction(kind="arrest"))),
    ("facts.bases[0].kind", bases({"relevant_date": "2024-03-01"})),
    ("facts.bases[0].colour", bases(conviction(colour="blue"))),
    ("facts.bases[0].disposal", bases(conviction(disposal=None))),
    ("facts.bases[0].disposal", bases(conviction(disposal="custody"))),
    (
        "facts.bases[0].disposal.kind",
        bases(conviction(kind="notice_96za", disposal={"kind": "awaiting_sentence"})),
    ),
    ("facts.bases[0].disposal.kind", bases(conviction(disposal={"kind": "caned"}))),
    ("facts.bases[0].disposal.term", bases(conviction(disposal={"kind": "custody"}))),
    ("facts.bases[0].disposal.term", bases(custody(term={}))),
    ("facts.bases[0].disposal.term", bases(custody(term="12 months"))),
    ("facts.bases[0].disposal.term", bases(custody(term={"months": 0}))),
    ("facts.bases[0].disposal.term", bases(custody(term={"months": None}))),
    ("facts.bases[0].disposal.term.months", bases(custody(term={"months": "12"}))),
    ("facts.bases[0].disposal.term.months", bases(custody(term={"months": -1}))),
    ("facts.bases[0].disposal.term.months", bases(custody(term={"months": 1.5}))),
    ("facts.bases[0].disposal.term.months", bases(custody(term={"months": True}))),
    ("facts.bases[0].disposal.term.years", bases(custody(term={"years": 10**9}))),
    ("facts.bases[0].disposal.term.weeks", bases(custody(term={"months": 1, "weeks": 2}))),
    ("facts.bases[0].disposal.suspended", bases(custody(suspended="no"))),
    (
        "facts.bases[0].disposal.suspended",
        bases(conviction(disposal={"kind": "fine", "suspended": True})),
    ),
    (
        "facts.bases[0].disposal.term",
        bases(conviction(disposal={"kind": "conditional_discharge"})),
    ),
    ("facts.bases[0].disposal.extension", bases(custody(extension={"months": 12}))),
    (
        "facts.bases[0].disposal",
        bases({"kind": "caution", "relevant_date": "2024-03-01", "disposal": CUSTODY}),
    ),
    ("facts.bases[1].consecutive_to", bases(conviction(), conviction(consecutive_to=2))),
    ("facts.bases[1].consecutive_to", bases(conviction(), conviction(consecutive_to=-1))),
    ("facts.bases[1].consecutive_to", bases(conviction(), conviction(consecutive_to="0"))),
    ("facts.bases[0].consecutive_to", bases(conviction(consecutive_to=0))),
    (
        "facts.bases[0].consecutive_to",
        bases(conviction(consecutive_to=1), conviction(consecutive_to=0)),
    ),
    (
        "facts.bases[1].consecutive_to",
        bases(conviction(disposal={"kind": "fine"}), conviction(consecutive_to=0)),
    ),
    (
        "facts.bases[1].consecutive_to",
        bases(conviction(), conviction(disposal={"kind": "fine"}, consecutive_to=0)),
    ),
    (
        "facts.bases[1].consecutive_to",
        bases(
            conviction(),
            conviction(consecutive_to=0, partly_concurrent_with=0, overlap={"months": 1}),
        ),
    ),
    ("facts.bases[1].overlap", bases(conviction(), conviction(partly_concurrent_with=0))),
    ("facts.bases[1].overlap", bases(conviction(), conviction(overlap={"months": 1}))),
    (
        "facts.bases[1].overlap",
        bases(conviction(), conviction(partly_concurrent_with=0, overlap={"months": 13})),
    ),
    (
        "facts.bases[1].partly_concurrent_with",
        bases(conviction(), conviction(partly_concurrent_with=7, overlap={"months": 1})),
    ),
    ("facts.bases[0].ends_on", bases(order(ends_on="2024-02-29"))),
    ("facts.bases[0].served_on", bases(order(served_on="2024-02-29"))),
    ("facts.bases[0].ends_on", bases(conviction(ends_on="2030-01-01"))),
    ("facts.bases[0].interim", bases(conviction(interim=True))),
    (
        "facts.bases[0].ends_on",
        bases(conviction(kind="notification_order", interim=True, disposal=None)),
    ),
    ("facts.bases[0].cancelled_on", bases(conviction(cancelled_on="2030-01-01"))),
    ("facts.review_granted_on", facts(review_granted_on="soon")),
    ("facts.bases[0].trial_concluded_on", bases(conviction(trial_concluded_on="2030-01-01"))),
    ("facts.bases[0].foreign_caution", bases(conviction(foreign_caution=True))),
    ("facts.bases[0].foreign_caution", bases(conviction(foreign_caution=True, disposal=None))),
    (
        "facts.bases[0].foreign_caution",
        bases(conviction(kind="notification_order", foreign_caution=True)),
    ),
    ("facts.bases[0].offence.paragraph", bases(conviction(offence={"paragraph": 18}))),
    (
        "facts.bases[0].offence.victim_age",
        bases(conviction(offence={"paragraph": "18", "victim_age": 131})),
    ),
    ("facts.detained[0].kind", facts(detained=[{"kind": "cell", "from": "2024-03-01"}])),
    ("facts.detained[0].from", facts(detained=[{"kind": "custody", "to": "2024-03-01"}])),
    (
        "facts.detained[0].to",
        facts(detained=[{"kind": "custody", "from": "2024-03-02", "to": "2024-03-01"}]),
    ),
    ("facts.addresses[0].kind", facts(addresses=[{"kind": "boat", "from": "2024-03-02"}])),
    ("facts.notifications[0].kind", facts(notifications=[{"kind": "x", "on": "2024-03-02"}])),
    ("facts.notifications[0].on", facts(notifications=[{"kind": "initial"}])),
    (
        "facts.notifications[0].travel",
        facts(notifications=[{"kind": "travel", "on": "2024-03-02", "travel": 0}]),
    ),
    ("facts.changes[0].kind", facts(changes=[{"kind": "hair", "on": "2024-03-02"}])),
    ("facts.changes[0].on", facts(changes=[{"kind": "name"}])),
    ("facts.changes[0].on", facts(changes=[{"kind": "stay", "stays": []}])),
    (
        "facts.changes[0].to",
        facts(
            changes=[
                {
                    "kind": "child_household",
                    "from": "2024-07-02T20:00:00Z",
                    "to": "2024-07-01T20:00:00Z",
                }
            ]
        ),
    ),
    ("facts.travel[0].departs_at", facts(travel=[{}])),
    ("facts.travel[0].departs_at", facts(travel=[{"departs_at": "2025-08-20T10:00:00"}])),
    ("facts.travel[0].departs_at", facts(travel=[{"departs_at": "2025-08-20T25:00:00Z"}])),
    ("facts.travel[0].departs_at", facts(travel=[{"departs_at": "2025-02-30T10:00:00Z"}])),
    (
        "facts.travel[0].returned_on",
        facts(travel=[{"departs_at": "2025-08-20T10:00:00Z", "returned_on": "2025-08-19"}]),
    ),
    ("facts.absences[0].leaves_at", facts(absences=[{"returns_on": "2025-01-01"}])),
    ("facts.parental_direction.made_on", facts(parental_direction={})),
    (
        "facts.parental_direction.colour",
        facts(parental_direction={"made_on": "2025-01-01", "colour": 1}),
    ),
    ("facts.review.colour", facts(review={"colour": "blue"})),
    ("facts.bases[0].offence.colour", bases(conviction(offence={"paragraph": "18", "colour": 1}))),
    ("facts.detained", facts(detained={"kind": "custody"})),
]


@pytest.mark.parametrize(("place", "value"), WRONG, ids=lambda value: str(value)[:60])
def test_wrong_facts_are_refused_with_one_sentence_that_names_the_place(place, value):
    with pytest.raises(WrongFacts) as wrong:
        read(value)

    assert wrong.value.place == place
    assert str(wrong.value).startswith(f"{place}: ")
    assert str(wrong.value).endswith(".")
    assert "\n" not in str(wrong.value)


REFUSED = [
    ("facts.bases[0].relevant_date", bases(conviction(relevant_date="1997-08-31"))),
    ("facts.bases[0].relevant_date", bases(order(relevant_date="2015-03-07"))),
    (
        "facts.bases[0].served_on",
        bases(
            {
                "kind": "notice_96za",
                "relevant_date": "2020-03-01",
                "served_on": "2022-11-28",
                "disposal": CUSTODY,
            }
        ),
    ),
    ("facts.bases[0]", bases(order()) | {"jurisdiction": "scotland"}),
    (
        "facts.bases[0]",
        bases(conviction(offence={"paragraph": "18"})) | {"jurisdiction": "scotland"},
    ),
    ("facts.bases[0]", bases(conviction(offence={"paragraph": "99"}))),
    (
        "facts.bases[0].disposal.sentence",
        bases(custody(sentence="detention_and_training")) | {"jurisdiction": "scotland"},
    ),
    (
        "facts.bases[1].relevant_date",
        bases(
            conviction(),
            custody(sentence="detention_and_training") | {"relevant_date": "2000-03-31"},
        ),
    ),
    ("facts.bases[0].relevant_date", facts(born_on="2014-03-02")),
    ("facts.bases[0].relevant_date", facts(born_on="2014-03-02", jurisdiction="northern_ireland")),
    (
        "facts.bases[0]",
        bases(
            conviction(disposal={"kind": "community_payback_order", "supervision": {"years": 1}})
        ),
    ),
    (
        "facts.changes[0].on",
        facts(as_of="2024-03-02", changes=[{"kind": "name", "on": "2004-04-30"}]),
    ),
    (
        "facts.travel[0].departs_at",
        facts(as_of="2024-03-02", travel=[{"departs_at": "2003-04-30T10:00:00Z"}]),
    ),
    (
        "facts.parental_direction",
        facts(
            as_of="2024-03-02",
            parental_direction={"made_on": "2024-03-02"},
            jurisdiction="scotland",
        ),
    ),
]


@pytest.mark.parametrize(("place", "value"), REFUSED, ids=lambda value: str(value)[:60])
def test_a_day_or_place_without_a_figure_is_refused_and_never_guessed(place, value):
    with pytest.raises(WrongFacts) as wrong:
        answer(read(value))

    assert wrong.value.place == place
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    "text",
    ["", "{", "nothing", "{'a': 1}", '{"a": 1} 2', "[" * 100_000, "NaN", "9" * 5000, "﻿ {"],
    ids=lambda text: text[:10],
)
def test_json_that_is_none_is_refused(text):
    with pytest.raises(WrongFacts, match=r"^facts") as wrong:
        read_text(text)

    assert wrong.value.place == "facts"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("facts.born_on", '{"born_on": "1980-05-01", "born_on": "1981-05-01"}'),
        ("facts.bases[1].disposal.kind", '{"bases": [{}, {"disposal": {"kind": 1, "kind": 2}}]}'),
        ("facts[1].as_of", '[{}, {"as_of": null, "as_of": null}]'),
    ],
)
def test_a_key_said_twice_is_refused_at_its_place(place, text):
    with pytest.raises(WrongFacts) as wrong:
        read_text(text)

    assert str(wrong.value) == f"{place}: is said twice."


def test_a_list_names_the_person_in_the_place():
    people = [facts(), facts(), facts(), bases(conviction(), custody(term={}))]

    with pytest.raises(WrongFacts) as wrong:
        read_text(json.dumps(people))

    assert wrong.value.place == "facts[3].bases[1].disposal.term"


def test_a_refused_figure_in_a_list_names_the_person_too():
    with pytest.raises(WrongFacts) as wrong:
        answer(read(bases(conviction(relevant_date="1990-01-01"))), "facts[1]")

    assert wrong.value.place == "facts[1].bases[0].relevant_date"


def test_a_birth_after_the_conviction_names_both_places():
    with pytest.raises(WrongFacts) as wrong:
        read(facts(born_on="2025-01-01"))

    assert str(wrong.value) == (
        "facts.bases[0].relevant_date: 1 March 2024 is not after the birth"
        " (facts.born_on, 1 January 2025)."
    )


def test_a_missing_disposal_names_what_stands_before_the_sentence():
    with pytest.raises(WrongFacts) as wrong:
        read(bases(conviction(disposal=None)))

    assert str(wrong.value) == (
        "facts.bases[0].disposal: is needed for this kind of basis (awaiting sentence is one)."
    )


def test_an_overlap_as_long_as_the_shorter_term_is_taken():
    overlap = conviction(partly_concurrent_with=0, overlap={"months": 12})

    assert len(read(bases(conviction(), overlap)).bases) == 2


def test_nothing_said_is_nothing_assumed():
    found = read(facts(detained=None, travel=None, as_of=None))

    assert (found.detained, found.travel, found.as_of) == ((), (), None)


def test_a_key_with_a_line_break_stays_one_sentence_on_one_line():
    with pytest.raises(WrongFacts) as wrong:
        read(facts(**{"a\nb": 1}))

    assert str(wrong.value) == "facts.a\\nb: is not a key that is known here."
