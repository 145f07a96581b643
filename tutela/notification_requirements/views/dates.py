from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from tutela.access.pages import requires
from tutela.access.permissions import May
from tutela.notification_requirements.models import Determination
from tutela.notification_requirements.queries import dates as queries
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import Part


@requires(May.READ_FILE)
@opens_file("notification_requirements:dates")
def dates(request: Any, person: Person) -> HttpResponse:
    """How long, why and by when, with the facts used and the answers before this one."""
    is_open = Part.NOTIFICATIONS in request.opened.parts_read
    rows = queries.determinations_of(person.pk) if is_open else []
    current = rows[0] if rows and rows[0].is_current else None
    earlier = queries.listed(rows)
    context = {
        "person": person,
        "is_open": is_open,
        "shown": queries.shown(current, request.day) if current else None,
        "changed": earlier[0].changed if earlier else [],
        "earlier": earlier[1 : queries.EARLIER_SHOWN + 1],
        "done": queries.done(person.pk) if is_open else [],
        "same_at": queries.found_the_same_at(current) if current and not request.known_at else None,
        "is_waiting": is_open and not request.known_at and queries.is_waiting(person.pk),
    }
    return render(request, "notification_requirements/dates.html", context)


@requires(May.READ_FILE)
@opens_file("notification_requirements:determination")
def determination(request: Any, person: Person, determination_id: UUID) -> HttpResponse:
    """One answer as it was given."""
    row = get_object_or_404(Determination, pk=determination_id, person=person)
    context = {
        "person": person,
        "shown": queries.shown(row, row.as_of),
        "part_page": "notification_requirements:dates",
    }
    return render(request, "notification_requirements/determination.html", context)
