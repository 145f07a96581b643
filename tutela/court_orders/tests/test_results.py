from datetime import date

import pytest
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import Stale
from tutela.agencies.tests import factories as agencies
from tutela.court_orders import rules
from tutela.court_orders.models import Offence, Result, ResultChange, Sentence
from tutela.court_orders.operations import results as operations
from tutela.court_orders.operations import sentences
from tutela.court_orders.operations.changing import CannotRecord, Change
from tutela.court_orders.operations.sentences import Said
from tutela.court_orders.tests import factories as courts
from tutela.people.models import Person
from tutela.people.operations.holding import CannotChange
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
RESULT = {
    "kind": "conviction",
    "relevant_on": date(2020, 3, 2),
    "where": "england_and_wales",
    "court": "Crown Court",
    "reference": "T20200001",
    "source": "Certificate",
    "document": None,
    "trial_concluded_on": None,
}
OFFENCE = {
    "title": "Sexual assault",
    "code": "",
    "paragraph": "18",
    "committed_from": date(2019, 5, 1),
    "committed_to": None,
    "victim_age": 15,
    "intended_victim_age": None,
    "for_sexual_gratification": None,
}
WRONG = Change("corrected", "Read wrongly from the certificate")


class File:
    """A file open to its officer, and each operation in it as a page calls it."""

    def __init__(self, officer, person_id):
        self.officer = officer
        self.person = Person.objects.get(pk=person_id)

    def __call__(self, operation, **answers):
        return operation(
            actor=self.officer,
            person=self.person,
            **({"key": uuid7(), "now": timezone.now()} | answers),
        )

    def result(self, **fields):
        made = self(operations.record_result, **(RESULT | fields))
        return Result.objects.get(pk=made)

    def offence(self, result, disposal=None, **fields):
        answers = OFFENCE | {"disposal": disposal} | fields
        made = self(operations.add_offence, result=result, **answers)
        return Offence.objects.get(pk=made)

    def sentence(self, result, said, offence=None):
        made = self(sentences.add_sentence, result=result, offence=offence, disposal=said)
        return Sentence.objects.get(pk=made)


@pytest.fixture
def file(database):
    officer = agencies.officer()
    person = people.person(officer)
    with courts.in_file(officer, person):
        yield File(officer, person)


def test_a_conviction_is_recorded_with_an_offence_and_its_sentence(file):
    result = file.result()

    offence = file.offence(result, Said("custody", term=(30, 0), made_on=date(2020, 4, 1)))

    [sentence] = Sentence.objects.filter(result=result)
    assert (sentence.offence, sentence.months, sentence.days) == (offence, 30, 0)
    assert (result.stage, result.jurisdiction, result.is_foreign) == (
        "stands",
        "england_and_wales",
        False,
    )


def test_a_result_from_abroad_is_marked_foreign(file):
    assert file.result(where="abroad").is_foreign


def test_a_second_press_records_no_second_result(file):
    key = uuid7()
    file(operations.record_result, **RESULT, key=key)

    with pytest.raises(Exception, match=r"result\.recorded"):
        file(operations.record_result, **RESULT, key=key)

    assert Result.objects.count() == 1


def test_a_correction_keeps_what_was_said_before_and_why(file):
    result = file.result()

    file(
        operations.change_result,
        result=result,
        **(RESULT | {"relevant_on": date(2020, 3, 3)}),
        change=WRONG,
        version=1,
    )

    [change] = ResultChange.objects.filter(result=result)
    assert change.before == {"relevant_on": "2020-03-02"}
    assert change.after == {"relevant_on": "2020-03-03"}
    assert change.why == WRONG.why
    assert change.recorded_by_id == file.officer.appointment_id


def test_two_who_correct_the_same_result_see_both(file):
    result = file.result()
    answers = RESULT | {"court": "Another Crown Court"}
    file(operations.change_result, result=result, **answers, change=WRONG, version=1)

    with pytest.raises(Stale) as stale:
        file(operations.change_result, result=result, **RESULT, change=WRONG, version=1)

    assert stale.value.now_recorded["court"] == "Another Crown Court"


