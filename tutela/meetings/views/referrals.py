from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.pages import about_id, bound, requires
from tutela.access.permissions import May
from tutela.agencies.models import Team
from tutela.meetings import operations
from tutela.meetings.forms.referring import (
    CloseReferralForm,
    CorrectReferralForm,
    DecideReferralForm,
    ReferForm,
    WithdrawReferralForm,
)
from tutela.meetings.models import Referral, ReferralReasons
from tutela.meetings.queries import agendas, cases
from tutela.meetings.queries.form_a import sections
from tutela.meetings.queries.who import coordinating_teams
from tutela.meetings.sight import sight
from tutela.people.files import opens_file, show_in_list
from tutela.people.listing import teams_of
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import ask
from tutela.people.views.sharing import stays_answered

PART = "meetings:meetings"
OFFERED_AGAIN = (
    *("why", "risk_now", "who_should_come", "release_address", "closest_link", "ethnicity"),
    "media",
)


def part_of(person: Person) -> str:
    return reverse(PART, args=[person.pk])


def page_of(person: Person, referral_id: UUID) -> str:
    return reverse("meetings:referral", args=[person.pk, referral_id])


@requires(May.READ_FILE)
@opens_file("meetings:meetings")
def meetings(request: Any, person: Person) -> HttpResponse:
    is_open = Part.MEETINGS in request.opened.parts_read
    referrals = list(cases.referrals_of(person.pk)) if is_open else []
    context = {
        "person": person,
        "is_open": is_open,
        "referrals": referrals,
        "items": cases.items_of(person.pk) if is_open else [],
        "requests": cases.requests_of(person.pk, on=request.day),
        "may_refer": May.REFER_CASE in request.may
        and {Part.LIST, Part.MEETINGS} <= request.opened.parts_change
        and not any(one.is_open for one in referrals),
        "may_arrange": May.ARRANGE_MEETING in request.may
        and Part.MEETINGS in request.opened.parts_change,
        "is_accepted": any(one.stage == Referral.Stage.ACCEPTED for one in referrals),
    }
    return render(request, "meetings/meetings.html", context)


@requires(May.READ_FILE)
@opens_file("meetings:form_a")
def form_a(request: Any, person: Person) -> HttpResponse:
    """What the record said of the case at the moment that is asked for."""
    parts = request.opened.parts_read
    context = {
        "person": person,
        "sections": sections(person, parts=parts, on=request.day),
        "reasons": cases.last_reasons(person.pk) if Part.MEETINGS in parts else None,
        "part_page": PART,
    }
    return render(request, "meetings/form_a.html", context)


def _said_of(reasons: ReferralReasons) -> dict[str, Any]:
    """What was said in a referral; its level too where it never came to a decision."""
    said = {name: getattr(reasons, name) for name in OFFERED_AGAIN}
    row = reasons.referral
    if row.stage in {Referral.Stage.WAITING, Referral.Stage.WITHDRAWN}:
        said |= {"level_sought": row.level_sought, "is_urgent": row.is_urgent}
    return said


@requires(May.REFER_CASE)
@opens_file("meetings:refer")
def refer(request: Any, person: Person) -> HttpResponse:
    teams = coordinating_teams(first=request.actor.area_id, on=request.day)
    last = cases.last_reasons(person.pk)
    initial = _said_of(last) if last else {}
    return ask(
        request,
        person,
        bound(ReferForm, request, teams=teams, initial=initial),
        operations.refer,
        title=_("Refer to a level 2 or 3 meeting"),
        button=_("Refer the case"),
        done=_("Referred to the co-ordinator"),
        back=part_of(person),
        then=lambda made: page_of(person, about_id(made)),
        template="meetings/refer.html",
        shown={
            "sections": sections(person, parts=request.opened.parts_read, on=request.day),
            "has_coordinator": bool(teams),
            "is_again": last is not None,
        },
    )


