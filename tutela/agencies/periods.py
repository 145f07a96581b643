"""From a day to before a day: how appointments, covers and interests are kept."""

from datetime import date, timedelta
from typing import Self

from django.db import models

# 'infinity' does not fit Python's date; a far day serves the same one index.
NO_END = date(9999, 12, 31)


def last_day(ends_before: date) -> date | None:
    """The last day of what ends before a day, or None while it has no end."""
    return None if ends_before == NO_END else ends_before - timedelta(days=1)


class Live(models.QuerySet[models.Model]):
    """Rows with `starts_on` and `ends_before` (half-open)."""

    def live(self, *, on: date) -> Self:
        """Those that run on the day."""
        return self.filter(starts_on__lte=on, ends_before__gt=on)
