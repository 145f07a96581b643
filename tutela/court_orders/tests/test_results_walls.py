from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tutela.agencies.tests import factories as agencies
from tutela.court_orders.models import Result, Sentence
from tutela.court_orders.queries import results_of
from tutela.court_orders.tests import factories as courts
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


def test_a_result_is_read_with_its_offences_and_sentences_in_the_open_file():
    officer = agencies.officer()
    person = people.person(officer)
    with courts.entered(officer, person):
        result = courts.result(person)
        offence = courts.offence(result)
        courts.sentence(result, offence=offence)

    with courts.in_file(officer, person):
        [found] = results_of(person)

        assert [one.title for one in found.offences.all()] == ["Sexual assault"]
        assert [one.months for one in found.sentences.all()] == [24]
        assert list(found.changes.all()) == []


def test_another_team_sees_no_result():
    ours, theirs = agencies.officer(), agencies.officer("partner")
    person = people.person(ours)
    with courts.entered(ours, person):
        courts.result(person)

    people.interest(ours, person, theirs.team_id, "addresses")
    with courts.in_file(theirs, person):
        assert Result.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"overlap_months": 3}, "overlap_belongs_to_a_partly_concurrent_term"),
        ({"extension_months": 36}, "extension_belongs_to_an_extended_sentence"),
        ({"kind": "life", "suspended": True}, "only_custody_is_suspended"),
    ],
)
def test_the_database_refuses_a_sentence_that_cannot_be(fields, rule):
    officer = agencies.officer()
    person = people.person(officer)

    with courts.entered(officer, person):
        result = courts.result(person)
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            courts.sentence(result, **fields)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"cancelled_on": date(2021, 1, 1)}, "result_that_is_over_was_quashed"),
        ({"trial_concluded_on": date(2021, 1, 1)}, "later_trial_follows_a_finding_of_disability"),
    ],
)
def test_the_database_refuses_a_result_that_cannot_be(fields, rule):
    officer = agencies.officer()
    person = people.person(officer)

    with (
        courts.entered(officer, person),
        pytest.raises(IntegrityError, match=rule),
        transaction.atomic(),
    ):
        courts.result(person, **fields)


def test_a_sentence_is_linked_in_one_way_and_never_to_another_person():
    officer = agencies.officer()
    person, other = people.person(officer), people.person(officer)
    with courts.entered(officer, other):
        elsewhere = courts.sentence(courts.result(other))

    with courts.entered(officer, person):
        result = courts.result(person)
        first = courts.sentence(result)
        with pytest.raises(IntegrityError, match="linked_in_one_way"), transaction.atomic():
            courts.sentence(result, consecutive_to=first, partly_concurrent_with=first)
        with pytest.raises(IntegrityError, match="same_person"), transaction.atomic():
            Sentence.objects.create(
                result=result, person_id=person, kind="custody", consecutive_to=elsewhere
            )
