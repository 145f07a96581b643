from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.people import operations, queries
from tutela.people.files import Ground, opens_file
from tutela.people.forms.movement import (
    AcknowledgeForm,
    MoveForm,
    TakeBackForm,
    TakeOutForm,
    TransferForm,
    WhereaboutsForm,
)
from tutela.people.models import Move, Person, Transfer, Whereabouts
from tutela.people.movement_rules import acknowledge_within
from tutela.people.parts import Part
from tutela.people.views.file_forms import answers_of, ask
from tutela.people.views.sharing import stays_answered

PAGE = "people:whereabouts"


def _back(person: Person) -> str:
    return reverse(PAGE, args=[person.pk])


def _ask(request: Any, person: Person, form: Any, operation: Any, **asked: Any) -> HttpResponse:
    names = ("lead", "kind", "take_out", "shown_move")
    shown = {name: asked.pop(name) for name in names if name in asked}
    return ask(
        request,
        person,
        form,
        operation,
        back=_back(person),
        part_page=PAGE,
        template="people/movement_form.html",
        shown=shown,
        **asked,
    )


@requires(May.READ_FILE)
@opens_file(PAGE)
def whereabouts(request: Any, person: Person) -> HttpResponse:
    is_open = Part.ADDRESSES in request.opened.parts_read
    may_share = Part.LIST in request.opened.parts_change
    home = queries.area_on([person.pk], request.day)[person.pk] if is_open else None
    moves = list(Move.objects.filter(person=person).select_related(*MOVE_SHOWS))
    waits = next((move for move in moves if move.stage == Move.Stage.PROPOSED), None)
    elsewhere = home.area if home and home.area and home.area.pk != request.actor.area_id else None
    context = {
        "person": person,
        "is_open": is_open,
        "home": home,
        "rows": list(Whereabouts.objects.filter(person=person)) if is_open else [],
        "now": queries.where_now(person, on=request.day) if is_open else None,
        "moves": moves,
        "transfers": list(Transfer.objects.filter(person=person)) if is_open else [],
        "reasons_shown": may_share,
        "may_change": May.CHANGE_PERSON in request.may
        and Part.ADDRESSES in request.opened.parts_change,
        "may_acknowledge": waits is not None
        and waits.to_team_id is not None
        and request.actor.team_id in {waits.to_team_id, person.owner_team_id} - {waits.from_team_id}
        and _may_share(request)
        and May.ACKNOWLEDGE_MOVE in request.may,
        "may_take_back": _is_mine(request, waits, "from_team_id")
        and May.HAND_OVER_PERSON in request.may,
        "waits": waits,
        "may_move": elsewhere is not None
        and not any(_is_settled(move, elsewhere.pk) for move in moves)
        and person.owner_team_id == request.actor.team_id
        and _may_share(request)
        and May.HAND_OVER_PERSON in request.may,
        "is_verified": acknowledge_within(request.day).verified,
    }
    return render(request, "people/whereabouts.html", context)


MOVE_SHOWS = (
    "to_area",
    "to_team__agency",
    "from_team__agency__area",
    "made_by__user",
    "settled_by__user",
)


def _may_share(request: Any) -> bool:
    is_own = request.opened.ground == Ground.INTEREST
    return is_own and Part.LIST in request.opened.parts_change


def _is_mine(request: Any, move: Move | None, team: str) -> bool:
    return move is not None and getattr(move, team) == request.actor.team_id and _may_share(request)


def _is_settled(move: Move, area: UUID) -> bool:
    """Waits for that area, or was acknowledged by it from outside this register."""
    is_outside = move.stage == Move.Stage.ACKNOWLEDGED and move.to_team_id is None
    return move.to_area_id == area and (move.stage == Move.Stage.PROPOSED or is_outside)


@requires(May.CHANGE_PERSON)
@opens_file("people:add_whereabouts")
def add_whereabouts(request: Any, person: Person) -> HttpResponse:
    return _ask(
        request,
        person,
        bound(WhereaboutsForm, request),
        operations.add_whereabouts,
        title=_("Say where the person is"),
        button=_("Save"),
        done=_("Saved where the person is"),
        shows_consequences=True,
    )


@requires(May.CHANGE_PERSON)
@opens_file("people:change_whereabouts")
def change_whereabouts(request: Any, person: Person, whereabouts_id: UUID) -> HttpResponse:
    row = get_object_or_404(Whereabouts, pk=whereabouts_id, person=person, in_error=False)
    return _ask(
        request,
        person,
        bound(WhereaboutsForm, request, initial=answers_of(row, WhereaboutsForm)),
        operations.change_whereabouts,
        title=_("Correct this, or say when it ended"),
        button=_("Save"),
        done=_("Saved where the person is"),
        whereabouts=row,
        take_out=reverse("people:take_out_whereabouts", args=[person.pk, row.pk]),
        shows_consequences=True,
    )


