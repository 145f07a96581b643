from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.matching import rules, thresholds
from tutela.matching.rules import Asked, Comparison, KnownBirth, KnownName
from tutela.people.keys import given_key, name_key

KEYS = st.text(st.characters(min_codepoint=65, max_codepoint=90), max_size=12)
DAYS = st.dates(date(1900, 1, 1), date(2026, 1, 1))


def compared(typed: str, given_names: str, surname: str, **known) -> rules.Alike:
    asked = Asked(names=tuple(map(name_key, typed.split())))
    name = KnownName(name_key(surname), given_key(given_names), **known)
    return Comparison(asked).name(name)


@pytest.mark.parametrize(
    ("typed", "given_names", "surname", "reasons"),
    [
        ("Alex Synthe", "Alex", "Synthe", {rules.SAME_NAME}),
        ("alex o'synthe", "Alex", "OSynthe", {rules.SAME_NAME}),
        ("Alex Lee-Synthe", "Alex John", "Lee Synthe", {rules.SAME_NAME}),
        ("Alex Lee Synthe", "Alex", "Lee Synthe", {rules.SAME_NAME}),
        ("Alexander Smyth", "Alex", "Smith", {rules.SOUNDS, rules.SHORT_FORM}),
        ("Stephen Clark", "Steven", "Clarke", {rules.BEGINS, rules.SHORT_FORM}),
        ("Catherine Phillips", "Kate", "Philips", {rules.SOUNDS, rules.SHORT_FORM}),
        ("Alex Syntketic", "Alex", "Synthetic", {rules.NEAR_SURNAME, rules.SAME_GIVEN}),
        ("A Synthe", "Alex", "Synthe", {rules.SAME_SURNAME, rules.INITIAL}),
        ("Synthe Alex", "Alex", "Synthe", {rules.SAME_NAME, rules.SWAPPED_NAMES}),
        ("Synthe", "Alex", "Synthe", {rules.SAME_SURNAME}),
        ("Alex", "Alex", "Synthe", {rules.SAME_GIVEN}),
        ("Alx Synthe", "Alex", "Synthe", {rules.SAME_SURNAME, rules.NEAR_GIVEN}),
    ],
)
def test_names_that_are_alike_say_why(typed, given_names, surname, reasons):
    alike = compared(typed, given_names, surname)

    assert set(alike.reasons) == reasons
    assert alike.score * rules.NAME_ALONE >= thresholds.SHOWN


@pytest.mark.parametrize(
    ("typed", "given_names", "surname"),
    [
        ("Alex Synthe", "Brook", "Marlow"),
        ("Alex Synthe", "Alex", "Marlow"),
        ("Sy", "Brook", "Synthe"),
        ("Marlow", "Brook", "Synthe"),
    ],
)
def test_strangers_are_not_shown(typed, given_names, surname):
    assert compared(typed, given_names, surname).score * rules.NAME_ALONE < thresholds.SHOWN


def test_an_alias_counts_as_a_name_and_is_said_to_be_one():
    alike = compared("Alex Synthe", "Alex", "Synthe", is_main=False)

    assert alike.score == 100
    assert rules.OTHER_NAME in alike.reasons


def exact(day: date) -> KnownBirth:
    return KnownBirth(day, day, day)


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (exact(date(1980, 3, 12)), rules.SAME_BIRTH),
        (exact(date(1980, 12, 3)), rules.SWAPPED_BIRTH),
        (exact(date(1981, 3, 12)), rules.ONE_DIGIT),
        (exact(date(1980, 3, 21)), rules.ONE_DIGIT),
        (exact(date(1962, 7, 30)), rules.OTHER_BIRTH),
        (KnownBirth(None, date(1978, 1, 1), date(1982, 12, 31)), rules.WITHIN_BIRTH),
        (KnownBirth(None, date(1990, 1, 1), None), rules.OTHER_BIRTH),
    ],
)
def test_dates_of_birth_are_near_by_a_slip_of_the_pen(known, reason):
    assert rules.compare_births(exact(date(1980, 3, 12)), known).reasons == (reason,)


def weighed(name: rules.Alike, birth: KnownBirth | None, *, has_number: bool = False):
    day = date(1980, 3, 12)
    comparison = Comparison(Asked(("ALEX", "SYNTHE"), day, day, day))
    births = [comparison.birth(birth)] if birth else []
    return comparison.weigh(name, births, has_number=has_number).score


SAME, HALF = rules.Alike(100), rules.Alike(40, (rules.SAME_GIVEN,))


def test_what_is_likely_the_same_person():
    assert weighed(SAME, exact(date(1980, 3, 12))) == 100
    assert weighed(SAME, exact(date(1980, 12, 3))) >= thresholds.LIKELY
    assert weighed(SAME, None) >= thresholds.LIKELY
    assert weighed(rules.NOT_ALIKE, None, has_number=True) == 100
    assert thresholds.SHOWN <= weighed(SAME, exact(date(1962, 7, 30))) < thresholds.LIKELY


def test_another_surname_with_the_same_birthday_is_shown():
    assert weighed(HALF, exact(date(1980, 3, 12))) >= thresholds.SHOWN
    assert weighed(rules.NOT_ALIKE, exact(date(1980, 3, 12))) < thresholds.SHOWN


def test_a_birthday_alone_finds():
    day = date(1980, 3, 12)
    comparison = Comparison(Asked((), day, day, day))

    found = comparison.weigh(rules.NOT_ALIKE, [comparison.birth(exact(day))], has_number=False)
    silent = comparison.weigh(rules.NOT_ALIKE, [], has_number=False)

    assert found.score >= thresholds.SHOWN
    assert silent.score == 0


@given(KEYS, KEYS, KEYS, KEYS)
def test_scores_stay_between_0_and_100_and_always_have_a_reason(given_name, surname, one, two):
    asked = Asked(tuple(filter(None, (given_name, surname))))
    alike = Comparison(asked).name(KnownName(one, two))

    assert 0 <= alike.score <= 100
    assert alike.reasons or alike.score < thresholds.SHOWN


@given(KEYS.filter(bool), KEYS.filter(bool))
def test_the_same_name_scores_best(given_name, surname):
    assert (
        Comparison(Asked((given_name, surname))).name(KnownName(surname, given_name)).score == 100
    )


@given(DAYS, DAYS)
def test_comparing_days_does_not_depend_on_which_was_asked(one, other):
    assert rules.compare_births(exact(one), exact(other)) == rules.compare_births(
        exact(other), exact(one)
    )


def test_every_short_form_is_one_word_of_capitals():
    assert all(form.isalpha() and form.isupper() for form in rules.FORMS)
