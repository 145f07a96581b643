"""What is stored of any record: always something, in order, and true until the day it says."""

from copy import deepcopy
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.notification_requirements.models import Due
from tutela.notification_requirements.operations.determinations import standing_of
from tutela.notification_requirements.queries.shown import ended_line
from tutela.notification_requirements.rules.recorded import Recorded
from tutela.notification_requirements.rules.stored import compute, digest, law_version
from tutela.notification_requirements.tests.generated_records import FIRST, days, next_days, records

FEW = settings(max_examples=150, deadline=None)
# rows of the same day are read in the order of their keys
RESULT, OFFENCE, SENTENCE = UUID(int=1), UUID(int=2), UUID(int=3)


@FEW
@given(records(), days)
def test_whatever_is_recorded_there_is_an_answer_or_a_sentence_why_not(recorded, on):
    computed = compute(recorded, on)

    assert computed.trouble or computed.answer["is_subject"] in {True, False}
    assert not any("The rules failed" in sentence for sentence in computed.trouble)
    assert all("facts" not in sentence and "[" not in sentence for sentence in computed.trouble)
    due = [(due.kind, due.about) for due in computed.dues]
    assert len(due) == len(set(due))
    assert all(len(about) <= 80 for _kind, about in due)


@FEW
@given(records(), days)
def test_the_answer_stays_true_until_the_day_on_which_it_is_looked_at_again(recorded, on):
    computed = compute(recorded, on)

    for day in next_days(on, computed.again_on):
        later = compute(recorded, day)
        assert later.answer == computed.answer, day
        assert standing_of(later) == standing_of(computed), day


@FEW
@given(records(), days, st.randoms())
def test_the_order_in_which_rows_come_changes_nothing(recorded, on, chance):
    shuffled = deepcopy(recorded)
    for name in ("results", "offences", "orders", "whereabouts", "notifications"):
        found = list(getattr(shuffled, name))
        chance.shuffle(found)
        setattr(shuffled, name, found)

    assert compute(shuffled, on).answer_digest == compute(recorded, on).answer_digest


@FEW
@given(records(), days)
def test_an_entry_that_cannot_be_read_takes_no_other_with_it(recorded, on):
    """A term without its length beside them leaves the other dates as they were."""
    before = compute(recorded, on)
    broken = deepcopy(recorded)
    result = {"id": RESULT, "kind": "conviction", "relevant_on": FIRST, "is_foreign": False,
              "stage": "stands", "trial_concluded_on": None}  # fmt: skip
    broken.results = [*broken.results, result]
    broken.offences = [*broken.offences, {"id": OFFENCE, "result_id": RESULT, "paragraph": "18",
        "committed_from": None, "committed_to": None, "victim_age": None,
        "intended_victim_age": None, "for_sexual_gratification": None,
        "stage": "stands"}]  # fmt: skip
    broken.sentences = [*broken.sentences, dict.fromkeys(
        ("months", "days", "extension_months", "extension_days", "supervision_months",
         "supervision_days", "made_on", "consecutive_to_id", "partly_concurrent_with_id",
         "overlap_months", "overlap_days")) | {"id": SENTENCE, "result_id": RESULT,
        "offence_id": OFFENCE, "kind": "custody", "suspended": False, "sentence": "imprisonment",
        "stage": "stands"}]  # fmt: skip

    after = compute(broken, on)

    assert any("the length of the sentence" in sentence for sentence in after.trouble)
    if not any(row["on"] or row["earliest"] for row in recorded.births):
        return  # the day of birth that is taken depends on the first result
    assert [due.due_on for due in after.dues] == [due.due_on for due in before.dues]


def test_a_person_of_whom_nothing_is_recorded_is_not_subject():
    computed = compute(Recorded(), date(2026, 1, 1))

    assert not computed.is_subject
    assert computed.dues == []
    assert computed.trouble == []


def test_the_law_has_one_version_and_it_names_every_figure_and_rule():
    assert len(law_version()) == 64
    assert law_version() == law_version()
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


@pytest.mark.parametrize(
    ("told_on", "words"),
    [(22, "notified on 22 November 2026"), (23, "notified on 23 November 2026, late")],
)
def test_what_was_told_after_its_last_day_is_said_to_be_late(told_on, words):
    due = Due(
        kind="initial_notification",
        due_on=date(2026, 11, 22),
        met_on=date(2026, 11, told_on),
        ended_because=Due.End.MET,
    )

    assert ended_line(due)["why"] == words