@requires(May.CHANGE_PERSON)
@opens_file("people:take_out_whereabouts")
def take_out_whereabouts(request: Any, person: Person, whereabouts_id: UUID) -> HttpResponse:
    row = get_object_or_404(Whereabouts, pk=whereabouts_id, person=person, in_error=False)
    return _ask(
        request,
        person,
        bound(TakeOutForm, request, initial={"version": row.version}),
        operations.take_out_whereabouts,
        title=_("This entry was an error"),
        lead=_("The entry stays readable, and counts for nothing."),
        button=_("Take it out"),
        kind="warning",
        done=_("The entry counts for nothing now"),
        whereabouts=row,
        shows_consequences=True,
    )


@requires(May.HAND_OVER_PERSON)
@opens_file("people:move")
def move(request: Any, person: Person) -> HttpResponse:
    home = queries.area_on([person.pk], request.day)[person.pk]
    return _ask(
        request,
        person,
        bound(MoveForm, request),
        operations.move,
        title=_("Let the move follow"),
        lead=_("The home address that is recorded is in %(area)s.") % {"area": home.area}
        if home.area
        else _("The home address that is recorded is in another police area."),
        button=_("See what follows"),
        done=_("The person has moved to the other area"),
        shows_consequences=True,
    )


@requires(May.ACKNOWLEDGE_MOVE)
@stays_answered
@opens_file("people:acknowledge")
def acknowledge(request: Any, person: Person, move_id: UUID) -> HttpResponse:
    row = get_object_or_404(Move.objects.select_related(*MOVE_SHOWS), pk=move_id, person=person)
    return _ask(
        request,
        person,
        bound(AcknowledgeForm, request),
        operations.acknowledge,
        title=_("Acknowledge the move"),
        shown_move=row,
        button=_("Acknowledge"),
        done=_("Move acknowledged"),
        move=row,
    )


@requires(May.HAND_OVER_PERSON)
@stays_answered
@opens_file("people:take_back")
def take_back(request: Any, person: Person, move_id: UUID) -> HttpResponse:
    row = get_object_or_404(Move.objects.select_related(*MOVE_SHOWS), pk=move_id, person=person)
    return _ask(
        request,
        person,
        bound(TakeBackForm, request),
        operations.take_back,
        title=_("Take the move back"),
        lead=_(
            "Your team manages the person again, and the other team's sight of the file ends now."
            " Correct the home address too: while it is in the other area, the move is asked for"
            " again."
        ),
        shown_move=row,
        button=_("Take it back"),
        kind="warning",
        done=_("The move is taken back"),
        move=row,
    )


@requires(May.CHANGE_PERSON)
@opens_file("people:add_transfer")
def add_transfer(request: Any, person: Person) -> HttpResponse:
    return _ask(
        request,
        person,
        bound(TransferForm, request),
        operations.add_transfer,
        title=_("What was sent to another force"),
        lead=_(
            "For forces that do not use this register: Scotland, Northern Ireland, abroad, or an"
            " area without a team here."
        ),
        button=_("Save"),
        done=_("Saved what was sent"),
    )


@requires(May.CHANGE_PERSON)
@opens_file("people:change_transfer")
def change_transfer(request: Any, person: Person, transfer_id: UUID) -> HttpResponse:
    row = get_object_or_404(Transfer, pk=transfer_id, person=person, in_error=False)
    return _ask(
        request,
        person,
        bound(TransferForm, request, initial=answers_of(row, TransferForm)),
        operations.change_transfer,
        title=_("Correct what was sent, or say that it was acknowledged"),
        button=_("Save"),
        done=_("Saved what was sent"),
        transfer=row,
        take_out=reverse("people:take_out_transfer", args=[person.pk, row.pk]),
    )


@requires(May.CHANGE_PERSON)
@opens_file("people:take_out_transfer")
def take_out_transfer(request: Any, person: Person, transfer_id: UUID) -> HttpResponse:
    row = get_object_or_404(Transfer, pk=transfer_id, person=person, in_error=False)
    return _ask(
        request,
        person,
        bound(TakeOutForm, request, initial={"version": row.version}),
        operations.take_out_transfer,
        title=_("This entry was an error"),
        lead=_("The entry stays readable, and counts for nothing."),
        button=_("Take it out"),
        kind="warning",
        done=_("The entry counts for nothing now"),
        transfer=row,
    )
