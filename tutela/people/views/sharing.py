from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.agencies.models import Team
from tutela.people import queries
from tutela.people.files import Ground, opens_file, reasons_of
from tutela.people.forms.sharing import (
    AllocateForm,
    EndForm,
    GrantForm,
    HandOverForm,
    LiftForm,
    RestrictForm,
    TeamSearchForm,
)
from tutela.people.models import Allocation, Interest, Person
from tutela.people.operations import sharing as operations
from tutela.people.parts import LABELS, Part
from tutela.people.views.file_forms import ask

TEAMS_SHOWN = 50


def _back(person: Person) -> str:
    return reverse("people:sharing", args=[person.pk])


@requires(May.READ_FILE)
@opens_file("people:sharing")
def sharing(request: Any, person: Person) -> HttpResponse:
    found = queries.sharing_of(person, on=request.day)
    allocations = Allocation.objects.filter(person=person).select_related(
        "appointment__user", "appointment__team"
    )
    may_share = Part.LIST in request.opened.parts_change
    is_owner = person.owner_team_id == request.actor.team_id
    context = {
        "person": person,
        "reasons_of": reasons_of(request),
        "now": found["now"],
        "coming": found["coming"],
        "past": found["past"],
        "labels": {part.value: label for part, label in LABELS.items()},
        "allocated": queries.allocated_to(person.pk, on=request.day),
        "allocations": allocations.order_by("-starts_on", "-id"),
        "may_grant": may_share and May.GRANT_INTEREST in request.may,
        "may_allocate": may_share and May.ALLOCATE_PERSON in request.may,
        "may_hand_over": may_share
        and is_owner
        and request.opened.ground == Ground.INTEREST
        and not person.restricted
        and May.HAND_OVER_PERSON in request.may,
        "may_restrict": may_share and is_owner and May.GRANT_INTEREST in request.may,
    }
    return render(request, "people/sharing.html", context)


def found_teams(request: Any, *, address: Callable[[Team], str]) -> dict[str, Any]:
    """Teams by name, agency or area, each with an address; without a search those of the area."""
    form = TeamSearchForm(request.GET if "team" in request.GET else None)
    words = form.cleaned_data["team"].split() if form.is_bound and form.is_valid() else []
    teams = Team.objects.select_related("agency__area").exclude(pk=request.actor.team_id)
    for word in words:
        teams = teams.filter(
            Q(name__icontains=word)
            | Q(agency__name__icontains=word)
            | Q(agency__area__name__icontains=word)
        )
    if not words:
        teams = teams.filter(agency__area=request.actor.area_id)
    found = teams.order_by("agency__area__name", "agency__name", "name", "id")[: TEAMS_SHOWN + 1]
    return {
        "search": form,
        "searched": bool(words),
        "teams": [(team, address(team)) for team in found[:TEAMS_SHOWN]],
        "are_more": len(found) > TEAMS_SHOWN,
    }


def _find_team(request: Any, person: Person, *, title: str, page: str) -> HttpResponse:
    context = {
        **found_teams(request, address=lambda team: reverse(page, args=[person.pk, team.pk])),
        "person": person,
        "title": title,
        "back": _back(person),
        "part_page": "people:sharing",
    }
    return render(request, "people/find_team.html", context)


def _ask(request: Any, person: Person, form: Any, operation: Any, **asked: Any) -> HttpResponse:
    facts, names = asked.pop("facts", {}), ("lead", "kind", "team", "former")
    shown = {name: asked.pop(name) for name in names if name in asked}
    return ask(
        request,
        person,
        form,
        operation,
        back=_back(person),
        part_page="people:sharing",
        template="people/sharing_form.html",
        shown=shown,
        **asked,
        **facts,
    )


@requires(May.GRANT_INTEREST)
@opens_file("people:grant")
def grant(request: Any, person: Person) -> HttpResponse:
    title = _("Which team needs to know?")
    return _find_team(request, person, title=title, page="people:grant_to")


