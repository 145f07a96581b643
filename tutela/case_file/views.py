from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tutela.access.pages import requires
from tutela.access.permissions import May
from tutela.case_file import queries
from tutela.people.files import opens_file
from tutela.people.models import Person


@requires(May.READ_FILE)
@opens_file("case_file:overview")
def overview(request: Any, person: Person) -> HttpResponse:
    facts = queries.overview(person, on=request.day, parts=request.opened.parts_read)
    return render(request, "case_file/overview.html", {"person": person, **facts})
