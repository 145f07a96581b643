"""What stands in the way of recording, acting, issuing and amending."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.meetings import record_rules as rules
from tutela.meetings.models import Action, ActionReport

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, ""),
        ({"stage": "taken_off"}, "no longer on the agenda"),
        ({"sitting_stage": "cancelled"}, "cancelled"),
        ({"meets_on": DAY + timedelta(days=1)}, "still to come"),
        ({"is_issued": True}, "by an amendment"),
    ],
)
def test_what_a_meeting_decides_is_recorded_when_it_is_held_and_before_the_minutes(facts, words):
    usual = {"stage": "on_agenda", "sitting_stage": "planned", "meets_on": DAY, "today": DAY}

    found = rules.objection_to_outcome(**usual | {"is_issued": False} | facts)

    assert words in (found.words if found else "")
    assert bool(found) == bool(words)


@pytest.mark.parametrize(
    ("disclosure", "why", "has_link", "is_taken"),
    [
        ("asked", "", True, True),
        ("asked", "Because", False, False),
        ("none", "Nobody is at risk", False, True),
        ("none", "", False, False),
        ("not_considered", "The file was not complete", False, True),
        ("not_considered", "", True, False),
    ],
)
def test_disclosure_is_considered_with_its_decision_or_the_reason_why_not(
    disclosure, why, has_link, is_taken
):
    found = rules.objection_to_disclosure(disclosure=disclosure, why=why, has_link=has_link)
    assert (found is None) == is_taken


@given(
    kind=st.sampled_from(ActionReport.Kind.values),
    stage=st.sampled_from(Action.Stage.values),
    is_own=st.booleans(),
    records=st.booleans(),
    days=st.none() | st.integers(-400, 400),
)
def test_an_action_is_its_owners_to_report_its_day_the_meetings_and_an_end_is_an_end(
    kind, stage, is_own, records, days
):
    due_on = None if days is None else DAY + timedelta(days=days)
    found = rules.objection_to_reporting(
        kind=kind, stage=stage, is_own=is_own, records=records, due_on=due_on, today=DAY
    )

    if found is None:
        assert stage == "open"
        assert is_own or records
        assert records or kind in {"done", "progress"}
        assert kind != "moved" or (due_on is not None and due_on >= DAY)
    else:
        assert found.words.endswith(".")


@given(
    there=st.sets(st.integers(0, 5)),
    asked=st.sets(st.integers(0, 5)),
    recipient=st.sampled_from(["", "Clerk of the court"]),
)
def test_full_minutes_reach_nobody_who_was_not_there(there, asked, recipient):
    keys = [uuid4() for _ in range(6)]
    found = rules.objection_to_issuing(
        kind="full",
        is_decided=True,
        teams=[keys[one] for one in asked],
        may_have=[keys[one] for one in there],
        recipient=recipient,
        summary="",
    )

    assert (found is None) == (bool(asked) and asked <= there and not recipient)


def test_a_summary_needs_its_words_and_a_recipient_and_both_need_an_outcome():
    usual = {"kind": "summary", "is_decided": True, "teams": [], "may_have": []}
    usual |= {"recipient": "Clerk of the court", "summary": "Managed at level 2."}

    assert rules.objection_to_issuing(**usual) is None
    for missing in ({"summary": ""}, {"recipient": ""}, {"is_decided": False}):
        assert rules.objection_to_issuing(**usual | missing) is not None


@pytest.mark.parametrize(
    ("facts", "is_taken"),
    [
        ({}, True),
        ({"stage": "put_off"}, False),
        ({"due_on": DAY - timedelta(days=1)}, False),
        ({"is_elsewhere": True}, False),
        ({"has_team": False}, False),
        ({"has_team": False, "is_elsewhere": True}, True),
    ],
)
def test_an_action_is_one_agencys_and_not_due_before_the_meeting(facts, is_taken):
    usual = {"stage": "heard", "due_on": DAY, "meets_on": DAY}
    usual |= {"is_elsewhere": False, "has_team": True}
    assert (rules.objection_to_action(**usual | facts) is None) == is_taken
