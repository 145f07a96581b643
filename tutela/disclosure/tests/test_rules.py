from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from tutela.disclosure import rules
from tutela.disclosure.models import Consideration, TestAnswer
from tutela.disclosure.rules import NEXT, Option, Stage, Step
from tutela.law.figures import figures

MET = dict.fromkeys(rules.Test, True)
ONE, OTHER = uuid4(), uuid4()


def test_every_stage_is_in_the_table_and_every_word_in_the_models():
    assert {*NEXT} == {*Stage} == {*Consideration.Stage.values}
    assert {step for steps in NEXT.values() for step in steps} == {*Step}
    assert [*rules.Test] == TestAnswer.Test.values
    assert [*Option] == Consideration.Option.values
    assert {*rules.OBJECTIONS} == {*Step}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("step", Step)
def test_a_step_is_taken_where_it_follows_and_a_second_pair_of_eyes_is_another(stage, step):
    objection = rules.objection_to(step, stage, asked_by=ONE, actor=OTHER)
    assert (objection is None) == (step in NEXT[stage])
    own = rules.objection_to(step, stage, asked_by=ONE, actor=ONE)
    assert (own is None) == (step in NEXT[stage] and step not in rules.BY_ANOTHER)


def test_s327a_presumes_only_where_harm_and_need_are_met():
    assert rules.is_presumed(under_327a=True, met=MET)
    assert not rules.is_presumed(under_327a=False, met=MET)
    assert not rules.is_presumed(under_327a=True, met=MET | {rules.Test.NECESSARY: False})
    assert rules.is_presumed(under_327a=True, met=MET | {rules.Test.PROPORTIONATE: False})


def test_nothing_is_approved_by_presumption_alone():
    unmet = MET | {rules.Test.PROPORTIONATE: False}
    assert rules.objection_to_deciding(Step.APPROVE, unmet)
    assert rules.objection_to_deciding(Step.REFUSE, unmet) is None
    assert rules.objection_to_deciding(Step.APPROVE, MET) is None
    assert rules.objection_to_deciding(Step.REFUSE, {})


@pytest.mark.parametrize("option", Option)
def test_each_less_intrusive_way_needs_its_reason(option):
    earlier = rules.earlier_options(option)
    assert list(rules.missing_reasons(option, {})) == list(earlier)
    assert not rules.missing_reasons(option, dict.fromkeys(earlier, "Will not."))


def test_what_was_told_is_kept_in_its_words():
    def told(**fields):
        given = {"was_told": True, "undertaking": "signed", "undertaking_why": "", "words": "W"}
        return rules.objection_to_telling(**(given | fields))

    assert told() is None
    assert told(words="")
    assert told(undertaking="refused")
    assert told(undertaking="refused", undertaking_why="The child was there.") is None
    assert told(was_told=False, undertaking="refused", words="") is None


def test_danger_is_reviewed_within_a_day_also_when_the_clocks_change():
    at = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
    assert rules.reviewed_by(at) == (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), False)
    assert rules.commissioner_told_by(at) == (datetime(2026, 3, 31, 23, 30, tzinfo=UTC), False)


@pytest.mark.parametrize(
    ("act", "name", "by", "until"),
    [
        (
            "practice",
            "danger_disclosure_reviewed_within",
            rules.reviewed_by,
            datetime(2026, 3, 29, 21, 0, tzinfo=UTC),
        ),
        (
            "data_protection_act_2018",
            "personal_data_breach_notified",
            rules.commissioner_told_by,
            datetime(2026, 3, 31, 21, 0, tzinfo=UTC),
        ),
    ],
)
def test_hours_run_through_a_change_of_the_clock_and_say_that_they_are_not_verified(
    act, name, by, until
):
    at = datetime(2026, 3, 28, 21, 0, tzinfo=UTC)  # the night before the clocks go forward

    assert by(at) == (until, False)
    assert not figures(f"england_and_wales/{act}")[name].on(at.date()).verified


def test_an_approval_lapses_by_londons_days_and_the_day_of_the_telling_counts():
    approved = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # already 2 July in London
    last_day, is_verified = rules.lapses_on(approved)
    figure = figures("england_and_wales/practice")["disclosure_approval_lapses_after"]

    assert (last_day, is_verified) == (date(2026, 7, 30), False)
    assert figure.on(date(2026, 7, 2)).number == 28
    in_time, late = datetime(2026, 7, 30, 22, tzinfo=UTC), datetime(2026, 7, 30, 23, tzinfo=UTC)
    assert rules.objection_to_telling_late(last_day, told_at=in_time) is None
    assert rules.objection_to_telling_late(last_day, told_at=late)
    assert rules.objection_to_telling_late(None, told_at=late) is None
    assert not rules.has_lapsed(last_day, "approved", on=last_day)
    assert rules.has_lapsed(last_day, "approved", on=date(2026, 7, 31))
    assert not rules.has_lapsed(last_day, "told", on=date(2026, 7, 31))
