from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.meetings import operations
from tutela.meetings.forms.record import ActionForm, ReportForm
from tutela.meetings.models import Action
from tutela.meetings.queries import record as queries
from tutela.meetings.views.cases import item_of, may_write
from tutela.meetings.views.record import may_report, record_page
from tutela.meetings.views.referrals import PART
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import ask


@requires(May.READ_FILE)
@opens_file("meetings:actions")
def actions(request: Any, person: Person) -> HttpResponse:
    is_open = Part.MEETINGS in request.opened.parts_read
    rows = queries.actions_of_person(person.pk) if is_open else []
    context = {
        "person": person,
        "is_open": is_open,
        "actions": rows,
        "to_report": may_report(request, rows),
        "part_page": PART,
    }
    return render(request, "meetings/actions.html", context)


@requires(May.ATTEND_MEETING)
@opens_file("meetings:action")
def action(request: Any, person: Person, action_id: UUID) -> HttpResponse:
    rows = Action.objects.select_related("words", "team__agency", "item__sitting")
    row = get_object_or_404(rows, pk=action_id, person=person)
    records = may_write(request, May.RECORD_MEETING)
    return ask(
        request,
        person,
        bound(ReportForm, request, records=records, initial={"version": row.version}),
        operations.report_action,
        title=_("What became of an action"),
        button=_("Save"),
        done=_("Saved"),
        back=reverse("meetings:actions", args=[person.pk]),
        part_page=PART,
        template="meetings/report.html",
        shown={"action": row},
        action=row,
    )


@requires(May.RECORD_MEETING)
@opens_file("meetings:add_action")
def add_action(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    return ask(
        request,
        person,
        bound(ActionForm, request, teams=queries.teams_of_case(row, person)),
        operations.set_action,
        title=_("Add an action"),
        button=_("Save action"),
        done=_("Action added"),
        back=record_page(person, row.pk),
        part_page=PART,
        item=row,
    )
