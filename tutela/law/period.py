"""A stretch of days: half-open in storage, a last day when it is shown."""

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `starts` until the day before `ends_before`; without end when that is None."""

    starts: date
    ends_before: date | None

    @classmethod
    def through(cls, first: date, last: date | None) -> "Period":
        """The period from `first` to `last`, both days included; `last` None is without end."""
        return cls(first, None if last is None else last + DAY)

    @property
    def last_day(self) -> date | None:
        """The last day inside; None when there is no end."""
        return None if self.ends_before is None else self.ends_before - DAY

    def contains(self, day: date) -> bool:
        """Whether `day` is inside."""
        return self.starts <= day and (self.ends_before is None or day < self.ends_before)

    @property
    def is_empty(self) -> bool:
        """Whether no day is inside."""
        return self.ends_before is not None and self.ends_before <= self.starts


def joined(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """The same days in as few periods as possible, earliest first; touching ones become one."""
    whole: list[Period] = []
    for period in sorted((p for p in periods if not p.is_empty), key=lambda p: p.starts):
        if whole and (whole[-1].ends_before is None or period.starts <= whole[-1].ends_before):
            ends = [whole[-1].ends_before, period.ends_before]
            latest = None if None in ends else max(end for end in ends if end is not None)
            whole[-1] = Period(whole[-1].starts, latest)
        else:
            whole.append(period)
    return tuple(whole)
