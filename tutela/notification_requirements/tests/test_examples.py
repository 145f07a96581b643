from typing import Any

import pytest

from tutela.notification_requirements.rules.answering import answer
from tutela.notification_requirements.rules.answers import as_json
from tutela.notification_requirements.rules.facts import Term
from tutela.notification_requirements.rules.jurisdictions import law_of
from tutela.notification_requirements.rules.reading import read
from tutela.notification_requirements.rules.terms import say_term
from tutela.notification_requirements.tests.examples import Example, examples

ALL = examples()


def worked_out(example: Example) -> dict[str, Any]:
    return as_json(answer(read(example.facts)))


def day_or_word(period: dict[str, Any]) -> str:
    if period["indefinite"]:
        return "indefinite"
    if period.get("undetermined"):
        return "undetermined"
    return period["last_day"] or "never"


def duties(whole: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [duty for duty in whole["duties"] if duty["duty"] == name]


def check_periods(whole: dict[str, Any], expect: dict[str, Any]) -> None:
    if "last_day" in expect:
        assert (whole["last_day"], whole["indefinite"]) == (expect["last_day"], False)
    if expect.get("indefinite"):
        assert (whole["last_day"], whole["indefinite"]) == (None, True)
    if expect.get("never"):
        assert (whole["last_day"], whole["indefinite"]) == (None, False)
        assert "undetermined" not in whole
    if expect.get("undetermined"):
        assert (whole["last_day"], whole["indefinite"]) == (None, False)
        assert whole["undetermined"] is True
    if "periods" in expect:
        assert [day_or_word(period) for period in whole["periods"]] == expect["periods"]
    if "verified" in expect:
        assert [p["verified"] for p in whole["periods"]] == [expect["verified"]] * len(
            whole["periods"]
        )
    if "provision" in expect:
        assert whole["periods"][0]["provision"] == expect["provision"]
    if "provisions" in expect:
        found = [period["provision"].rpartition(" ")[2] for period in whole["periods"]]
        assert found == expect["provisions"]


def check_duties(whole: dict[str, Any], expect: dict[str, Any]) -> None:
    for name, last in expect.get("duties", {}).items():
        wanted = last if isinstance(last, list) else [last]
        assert [duty["last_day"] for duty in duties(whole, name)] == wanted
    for name in expect.get("no_duties", []):
        assert not duties(whole, name)
    for name, day in expect.get("alleged", {}).items():
        assert [duty["alleged_only_after"] for duty in duties(whole, name)] == [day]
    for name in expect.get("no_alleged", []):
        assert all("alleged_only_after" not in duty for duty in duties(whole, name))
    for name in expect.get("overdue", []):
        assert all(duty["overdue"] for duty in duties(whole, name))
    for name in expect.get("unverified", []):
        assert [duty["verified"] for duty in duties(whole, name)] == [False]
    for name, provision in expect.get("provision_of_duty", {}).items():
        assert [duty["provision"] for duty in duties(whole, name)] == [provision]
    if "all_duties" in expect:
        assert whole["duties"] == expect["all_duties"]


def check_review(whole: dict[str, Any], expect: dict[str, Any]) -> None:
    steps = {step["step"]: step for step in whole.get("review", [])}
    for name, day in expect.get("review", {}).items():
        assert steps[name]["day"] == day
    if "review_says" in expect:
        assert any(expect["review_says"] in line for line in steps["qualifying_date"]["because"])
    if "review_silent" in expect:
        said = steps["qualifying_date"]["because"]
        assert not any(expect["review_silent"] in line for line in said)
    if expect.get("no_review"):
        assert "review" not in whole
    if "parental" in expect:
        assert whole["parental_direction"]["day"] == expect["parental"]


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.name)
def test_worked_example(example):
    whole = worked_out(example)

    check_periods(whole, example.expect)
    check_duties(whole, example.expect)
    check_review(whole, example.expect)


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.name)
def test_every_answer_gives_a_provision_and_reasons(example):
    whole = worked_out(example)

    for part in (*whole["periods"], *whole["duties"], *whole.get("review", [])):
        assert part["provision"]
        assert part["because"]
        assert all(line and "%(" not in line for line in part["because"])


def test_names_of_examples_are_unique():
    names = [example.name for example in ALL]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.name)
def test_an_example_asks_only_what_is_checked(example):
    known = {
        *(
            "last_day",
            "indefinite",
            "never",
            "undetermined",
            "periods",
            "verified",
            "provision",
            "provisions",
        ),
        *("duties", "no_duties", "alleged", "no_alleged", "overdue", "unverified"),
        *(
            "provision_of_duty",
            "all_duties",
            "review",
            "review_says",
            "review_silent",
            "no_review",
            "parental",
        ),
    }

    assert example.expect
    assert set(example.expect) <= known


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.name)
def test_the_figures_that_an_example_holds_exist(example):
    jurisdiction = law_of(example.facts["jurisdiction"])

    for name in example.figures:
        assert name.rpartition("/")[2] in jurisdiction.by_name


@pytest.mark.parametrize(("day", "warns"), [("2026-03-21", True), ("2026-03-22", False)])
def test_a_suspended_term_longer_than_the_law_allowed_is_pointed_out(day, warns):
    custody = {"kind": "custody", "term": {"months": 30}, "suspended": True}
    basis = {"kind": "conviction", "relevant_date": day, "disposal": custody}
    facts = {"jurisdiction": "england_and_wales", "born_on": "1980-05-01", "bases": [basis]}

    period = as_json(answer(read(facts)))["periods"][0]

    assert period["indefinite"]
    assert any("longer than a court" in line for line in period["because"]) == warns


@pytest.mark.parametrize(
    ("months", "days", "said"),
    [
        (12, 0, "1 year"),
        (31, 1, "2 years 7 months 1 day"),
        (1, 2, "1 month 2 days"),
        (0, 0, "nothing"),
    ],
)
def test_a_length_is_said_as_people_say_it(months, days, said):
    assert say_term(Term(months, days)).say() == said
