from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.disclosure.queries import of_a_meeting
from tutela.levels.queries import current
from tutela.meetings import operations
from tutela.meetings.forms.record import DisclosureForm, DissentForm, OutcomeForm
from tutela.meetings.models import Action, Item, Minutes, Outcome
from tutela.meetings.queries import record as queries
from tutela.meetings.views.cases import item_of, may_write
from tutela.meetings.views.referrals import PART
from tutela.people.files import opens_file
from tutela.people.listing import teams_of
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import ask


def record_page(person: Person, item_id: UUID) -> str:
    return reverse("meetings:record", args=[person.pk, item_id])


def may_report(request: Any, rows: Sequence[Action]) -> set[UUID]:
    """The actions of which this reader may say what became."""
    if May.ATTEND_MEETING not in request.may:
        return set()
    if may_write(request, May.RECORD_MEETING):
        return {row.pk for row in rows}
    teams = teams_of(request.actor)
    mine = teams["team"] | teams["covered"] | teams["supervised"]
    return {row.pk for row in rows if row.team_id in mine}


@requires(May.READ_FILE)
@opens_file("meetings:record")
def record(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    is_open = Part.MEETINGS in request.opened.parts_read
    copies = queries.minutes_of(row) if is_open else []
    whole = queries.record_of(row, person, on=request.day) if is_open else None
    context = {
        "person": person,
        "item": row,
        "is_open": is_open,
        "record": whole,
        "to_report": may_report(request, whole.actions) if whole else set(),
        "copies": copies,
        "is_issued": any(one.kind == Minutes.Kind.FULL for one in copies),
        "may_record": may_write(request, May.RECORD_MEETING),
        "may_attend": may_write(request, May.ATTEND_MEETING),
        "is_live": row.stage in {Item.Stage.ON_AGENDA, Item.Stage.HEARD},
        "part_page": PART,
    }
    return render(request, "meetings/record.html", context)


@requires(May.ATTEND_MEETING)
@opens_file("meetings:dissent")
def dissent(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    return ask(
        request,
        person,
        bound(DissentForm, request),
        operations.record_dissent,
        title=_("Record dissent"),
        button=_("Save"),
        done=_("Dissent recorded"),
        back=record_page(person, row.pk),
        part_page=PART,
        item=row,
    )


@requires(May.RECORD_MEETING)
@opens_file("meetings:outcome")
def outcome(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    found = queries.outcome_of(row)
    offered = _offered(person)
    form = bound(OutcomeForm, request, offered=offered, initial=_initial(found))
    return ask(
        request,
        person,
        form,
        operations.record_outcome,
        title=_("Record the outcome"),
        button=_("Save outcome"),
        done=_("Outcome recorded"),
        back=record_page(person, row.pk),
        part_page=PART,
        template="meetings/outcome.html",
        shown={"item": row, "now": current(person.pk, request.day), "offered": offered},
        item=row,
    )


@requires(May.RECORD_MEETING)
@opens_file("meetings:settle_disclosure")
def disclosure(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    found = queries.outcome_of(row)
    if found is None:
        raise Http404
    offered = _offered(person)
    return ask(
        request,
        person,
        bound(DisclosureForm, request, offered=offered, initial={"version": found.version}),
        operations.settle_disclosure,
        title=_("Consider disclosure"),
        button=_("Save"),
        done=_("Saved"),
        back=record_page(person, row.pk),
        part_page=PART,
        template="meetings/outcome.html",
        shown={"item": row, "why_open": found.reasons.disclosure_why, "offered": offered},
        item=row,
    )


def _offered(person: Person) -> list[tuple[Any, Any]]:
    return [
        (row.pk, f"{row.recipient}, {row.get_stage_display()}") for row in of_a_meeting(person.pk)
    ]


def _initial(found: Outcome | None) -> dict[str, Any]:
    if found is None:
        return {"version": 0}
    return {
        "version": found.version,
        "level": found.level,
        "level_why": found.reasons.level_why,
        "disclosure": found.disclosure,
        "disclosure_why": found.reasons.disclosure_why,
        "consideration": found.reasons.consideration_id,
        "next_on": found.next_on,
        "summary": found.reasons.summary,
    }
