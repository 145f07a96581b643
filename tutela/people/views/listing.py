from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from tutela.access.pages import requires
from tutela.access.permissions import May
from tutela.people import files, listing
from tutela.people.columns import columns
from tutela.people.forms.listing import ListFilterForm, SurnameForm

PER_PAGE = 25
# A surname in the address would stay in histories and logs: it is kept with the sign-in.
SURNAME = "people_list_surname"


@requires(May.LIST_PEOPLE)
def people(request: Any) -> HttpResponse:
    if request.method == "POST":
        return _keep_surname(request)
    today, surname = localdate(), request.session.get(SURNAME, "")
    teams = listing.teams_of(request.actor)
    form = ListFilterForm(request.GET, teams=teams, officers=listing.officers(teams, on=today))
    form.is_valid()  # a filter that does not exist narrows nothing
    filters = listing.Filters(surname=surname, **form.chosen)
    found = listing.people(request.actor, filters, teams=teams, on=today)
    sort = request.GET.get("sort", "")
    pages = listing.CountedPaginator(listing.in_order(found, sort), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    # first: whoever is named so is found at once in every table that a column asks
    files.show_in_list([person.pk for person in page.object_list], page="people:list")
    lines = listing.lines(page.object_list, teams=teams, on=today)
    context = {
        "filter_form": form,
        "surname_form": SurnameForm(initial={"surname": surname}),
        "surname": surname,
        "is_narrowed": bool(surname) or any(form.cleaned_data.values()),
        "page": page,
        "lines": lines,
        "columns": columns(),
        "sort": "name",
    }
    return render(request, "people/list.html", context)


def _keep_surname(request: Any) -> HttpResponse:
    form = SurnameForm(request.POST)
    surname = form.cleaned_data["surname"] if form.is_valid() else ""
    if surname:
        request.session[SURNAME] = surname
    else:
        request.session.pop(SURNAME, None)
    query = request.GET.copy()
    query.pop("page", None)
    return redirect(f"{request.path}?{query.urlencode()}" if query else request.path)
