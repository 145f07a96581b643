from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.people import operations, queries
from tutela.people.files import opens_file
from tutela.people.forms.addresses import AddressForm, NewAddressForm
from tutela.people.models import Address, Person
from tutela.people.movement_rules import HOMES
from tutela.people.parts import Part
from tutela.people.views.file_forms import answers_of, ask

PARTS = frozenset({Part.ADDRESSES, Part.PROTECTED})


def _back(person: Person) -> str:
    return reverse("people:addresses", args=[person.pk])


@requires(May.READ_FILE)
@opens_file("people:addresses")
def addresses(request: Any, person: Person) -> HttpResponse:
    rows = sorted(person.addresses.select_related("area"), key=_latest_first)
    plain = [row for row in rows if row.part == Part.ADDRESSES]
    now = [row for row in plain if not _is_over(row, request.day)]
    context = {
        "person": person,
        "now": now,
        "has_two_homes": sum(row.kind == Address.Kind.HOME for row in now) > 1,
        "before": [row for row in plain if _is_over(row, request.day)],
        "protected": [row for row in rows if row.part == Part.PROTECTED],
        "homes": HOMES,
        "is_open": Part.ADDRESSES in request.opened.parts_read,
        "shows_protected": Part.PROTECTED in request.opened.parts_read,
        "may_change": _parts(request),
        "may_add": bool(_parts(request)),
    }
    return render(request, "people/addresses.html", context)


def _is_over(row: Address, day: Any) -> bool:
    return bool(row.ends_on and row.ends_on < day)


def _latest_first(row: Address) -> tuple[int, int, int]:
    """Those that go on come first, then by the last day and the first."""
    last = -row.ends_on.toordinal() if row.ends_on else 0
    first = -row.starts_on.toordinal() if row.starts_on else 0
    return (1 if row.ends_on else 0, last, first)


def _parts(request: Any) -> frozenset[str]:
    """The kinds of address that the actor may add and change here."""
    may = May.CHANGE_PERSON in request.may
    return PARTS & request.opened.parts_change if may else frozenset()


def _ask(request: Any, person: Person, form: Any, operation: Any, **asked: Any) -> HttpResponse:
    """Ask, once with the area that was chosen last for such a postcode, where it is left open."""
    if request.method == "POST" and form.is_valid() and not form.was_suggested:
        is_open = form.cleaned_data["area"] is None and form.cleaned_data["postcode"]
        suggestion = queries.area_chosen_for(form.cleaned_data["postcode"]) if is_open else None
        if suggestion:
            form.suggest(suggestion)
            shown = {"person": person, "form": form, "back": _back(person), **asked}
            return render(request, "people/address_form.html", shown)
    return ask(
        request,
        person,
        form,
        operation,
        back=_back(person),
        shows_consequences=True,
        part_page="people:addresses",
        **asked,
    )


@requires(May.CHANGE_PERSON)
@opens_file("people:add_address")
def add_address(request: Any, person: Person) -> HttpResponse:
    return _ask(
        request,
        person,
        bound(NewAddressForm, request, parts=request.opened.parts_change),
        operations.add_address,
        title=_("Add an address"),
        button=_("Add address"),
        done=_("Address added"),
    )


@requires(May.CHANGE_PERSON)
@opens_file("people:change_address")
def change_address(request: Any, person: Person, address_id: UUID) -> HttpResponse:
    address = get_object_or_404(Address, pk=address_id, person=person)
    return _ask(
        request,
        person,
        bound(AddressForm, request, initial=answers_of(address, AddressForm)),
        operations.change_address,
        title=_("Change or end an address"),
        button=_("Save address"),
        done=_("Address changed"),
        address=address,
    )
