from datetime import date, timedelta

import pytest

from tutela.law.working_days import bank_holidays, is_working_day, next_working_day


@pytest.mark.parametrize(
    ("after", "works"),
    [
        (date(2026, 3, 12), date(2026, 3, 13)),
        (date(2026, 3, 13), date(2026, 3, 16)),
        (date(2026, 4, 2), date(2026, 4, 7)),
        (date(2026, 12, 24), date(2026, 12, 29)),
        (date(2027, 12, 24), date(2027, 12, 29)),
        (date(2027, 12, 31), date(2028, 1, 4)),
    ],
)
def test_the_next_working_day_leaves_out_weekends_and_bank_holidays(after, works):
    assert next_working_day(after) == works


def test_each_year_has_its_eight_holidays_and_none_on_a_weekend():
    years = [day.year for day in bank_holidays()]

    assert {years.count(year) for year in years} == {8}
    assert all(day.weekday() < 5 for day in bank_holidays())


def test_a_year_of_which_nothing_is_known_has_weekends_alone():
    first = date(2051, 1, 1)
    days = [first + timedelta(days=n) for n in range(14)]

    assert sum(map(is_working_day, days)) == 10
