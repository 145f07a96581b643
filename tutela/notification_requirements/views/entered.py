from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.notification_requirements.forms.entered import EnteredForm, MissingFilter
from tutela.notification_requirements.operations import entered as operations
from tutela.notification_requirements.queries import entered as queries
from tutela.people import files, listing
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.views.file_forms import ask

PER_PAGE = 25
PAGE = "notification_requirements:for_visor"
LIST = "notification_requirements:not_entered"


@requires(May.ENTER_ELSEWHERE)
def not_entered(request: Any) -> HttpResponse:
    """What of one's own people is not in ViSOR yet, the longest waiting first."""
    on = localdate()
    form = MissingFilter(request.GET)
    form.is_valid()  # a filter that does not exist narrows nothing
    chosen = form.cleaned_data
    teams = listing.teams_of(request.actor)
    officer = request.actor.appointment_id if chosen.get("whose") == "mine" else None
    number = request.GET.get("page", "")
    asked = max(int(number), 1) if number.isdecimal() and len(number) < 6 else 1
    found, count = queries.missing_among(
        queries.managed(teams["team"] | teams["supervised"], officer=officer, on=on),
        codes=[chosen["kind"]] if chosen.get("kind") else [],
        until=form.until,
        limit=PER_PAGE,
        offset=(asked - 1) * PER_PAGE,
    )
    people = Person.objects.in_bulk({item.person_id for item in found})
    files.show_in_list(people, page=LIST)
    shown = {
        "filter_form": form,
        "rows": [(item, people.get(item.person_id), item.days(on)) for item in found],
        "count": count,
        "asked": asked,
        "has_more": count > asked * PER_PAGE,
        "is_narrowed": any(chosen.values()),
    }
    return render(request, "notification_requirements/not_entered.html", shown)


@requires(May.ENTER_ELSEWHERE)
@opens_file(PAGE)
def for_visor(request: Any, person: Person) -> HttpResponse:
    found = queries.missing_of(person.pk)
    titles = queries.titles(found)
    on = localdate()
    context = {
        "person": person,
        "rows": [(item, titles.get(item.row_id, ""), item.days(on)) for item in found],
        "entries": [
            (row, queries.words_of(queries.CODE_OF.get(row.kind, row.kind)))
            for row in queries.entries_of(person)
        ],
    }
    return render(request, "notification_requirements/for_visor.html", context)


@requires(May.ENTER_ELSEWHERE)
@opens_file("notification_requirements:copy_for_visor")
def copy(request: Any, person: Person, code: str, row_id: UUID) -> HttpResponse:
    row = queries.row_of(person, code, row_id, request.opened.parts_read)
    if row is None:
        raise Http404
    kind = queries.KINDS[code]
    waits = [
        item for item in queries.missing_of(person.pk) if (item.code, item.row_id) == (code, row_id)
    ]
    lines = queries.lines_of(kind, row)
    return ask(
        request,
        person,
        bound(EnteredForm, request, initial={"version": waits[0].of_version if waits else 0}),
        operations.enter,
        title=_("Copy for ViSOR: %(what)s") % {"what": kind.words},
        button=_("It is entered there"),
        done=_("Marked as entered in ViSOR"),
        back=reverse(PAGE, args=[person.pk]),
        part_page=PAGE,
        shown={
            "lines": list(enumerate(lines, 1)),
            "whole": "\n".join(f"{label}: {value}" for label, value in lines),
            "waits": waits[0] if waits else None,
        },
        template="notification_requirements/copy_for_visor.html",
        code=code,
        row_id=row_id,
    )


@requires(May.ENTER_ELSEWHERE)
@opens_file("notification_requirements:all_in_visor")
def everything(request: Any, person: Person) -> HttpResponse:
    return ask(
        request,
        person,
        bound(EnteredForm, request),
        operations.enter_everything,
        title=_("Everything so far is in ViSOR"),
        button=_("Everything is entered there"),
        done=_("Marked as entered in ViSOR"),
        back=reverse(PAGE, args=[person.pk]),
        part_page=PAGE,
    )
