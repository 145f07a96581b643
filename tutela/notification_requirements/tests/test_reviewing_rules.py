import pytest

from tutela.notification_requirements.models import Review, ReviewStep
from tutela.notification_requirements.rules import reviewing as rules
from tutela.notification_requirements.rules.reviewing import Stage, Step


def test_every_stage_is_in_the_table_and_can_be_reached():
    reached = {Stage.RECEIVED} | {to for steps in rules.NEXT.values() for to in steps.values()}

    assert set(rules.NEXT) == set(Stage) == reached


def test_every_step_but_the_first_is_in_the_table():
    used = {step for steps in rules.NEXT.values() for step in steps}

    assert used == set(Step) - {Step.RECEIVE}


def test_the_words_of_the_pages_are_those_of_the_rules():
    assert set(Review.Stage.values) == set(Stage)
    assert set(ReviewStep.Kind.values) == set(Step)


def test_nothing_is_determined_that_nobody_recommended():
    for stage, steps in rules.NEXT.items():
        if {Step.GRANT, Step.REFUSE} & set(steps):
            assert stage is Stage.PROPOSED


def test_s91d_there_are_fifteen_matters():
    assert "".join(rules.MATTERS) == "abcdefghijklmno"
    assert set(rules.MATTERS) >= rules.SEEN


def test_s91d_every_matter_is_written_of_first():
    assert rules.objection_to_proposing(rules.MATTERS) is None
    missing = rules.objection_to_proposing([letter for letter in rules.MATTERS if letter != "c"])
    assert missing
    assert missing.say().endswith("(c).")


def test_a_step_that_does_not_follow_is_refused():
    assert rules.objection_to(Step.APPEAL, Stage.GRANTED)
    assert rules.objection_to(Step.APPEAL, Stage.REFUSED) is None


@pytest.mark.parametrize(
    ("months", "is_refused"), [(95, True), (96, False), (180, False), (181, True)]
)
def test_s91b_3_and_4_the_next_review_is_after_eight_to_fifteen_years(months, is_refused):
    assert bool(rules.objection_to_length(months, 96, 180)) is is_refused
