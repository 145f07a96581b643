from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.court_orders import operations
from tutela.court_orders import order_queries as queries
from tutela.court_orders.forms.orders import (
    AddByVariationForm,
    AskForm,
    ChangeClauseForm,
    ChangePassportForm,
    ClauseForm,
    PassportForm,
    RemoveClauseForm,
    VaryClauseForm,
)
from tutela.court_orders.models import Clause, Order, Passport, Token
from tutela.court_orders.views.orders import PAGE, asked, keeps_names, may_resolve, page_of
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.views.file_forms import answers_of, ask

FORM = "court_orders/clause_form.html"


def _order(person: Person, order_id: UUID) -> Order:
    return get_object_or_404(Order, pk=order_id, person=person)


def _clause(person: Person, order_id: UUID, clause_id: UUID) -> Clause:
    rows = Clause.objects.select_related("order")
    return get_object_or_404(rows, pk=clause_id, order=order_id, person=person)


def _shown(request: Any, person: Person) -> dict[str, Any]:
    tokens = Token.objects.filter(person=person)
    return {"keeps_names": keeps_names(request), "tokens": tokens}


@requires(May.RECORD_ORDER)
@opens_file("court_orders:add_clause")
def add_clause(request: Any, person: Person, order_id: UUID) -> HttpResponse:
    row = _order(person, order_id)
    number = queries.next_number(row)
    return asked(
        request,
        person,
        bound(ClauseForm, request, initial={"number": number}, keeps_names=keeps_names(request)),
        operations.add_clause,
        title=_("Add a clause"),
        button=_("Save clause"),
        done=_("Clause added"),
        back=page_of(person, row.pk),
        template=FORM,
        shown=_shown(request, person),
        order=row,
        varied=None,
    )


@requires(May.RECORD_ORDER)
@opens_file("court_orders:add_clause_later")
def add_clause_later(request: Any, person: Person, order_id: UUID) -> HttpResponse:
    row = _order(person, order_id)
    initial = {"number": queries.next_number(row)}
    return asked(
        request,
        person,
        bound(AddByVariationForm, request, initial=initial, keeps_names=keeps_names(request)),
        operations.add_clause,
        title=_("Add a clause that a variation put in"),
        button=_("Save clause"),
        done=_("Clause added"),
        back=page_of(person, row.pk),
        template=FORM,
        shown=_shown(request, person),
        order=row,
    )


@requires(May.RECORD_ORDER)
@opens_file("court_orders:change_clause")
def change_clause(request: Any, person: Person, order_id: UUID, clause_id: UUID) -> HttpResponse:
    row = _clause(person, order_id, clause_id)
    form = bound(
        ChangeClauseForm,
        request,
        initial=answers_of(row, ChangeClauseForm),
        keeps_names=keeps_names(request),
        corrects=True,
    )
    return asked(
        request,
        person,
        form,
        operations.change_clause,
        title=_("Correct a clause"),
        button=_("Save clause"),
        done=_("Clause corrected"),
        back=page_of(person, order_id),
        template=FORM,
        shown=_shown(request, person) | {"corrects": True},
        clause=row,
    )


@requires(May.RECORD_ORDER)
@opens_file("court_orders:vary_clause")
def vary_clause(request: Any, person: Person, order_id: UUID, clause_id: UUID) -> HttpResponse:
    row = _clause(person, order_id, clause_id)
    # the new wording is pasted from the court's own, never written from the old tokens
    initial = answers_of(row, VaryClauseForm) | {"wording": ""}
    return asked(
        request,
        person,
        bound(VaryClauseForm, request, initial=initial, keeps_names=keeps_names(request)),
        operations.vary_clause,
        title=_("A court varied this clause"),
        button=_("Save"),
        done=_("Clause varied; the earlier one stays with its last day"),
        back=page_of(person, order_id),
        template=FORM,
        shown=_shown(request, person) | {"was": row},
        clause=row,
    )


@requires(May.RECORD_ORDER)
@opens_file("court_orders:remove_clause")
def remove_clause(request: Any, person: Person, order_id: UUID, clause_id: UUID) -> HttpResponse:
    row = _clause(person, order_id, clause_id)
    return asked(
        request,
        person,
        bound(RemoveClauseForm, request, initial={"version": row.version}),
        operations.remove_clause,
        title=_("A court took this clause out of the order"),
        button=_("Save"),
        done=_("The clause ends; it stays with its last day"),
        back=page_of(person, order_id),
        template=FORM,
        shown={"was": row},
        clause=row,
    )


@requires(May.RECORD_ORDER)
@opens_file("court_orders:add_passport")
def add_passport(request: Any, person: Person, order_id: UUID) -> HttpResponse:
    row = _order(person, order_id)
    return asked(
        request,
        person,
        bound(PassportForm, request),
        operations.surrender_passport,
        title=_("Record a surrendered passport"),
        button=_("Save"),
        done=_("Passport recorded"),
        back=page_of(person, row.pk),
        order=row,
    )


@requires(May.RECORD_ORDER)
@opens_file("court_orders:change_passport")
def change_passport(
    request: Any, person: Person, order_id: UUID, passport_id: UUID
) -> HttpResponse:
    row = get_object_or_404(Passport, pk=passport_id, order=order_id, person=person)
    return asked(
        request,
        person,
        bound(ChangePassportForm, request, initial=answers_of(row, ChangePassportForm)),
        operations.change_passport,
        title=_("Passport returned, or correct it"),
        button=_("Save"),
        done=_("Passport saved"),
        back=page_of(person, order_id),
        passport=row,
    )


@requires(May.RESOLVE_TOKENS)
@opens_file("court_orders:ask_meanings")
def ask_meanings(request: Any, person: Person, order_id: UUID) -> HttpResponse:
    row = _order(person, order_id)
    if not may_resolve(request):
        raise Http404
    return ask(
        request,
        person,
        bound(AskForm, request),
        operations.resolve_tokens,
        title=_("Ask whom tokens stand for"),
        button=_("Show them"),
        done="",
        back=page_of(person, row.pk),
        part_page=PAGE,
        then=lambda _done: reverse("court_orders:meanings", args=[person.pk, row.pk]),
        shown={
            "lead": _("You are shown the names and the certified wording for a quarter of an hour.")
        },
        order=row,
    )


@requires(May.RESOLVE_TOKENS)
@opens_file("court_orders:meanings")
def meanings(request: Any, person: Person, order_id: UUID) -> HttpResponse:
    """Read by the reason that was given before; without one, or after a while, it is asked for."""
    row = _order(person, order_id)
    if request.known_at or not may_resolve(request):
        raise Http404
    if not queries.is_resolved(row, request.actor.appointment_id, at=request.opened.at):
        return redirect("court_orders:ask_meanings", person_id=person.pk, order_id=row.pk)
    context = {
        "person": person,
        "order": row,
        "tokens": Token.objects.filter(person=person).prefetch_related("meanings"),
        "clauses": queries.certified_clauses(row),
        "part_page": PAGE,
        "back": page_of(person, row.pk),
    }
    return render(request, "court_orders/meanings.html", context)
