from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.pages import about_id, bound, requires
from tutela.access.permissions import May
from tutela.agencies.models import Team
from tutela.meetings import operations, rules
from tutela.meetings.forms.asking import (
    AnswerInvitationForm,
    AskInformationForm,
    GuestForm,
    InviteForm,
    ReturnForm,
    WhyForm,
)
from tutela.meetings.models import InformationRequest, Invitation, Item
from tutela.meetings.queries import cases
from tutela.meetings.queries.who import teams_in
from tutela.meetings.sight import sight
from tutela.meetings.views.cases import item_of, item_page, may_arrange, meets_on
from tutela.meetings.views.referrals import PART, part_of
from tutela.people.files import not_found, opens_file
from tutela.people.models import Person
from tutela.people.queries import officers_of
from tutela.people.views.file_forms import answers_of, ask
from tutela.people.views.sharing import found_teams


def _invited(item: Item) -> list[UUID]:
    rows = Invitation.objects.filter(item=item, person=item.person_id, withdrawn_why="")
    return [team for team in rows.values_list("team_id", flat=True) if team]


def _offered(item: Item, *, usual: tuple[str, ...], is_asked: bool = False) -> dict[str, Any]:
    day, today = meets_on(item), localdate()
    ours = sight(item.sitting.area.code, today)
    stays = ours.asked if is_asked else ours.attending
    return {
        "parts_read": usual,
        "last_day": rules.sees_until(day, stays, today=today),
        "due_on": rules.answer_by(day, ours.answer_before, today=today),
    }


