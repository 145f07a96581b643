from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.documents import operations
from tutela.documents.forms import AddPhotographForm, ChangePhotographForm
from tutela.documents.models import Photograph
from tutela.documents.queries import bytes_of_photograph
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import answers_of, ask


def _back(person: Person) -> str:
    return reverse("documents:photographs", args=[person.pk])


def _may_set_card(request: Any) -> bool:
    return May.SET_CARD in request.may and Part.CARD in request.opened.parts_change


@requires(May.READ_FILE)
@opens_file("documents:photographs")
def photographs(request: Any, person: Person) -> HttpResponse:
    rows = sorted(person.photographs.all(), key=_latest_first)
    may = May.CHANGE_PERSON in request.may
    context = {
        "person": person,
        "right": [row for row in rows if not row.wrong_because],
        "wrong": [row for row in rows if row.wrong_because],
        "is_open": Part.PHOTOGRAPHS in request.opened.parts_read,
        "may_change": may and Part.PHOTOGRAPHS in request.opened.parts_change,
    }
    return render(request, "documents/photographs.html", context)


def _latest_first(row: Photograph) -> tuple[int, int]:
    return (-row.taken_on.toordinal() if row.taken_on else 0, -row.pk.int)


@requires(May.CHANGE_PERSON)
@opens_file("documents:add_photograph")
def add_photograph(request: Any, person: Person) -> HttpResponse:
    return ask(
        request,
        person,
        bound(AddPhotographForm, request, may_set_card=_may_set_card(request)),
        operations.add_photograph,
        title=_("Add a photograph"),
        button=_("Add photograph"),
        done=_("Photograph added"),
        back=_back(person),
    )


@requires(May.CHANGE_PERSON)
@opens_file("documents:change_photograph")
def change_photograph(request: Any, person: Person, photograph_id: UUID) -> HttpResponse:
    row = get_object_or_404(Photograph, pk=photograph_id, person=person)
    return ask(
        request,
        person,
        bound(
            ChangePhotographForm,
            request,
            initial=answers_of(row, ChangePhotographForm),
            may_set_card=_may_set_card(request),
        ),
        operations.change_photograph,
        title=_("Change what is said of a photograph"),
        button=_("Save"),
        done=_("Photograph changed"),
        back=_back(person),
        photograph=row,
    )


@require_GET
@requires(May.READ_FILE)
@opens_file("documents:photograph")
def photograph(
    request: Any, person: Person, photograph_id: UUID, size: str = "full"
) -> HttpResponse:
    """The image alone: it is kept by no browser and by nobody on the way."""
    row = get_object_or_404(Photograph, pk=photograph_id, person=person, wrong_because="")
    content = bytes_of_photograph(row.pk, person.pk, size)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="image/jpeg")
    answer["Cache-Control"] = "no-store"
    answer["Content-Disposition"] = "inline"
    return answer
