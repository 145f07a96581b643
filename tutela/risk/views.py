from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import ask
from tutela.risk import operations, queries
from tutela.risk.forms import AssessmentForm, PlanForm, SetAsideForm
from tutela.risk.models import SECTIONS, Assessment, Plan
from tutela.risk.tools import tools

PAGE = "risk:risk"


def _may(request: Any, may: May) -> bool:
    return may in request.may and Part.RISK in request.opened.parts_change


def _back(person: Person) -> str:
    return reverse(PAGE, args=[person.pk])


@requires(May.READ_FILE)
@opens_file("risk:risk")
def risk(request: Any, person: Person) -> HttpResponse:
    found = queries.assessments_of(person.pk)
    plans = list(Plan.objects.filter(person=person).select_related("written_by__user"))
    context = {
        "person": person,
        "is_open": Part.RISK in request.opened.parts_read,
        "assessments": found,
        "harm": queries.harm_among(found),
        "plan": plans[0] if plans else None,
        "earlier": plans[1:],
        "may_assess": _may(request, May.ASSESS_RISK),
        "may_plan": _may(request, May.WRITE_PLAN),
    }
    return render(request, "risk/risk.html", context)


@requires(May.READ_FILE)
@opens_file("risk:assessment")
def assessment(request: Any, person: Person, assessment_id: UUID) -> HttpResponse:
    rows = Assessment.objects.select_related("recorded_by__user").prefetch_related("findings")
    row = get_object_or_404(rows, pk=assessment_id, person=person)
    context = {
        "person": person,
        "part_page": PAGE,
        "assessment": row,
        "rows": queries.harm_rows(row),
        "may_assess": _may(request, May.ASSESS_RISK),
    }
    return render(request, "risk/assessment.html", context)


@requires(May.READ_FILE)
@opens_file("risk:plan")
def plan(request: Any, person: Person, plan_id: UUID) -> HttpResponse:
    rows = Plan.objects.select_related("written_by__user")
    row = get_object_or_404(rows, pk=plan_id, person=person)
    context = {"person": person, "part_page": PAGE, "plan": row}
    return render(request, "risk/plan.html", context)


@requires(May.ASSESS_RISK)
@opens_file("risk:enter_assessment")
def enter_assessment(request: Any, person: Person) -> HttpResponse:
    offered = {one.code: one for one in tools().values() if one.offered}
    tool = offered.get(request.GET.get("tool", ""))
    if tool is None:
        asked = {
            "person": person,
            "part_page": PAGE,
            "tools": offered.values(),
            "is_asked": "tool" in request.GET or "chosen" in request.GET,
            "back": _back(person),
        }
        return render(request, "risk/choose_tool.html", asked)
    return ask(
        request,
        person,
        bound(AssessmentForm, request, tool=tool),
        operations.enter_assessment,
        title=_("Enter an assessment"),
        button=_("Save assessment"),
        done=_("Assessment entered"),
        back=_back(person),
        template="risk/assessment_form.html",
        shown={"part_page": PAGE, "tool": tool},
    )


@requires(May.ASSESS_RISK)
@opens_file("risk:set_aside")
def set_aside(request: Any, person: Person, assessment_id: UUID) -> HttpResponse:
    row = get_object_or_404(Assessment, pk=assessment_id, person=person)
    initial = {"version": row.version, "wrong_because": row.wrong_because}
    return ask(
        request,
        person,
        bound(SetAsideForm, request, initial=initial),
        operations.set_aside,
        title=_("An assessment that was entered wrongly"),
        button=_("Save"),
        done=_("Assessment set aside"),
        back=_back(person),
        shown={"part_page": PAGE},
        assessment=row,
    )


@requires(May.WRITE_PLAN)
@opens_file("risk:write_plan")
def write_plan(request: Any, person: Person) -> HttpResponse:
    former = queries.current_plan(person.pk)
    initial: dict[str, Any] = {"version": former.number if former else 0}
    if former:
        initial |= {name: getattr(former, name) for name in SECTIONS}
    return ask(
        request,
        person,
        bound(PlanForm, request, initial=initial),
        operations.write_plan,
        title=_("Write the next version of the plan") if former else _("Write the plan"),
        button=_("Save plan"),
        done=_("Plan written"),
        back=_back(person),
        template="risk/plan_form.html",
        shown={"part_page": PAGE},
    )
