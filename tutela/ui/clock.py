"""A time of day as people write it, and read from what they write."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext

LONDON = ZoneInfo("Europe/London")
HOURS = {"midnight": time(0), "midday": time(12), "noon": time(12)}
FORMATS = ("%H:%M", "%H.%M", "%H:%M:%S", "%I:%M%p", "%I.%M%p", "%I%p")


def clock(value: datetime | time | None) -> str:
    """2:05pm, 2pm, midday, midnight; a moment as it is in London."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value, LONDON).time()
    if value.minute == 0 and value.hour in {0, 12}:
        return gettext("midday") if value.hour else gettext("midnight")
    half = gettext("am") if value.hour < 12 else gettext("pm")
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{half}"


def read(said: str) -> time | None:
    """14:05, 2:05pm, 2.05 pm, 2pm, midday: the time of day, or nothing where it is none."""
    plain = "".join(said.casefold().split())
    if plain in HOURS:
        return HOURS[plain]
    for one in FORMATS:
        try:
            return datetime.strptime(plain, one).time()  # noqa: DTZ007 - a time of day has no zone
        except ValueError:
            continue
    return None
