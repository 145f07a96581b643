"""How statutes count time: days, months, hours and the moments between them.

Months and years follow the corresponding-date rule (Dodds v Walker [1981] 1 WLR 1027): a
period of months after a day ends on the day of the same number, or, where the month has none,
on its last day. A period *beginning with* a day ends on the day before the corresponding date
(R (Zaporozhchenko) v Westminster Magistrates' Court [2011] EWHC 34 (Admin)), or, where there
is no such date, on the last day of the month (Migotti v Colvill (1879) 4 CPD 233).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from tutela.law.period import DAY, Period, joined

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A last day and, where the counting is disputed, the later day on the other reading.

    Work to `last_day`; a breach is alleged only after `alleged_only_after`.
    """

    last_day: date
    alleged_only_after: date


def london_day(moment: datetime) -> date:
    """The statutory day on which a moment falls: the date in London."""
    return moment.astimezone(LONDON).date()


def corresponding_day(day: date, months: int) -> date | None:
    """The day of the same number `months` later; None where that month has no such day."""
    year, month = _month_after(day, months)
    return date(year, month, day.day) if day.day <= monthrange(year, month)[1] else None


def last_day_of_months_beginning_with(starts: date, months: int) -> date:
    """Last day of "the period of `months` months beginning with" `starts`: that day is in it."""
    same = corresponding_day(starts, months)
    return _end_of_month(starts, months) if same is None else same - DAY


def last_day_of_months_after(event: date, months: int) -> date:
    """Last day of "within `months` months after" `event`: the day of the event is not counted."""
    return corresponding_day(event, months) or _end_of_month(event, months)


def last_day_of_days_after(event: date, days: int) -> date:
    """Last day of "within `days` days of" or "after" `event`: its own day is not counted."""
    return event + timedelta(days=days)


def last_day_of_days_beginning_with(
    starts: date, days: int, disregarding: tuple[Period, ...] = ()
) -> date | None:
    """Last day of "the period of `days` days beginning with" `starts`: that day is day one.

    Days inside `disregarding` do not count. None when such time has no end and no last day
    can be given.
    """
    day, left = starts, days
    for away in joined(disregarding):
        before = (away.starts - day).days
        if before >= left:
            break
        left -= max(before, 0)
        if away.ends_before is None:
            return None
        day = max(day, away.ends_before)
    return day + timedelta(days=left - 1)


def not_less_than_days_before(day: date, days: int) -> Reckoned:
    """Last day to act "not less than `days` days before" `day`.

    Whether the days are clear days is disputed. Work to the clear days; allege a breach only
    on the other reading.
    """
    return Reckoned(day - timedelta(days=days + 1), day - timedelta(days=days))


def hours_before(moment: datetime, hours: int) -> datetime:
    """The moment `hours` hours earlier, in London's time; a clock change in between is counted."""
    utc = moment.astimezone(ZoneInfo("UTC")) - timedelta(hours=hours)
    return utc.astimezone(LONDON)


def last_day_before(moment: datetime) -> date:
    """Last day in London of which any part lies before `moment`: midnight ends the day before."""
    return london_day(moment.astimezone(ZoneInfo("UTC")) - timedelta(microseconds=1))


def start_of_day(day: date) -> datetime:
    """The moment at which a statutory day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


@lru_cache(maxsize=4096)  # the thresholds of each offence ask for the same few of a person
def birthday(born: date, age: int) -> date:
    """The day on which a person born on `born` reaches `age`.

    Law: Family Law Reform Act 1969 s.9(1), the commencement of the anniversary. A person born
    on 29 February reaches an age on 1 March where the year has no such day.
    """
    same = corresponding_day(born, 12 * age)
    return date(born.year + age, 3, 1) if same is None else same


def is_under(born: date, age: int, on: date) -> bool:
    """Whether a person born on `born` has not reached `age` on the day `on`."""
    return on < birthday(born, age)


@cache
def days_that_months_can_have(months: int) -> tuple[int, int]:
    """The fewest and the most days that a run of `months` calendar months can have."""
    lengths = []
    for start in range(4 * 12):  # four years hold every arrangement of month lengths
        run = [(2023 + (start + i) // 12, (start + i) % 12 + 1) for i in range(months)]
        lengths.append(sum(monthrange(year, month)[1] for year, month in run))
    return min(lengths), max(lengths)


def _month_after(day: date, months: int) -> tuple[int, int]:
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def _end_of_month(day: date, months: int) -> date:
    year, month = _month_after(day, months)
    return date(year, month, monthrange(year, month)[1])
