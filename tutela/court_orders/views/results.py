from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import about_id, bound, requires
from tutela.access.permissions import May
from tutela.court_orders import rules
from tutela.court_orders.forms.results import ChangeResultForm, OutcomeForm, ResultForm
from tutela.court_orders.models import Result
from tutela.court_orders.operations import results as operations
from tutela.court_orders.queries import documents_to_choose, results_of
from tutela.documents.models import Document
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import answers_of, ask


def page_of(result: Any) -> str:
    return reverse("court_orders:result", args=[result.person_id, result.pk])


def may_change(request: Any) -> bool:
    return May.CHANGE_PERSON in request.may and Part.CONVICTIONS in request.opened.parts_change


asked = partial(ask, part_page="court_orders:results", shows_consequences=True)


@requires(May.READ_FILE)
@opens_file("court_orders:results")
def results(request: Any, person: Person) -> HttpResponse:
    context = {
        "person": person,
        "results": results_of(person.pk),
        "is_open": Part.CONVICTIONS in request.opened.parts_read,
        "may_change": may_change(request),
    }
    return render(request, "court_orders/results.html", context)


@requires(May.READ_FILE)
@opens_file("court_orders:result")
def result(request: Any, person: Person, result_id: UUID) -> HttpResponse:
    found = get_object_or_404(results_of(person.pk), pk=result_id)
    context = {
        "person": person,
        "result": found,
        # of another part of the file, it may be hidden from this reader
        "document": found.document_id
        and Document.objects.filter(pk=found.document_id, wrong_because="").first(),
        "may_change": may_change(request),
        "part_page": "court_orders:results",
    }
    return render(request, "court_orders/result.html", context)


@requires(May.CHANGE_PERSON)
@opens_file("court_orders:add_result")
def add_result(request: Any, person: Person) -> HttpResponse:
    return asked(
        request,
        person,
        bound(ResultForm, request, documents=documents_to_choose(person.pk)),
        operations.record_result,
        title=_("Record a court result"),
        button=_("Save and add the offence"),
        done=_("Court result recorded. Now add its offences."),
        back=reverse("court_orders:results", args=[person.pk]),
        then=lambda row: reverse("court_orders:find_offence", args=[person.pk, about_id(row)]),
    )


@requires(May.CHANGE_PERSON)
@opens_file("court_orders:change_result")
def change_result(request: Any, person: Person, result_id: UUID) -> HttpResponse:
    row = get_object_or_404(Result, pk=result_id, person=person)
    where = operations.ABROAD if row.is_foreign else row.jurisdiction
    initial = answers_of(row, ChangeResultForm) | {"where": where, "document": row.document_id}
    return asked(
        request,
        person,
        bound(
            ChangeResultForm,
            request,
            initial=initial,
            documents=documents_to_choose(person.pk),
        ),
        operations.change_result,
        title=_("Correct a court result"),
        button=_("Save"),
        done=_("Court result corrected"),
        back=page_of(row),
        result=row,
    )


@requires(May.CHANGE_PERSON)
@opens_file("court_orders:result_outcome")
def result_outcome(request: Any, person: Person, result_id: UUID) -> HttpResponse:
    row = get_object_or_404(Result, pk=result_id, person=person)
    return outcome(request, person, row, back=page_of(row))


def outcome(request: Any, person: Person, row: Any, *, back: str) -> HttpResponse:
    """What has become of it: of an offence or a sentence only whether it stands."""
    offered = frozenset(rules.NEXT[row.stage])
    if not isinstance(row, Result):
        offered &= {"quashed", "restored"}
    return asked(
        request,
        person,
        bound(OutcomeForm, request, offered=offered, initial={"version": row.version}),
        operations.record_outcome,
        title=_("What has become of it?"),
        button=_("Save"),
        done=_("Saved"),
        back=back,
        row=row,
    )
