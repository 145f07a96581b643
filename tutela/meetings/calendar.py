"""An invitation as an iCalendar file: when and where, never about whom.

A calendar is read on screens and telephones that this system does not guard.
"""

from datetime import datetime, time
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vUri

from tutela.meetings import rules
from tutela.meetings.models import Item, Sitting

PRODUCT = "-//Tutela//Meetings//EN"
CANCELLED = {Item.Stage.PUT_OFF, Item.Stage.TAKEN_OFF}


def calendar_of(item: Item, *, uid: UUID, address: str, now: datetime) -> bytes:
    """The file of one invitation; sent again it replaces the earlier, and says if it is off."""
    sitting = item.sitting
    starts_at = begins(sitting, item.begins_at)
    entry = Calendar()
    entry.add("prodid", PRODUCT)
    entry.add("version", "2.0")
    entry.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"{uid}@tutela")
    event.add("dtstamp", now)
    event.add("sequence", sitting.version + item.version - 2)
    event.add("dtstart", localtime(starts_at))
    event.add("dtend", localtime(rules.ends_at(sitting.starts_at, sitting.minutes_long)))
    event.add("summary", _("Multi-agency meeting, level %(level)s") % {"level": sitting.level})
    event.add("location", sitting.place)
    event.add("description", _description(sitting))
    event.add("class", "CONFIDENTIAL")
    is_off = item.stage in CANCELLED or sitting.stage == Sitting.Stage.CANCELLED
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("url", vUri(address))
    entry.add_component(event)
    entry.add_missing_timezones()
    return bytes(entry.to_ical())


def begins(sitting: Sitting, at: time | None) -> datetime:
    """When a case of a meeting begins: at its own time, else with the meeting."""
    starts_at = localtime(sitting.starts_at)
    if at is None:
        return starts_at
    return starts_at.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)


def _description(sitting: Sitting) -> str:
    said = [_("Sign in to see the case and its papers.")]
    if sitting.join_by:
        said.append(_("To join from elsewhere: %(how)s") % {"how": sitting.join_by})
    return "\n".join(said)
