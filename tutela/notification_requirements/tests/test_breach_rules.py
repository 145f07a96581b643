from datetime import date
from pathlib import Path

import pytest

from tutela.notification_requirements.models import Breach, BreachStep
from tutela.notification_requirements.rules import breaches as rules
from tutela.notification_requirements.rules.answers import DutyKind
from tutela.notification_requirements.rules.breaches import Ground, Stage, Standing, Step

LAST = date(2026, 3, 2)
DIAGRAM = Path(__file__).parents[3] / "docs" / "reference" / "possible-breaches.md"


def test_every_stage_is_in_the_table_and_can_be_reached():
    reached = {Stage.OPENED, *rules.RELEASING}
    reached |= {to for steps in rules.NEXT.values() for to in steps.values()}

    assert set(rules.NEXT) == set(Stage)
    assert reached == set(Stage)


def test_the_words_of_the_pages_are_those_of_the_rules():
    assert set(Breach.Stage.values) == set(Stage)
    assert set(Breach.Ground.values) == set(Ground) == set(rules.FAILED)
    assert set(BreachStep.Kind.values) == set(Step)
    assert set(rules.GROUND_OF_DUTY) == set(DutyKind)


def test_the_diagram_of_the_manual_is_the_table():
    assert f"```mermaid\n{rules.diagram()}\n```" in DIAGRAM.read_text(encoding="utf-8"), (
        "write it again from rules.breaches.diagram()"
    )


def test_no_stage_before_a_decision_is_an_end():
    assert all(rules.NEXT[stage] for stage in Stage if stage not in rules.OVER)


@pytest.mark.parametrize("stage", sorted({*rules.OVER} - rules.RELEASING))
def test_what_a_court_or_a_caution_ended_is_not_opened_again(stage):
    assert rules.steps_from(stage) == ()


def test_s91_3_nobody_is_freed_by_one_step():
    direct = {to for steps in rules.NEXT.values() for to in steps.values()}

    assert not direct & rules.RELEASING


def test_a_date_is_missed_the_day_after_it_not_on_it():
    assert rules.first_missed_day(LAST, None) == date(2026, 3, 3)


def test_s85_a_disputed_date_is_missed_only_after_the_later_day():
    assert rules.first_missed_day(LAST, date(2026, 5, 20)) == date(2026, 5, 21)


def test_s91_3_further_days_belong_to_the_same_failure_until_it_is_notified():
    begun = date(2026, 3, 3)

    def same(day, ended=None, ground=Ground.PERIODIC):
        return rules.is_same_failure(begun_on=begun, ended_on=ended, missed_on=day, ground=ground)

    assert same(date(2026, 9, 1))
    assert same(date(2026, 3, 5), ended=date(2026, 3, 5))
    assert not same(date(2027, 3, 6), ended=date(2026, 3, 5))
    assert not same(date(2026, 3, 4), ground=Ground.FINGERPRINTS)
    assert same(begun, ground=Ground.FINGERPRINTS)


def test_nothing_is_the_same_as_a_failure_without_a_day():
    assert not rules.is_same_failure(
        begun_on=None, ended_on=None, missed_on=LAST, ground=Ground.PERIODIC
    )


def test_s91_3_names_which_failures_continue():
    assert rules.continues(Ground.INITIAL)
    assert rules.continues(Ground.TRAVEL)
    assert not rules.continues(Ground.NOT_OCCURRED)
    assert not rules.continues(Ground.FINGERPRINTS)
    assert not rules.continues(Ground.FALSE)


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_cites_its_provision_and_limits(ground):
    assert rules.offence(ground).startswith("Sexual Offences Act 2003 s.91(1)")
    said = " ".join(limit.say() for limit in rules.limits(ground))
    assert ("more than once" in said) == rules.continues(ground)
    assert "not verified" in said


def test_an_excuse_is_accepted_only_after_it_was_heard():
    unheard = Standing(Stage.OPENED)
    heard = Standing(Stage.EXPLAINED, is_explained=True)

    assert rules.objection_to(Step.PROPOSE, unheard, Stage.EXCUSED)
    assert rules.objection_to(Step.PROPOSE, heard, Stage.EXCUSED) is None
    assert rules.objection_to(Step.PROPOSE, unheard, Stage.NO_ACTION) is None


def test_only_an_end_without_a_charge_is_recommended():
    assert rules.objection_to(Step.PROPOSE, Standing(Stage.OPENED), Stage.CHARGED)
    assert rules.objection_to(Step.PROPOSE, Standing(Stage.OPENED), None)


def test_what_is_not_recommended_cannot_be_agreed_to():
    assert rules.objection_to(Step.AGREE, Standing(Stage.OPENED))
    standing = Standing(Stage.PROPOSED, proposed=Stage.EXCUSED)
    assert rules.objection_to(Step.AGREE, standing) is None
    assert rules.after(Step.AGREE, standing) is Stage.EXCUSED
    assert rules.steps_from(Stage.PROPOSED) == (Step.AGREE, Step.RETURN)


def test_a_step_that_does_not_follow_is_refused():
    assert rules.objection_to(Step.CONVICT, Standing(Stage.OPENED))
    assert rules.objection_to(Step.CONVICT, Standing(Stage.CHARGED)) is None
    assert rules.after(Step.CONVICT, Standing(Stage.CHARGED)) is Stage.CONVICTED