def test_a_varied_sentence_shows_that_the_result_was_varied(file):
    result = file.result()
    sentence = file.sentence(result, Said("custody", term=(36, 0)))
    by_court = Change("varied", "Appeal against sentence", date(2021, 2, 1), "Court of Appeal")

    file(
        sentences.change_sentence,
        sentence=sentence,
        offence=None,
        disposal=Said("custody", term=(24, 0)),
        change=by_court,
        version=1,
    )

    sentence.refresh_from_db()
    result.refresh_from_db()
    [change] = ResultChange.objects.filter(result=result)
    assert (sentence.months, sentence.stage, result.stage) == (24, "varied", "varied")
    assert (change.before["months"], change.after["months"]) == (36, 24)
    assert (change.of, change.of_id, change.court) == ("sentence", sentence.pk, "Court of Appeal")


def test_a_sentence_that_was_awaited_is_passed(file):
    result = file.result()
    awaited = file.sentence(result, Said("awaiting_sentence"))

    file(
        sentences.change_sentence,
        sentence=awaited,
        offence=None,
        disposal=Said("fine"),
        change=Change("sentenced", "Sentenced today"),
        version=1,
    )

    awaited.refresh_from_db()
    assert (awaited.kind, awaited.stage) == ("fine", "stands")


def said(file, row, what, **fields):
    answers = {
        "decided_on": date(2021, 6, 1),
        "court": "Court of Appeal",
        "why": "Order seen",
        "version": row.version,
    }
    file(operations.record_outcome, row=row, what=what, **(answers | fields))
    row.refresh_from_db()


def test_an_appeal_is_lodged_dismissed_lodged_again_and_the_result_quashed(file):
    result = file.result()
    stages = []
    for what in ("appealed", "appeal_dismissed", "appealed", "quashed"):
        said(file, result, what)
        stages.append(result.stage)

    assert stages == ["appealed", "stands", "appealed", "quashed"]
    assert result.cancelled_on == date(2021, 6, 1)
    assert result.changes.count() == 4


def test_what_was_quashed_by_mistake_stands_again(file):
    result = file.result()
    said(file, result, "quashed")

    said(file, result, "restored")

    assert (result.stage, result.cancelled_on) == ("stands", None)


def test_one_offence_is_quashed_and_the_result_stands(file):
    result = file.result()
    offence = file.offence(result)

    said(file, offence, "quashed")

    result.refresh_from_db()
    assert (offence.stage, result.stage) == ("quashed", "stands")


@pytest.mark.parametrize("what", ["appealed", "appeal_dismissed", "restored"])
def test_what_cannot_be_said_of_a_sentence_is_refused(file, what):
    sentence = file.sentence(file.result(), Said("fine"))

    with pytest.raises(CannotRecord):
        said(file, sentence, what)


def test_an_offence_is_corrected(file):
    offence = file.offence(file.result())

    answers = OFFENCE | {"victim_age": 17}
    file(operations.change_offence, offence=offence, **answers, change=WRONG, version=1)

    offence.refresh_from_db()
    assert (offence.victim_age, offence.version) == (17, 2)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"paragraph": "999"}, "Choose a paragraph"),
        ({"committed_to": date(2019, 4, 1)}, "before the first"),
        ({"committed_from": date(2020, 3, 3)}, "after the day of the court result"),
    ],
)
def test_an_offence_that_cannot_be_is_refused_in_one_sentence(file, fields, sentence):
    result = file.result()

    with pytest.raises(CannotRecord, match=sentence):
        file.offence(result, **fields)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Said("fine", suspended=True), "suspended"),
        (Said("custody", term=(12, 0), extension=(12, 0)), "extended sentence only"),
        (Said("custody", term=(12, 0), overlap=(1, 0)), "Choose the sentence"),
        (Said("custody", made_on=date(2019, 1, 1)), "cannot come before"),
    ],
)
def test_a_sentence_that_cannot_be_is_refused_in_one_sentence(file, said, sentence):
    result = file.result()

    with pytest.raises(CannotRecord, match=sentence):
        file.sentence(result, said)