def _invite(
    request: Any, person: Person, item: Item, *, teams: Any, team: Team | None
) -> HttpResponse:
    form = bound(
        InviteForm,
        request,
        opened=request.opened,
        officers=officers_of(team, on=localdate()) if team else None,
        is_restricted=person.restricted,
        teams=teams,
        team=team,
        initial=_offered(item, usual=rules.USUAL_FOR_ATTENDING),
    )
    return ask(
        request,
        person,
        form,
        operations.invite,
        title=_("Invite agencies to this case"),
        button=_("Invite"),
        done=_("Invited"),
        back=item_page(person, item.pk),
        template="meetings/invite.html",
        shown={"item": item, "team": team, "has_teams": team is not None or teams.exists()},
        item=item,
    )


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:invite")
def invite(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    """Teams of the area, several at once; for a restricted record each with named readers."""
    row = item_of(person, item_id)
    if person.restricted:
        return _find(request, person, row, page="meetings:invite_team")
    teams = teams_in(request.actor.area_id).exclude(pk__in=[*_invited(row), request.actor.team_id])
    return _invite(request, person, row, teams=teams, team=None)


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:find_invited")
def find_invited(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    return _find(request, person, item_of(person, item_id), page="meetings:invite_team")


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:invite_team")
def invite_team(request: Any, person: Person, item_id: UUID, team_id: UUID) -> HttpResponse:
    team = get_object_or_404(Team.objects.select_related("agency__area"), pk=team_id)
    return _invite(request, person, item_of(person, item_id), teams=None, team=team)


def _find(request: Any, person: Person, item: Item, *, page: str) -> HttpResponse:
    """A team of any area, to be asked with named readers."""
    context = found_teams(request, address=lambda team: reverse(page, args=[*keys(item), team.pk]))
    context |= {
        "person": person,
        "title": _("Which team?"),
        "back": item_page(person, item.pk),
        "part_page": PART,
    }
    return render(request, "people/find_team.html", context)


def keys(item: Item) -> list[UUID]:
    return [item.person_id, item.pk]


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:invite_guest")
def invite_guest(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    return ask(
        request,
        person,
        bound(GuestForm, request),
        operations.invite_guest,
        title=_("Invite a guest"),
        button=_("Add the guest"),
        done=_("Guest added"),
        back=item_page(person, row.pk),
        shown={
            "lead": _(
                "A guest has no account here: they see nothing of the file, and sign the"
                " confidentiality statement on paper."
            )
        },
        item=row,
    )


def _invitation(person: Person, invitation_id: UUID) -> Invitation:
    found: Invitation = get_object_or_404(
        Invitation.objects.select_related("team"), pk=invitation_id, person=person
    )
    return found


def _answers_for(request: Any, team: UUID | None) -> None:
    """One answers for one's own agency; who arranges writes down what another said."""
    if team != request.actor.team_id and not may_arrange(request):
        raise not_found()


@requires(May.ATTEND_MEETING)
@opens_file("meetings:answer_invitation")
def answer_invitation(
    request: Any, person: Person, item_id: UUID, invitation_id: UUID
) -> HttpResponse:
    row = _invitation(person, invitation_id)
    _answers_for(request, row.team_id)
    return ask(
        request,
        person,
        bound(AnswerInvitationForm, request, initial=answers_of(row, AnswerInvitationForm)),
        operations.answer_invitation,
        title=_("Answer the invitation"),
        button=_("Send the answer"),
        done=_("Answer sent"),
        back=item_page(person, item_id),
        shown={"lead": _("Why your agency is asked: %(why)s") % {"why": row.why}},
        invitation=row,
    )


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:withdraw_invitation")
def withdraw_invitation(
    request: Any, person: Person, item_id: UUID, invitation_id: UUID
) -> HttpResponse:
    row = _invitation(person, invitation_id)
    return ask(
        request,
        person,
        bound(WhyForm, request, initial={"version": row.version}),
        operations.withdraw_invitation,
        title=_("Withdraw the invitation"),
        button=_("Withdraw it"),
        done=_("Invitation withdrawn"),
        back=item_page(person, item_id),
        shown={
            "kind": "warning",
            "lead": _("The sight of the case that this invitation gave ends at once."),
        },
        invitation=row,
    )


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:find_asked")
def find_asked(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    return _find(request, person, item_of(person, item_id), page="meetings:ask_information")


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:ask_information")
def ask_information(request: Any, person: Person, item_id: UUID, team_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    team = get_object_or_404(Team.objects.select_related("agency__area"), pk=team_id)
    form = bound(
        AskInformationForm,
        request,
        opened=request.opened,
        officers=officers_of(team, on=localdate()),
        is_restricted=person.restricted,
        initial=_offered(row, usual=rules.USUAL_FOR_ASKED, is_asked=True),
    )
    return ask(
        request,
        person,
        form,
        operations.ask_information,
        title=_("Ask an agency for information"),
        button=_("Ask"),
        done=_("Asked"),
        back=item_page(person, row.pk),
        template="meetings/invite.html",
        shown={"item": row, "team": team, "has_teams": True},
        item=row,
        team=team,
    )


@requires(May.READ_FILE)
@opens_file("meetings:request")
def request_page(request: Any, person: Person, request_id: UUID) -> HttpResponse:
    """One request with its answers: the asked agency's own, or in the part that is open."""
    asked = cases.requests_of(person.pk, on=request.day)
    found = next((one for one in asked if one.request.pk == request_id), None)
    if found is None:
        raise not_found()
    row = found.request
    is_mine = row.team_id == request.actor.team_id
    arranges = may_arrange(request)
    context = {
        "person": person,
        "asked": found,
        "may_answer": not row.withdrawn_why
        and May.ANSWER_REQUEST in request.may
        and (is_mine or arranges),
        "is_mine": is_mine,
        "may_withdraw": not row.withdrawn_why and arranges,
        "part_page": PART,
    }
    return render(request, "meetings/request.html", context)


@requires(May.ANSWER_REQUEST)
@opens_file("meetings:return_information")
def return_information(request: Any, person: Person, request_id: UUID) -> HttpResponse:
    row = get_object_or_404(InformationRequest, pk=request_id, person=person)
    _answers_for(request, row.team_id)
    return ask(
        request,
        person,
        bound(ReturnForm, request, initial={"version": row.version}),
        operations.return_information,
        title=_("Answer the request for information"),
        button=_("Send the answer"),
        done=_("Answer sent"),
        back=part_of(person),
        then=lambda made: reverse("meetings:request", args=[person.pk, about_id(made)]),
        template="meetings/return.html",
        shown={"asked": row},
        of=row,
    )


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:withdraw_request")
def withdraw_request(request: Any, person: Person, request_id: UUID) -> HttpResponse:
    row = get_object_or_404(InformationRequest, pk=request_id, person=person)
    return ask(
        request,
        person,
        bound(WhyForm, request, initial={"version": row.version}),
        operations.withdraw_request,
        title=_("Withdraw the request"),
        button=_("Withdraw it"),
        done=_("Request withdrawn"),
        back=reverse("meetings:request", args=[person.pk, row.pk]),
        shown={
            "kind": "warning",
            "lead": _("What was answered stays; the sight that the request gave ends at once."),
        },
        of=row,
    )
