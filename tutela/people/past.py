"""A file as it was known at a past moment: unchanged queries, run on the versions of then."""

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

LONDON = ZoneInfo("Europe/London")


class NoSuchMoment(Exception):
    """The moment cannot be shown; the message is one sentence fit to show to the user."""


def moment_asked(request: Any) -> datetime | None:
    """The moment that the page is asked to be shown as known at; None for now."""
    said = request.GET.get("known_at", "")
    if not said:
        return None
    if request.method not in {"GET", "HEAD"}:
        raise NoSuchMoment(_("Nothing can be changed while you look at the past."))
    try:
        # a plus sign in an address is read as a space
        moment = parse_datetime(re.sub(r"(T.*) (\d\d:\d\d)$", r"\1+\2", said))
    except ValueError:
        moment = None
    if moment is None:
        raise NoSuchMoment(_("This is not a date and time that can be shown."))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=LONDON)
    if moment > timezone.now():
        raise NoSuchMoment(_("Nothing is known of the future: choose a moment that has passed."))
    return moment


def written(moment: datetime) -> str:
    """The moment as an address carries it: exact, and without a plus sign."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def show(moment: datetime) -> None:
    """For the rest of the transaction every query reads what was known then.

    The reader's present rights apply: the versions are under row security as the rows are.
    """
    # the same words mean other tables now: what is kept for the present is not to be planned anew
    connection.connection.prepare_threshold = None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('tutela.moment', moment_at(%s), true),"
            " set_config('search_path', 'known, public', true)",
            [moment],
        )
