from datetime import date
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
from tutela.meetings import operations
from tutela.meetings.calendar import calendar_of
from tutela.meetings.forms.arranging import ConfirmForm, ItemForm, PutOnForm, TakeOffForm
from tutela.meetings.forms.attending import AgreeForm, AttendanceForm
from tutela.meetings.models import Item
from tutela.meetings.queries import agendas, cases
from tutela.meetings.statement import statement
from tutela.meetings.views.referrals import PART, part_of
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import answers_of, ask


def item_page(person: Person, item_id: UUID) -> str:
    return reverse("meetings:item", args=[person.pk, item_id])


def item_of(person: Person, item_id: UUID) -> Item:
    """The case of a meeting that the address names, in this file."""
    rows = Item.objects.select_related(
        "sitting__area", "sitting__chair__user", "sitting__chair__team__agency"
    )
    found: Item = get_object_or_404(rows, pk=item_id, person=person)
    return found


def meets_on(item: Item) -> date:
    return localdate(item.sitting.starts_at)


def may_write(request: Any, may: May) -> bool:
    """Whether the reader's role carries it, and their team may change this part of the file."""
    return may in request.may and Part.MEETINGS in request.opened.parts_change


def may_arrange(request: Any) -> bool:
    return may_write(request, May.ARRANGE_MEETING)


@requires(May.READ_FILE)
@opens_file("meetings:item")
def item(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    invitations = cases.invitations_of(row)
    mine = next(
        (
            one
            for one in invitations
            if one.team_id == request.actor.team_id and not one.withdrawn_why
        ),
        None,
    )
    attends = may_write(request, May.ATTEND_MEETING)
    arranges = may_arrange(request)
    context = {
        "person": person,
        "item": row,
        "sitting": row.sitting,
        "invitations": invitations,
        "mine": mine if attends else None,
        "has_agreed": cases.has_agreed(row, request.actor),
        "may_agree": attends,
        "attendances": cases.attendances_of(row),
        "requests": cases.requests_of(person.pk, on=request.day, item=row),
        "may_arrange": arranges,
        "is_on_agenda": row.stage == Item.Stage.ON_AGENDA,
        "chair_sees": cases.chair_sees(row, on=request.day),
        "part_page": PART,
    }
    return render(request, "meetings/item.html", context)


@requires(May.READ_FILE)
@opens_file("meetings:calendar")
def calendar(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    """The meeting for one's own calendar; it names nobody."""
    row = item_of(person, item_id)
    address = request.build_absolute_uri("/")
    content = calendar_of(row, uid=row.pk, address=address, now=timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return answer


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:put_on")
def put_on(request: Any, person: Person) -> HttpResponse:
    sittings = agendas.upcoming(now=timezone.now()).filter(area=request.actor.area_id)
    kind = Item.Kind.REVIEW if cases.was_heard_before(person) else Item.Kind.INITIAL
    initial = {"kind": kind, "sitting": request.GET.get("sitting", "")}
    return ask(
        request,
        person,
        bound(PutOnForm, request, sittings=sittings, initial=initial),
        operations.put_on,
        title=_("Put the case on an agenda"),
        button=_("Put it on the agenda"),
        done=_("On the agenda. Now invite those who should come."),
        back=part_of(person),
        then=lambda made: item_page(person, about_id(made)),
        template="meetings/put_on.html",
        shown={"has_sittings": sittings.exists()},
    )


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:change_item")
def change_item(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    return ask(
        request,
        person,
        bound(ItemForm, request, initial=answers_of(row, ItemForm)),
        operations.change_item,
        title=_("Change the place on the agenda"),
        button=_("Save"),
        done=_("Saved"),
        back=item_page(person, row.pk),
        item=row,
    )


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:take_off")
def take_off(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    return ask(
        request,
        person,
        bound(TakeOffForm, request, initial={"version": row.version}),
        operations.take_off,
        title=_("Put off, or take off the agenda"),
        button=_("Save"),
        done=_("Saved"),
        back=item_page(person, row.pk),
        shown={"kind": "warning"},
        item=row,
    )


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:show_to_chair")
def show_to_chair(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    return ask(
        request,
        person,
        bound(ConfirmForm, request),
        operations.show_to_chair,
        title=_("Show the case to the chair"),
        button=_("Show it"),
        done=_("The chair sees this case now"),
        back=item_page(person, row.pk),
        shown={
            "lead": _(
                "The chair of the meeting sees what is needed to hear this case, and no other."
            )
        },
        item=row,
    )


@requires(May.ARRANGE_MEETING)
@opens_file("meetings:attendance")
def attendance(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    invitations = cases.invitations_of(row)
    expected = cases.expected_at(row, request.actor, invitations=invitations)
    return ask(
        request,
        person,
        bound(AttendanceForm, request, expected=expected),
        operations.record_attendance,
        title=_("Who came for this case"),
        button=_("Save"),
        done=_("Attendance recorded"),
        back=item_page(person, row.pk),
        template="meetings/attendance.html",
        shown={"statement": statement()},
        item=row,
        statement=statement().edition,
    )


@requires(May.ATTEND_MEETING)
@opens_file("meetings:agree")
def agree(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    return ask(
        request,
        person,
        bound(AgreeForm, request),
        operations.agree,
        title=_("Agree to confidentiality"),
        button=_("I agree"),
        done=_("Your agreement is recorded"),
        back=item_page(person, row.pk),
        template="meetings/agree.html",
        shown={"statement": statement()},
        item=row,
        statement=statement().edition,
    )
