from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import about_id, bound, requires
from tutela.access.permissions import May
from tutela.court_orders import operations
from tutela.court_orders import order_queries as queries
from tutela.court_orders.forms.breaches import (
    BreachForm,
    ChargeForm,
    DecideBreachForm,
    EndBreachForm,
)
from tutela.court_orders.models import Order, OrderBreach
from tutela.court_orders.queries import sentences_to_link
from tutela.court_orders.views.orders import PAGE, asked, may_change, page_of
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import answers_of


def _breach(person: Person, order_id: UUID, order_breach_id: UUID) -> OrderBreach:
    rows = OrderBreach.objects.select_related("order", "clause", "recorded_by__user")
    return get_object_or_404(rows, pk=order_breach_id, order=order_id, person=person)


def _page(row: OrderBreach) -> str:
    return reverse("court_orders:order_breach", args=[row.person_id, row.order_id, row.pk])


@requires(May.READ_FILE)
@opens_file("court_orders:order_breach")
def breach(request: Any, person: Person, order_id: UUID, order_breach_id: UUID) -> HttpResponse:
    row = _breach(person, order_id, order_breach_id)
    shows_results = Part.CONVICTIONS in request.opened.parts_read
    context = {
        "person": person,
        "breach": row,
        "order": row.order,
        "result": row.result if shows_results and row.result_id else None,
        "sentence": row.sentence if shows_results and row.sentence_id else None,
        "may_change": may_change(request),
        "part_page": PAGE,
        "back": page_of(person, order_id),
    }
    return render(request, "court_orders/breach.html", context)


@requires(May.RECORD_ORDER)
@opens_file("court_orders:add_breach")
def add_breach(request: Any, person: Person, order_id: UUID) -> HttpResponse:
    row = get_object_or_404(Order, pk=order_id, person=person)
    return asked(
        request,
        person,
        bound(BreachForm, request, clauses=queries.clauses_to_choose(row)),
        operations.record_breach,
        title=_("Record a possible breach"),
        button=_("Save"),
        done=_("Recorded. Nothing is decided by it."),
        back=page_of(person, row.pk),
        then=lambda made: reverse(
            "court_orders:order_breach", args=[person.pk, row.pk, about_id(made)]
        ),
        order=row,
    )


@requires(May.RECORD_ORDER)
@opens_file("court_orders:change_breach")
def change_breach(
    request: Any, person: Person, order_id: UUID, order_breach_id: UUID
) -> HttpResponse:
    row = _breach(person, order_id, order_breach_id)
    initial = answers_of(row, BreachForm) | {"clause": row.clause_id}
    clauses = queries.clauses_to_choose(row.order)
    return asked(
        request,
        person,
        bound(BreachForm, request, initial=initial, clauses=clauses),
        operations.change_breach,
        title=_("Correct or complete what happened"),
        button=_("Save"),
        done=_("Saved"),
        back=_page(row),
        breach=row,
    )


@requires(May.RECORD_ORDER)
@opens_file("court_orders:decide_breach")
def decide(request: Any, person: Person, order_id: UUID, order_breach_id: UUID) -> HttpResponse:
    row = _breach(person, order_id, order_breach_id)
    return asked(
        request,
        person,
        bound(DecideBreachForm, request, initial=answers_of(row, DecideBreachForm)),
        operations.decide_on_breach,
        title=_("Record what was decided"),
        button=_("Save decision"),
        done=_("Decision recorded"),
        back=_page(row),
        breach=row,
    )


@requires(May.RECORD_ORDER)
@opens_file("court_orders:charge_breach")
def charge(request: Any, person: Person, order_id: UUID, order_breach_id: UUID) -> HttpResponse:
    row = _breach(person, order_id, order_breach_id)
    return asked(
        request,
        person,
        bound(ChargeForm, request, initial=answers_of(row, ChargeForm)),
        operations.charge_breach,
        title=_("Record the charge"),
        button=_("Save charge"),
        done=_("Charge recorded"),
        back=_page(row),
        breach=row,
    )


@requires(May.RECORD_ORDER)
@opens_file("court_orders:end_breach")
def outcome(request: Any, person: Person, order_id: UUID, order_breach_id: UUID) -> HttpResponse:
    row = _breach(person, order_id, order_breach_id)
    initial = answers_of(row, EndBreachForm) | {
        "result": row.result_id,
        "sentence": row.sentence_id,
    }
    return asked(
        request,
        person,
        bound(
            EndBreachForm,
            request,
            initial=initial,
            results=queries.results_to_choose(person.pk),
            sentences=sentences_to_link(person.pk),
        ),
        operations.end_breach,
        title=_("Record what came of it"),
        button=_("Save outcome"),
        done=_("Outcome recorded"),
        back=_page(row),
        breach=row,
    )
