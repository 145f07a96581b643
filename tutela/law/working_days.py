"""Days on which offices work: no Saturday, no Sunday and no bank holiday of England and Wales."""

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

SATURDAY = 5


@cache
def bank_holidays() -> frozenset[date]:
    """The bank holidays of England and Wales that are known here; a later year has none yet."""
    text = files("tutela.law").joinpath("bank_holidays.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["england_and_wales"]["days"])


def is_working_day(day: date) -> bool:
    """Whether it is no Saturday, no Sunday and no bank holiday."""
    return day.weekday() < SATURDAY and day not in bank_holidays()


def next_working_day(after: date) -> date:
    """The first working day after a day."""
    day = after + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
