"""From a day to before a day: how appointments, covers and interests are kept."""

from datetime import date
from typing import Self

from django.db import models

# 'infinity' does not fit Python's date; a far day serves the same one index.
NO_END = date(9999, 12, 31)


class Live(models.QuerySet[models.Model]):
    """Rows with `starts_on` and `ends_before` (half-open)."""

    def live(self, *, on: date) -> Self:
        """Those that run on the day."""
        return self.filter(starts_on__lte=on, ends_before__gt=on)