def test_sentences_are_linked_one_way_and_in_no_circle(file):
    result = file.result()
    first = file.sentence(result, Said("custody", term=(12, 0)))
    second = file.sentence(result, Said("custody", term=(6, 0), consecutive_to=first.pk))

    def first_becomes(said):
        file(
            sentences.change_sentence,
            sentence=first,
            offence=None,
            disposal=said,
            change=WRONG,
            version=1,
        )

    with pytest.raises(CannotRecord, match="circle"):
        first_becomes(Said("custody", term=(12, 0), consecutive_to=second.pk))
    with pytest.raises(CannotRecord, match="Choose another sentence"):
        first_becomes(Said("custody", term=(12, 0), consecutive_to=first.pk))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"partly_concurrent_with": True, "overlap": (13, 0)}, "longer than one of them"),
        ({"partly_concurrent_with": True}, "Enter for how long"),
        ({"partly_concurrent_with": True, "consecutive_to": True}, "choose one of the two"),
        ({"consecutive_to": True, "kind": "fine"}, "Only custody follows"),
    ],
)
def test_links_that_cannot_be_are_refused_in_one_sentence(file, fields, sentence):
    result = file.result()
    other = file.sentence(result, Said("custody", term=(12, 0)))
    linked = {name: other.pk if value is True else value for name, value in fields.items()}

    with pytest.raises(CannotRecord, match=sentence):
        file.sentence(result, Said(**({"kind": "custody", "term": (24, 0)} | linked)))


def test_two_terms_overlap_for_a_part(file):
    result = file.result()
    first = file.sentence(result, Said("custody", term=(12, 0)))

    second = file.sentence(
        result, Said("custody", term=(6, 0), partly_concurrent_with=first.pk, overlap=(2, 14))
    )

    assert (second.partly_concurrent_with, second.overlap_months, second.overlap_days) == (
        first,
        2,
        14,
    )


def test_a_sentence_is_for_an_offence_of_the_same_result(file):
    elsewhere = file.offence(file.result())
    result = file.result()

    with pytest.raises(CannotRecord, match="Choose an offence of this court result"):
        file.sentence(result, Said("fine"), offence=elsewhere.pk)


def test_a_caution_has_no_sentence(file):
    caution = file.result(kind="caution")

    with pytest.raises(CannotRecord, match="A caution has no sentence"):
        file.sentence(caution, Said("fine"))


def test_a_later_trial_follows_a_finding_of_disability_and_not_before_it(file):
    with pytest.raises(CannotRecord, match="Only a finding"):
        file.result(trial_concluded_on=date(2021, 1, 1))
    with pytest.raises(CannotRecord, match="before the finding"):
        file.result(kind="finding_disability", trial_concluded_on=date(2019, 1, 1))


def test_a_document_of_another_file_cannot_be_linked(file):
    with pytest.raises(CannotRecord, match="document of this file"):
        file.result(document=uuid7())


def test_a_team_that_may_only_read_court_results_records_none(database):
    ours, theirs = agencies.officer(), agencies.officer()
    person = people.person(ours)
    people.interest(ours, person, theirs.team_id, "convictions")

    with courts.in_file(theirs, person), pytest.raises(CannotChange, match="Court results"):
        File(theirs, person).result()


def test_every_stage_is_left_in_a_way_that_leads_somewhere():
    reached = {stage for ways in rules.NEXT.values() for stage in ways.values()}

    assert set(rules.NEXT) == {stage.value for stage in Result.Stage}
    assert reached <= set(rules.NEXT)
    assert rules.stage_after("quashed", "quashed") is None


def test_offences_are_found_by_the_words_people_use():
    assert [one.provision for one in rules.offences_named("upskirting")] == [
        "Sexual Offences Act 2003 s.67A"
    ]
    assert {one.paragraph for one in rules.offences_named("2003 s.9")} == {"21"}
    assert rules.offences_named("bicycle") == ()
    assert {one.paragraph for one in rules.offences()} == set(rules.paragraphs())


def test_a_paragraph_asks_only_for_what_its_threshold_needs():
    assert rules.questions_of("17") == set()
    assert rules.questions_of("18") == {"committed_from", "victim_age"}
    assert "intended_victim_age" in rules.questions_of("31")
    assert "for_sexual_gratification" in rules.questions_of("34A")
    assert rules.questions_of("") == set()