@requires(May.GRANT_INTEREST)
@opens_file("people:grant_to")
def grant_to(request: Any, person: Person, team_id: UUID) -> HttpResponse:
    team = get_object_or_404(Team.objects.select_related("agency__area"), pk=team_id)
    form = bound(
        GrantForm,
        request,
        opened=request.opened,
        officers=queries.officers_of(team, on=localdate()),
        is_restricted=person.restricted,
    )
    return _ask(
        request,
        person,
        form,
        operations.grant,
        facts={"team": team},
        done=_("Interest granted"),
        title=_("Give a team sight of this file"),
        team=team,
        button=_("Give sight of these parts"),
    )


def _after(request: Any, person: Person) -> Any:
    """Where to go when one's own team has ended its sight of the file: now, or later."""
    gone = request.POST.get("when") == "now"
    return lambda _: reverse("people:list") if gone else _back(person)


def stays_answered(view: Any) -> Any:
    """A second press is answered though the first has closed the file to the one who pressed."""

    @wraps(view)
    def answered(request: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get("operation_key", "")
        if key and queries.was_pressed(key):
            return redirect("people:list")
        return view(request, **kwargs)

    return answered


@requires(May.GRANT_INTEREST)
@stays_answered
@opens_file("people:end_interest")
def end_interest(request: Any, person: Person, interest_id: UUID) -> HttpResponse:
    interest = get_object_or_404(
        Interest.objects.select_related("team__agency__area"), pk=interest_id, person=person
    )
    return _ask(
        request,
        person,
        bound(EndForm, request),
        operations.end,
        then=_after(request, person) if interest.team_id == request.actor.team_id else None,
        facts={"interest": interest},
        done=_("Interest ended"),
        title=_("End a team's sight of this file"),
        team=interest.team,
        button=_("End it"),
        kind="warning",
    )


@requires(May.ALLOCATE_PERSON)
@opens_file("people:allocate")
def allocate(request: Any, person: Person) -> HttpResponse:
    form = bound(
        AllocateForm,
        request,
        officers=queries.officers_who_may_manage(person.pk, on=localdate()),
        initial={"version": Allocation.objects.filter(person=person).count()},
    )
    return _ask(
        request,
        person,
        form,
        operations.allocate,
        done=_("Officer allocated"),
        title=_("Allocate to an officer"),
        former=queries.allocated_to(person.pk, on=localdate()),
        button=_("Allocate"),
    )


@requires(May.HAND_OVER_PERSON)
@opens_file("people:hand_over")
def hand_over(request: Any, person: Person) -> HttpResponse:
    title = _("Which team takes over?")
    return _find_team(request, person, title=title, page="people:hand_over_to")


@requires(May.HAND_OVER_PERSON)
@stays_answered
@opens_file("people:hand_over_to")
def hand_over_to(request: Any, person: Person, team_id: UUID) -> HttpResponse:
    team = get_object_or_404(Team.objects.select_related("agency__area"), pk=team_id)
    return _ask(
        request,
        person,
        bound(HandOverForm, request),
        operations.hand_over,
        then=_after(request, person),
        facts={"team": team},
        done=_("Record handed over"),
        title=_("Hand over to another team"),
        team=team,
        lead=_(
            "The other team gets every part that your team holds, decides who sees the file, and"
            " is told of every opening. The allocated officer's time ends now."
        ),
        button=_("Hand over"),
        kind="warning",
    )


@requires(May.GRANT_INTEREST)
@opens_file("people:restrict")
def restrict(request: Any, person: Person) -> HttpResponse:
    return _ask(
        request,
        person,
        bound(
            RestrictForm,
            request,
            officers=queries.officers_of(person.owner_team_id, on=localdate()),
        ),
        operations.restrict,
        done=_("Record restricted"),
        title=_("Restrict this record"),
        lead=_(
            "Nobody but the officers named here will find the record. Cover, supervision and"
            " emergencies do not open it. The contact card shows only what your team sets. Other"
            " teams wait until officers of theirs are named."
        ),
        button=_("Restrict"),
        kind="warning",
    )


@requires(May.GRANT_INTEREST)
@opens_file("people:lift")
def lift(request: Any, person: Person) -> HttpResponse:
    return _ask(
        request,
        person,
        bound(LiftForm, request),
        operations.lift,
        done=_("Restriction lifted"),
        title=_("Lift the restriction"),
        lead=_(
            "Everybody in the teams that hold an interest will see the parts given to them again,"
            " and cover, supervision and emergencies will open the file."
        ),
        button=_("Lift the restriction"),
        kind="warning",
    )
