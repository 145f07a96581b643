from functools import partial
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
from tutela.court_orders import order_rules as rules
from tutela.court_orders.forms.orders import (
    ChangeOrderForm,
    CourseForm,
    OrderForm,
)
from tutela.court_orders.models import Order, Token
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import answers_of, ask

PAGE = "court_orders:orders"


def page_of(person: Person, order_id: UUID) -> str:
    return reverse("court_orders:order", args=[person.pk, order_id])


def may_change(request: Any) -> bool:
    return May.RECORD_ORDER in request.may and Part.ORDERS in request.opened.parts_change


def may_resolve(request: Any) -> bool:
    return May.RESOLVE_TOKENS in request.may and Part.PROTECTED in request.opened.parts_read


def keeps_names(request: Any) -> bool:
    return Part.PROTECTED in request.opened.parts_change


asked = partial(ask, part_page=PAGE, shows_consequences=True)


@requires(May.READ_FILE)
@opens_file("court_orders:orders")
def orders(request: Any, person: Person) -> HttpResponse:
    found = [queries.whole(order, on=request.day) for order in queries.orders_of(person.pk)]
    context = {
        "person": person,
        "now": [one for one in found if one.is_in_force],
        "before": [one for one in found if not one.is_in_force],
        "is_open": Part.ORDERS in request.opened.parts_read,
        "may_change": may_change(request),
    }
    return render(request, "court_orders/orders.html", context)


@requires(May.READ_FILE)
@opens_file("court_orders:order")
def order(request: Any, person: Person, order_id: UUID) -> HttpResponse:
    found = get_object_or_404(queries.orders_of(person.pk), pk=order_id)
    shows_results = Part.CONVICTIONS in request.opened.parts_read
    context = {
        "person": person,
        "whole": queries.whole(found, on=request.day),
        "order": found,
        "result": found.result if shows_results and found.result_id else None,
        "tokens": Token.objects.filter(person=person),
        "may_change": may_change(request),
        "may_resolve": may_resolve(request),
        "is_monitoring_on": rules.is_monitoring_in_force(request.day),
        "part_page": PAGE,
    }
    return render(request, "court_orders/order.html", context)


@requires(May.RECORD_ORDER)
@opens_file("court_orders:add_order")
def add_order(request: Any, person: Person) -> HttpResponse:
    return asked(
        request,
        person,
        bound(OrderForm, request, results=queries.results_to_choose(person.pk)),
        operations.record_order,
        title=_("Record an order"),
        button=_("Save and add the clauses"),
        done=_("Order recorded. Now add its clauses."),
        back=reverse(PAGE, args=[person.pk]),
        then=lambda made: reverse("court_orders:add_clause", args=[person.pk, about_id(made)]),
    )


@requires(May.RECORD_ORDER)
@opens_file("court_orders:change_order")
def change_order(request: Any, person: Person, order_id: UUID) -> HttpResponse:
    row = get_object_or_404(Order, pk=order_id, person=person)
    initial = answers_of(row, ChangeOrderForm) | {"result": row.result_id, "is_in_force": False}
    return asked(
        request,
        person,
        bound(
            ChangeOrderForm,
            request,
            initial=initial,
            results=queries.results_to_choose(person.pk),
            has_ended=row.ended_on is not None,
        ),
        operations.change_order,
        title=_("Correct an order"),
        button=_("Save"),
        done=_("Order corrected"),
        back=page_of(person, row.pk),
        order=row,
    )


@requires(May.RECORD_ORDER)
@opens_file("court_orders:order_course")
def order_course(request: Any, person: Person, order_id: UUID) -> HttpResponse:
    row = get_object_or_404(Order, pk=order_id, person=person)
    return asked(
        request,
        person,
        bound(CourseForm, request, initial={"version": row.version}),
        operations.change_course,
        title=_("Renewed, discharged, appealed or ended"),
        button=_("Save"),
        done=_("Saved"),
        back=page_of(person, row.pk),
        template="court_orders/course_form.html",
        shown={
            "order": row,
            "consent_needed": queries.consent_of(row, row.clauses.all()),
        },
        order=row,
    )
