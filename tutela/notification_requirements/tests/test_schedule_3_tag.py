"""What the page of a court result says of each offence: rows as the page holds them."""

from datetime import date
from types import SimpleNamespace

import pytest

from tutela.court_orders.models import Offence, Result, Sentence
from tutela.notification_requirements.rules.facts import CustodialSentence, DisposalKind, Kind
from tutela.notification_requirements.templatetags.schedule_3 import trigger_of

PERSON = SimpleNamespace(born_on=date(1980, 3, 3))


class Rows(list):
    def all(self):
        return self


def said(paragraph, *sentences, person=PERSON, result=None, **offence):
    """The word and the reasons, for one offence of a result with these sentences."""
    row = Offence(paragraph=paragraph, committed_from=date(2019, 5, 1), **offence)
    of = {"kind": "conviction", "relevant_on": date(2020, 3, 2)} | (result or {})
    of = {"jurisdiction": "england_and_wales", "sentences": Rows(sentences)} | of
    found = trigger_of(row, SimpleNamespace(**of), person)
    return str(found.said.word), " ".join(found.because)


def test_an_offence_without_a_threshold_triggers_before_any_sentence():
    assert said("17")[0] == "Triggers"


def test_one_that_is_not_listed_does_not():
    assert said("") == ("Not in Schedule 3", "")


def test_before_the_sentence_it_is_not_known_yet():
    word, why = said("18", victim_age=30)

    assert word == "Not known yet"
    assert "It may depend on the sentence" in why


def test_a_sentence_decides():
    fine, custody = Sentence(kind="fine"), Sentence(kind="custody", months=12)

    assert said("18", fine, victim_age=30)[0] == "Does not trigger"
    assert said("18", fine, custody, victim_age=30)[0] == "Triggers"
    assert said("18", Sentence(kind="life"), victim_age=30)[0] == "Triggers"


def test_a_quashed_sentence_and_one_for_another_offence_decide_nothing():
    quashed = Sentence(kind="custody", months=12, stage="quashed")
    other = Sentence(kind="custody", months=12, offence=Offence(title="Theft"))

    assert said("18", quashed, other, victim_age=30)[0] == "Not known yet"


def test_an_age_that_is_not_known_leaves_it_open_and_says_so():
    word, why = said("18", Sentence(kind="fine"))

    assert word == "Not known yet"
    assert "A fact that the paragraph asks for is missing." in why


def test_without_an_exact_birth_it_is_open():
    word, why = said("18", person=SimpleNamespace(born_on=None))

    assert word == "Not known yet"
    assert "The date of birth is not recorded exactly" in why


def test_the_law_of_another_jurisdiction_is_not_guessed_at():
    assert said("18", result={"jurisdiction": "scotland"})[0] == "Check by hand"


def test_a_caution_waits_for_no_sentence():
    caution = {"kind": "caution"}

    assert said("18", result=caution, victim_age=30)[0] == "Does not trigger"
    assert said("18", result=caution, victim_age=15)[0] == "Triggers"


@pytest.mark.parametrize(
    ("recorded", "rules"),
    [(Sentence.Kind, DisposalKind), (Sentence.Custody, CustodialSentence)],
)
def test_what_can_be_recorded_is_what_the_rules_read(recorded, rules):
    assert {one.value for one in recorded} == {one.value for one in rules}


def test_every_kind_of_result_is_a_basis():
    assert {one.value for one in Result.Kind} <= {one.value for one in Kind}
