from datetime import date, timedelta

import pytest

from tutela.people import sharing_rules as rules

TODAY = date(2026, 3, 10)
HELD = {"list", "identity", "addresses"}


def granting(**facts):
    return rules.objection_to_granting(
        **{
            "held_read": HELD,
            "held_change": {"list", "addresses"},
            "parts_read": {"list", "addresses"},
            "parts_change": set(),
            "readers": [],
            "are_readers_of_team": True,
            "is_own_team": False,
            "is_restricted": False,
            "starts_on": TODAY,
            "last_day": None,
            "today": TODAY,
        }
        | facts
    )


def test_what_is_held_may_be_given():
    assert granting() is None
    assert granting(parts_change={"addresses"}, last_day=TODAY) is None


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"held_change": {"addresses"}}, "not decide who else"),
        ({"is_own_team": True}, "another team"),
        ({"parts_change": {"list", "addresses", "identity"}}, "to be read too"),
        ({"parts_read": {"list", "victims"}}, "your own team holds"),
        ({"parts_read": {"list", "identity"}, "parts_change": {"identity"}}, "your own team holds"),
        ({"is_restricted": True}, "restricted"),
        ({"are_readers_of_team": False}, "in that team"),
        ({"starts_on": TODAY - timedelta(days=1)}, "today or in the future"),
        ({"starts_on": date(2099, 1, 1)}, "ten years"),
        ({"last_day": TODAY - timedelta(days=1)}, "first day or later"),
    ],
)
def test_more_than_that_is_refused_with_a_reason(facts, words):
    assert words in granting(**facts).words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"held_change": set()}, "not decide who else"),
        ({"is_owners_own": True}, "hands over"),
        ({"new_ends_before": TODAY - timedelta(days=1)}, "today or in the future"),
        ({"ends_before": TODAY}, "already ended"),
        ({"new_ends_before": date(9999, 12, 31)}, "only be made shorter"),
    ],
)
def test_an_interest_is_only_made_shorter(facts, words):
    asked = {
        "held_change": HELD,
        "is_owners_own": False,
        "ends_before": date(9999, 12, 31),
        "new_ends_before": TODAY,
        "today": TODAY,
    }

    assert rules.objection_to_ending(**asked) is None
    assert words in rules.objection_to_ending(**asked | facts).words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"held_change": set()}, "not decide who else"),
        ({"is_allocated_already": True}, "already"),
        ({"is_officer_eligible": False}, "Choose an officer"),
        ({"starts_on": TODAY + timedelta(days=1)}, "today or earlier"),
        ({"former_starts_on": TODAY + timedelta(days=1)}, "former officer"),
    ],
)
def test_an_officer_of_a_team_that_may_see(facts, words):
    asked = {
        "held_change": HELD,
        "is_officer_eligible": True,
        "is_allocated_already": False,
        "starts_on": TODAY,
        "former_starts_on": None,
        "today": TODAY,
    }

    assert rules.objection_to_allocating(**asked) is None
    assert words in rules.objection_to_allocating(**asked | facts).words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"is_owner": False}, "Only the team that manages"),
        ({"has_own_interest": False}, "Somebody of the team"),
        ({"held_change": set()}, "not decide who else"),
        ({"is_restricted": True}, "Lift the restriction"),
        ({"is_own_team": True}, "another team"),
        ({"own_last_day": TODAY - timedelta(days=1)}, "last day"),
    ],
)
def test_only_the_owner_hands_over(facts, words):
    asked = {
        "is_owner": True,
        "has_own_interest": True,
        "held_change": HELD,
        "is_restricted": False,
        "is_own_team": False,
        "own_last_day": None,
        "today": TODAY,
    }

    assert rules.objection_to_handing_over(**asked) is None
    assert words in rules.objection_to_handing_over(**asked | facts).words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"is_owner": False}, "Only the team that manages"),
        ({"held_change": set()}, "not decide who else"),
        ({"readers": []}, "Select the officers"),
        ({"are_readers_of_team": False}, "your own team"),
        ({"is_reader": False}, "yourself"),
    ],
)
def test_a_restriction_names_its_readers_and_who_made_it(facts, words):
    asked = {
        "is_owner": True,
        "held_change": HELD,
        "readers": ["me"],
        "are_readers_of_team": True,
        "is_reader": True,
    }

    assert rules.objection_to_restricting(**asked) is None
    assert words in rules.objection_to_restricting(**asked | facts).words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"is_owner": False}, "Only the team that manages"),
        ({"held_change": set()}, "not decide who else"),
        ({"is_restricted": False}, "not restricted"),
    ],
)
def test_a_restriction_is_lifted_by_the_owner(facts, words):
    asked = {"is_owner": True, "held_change": HELD, "is_restricted": True}

    assert rules.objection_to_lifting(**asked) is None
    assert words in rules.objection_to_lifting(**asked | facts).words


def test_a_reason_says_more_than_a_word():
    assert rules.objection_to_reason("  short   ").values == {"count": 10}
    assert rules.objection_to_reason("in custody now") is None


def test_asking_is_limited():
    asked = {"reason": "stopped at the kerb", "limit": 30}

    assert rules.objection_to_asking(**asked, asked_this_hour=29) is None
    assert "30" in str(rules.objection_to_asking(**asked, asked_this_hour=30).values)
    assert rules.objection_to_asking(reason="", limit=30, asked_this_hour=0)


def test_nobody_checks_themselves_or_twice():
    asked = {"is_own": False, "is_checked": False, "answers_for_it": True}

    assert rules.objection_to_checking(**asked) is None
    for facts in ({"is_own": True}, {"is_checked": True}, {"answers_for_it": False}):
        assert rules.objection_to_checking(**asked | facts)


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        (date(2026, 3, 10), date(2026, 3, 11)),
        (date(2026, 3, 13), date(2026, 3, 16)),
        (date(2026, 3, 14), date(2026, 3, 16)),
        (date(2026, 4, 2), date(2026, 4, 7)),
    ],
)
def test_a_check_is_due_on_the_next_working_day(opened, due):
    assert rules.check_due_on(opened) == due
