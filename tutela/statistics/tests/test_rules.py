from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.statistics import counting, rules, words

numbers = st.integers(0, 60)


@given(
    st.fixed_dictionaries({code: numbers for code in rules.CODES}).filter(
        lambda values: values[rules.SHPO_TRAVEL] <= values[rules.SHPO]
    )
)
def test_nothing_small_is_let_out_nor_can_be_worked_out(values):
    out = rules.disclosed(values)

    for code, shown in out.items():
        assert shown in {None, values[code]}
        if code != rules.RATE:
            assert shown is None or not 0 < shown < rules.FEWEST
    if out[rules.SHPO] is not None and out[rules.SHPO_TRAVEL] is not None:
        assert not 0 < out[rules.SHPO] - out[rules.SHPO_TRAVEL] < rules.FEWEST
    if out[rules.REGISTERED] is None:
        assert out[rules.RATE] is None


def test_numbers_that_tell_of_nobody_are_let_out():
    values = dict.fromkeys(rules.CODES, 40) | {rules.SHPO_TRAVEL: 0, rules.BREACHES: 5}

    assert rules.disclosed(values) == values


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 3, 31), date(2025, 4, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 1, 1), date(2025, 4, 1)),
    ],
)
def test_a_year_runs_from_the_first_of_april(day, first):
    assert rules.year_of(day) == first


@pytest.mark.parametrize(
    ("people", "population", "expected"),
    [(4, 30_000, 13), (1, 200_000, 1), (1, 200_001, 0), (0, 30_000, 0), (4, None, None)],
)
def test_a_rate_is_of_a_hundred_thousand(people, population, expected):
    assert rules.rate(people, population) == expected


def test_releases_less_than_ninety_days_apart_are_too_near():
    day = date(2026, 3, 31)

    assert rules.too_near(day, [day + timedelta(days=89)])
    assert rules.too_near(day, [day - timedelta(days=90)]) is None


def test_every_figure_has_its_name_and_its_rule():
    for code in rules.CODES:
        assert words.FIGURES[code]
        assert len(counting.rule_of(code)) > 100
