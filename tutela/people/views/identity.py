from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.people import operations, rules
from tutela.people.files import opens_file
from tutela.people.forms.identity import BirthDateForm, IdentifierForm, NameForm
from tutela.people.models import BirthDate, Identifier, Name, Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import answers_of, ask


@requires(May.RECORD_PERSON)
def record(request: Any) -> HttpResponse:
    """Nobody is recorded before a search: it leads on to the record."""
    return redirect("matching:search")


def _back(person: Person) -> str:
    return reverse("people:identity", args=[person.pk])


@requires(May.READ_FILE)
@opens_file("people:identity")
def identity(request: Any, person: Person) -> HttpResponse:
    names = sorted(person.names.all(), key=lambda name: (name.kind != Name.Kind.MAIN, name.pk))
    births = sorted(person.birth_dates.all(), key=lambda born: (not born.is_main, born.pk))
    context = {
        "person": person,
        "names": names,
        "births": births,
        "numbers": [(row, _what_fails(row)) for row in person.identifiers.all()],
        "is_open": Part.IDENTITY in request.opened.parts_read,
        "may_change": _may_change(request),
    }
    return render(request, "people/identity.html", context)


def _may_change(request: Any) -> bool:
    return May.CHANGE_PERSON in request.may and Part.IDENTITY in request.opened.parts_change


def _what_fails(row: Identifier) -> str:
    """What the check says, where the number failed it and is kept all the same."""
    if row.is_sound is not False:
        return ""
    sentence = rules.check(row.kind, row.said, on=localdate()).sentence
    return _(sentence) if sentence else ""


@requires(May.CHANGE_PERSON)
@opens_file("people:add_name")
def add_name(request: Any, person: Person) -> HttpResponse:
    return ask(
        request,
        person,
        bound(NameForm, request, initial={"kind": Name.Kind.ALIAS}),
        operations.add_name,
        title=_("Add a name or alias"),
        button=_("Add name"),
        done=_("Name added"),
        back=_back(person),
    )


@requires(May.CHANGE_PERSON)
@opens_file("people:change_name")
def change_name(request: Any, person: Person, name_id: UUID) -> HttpResponse:
    name = get_object_or_404(Name, pk=name_id, person=person)
    return ask(
        request,
        person,
        bound(NameForm, request, initial=answers_of(name, NameForm)),
        operations.change_name,
        title=_("Change a name"),
        button=_("Save name"),
        done=_("Name changed"),
        back=_back(person),
        name=name,
    )


@requires(May.CHANGE_PERSON)
@opens_file("people:add_birth_date")
def add_birth_date(request: Any, person: Person) -> HttpResponse:
    return ask(
        request,
        person,
        bound(BirthDateForm, request),
        operations.add_birth_date,
        title=_("Add a date of birth"),
        button=_("Add date of birth"),
        done=_("Date of birth added"),
        back=_back(person),
    )


@requires(May.CHANGE_PERSON)
@opens_file("people:change_birth_date")
def change_birth_date(request: Any, person: Person, birth_date_id: UUID) -> HttpResponse:
    birth_date = get_object_or_404(BirthDate, pk=birth_date_id, person=person)
    return ask(
        request,
        person,
        bound(BirthDateForm, request, initial=answers_of(birth_date, BirthDateForm)),
        operations.change_birth_date,
        title=_("Change a date of birth"),
        button=_("Save date of birth"),
        done=_("Date of birth changed"),
        back=_back(person),
        birth_date=birth_date,
    )


@requires(May.CHANGE_PERSON)
@opens_file("people:add_identifier")
def add_identifier(request: Any, person: Person) -> HttpResponse:
    return ask(
        request,
        person,
        bound(IdentifierForm, request),
        operations.add_identifier,
        title=_("Add a number"),
        button=_("Add number"),
        done=_("Number added"),
        back=_back(person),
        template="people/number_form.html",
    )


@requires(May.CHANGE_PERSON)
@opens_file("people:change_identifier")
def change_identifier(request: Any, person: Person, identifier_id: UUID) -> HttpResponse:
    identifier = get_object_or_404(Identifier, pk=identifier_id, person=person)
    return ask(
        request,
        person,
        bound(IdentifierForm, request, initial=answers_of(identifier, IdentifierForm)),
        operations.change_identifier,
        title=_("Change a number"),
        button=_("Save number"),
        done=_("Number changed"),
        back=_back(person),
        template="people/number_form.html",
        identifier=identifier,
    )
