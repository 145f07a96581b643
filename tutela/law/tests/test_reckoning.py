from datetime import UTC, date, datetime

import pytest

from tutela.law.period import Period, joined
from tutela.law.reckoning import (
    birthday,
    corresponding_day,
    days_that_months_can_have,
    hours_before,
    is_under,
    last_day_of_days_after,
    last_day_of_days_beginning_with,
    last_day_of_months_after,
    last_day_of_months_beginning_with,
    london_day,
    not_less_than_days_before,
    start_of_day,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("starts", "months", "last"),
    [
        ("2024-03-01", 120, "2034-02-28"),
        ("2024-02-29", 120, "2034-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2024-02-28", 48, "2028-02-27"),
        ("2023-03-01", 12, "2024-02-29"),
        ("2023-02-28", 12, "2024-02-27"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2023-08-30", 6, "2024-02-29"),
        ("2023-08-29", 6, "2024-02-28"),
        ("2024-10-31", 1, "2024-11-30"),
        ("2024-01-01", 12, "2024-12-31"),
        ("2024-12-31", 2, "2025-02-28"),
    ],
)
def test_months_beginning_with_a_day(starts, months, last):
    assert last_day_of_months_beginning_with(day(starts), months) == day(last)


@pytest.mark.parametrize(
    ("event", "months", "last"),
    [
        ("2024-03-02", 12, "2025-03-02"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2024-09-30", 4, "2025-01-30"),
        ("2024-10-31", 4, "2025-02-28"),
        ("2024-12-31", 12, "2025-12-31"),
    ],
)
def test_months_after_an_event(event, months, last):
    assert last_day_of_months_after(day(event), months) == day(last)


def test_a_month_without_the_day_has_no_corresponding_day():
    assert corresponding_day(day("2024-01-31"), 1) is None
    assert corresponding_day(day("2024-01-31"), 2) == day("2024-03-31")


def test_days_beginning_with_count_the_first_day():
    assert last_day_of_days_beginning_with(day("2024-02-28"), 3) == day("2024-03-01")
    assert last_day_of_days_beginning_with(day("2024-02-28"), 1) == day("2024-02-28")


def test_days_after_leave_the_event_out():
    assert last_day_of_days_after(day("2024-02-28"), 3) == day("2024-03-02")


@pytest.mark.parametrize(
    ("away", "last"),
    [
        ([("2024-03-01", "2024-03-10")], "2024-03-13"),
        ([("2024-02-01", "2024-03-01")], "2024-03-04"),
        ([("2024-02-01", "2024-02-20")], "2024-03-03"),
        ([("2024-03-02", "2024-03-04"), ("2024-03-06", "2024-03-09")], "2024-03-10"),
        ([("2024-03-03", "2024-03-31")], "2024-04-01"),
        ([("2024-03-04", "2024-03-31")], "2024-03-03"),
        ([("2024-03-01", "2024-03-05"), ("2024-03-03", "2024-03-09")], "2024-03-12"),
        ([("2024-03-01", None)], None),
        ([("2024-03-03", None)], None),
        ([("2024-03-04", None)], "2024-03-03"),
    ],
)
def test_disregarded_days_do_not_count(away, last):
    periods = tuple(Period.through(day(a), day(b) if b else None) for a, b in away)

    found = last_day_of_days_beginning_with(day("2024-03-01"), 3, periods)

    assert found == (day(last) if last else None)


def test_not_less_than_seven_days_before_on_both_readings():
    reckoned = not_less_than_days_before(day("2025-08-20"), 7)

    assert reckoned.last_day == day("2025-08-12")
    assert reckoned.alleged_only_after == day("2025-08-13")


def test_a_moment_late_in_utc_is_the_next_day_in_london_in_summer_only():
    assert london_day(datetime(2025, 8, 20, 23, 30, tzinfo=UTC)) == day("2025-08-21")
    assert london_day(datetime(2025, 12, 20, 23, 30, tzinfo=UTC)) == day("2025-12-20")


def test_hours_run_through_the_change_of_the_clocks():
    spring = hours_before(start_of_day(day("2025-03-31")), 24)
    autumn = hours_before(start_of_day(day("2025-10-27")), 24)

    assert spring.isoformat() == "2025-03-29T23:00:00+00:00"
    assert autumn.isoformat() == "2025-10-26T01:00:00+01:00"


def test_the_anniversary_of_a_leap_day():
    assert birthday(day("2008-02-29"), 18) == day("2026-03-01")
    assert birthday(day("2008-02-29"), 20) == day("2028-02-29")


def test_eighteen_begins_on_the_birthday():
    assert is_under(day("2007-06-15"), 18, day("2025-06-14"))
    assert not is_under(day("2007-06-15"), 18, day("2025-06-15"))


@pytest.mark.parametrize(("months", "least", "most"), [(0, 0, 0), (1, 28, 31), (6, 181, 184)])
def test_how_many_days_months_can_have(months, least, most):
    assert days_that_months_can_have(months) == (least, most)


def test_touching_and_overlapping_periods_become_one():
    found = joined(
        (
            Period.through(day("2024-03-06"), day("2024-03-09")),
            Period.through(day("2024-03-01"), day("2024-03-05")),
            Period.through(day("2024-04-01"), None),
            Period.through(day("2024-05-01"), day("2024-05-02")),
            Period(day("2024-06-01"), day("2024-06-01")),
        )
    )

    assert found == (
        Period.through(day("2024-03-01"), day("2024-03-09")),
        Period.through(day("2024-04-01"), None),
    )
    assert [period.last_day for period in found] == [day("2024-03-09"), None]
