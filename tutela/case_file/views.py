from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tutela.access.pages import requires
from tutela.access.permissions import May
from tutela.case_file import queries, timeline
from tutela.case_file.forms import MomentForm, TimelineFilter
from tutela.people.files import opens_file, reasons_of
from tutela.people.models import Person
from tutela.people.past import written

CHANGES_ON_A_PAGE = 25
LATEST_CHANGES = 5


@requires(May.READ_FILE)
@opens_file("case_file:overview")
def overview(request: Any, person: Person) -> HttpResponse:
    facts = queries.overview(person, on=request.day, parts=request.opened.parts_read)
    latest = timeline.changes(
        person.pk,
        timeline.entries(person.pk)[:LATEST_CHANGES],
        reasons_of=reasons_of(request),
        only_titles=True,
    )
    return render(request, "case_file/overview.html", {"person": person, "latest": latest, **facts})


@requires(May.READ_FILE)
@opens_file("case_file:timeline")
def all_changes(request: Any, person: Person) -> HttpResponse:
    form = TimelineFilter(request.GET, parts=request.opened.parts_read)
    asked = form.chosen
    page = _page(request, timeline.entries(person.pk, **asked))
    changes = timeline.changes(
        person.pk, page, parts=asked["parts"], reasons_of=reasons_of(request)
    )
    return render(
        request,
        "case_file/timeline.html",
        {
            "person": person,
            "changes": changes,
            "page": page,
            "filter_form": form,
            "is_filtered": any(asked.values()),
        },
    )


@requires(May.READ_FILE)
@opens_file("case_file:known")
def choose_moment(request: Any, person: Person) -> HttpResponse:
    is_asked = "time" in request.GET
    form = MomentForm(request.GET if is_asked else None)
    if is_asked and form.is_valid():
        address = reverse("case_file:overview", kwargs={"person_id": person.pk})
        return HttpResponseRedirect(f"{address}?known_at={written(form.cleaned_data['moment'])}")
    entries = timeline.entries(person.pk)
    page = _page(request, entries)
    return render(
        request,
        "case_file/known.html",
        {
            "person": person,
            "first_at": (entries.last() or {}).get("at"),
            "form": form,
            "page": page,
            "changes": timeline.changes(person.pk, page),
        },
    )


def _page(request: Any, rows: Any) -> Page:
    return Paginator(rows, CHANGES_ON_A_PAGE).get_page(request.GET.get("page"))