@requires(May.READ_FILE)
@opens_file("meetings:referral")
def referral(request: Any, person: Person, referral_id: UUID) -> HttpResponse:
    row = get_object_or_404(cases.referrals_of(person.pk), pk=referral_id)
    may_share = Part.LIST in request.opened.parts_change
    waits = row.stage == Referral.Stage.WAITING
    is_accepted = row.stage == Referral.Stage.ACCEPTED
    may_withdraw = May.REFER_CASE in request.may and may_share and waits
    decides = May.DECIDE_REFERRAL in request.may and may_share
    context = {
        "person": person,
        "referral": row,
        "reasons": ReferralReasons.objects.filter(referral=row, person=person).first(),
        "decisions": row.decisions.filter(person=person).select_related(
            "decided_by__user", "decided_by__team"
        ),
        "may_decide": decides and waits and row.referred_by.user_id != request.actor.user_id,
        "corrections": row.corrections.filter(person=person).select_related(
            "made_by__user", "made_by__team"
        ),
        "may_withdraw": may_withdraw,
        "may_correct": may_withdraw
        and row.referred_by.team_id in set().union(*teams_of(request.actor).values()),
        "may_close": decides and is_accepted,
        "may_place": May.ARRANGE_MEETING in request.may and may_share and is_accepted,
        "part_page": PART,
    }
    return render(request, "meetings/referral.html", context)


def _settle(
    request: Any, person: Person, referral_id: UUID, form: Any, operation: Any, **said: Any
) -> HttpResponse:
    row = get_object_or_404(Referral, pk=referral_id, person=person)
    back = page_of(person, row.pk)
    offered = said.pop("offered", {})
    return ask(
        request,
        person,
        bound(form, request, initial={**offered, "version": row.version}),
        operation,
        back=back,
        part_page=PART,
        referral=row,
        **said,
    )


@requires(May.DECIDE_REFERRAL)
@stays_answered
@opens_file("meetings:decide_referral")
def decide_referral(request: Any, person: Person, referral_id: UUID) -> HttpResponse:
    declined = request.POST.get("outcome") == Referral.Stage.DECLINED
    return _settle(
        request,
        person,
        referral_id,
        DecideReferralForm,
        operations.decide,
        title=_("Accept or decline the referral"),
        button=_("Record the decision"),
        done=_("Referral declined") if declined else _("Referral accepted"),
        # who declines no longer sees the file
        then=lambda _done: (
            reverse("meetings:referrals") if declined else page_of(person, referral_id)
        ),
    )


@requires(May.REFER_CASE)
@opens_file("meetings:correct_referral")
def correct_referral(request: Any, person: Person, referral_id: UUID) -> HttpResponse:
    rows = ReferralReasons.objects.select_related("referral")
    said = get_object_or_404(rows, referral=referral_id, person=person)
    return _settle(
        request,
        person,
        referral_id,
        CorrectReferralForm,
        operations.correct,
        title=_("Correct the referral"),
        button=_("Save the correction"),
        done=_("Referral corrected"),
        offered=_said_of(said),
        shown={
            "lead": _(
                "What you change stands at once, with what was said before beside it. To send it"
                " to another co-ordinator withdraw it and refer again: nothing is typed twice."
            )
        },
    )


@requires(May.REFER_CASE)
@opens_file("meetings:withdraw_referral")
def withdraw_referral(request: Any, person: Person, referral_id: UUID) -> HttpResponse:
    return _settle(
        request,
        person,
        referral_id,
        WithdrawReferralForm,
        operations.withdraw,
        title=_("Withdraw the referral"),
        button=_("Withdraw it"),
        done=_("Referral withdrawn"),
        shown={"kind": "warning"},
    )


@requires(May.DECIDE_REFERRAL)
@opens_file("meetings:close_referral")
def close_referral(request: Any, person: Person, referral_id: UUID) -> HttpResponse:
    own = Team.objects.select_related("agency__area").get(pk=request.actor.team_id)
    today = localdate()
    return _settle(
        request,
        person,
        referral_id,
        CloseReferralForm,
        operations.close,
        title=_("Close the case"),
        button=_("Close it"),
        done=_("Case closed"),
        offered={"last_day": today + sight(own.agency.area.code, today).closed},
        shown={"kind": "warning"},
    )


@requires(May.DECIDE_REFERRAL)
def referrals(request: Any) -> HttpResponse:
    """Referrals that wait, and cases that were accepted, of those whom the reader may see."""
    waiting = list(agendas.referrals(stages=(Referral.Stage.WAITING,)))
    accepted = list(agendas.referrals(stages=(Referral.Stage.ACCEPTED,)))
    rows = [*waiting, *accepted]
    show_in_list([row.person_id for row in rows], page="meetings:referrals")
    nexts = agendas.next_meetings([row.person_id for row in accepted], now=timezone.now())
    context = {
        "waiting": waiting,
        "accepted": [(row, nexts.get(row.person_id)) for row in accepted],
    }
    return render(request, "meetings/referrals.html", context)
