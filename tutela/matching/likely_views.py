from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires, submit
from tutela.access.permissions import May
from tutela.matching import operations, queries, rules
from tutela.matching.forms import AnswerForm, PartForm
from tutela.matching.models import Likeness
from tutela.people.files import opens_file, show_in_list
from tutela.people.models import BirthDate, Identifier, Name, Person
from tutela.people.parts import Part


@requires(May.READ_FILE)
@opens_file("matching:likely")
def likely(request: Any, person: Person) -> HttpResponse:
    found = list(queries.likenesses_of(person))
    context = {"person": person, "found": found, "joined": queries.joined_with(person)}
    return render(request, "matching/likely.html", context)


@requires(May.READ_FILE)
@opens_file("matching:compare")
def compare(request: Any, person: Person, likeness_id: UUID) -> HttpResponse:
    likeness = _likeness(person, likeness_id)
    other = queries.other_record(likeness)
    if other:
        show_in_list([other.pk], page="matching:compare")
    may_decide = _may_decide(request, person) and not likeness.outcome
    is_ours = likeness.other_team_id == person.owner_team_id
    initial = {"version": likeness.version}
    form = bound(AnswerForm, request, initial=initial, is_ours=is_ours)
    if may_decide:
        answered = submit(
            request,
            form,
            operations.answer,
            then=lambda _came: reverse("matching:likely", args=[person.pk]),
            done=_("Answer recorded"),
            person=person,
            likeness=likeness,
        )
        if answered:
            return answered
    context = {
        "person": person,
        "likeness": likeness,
        "reasons": _reasons(likeness, person, other),
        "ours": _said_of(person),
        "other": other,
        "theirs": _said_of(other) if other else None,
        "form": form if may_decide else None,
        "may_decide": may_decide,
        "part_page": "matching:likely",
    }
    return render(request, "matching/compare.html", context)


@requires(May.DECIDE_LIKENESS)
@opens_file("matching:part")
def part(request: Any, person: Person, likeness_id: UUID) -> HttpResponse:
    likeness = _likeness(person, likeness_id)
    back = reverse("matching:likely", args=[person.pk])
    form = bound(PartForm, request)
    parted = submit(
        request,
        form,
        operations.part,
        then=lambda _row: back,
        done=_("The records are apart again"),
        person=person,
        likeness=likeness,
    )
    context = {"person": person, "form": form, "back": back, "part_page": "matching:likely"}
    return parted or render(request, "matching/part.html", context)


def _likeness(person: Person, likeness_id: UUID) -> Likeness:
    found = Likeness.objects.select_related("other_team__agency", "answered_by__user")
    return get_object_or_404(found, pk=likeness_id, person=person)


def _may_decide(request: Any, person: Person) -> bool:
    return (
        May.DECIDE_LIKENESS in request.may
        and person.owner_team_id == request.actor.team_id
        and Part.LIST in request.opened.parts_change
    )


def _reasons(likeness: Likeness, person: Person, other: Person | None) -> list[str]:
    """What they are alike in; a number of both was perhaps recorded after they were found."""
    found = list(likeness.reasons)
    is_shared = other is not None and bool(_numbers(person) & _numbers(other))
    if is_shared and rules.SAME_NUMBER.words not in found:
        found.insert(0, rules.SAME_NUMBER.words)
    return found


def _numbers(person: Person) -> set[tuple[str, str]]:
    return {(row.kind, row.key) for row in _of(Identifier, person) if row.key}


def _said_of(person: Person) -> dict[str, Any]:
    """What a record says of who somebody is, for a look at two side by side."""
    return {
        "names": [f"{name} ({name.get_kind_display()})" for name in _of(Name, person)],
        "births": [birth.words for birth in _of(BirthDate, person)],
        "numbers": [f"{row.get_kind_display()}: {row.said}" for row in _of(Identifier, person)],
    }


def _of(kind: Any, person: Person) -> list[Any]:
    return list(kind.objects.filter(person=person))
