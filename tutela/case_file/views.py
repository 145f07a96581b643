from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from tutela.access.pages import requires
from tutela.access.permissions import May
from tutela.case_file import queries, side_by_side, timeline
from tutela.case_file.forms import MomentForm, PageForm, TimelineFilter
from tutela.people.files import not_found, opens_file, reasons_of
from tutela.people.models import Person
from tutela.people.past import written

CHANGES_ON_A_PAGE = 25


@requires(May.READ_FILE)
@opens_file("case_file:overview")
def overview(request: Any, person: Person) -> HttpResponse:
    facts = queries.overview(person, on=request.day, parts=request.opened.parts_read)
    latest = timeline.changes(
        person.pk,
        timeline.latest(person=person.pk),
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


@requires(May.READ_FILE)
@opens_file("case_file:before_and_after")
def before_and_after(request: Any, person: Person, change_id: UUID) -> HttpResponse:
    """Two moments, so none of its own: each pane is a page of the past, and leaves its entry."""
    if request.known_at:
        return HttpResponseRedirect(request.path)
    found = timeline.changes(
        person.pk,
        timeline.entries(person.pk).filter(entry=change_id)[:1],
        reasons_of=reasons_of(request),
    )
    if not found:
        raise not_found()
    change, pages = found[0], side_by_side.pages(request, person.pk)
    addresses = {name: url for name, _label, url, _parts in pages}
    form = PageForm(request.GET or None, pages=pages)
    chosen = form.cleaned_data["page"] if form.is_valid() else ""
    if not chosen:
        chosen = side_by_side.page_that_shows(pages, person.pk, change_id)
        form = PageForm(initial={"page": chosen}, pages=pages)
    moments = {"before": change.at, "after": change.known_from or request.opened.at}
    panes = {
        side: side_by_side.pane(request, addresses[chosen], person.pk, moment, side)
        for side, moment in moments.items()
    }
    shown = {"person": person, "change": change, "page_form": form, **panes}
    return render(request, "case_file/before_and_after.html", shown)


@requires(May.READ_FILE)
@opens_file("case_file:change_of")
def change_of(request: Any, person: Person, row_id: UUID) -> HttpResponse:
    """The page of a room knows its row, and not the change that wrote it."""
    entry = side_by_side.entry_of(person.pk, row_id)
    if entry is None:
        raise not_found()
    return redirect("case_file:before_and_after", person_id=person.pk, change_id=entry)


def _page(request: Any, rows: Any) -> Page:
    return Paginator(rows, CHANGES_ON_A_PAGE).get_page(request.GET.get("page"))
