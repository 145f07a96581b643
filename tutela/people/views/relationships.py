from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.people import operations
from tutela.people.alike import own_people_named
from tutela.people.files import consult_too, opens_file, show_in_list
from tutela.people.forms.relationships import (
    VICTIM,
    LinkedForm,
    NewRelationshipForm,
    RelationshipForm,
)
from tutela.people.models import Person, Relationship
from tutela.people.parts import Part
from tutela.people.views.file_forms import answers_of, ask

PARTS = frozenset({Part.RELATIONSHIPS, Part.VICTIMS})


def _back(person: Person) -> str:
    return reverse("people:relationships", args=[person.pk])


@requires(May.READ_FILE)
@opens_file("people:relationships")
def relationships(request: Any, person: Person) -> HttpResponse:
    rows = list(person.relationships.select_related("other_person"))
    show_in_list(
        {row.other_person_id for row in rows if row.other_person_id}, page="people:relationships"
    )
    others = [row for row in rows if row.part == Part.RELATIONSHIPS]
    context = {
        "person": person,
        "now": [row for row in others if not _is_over(row, request.day)],
        "before": [row for row in others if _is_over(row, request.day)],
        "victims": [row for row in rows if row.part == Part.VICTIMS],
        "is_open": Part.RELATIONSHIPS in request.opened.parts_read,
        "shows_victims": Part.VICTIMS in request.opened.parts_read,
        "may_change": _parts(request),
        "may_add": bool(_parts(request)),
    }
    return render(request, "people/relationships.html", context)


def _is_over(row: Relationship, day: Any) -> bool:
    return bool(row.ends_on and row.ends_on < day)


def _parts(request: Any) -> frozenset[str]:
    """The kinds of relationship that the actor may add and change here."""
    may = May.CHANGE_PERSON in request.may
    return PARTS & request.opened.parts_change if may else frozenset()


@requires(May.CHANGE_PERSON)
@opens_file("people:add_relationship")
def add_relationship(request: Any, person: Person) -> HttpResponse:
    form = bound(NewRelationshipForm, request, parts=request.opened.parts_change)
    people = []
    if request.method == "POST" and request.POST.get("kind") != VICTIM:
        people = own_people_named(request.POST.get("other_name", ""), besides=person)
        show_in_list([other.pk for other in people], page="people:add_relationship")
        form.ask_which([(str(other.pk), _line(other)) for other in people])
    chosen = next((one for one in people if str(one.pk) == request.POST.get("other_person")), None)
    if chosen:
        consult_too(chosen.pk, page="people:add_relationship")
    form.settle(chosen)
    return ask(
        request,
        person,
        form,
        operations.add_relationship,
        title=_("Add a relationship"),
        button=_("Add relationship"),
        done=_("Relationship added"),
        back=_back(person),
        template="people/relationship_form.html",
    )


def _line(person: Person) -> str:
    born = person.born
    return _("%(name)s, born %(born)s") % {"name": person, "born": born} if born else str(person)


@requires(May.CHANGE_PERSON)
@opens_file("people:change_relationship")
def change_relationship(request: Any, person: Person, relationship_id: UUID) -> HttpResponse:
    row = get_object_or_404(Relationship, pk=relationship_id, person=person)
    kind = LinkedForm if row.other_person_id else RelationshipForm
    if row.other_person_id:
        consult_too(row.other_person_id, page="people:change_relationship")
    parts = request.opened.parts_change & {row.part}
    facts: dict[str, Any] = {"other_name": ""} if row.other_person_id else {}
    return ask(
        request,
        person,
        bound(kind, request, parts=parts, initial=answers_of(row, kind)),
        operations.change_relationship,
        title=_("Change or end a relationship"),
        button=_("Save relationship"),
        done=_("Relationship changed"),
        back=_back(person),
        relationship=row,
        **facts,
    )
