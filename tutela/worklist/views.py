from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tutela.access.pages import requires
from tutela.access.permissions import May
from tutela.meetings.queries.agendas import Waiting
from tutela.people import files
from tutela.people.models import Person
from tutela.worklist import queries

SHOWN = queries.SHOWN


@requires(May.SEE_WORKLIST)
def today(request: Any) -> HttpResponse:
    on = timezone.localdate()
    found = queries.today_of(request.actor, now=timezone.now(), on=on)
    shown = {
        "to_check": [(look, look.person_id) for look in found.to_check[:SHOWN]],
        "looked_at": [(look, look.person_id) for look in found.looked_at[:SHOWN]],
        "told": [(told, told.person.pk if told.person else None) for told in found.told[:SHOWN]],
        "answered": [(yes, yes.person.pk) for yes in found.answered[:SHOWN]],
        "visits": [(one, one.person.pk if one.person else None) for one in found.visits[:SHOWN]],
        "handed_over": [(one, one.person_id) for one in found.handed_over[:SHOWN]],
        "unallocated": [(person, person.pk) for person in found.unallocated],
        "ending": [(interest, interest.person_id) for interest in found.ending[:SHOWN]],
        "overdue": [(due, due.person_id) for due in found.dates.overdue],
        "soon": [(due, due.person_id) for due in found.dates.soon],
        "breaches": [(row, row.person_id) for row in found.breaches[:SHOWN]],
        "reviews": [(pair, pair[0].person_id) for pair in found.reviews[:SHOWN]],
        "moves": [(move, move.person_id) for move in found.moves[:SHOWN]],
        "moves_out": [(move, move.person_id) for move in found.moves_out[:SHOWN]],
        "homes": [(area, person_id) for person_id, area in found.homes],
        "releases": [(row, row.person_id) for row in found.releases[:SHOWN]],
        "disclosures": [(row, row.person_id) for row in found.disclosures[:SHOWN]],
        **{
            name: [(row, row.person_id) for row in getattr(found.record, name)[:SHOWN]]
            for name in ("actions", "undisclosed", "undecided", "to_hear_again")
        },
        "unscreened": [(row, row.person_id) for row in found.levels.unscreened],
        "unsettled": [(row, row.person_id) for row in found.levels.unsettled],
        "again": [(row, row.person_id) for row in found.levels.again],
        "plans": [(row, row.person_id) for row in found.plans[:SHOWN]],
        "likely": [(one, one.person_id) for one in found.likely[:SHOWN]],
        **_meetings(found.meetings),
    }
    keys = {key for rows in shown.values() for _, key in rows if key}
    files.show_in_list(keys, page="worklist:today")  # first: who is named so is found at once
    people = queries.named(keys)
    context = {
        "on": on,
        "now": timezone.now(),
        "found": found,
        "vetting": found.vetting[:SHOWN],
        "sections": [],  # each tells its name as it is written: `templatetags/today.py`
        **{name: _with_names(rows, people) for name, rows in shown.items()},
    }
    return render(request, "worklist/today.html", context)


def _meetings(waits: Waiting) -> dict[str, list[tuple[Any, UUID | None]]]:
    """Each kind of what waits of meetings, with whom it is about."""
    kinds = {
        "to_decide": waits.to_decide,
        "to_place": waits.to_place,
        "settled": waits.settled,
        "invitations": waits.invitations,
        "asked_of_us": waits.requests,
        "late": waits.late,
    }
    return {name: [(row, row.person_id) for row in rows[:SHOWN]] for name, rows in kinds.items()}


def _with_names(
    rows: list[tuple[Any, UUID | None]], people: dict[UUID, Person]
) -> list[tuple[Any, Person | None]]:
    return [(row, people.get(key) if key else None) for row, key in rows]
