from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires, submit
from tutela.access.permissions import May
from tutela.disclosure import operations, queries
from tutela.disclosure.forms.deciding import SettleForm
from tutela.disclosure.forms.telling import (
    DangerForm,
    FollowUpForm,
    IncidentForm,
    MadeForm,
    at_this_moment,
)
from tutela.disclosure.models import Awaited, Incident
from tutela.disclosure.views.considering import PAGE, changes, page_of, row_of
from tutela.people.files import opens_file, show_in_list
from tutela.people.models import Person
from tutela.people.views.file_forms import ask


@requires(May.RECORD_DISCLOSURE)
@opens_file("disclosure:tell")
def tell(request: Any, person: Person, consideration_id: UUID) -> HttpResponse:
    row = row_of(person, consideration_id)
    initial = {
        **at_this_moment(),
        "version": row.version,
        "recipient": row.recipient,
        "recipient_address": row.recipient_address,
        "told_by": request.actor.name,
        "words": row.words,
    }
    return ask(
        request,
        person,
        bound(MadeForm, request, initial=initial),
        operations.record_made,
        title=_("Record that somebody was told, or was not"),
        button=_("Save"),
        done=_("Recorded"),
        back=page_of(person, row.pk),
        part_page=PAGE,
        template="disclosure/tell.html",
        shown={"row": row},
        consideration=row,
    )


@requires(May.RECORD_DISCLOSURE)
@opens_file("disclosure:in_danger")
def in_danger(request: Any, person: Person) -> HttpResponse:
    initial = {**at_this_moment(), "told_by": request.actor.name}
    return ask(
        request,
        person,
        bound(DangerForm, request, initial=initial),
        operations.record_in_danger,
        title=_("Record what was told in immediate danger"),
        button=_("Save"),
        done=_("Recorded. Somebody else reviews it within 24 hours of the telling."),
        back=reverse(PAGE, args=[person.pk]),
        part_page=PAGE,
        shown={
            "lead": _(
                "Telling comes first: record it as it was. Somebody else reviews it within 24"
                " hours; nobody is blamed for a gap in this form."
            ),
        },
    )


@requires(May.RECORD_DISCLOSURE)
@opens_file("disclosure:follow_up")
def follow_up(
    request: Any, person: Person, consideration_id: UUID, follow_up_id: UUID
) -> HttpResponse:
    row = row_of(person, consideration_id)
    due = get_object_or_404(queries.follow_up_of(row, follow_up_id))
    return ask(
        request,
        person,
        bound(FollowUpForm, request, initial={"version": due.version}),
        operations.follow_up,
        title=_("Record a follow-up"),
        button=_("Save"),
        done=_("Follow-up recorded"),
        back=page_of(person, row.pk),
        part_page=PAGE,
        shown={"lead": _("With %(recipient)s, who was told.") % {"recipient": due.made.recipient}},
        follow_up=due,
    )


@requires(May.RECORD_DISCLOSURE)
@opens_file("disclosure:record_incident")
def record_incident(request: Any, person: Person) -> HttpResponse:
    return ask(
        request,
        person,
        bound(IncidentForm, request),
        operations.record_incident,
        title=_("Record that somebody was told who should not have been"),
        button=_("Save"),
        done=_("Recorded. Somebody else settles it."),
        back=reverse(PAGE, args=[person.pk]),
        part_page=PAGE,
        shown={
            "lead": _(
                "Record it as soon as you know. Whoever decides disclosures is told at once, and"
                " says within 72 hours whether the Information Commissioner is told."
            )
        },
    )


def _incident(person: Person, incident_id: UUID) -> Incident:
    rows = Incident.objects.select_related(
        "recorded_by__user", "settled_by__user", "consideration__asked_by"
    )
    return get_object_or_404(rows, pk=incident_id, person=person)


@requires(May.READ_FILE)
@opens_file("disclosure:incident")
def incident(request: Any, person: Person, incident_id: UUID) -> HttpResponse:
    row = _incident(person, incident_id)
    may_settle = (
        May.REVIEW_DISCLOSURE in request.actor.may
        and changes(request)
        and row.settled_by_id is None
        and row.recorded_by.user_id != request.actor.user_id
    )
    context = {
        "person": person,
        "part_page": PAGE,
        "row": row,
        "waits": queries.waits_for(row),
        "may_settle": may_settle,
    }
    return render(request, "disclosure/incident.html", context)


@requires(May.REVIEW_DISCLOSURE)
@opens_file("disclosure:settle")
def settle(request: Any, person: Person, incident_id: UUID) -> HttpResponse:
    row = _incident(person, incident_id)
    return ask(
        request,
        person,
        bound(SettleForm, request, initial={"version": row.version}),
        operations.settle_incident,
        title=_("Settle an incident"),
        button=_("Save"),
        done=_("Incident settled"),
        back=reverse("disclosure:incident", args=[person.pk, row.pk]),
        part_page=PAGE,
        template="disclosure/settle.html",
        shown={"row": row, "waits": queries.waits_for(row)},
        incident=row,
    )


@requires(May.GOVERN_INFORMATION)
def governed(request: Any, incident_id: UUID) -> HttpResponse:
    """One incident, for who governs information: what happened, and nothing else of the file."""
    line = get_object_or_404(Awaited, incident=incident_id)
    # the entry first: the database shows no incident of a person whom this page did not name
    show_in_list([line.person_id], page="disclosure:governed")
    rows = Incident.objects.select_related("recorded_by__user", "settled_by__user", "person")
    row = get_object_or_404(rows, pk=incident_id)
    is_own = row.recorded_by.user_id == request.actor.user_id
    form = bound(SettleForm, request, initial={"version": row.version})
    answer = submit(
        request,
        form,
        operations.settle_governed,
        then=lambda _settled: reverse("disclosure:governed", args=[row.pk]),
        done=_("Incident settled"),
        incident=row,
    )
    if answer is not None:
        return answer
    form.leave_out_unasked()
    may_settle = row.settled_by_id is None and not is_own
    context = {"row": row, "waits": queries.waits_for(row), "is_own": is_own, "today": localdate()}
    return render(
        request, "disclosure/governed.html", context | ({"form": form} if may_settle else {})
    )
