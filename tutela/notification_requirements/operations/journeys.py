"""Journeys out of the United Kingdom, as visits tell of them: notified, put right, ended."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from tutela.law.reckoning import LONDON
from tutela.notification_requirements.models import Attendance, Travel
from tutela.notification_requirements.rules import counter as rules
from tutela.notification_requirements.rules import numbers
from tutela.people.operations.holding import write


def told(attendance: Attendance, item: numbers.Item) -> Travel | None:
    """The journey that was notified, put right, or ended by the return."""
    answers = item["answers"]
    if item["kind"] == "travel":
        return Travel.objects.create(person_id=attendance.person_id, **_journey(answers))
    if item["kind"] == "travel_change":
        return _correct(attendance, answers)
    if item["kind"] == "return":
        return _return(attendance, answers)
    return None


def _journey(answers: Mapping[str, Any]) -> dict[str, Any]:
    leaves = rules.day(answers.get("departs_on"))
    known = rules.day(answers.get("known_on"))
    return {
        "departs_on": leaves,
        "departs_at": _moment(leaves, answers.get("departs_said", "")),
        "known_on": known,
        "returns_on": rules.day(answers.get("returns_on")),
        "to_republic_of_ireland": bool(answers.get("ireland")),
        "countries": answers.get("countries", "")[:500],
        "details": dict(answers),
    }


def _correct(attendance: Attendance, answers: Mapping[str, Any]) -> Travel:
    journey = _meant(attendance.person_id, answers, before=None)
    found = {name: value for name, value in _journey(answers).items() if value not in (None, "")}
    if journey is None:
        journey = Travel(person_id=attendance.person_id, **_journey(answers))
        journey.changed_on = attendance.came_on
        journey.cancelled_on = attendance.came_on if answers.get("cancelled") else None
        journey.save(force_insert=True)
        return journey
    for name, value in found.items():
        setattr(journey, name, value)
    journey.changed_on = attendance.came_on
    journey.details = {**journey.details, **answers}
    if answers.get("cancelled"):
        journey.cancelled_on = attendance.came_on
    write(journey, [*found, "changed_on", "details", "cancelled_on"])
    return journey


def _return(attendance: Attendance, answers: Mapping[str, Any]) -> Travel:
    back = rules.day(answers.get("returned_on"))
    journey = _meant(attendance.person_id, answers, before=back or attendance.came_on)
    as_notified = answers.get("as_notified") == "yes"
    if journey is None:
        return Travel.objects.create(
            person_id=attendance.person_id,
            departs_on=rules.day(answers.get("was_on")),
            returned_on=back,
            return_as_notified=as_notified,
            details=dict(answers),
        )
    journey.returned_on, journey.return_as_notified = back, as_notified
    journey.details = {**journey.details, **answers}
    write(journey, ["returned_on", "return_as_notified", "details"])
    return journey


def _meant(person_id: UUID, answers: Mapping[str, Any], *, before: date | None) -> Travel | None:
    """The journey that is named by its departure; else the one that is still open."""
    journeys = Travel.objects.select_for_update().filter(person_id=person_id, cancelled_on=None)
    was_on = rules.day(answers.get("was_on"))
    if was_on is not None:
        return journeys.filter(departs_on=was_on).first()
    if before is not None:
        open_ones = journeys.filter(returned_on=None, departs_on__lte=before)
        return open_ones.order_by("-departs_on").first()
    leaves = rules.day(answers.get("departs_on"))
    same = journeys.filter(returned_on=None, departs_on=leaves).first() if leaves else None
    return same or journeys.filter(returned_on=None).order_by("-departs_on").first()


TIME = re.compile(r"^\s*(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?\b", re.IGNORECASE)


def _moment(leaves: date | None, said: str) -> datetime | None:
    """The moment of departure in London, where a time was said beside the day."""
    found = TIME.match(said)
    if leaves is None or found is None or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3].casefold() == "pm" else 0)
    if hour > 23 or minute > 59:
        return None
    return datetime.combine(leaves, time(hour, minute), LONDON)
