from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.court_orders.models import Result
from tutela.notification_requirements.forms import breaches as forms
from tutela.notification_requirements.models import Breach
from tutela.notification_requirements.operations import breaches as operations
from tutela.notification_requirements.queries import breaches as queries
from tutela.notification_requirements.rules.breaches import Stage, Step, steps_from
from tutela.people import files, listing
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import ask

PER_PAGE = 25
PAGE = "notification_requirements:breaches"
LIST = "notification_requirements:every_breach"
CONCLUDING = (Step.CONVICT, Step.ACQUIT, Step.DISCONTINUE, Step.CAUTION)


@requires(May.RECORD_BREACH)
def every(request: Any) -> HttpResponse:
    """Possible breaches of one's own people: narrowed by what is chosen, never by a name."""
    on = localdate()
    form = forms.BreachFilter(request.GET)
    form.is_valid()  # a filter that does not exist narrows nothing
    chosen = form.cleaned_data
    teams = listing.teams_of(request.actor)
    stage = {"": "open", "all": ""}.get(chosen.get("stage", ""), chosen.get("stage", ""))
    found = queries.narrowed(
        queries.in_list(teams["team"] | teams["supervised"]),
        stage=stage,
        ground=chosen.get("ground", ""),
        officer=request.actor.appointment_id if chosen.get("whose") == "mine" else None,
        on=on,
    )
    page = listing.CountedPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
    files.show_in_list(
        {row.person_id for row in page}, page="notification_requirements:every_breach"
    )
    shown = {
        "filter_form": form,
        "page": page,
        "on": on,
        "is_narrowed": any(chosen.values()),
    }
    return render(request, "notification_requirements/breach_list.html", shown)


@requires(May.READ_FILE)
@opens_file(PAGE)
def breaches(request: Any, person: Person) -> HttpResponse:
    rows = queries.of_person(person)
    context = {
        "person": person,
        "is_open": Part.NOTIFICATIONS in request.opened.parts_read,
        "rows": [(row, queries.notified_on(row), queries.doubt(row)) for row in rows],
        "may_record": _may(request, May.RECORD_BREACH),
    }
    return render(request, "notification_requirements/breaches.html", context)


@requires(May.READ_FILE)
@opens_file("notification_requirements:breach")
def breach(request: Any, person: Person, breach_id: UUID) -> HttpResponse:
    shown = queries.shown(_row(person, breach_id))
    context = {
        "person": person,
        "part_page": PAGE,
        "shown": shown,
        "row": shown.row,
        "may_record": _may(request, May.RECORD_BREACH),
        "may_decide": _may(request, May.DECIDE_BREACH),
        "may_conclude": bool({*shown.next} & {*CONCLUDING}),
    }
    return render(request, "notification_requirements/breach.html", context)


def _may(request: Any, may: May) -> bool:
    return may in request.actor.may and Part.NOTIFICATIONS in request.opened.parts_change


def _row(person: Person, breach_id: UUID) -> Breach:
    return get_object_or_404(Breach.objects.select_related("due"), pk=breach_id, person=person)


def _ask(
    request: Any,
    person: Person,
    row: Breach,
    form: Any,
    operation: Any,
    **words: Any,
) -> HttpResponse:
    return ask(
        request,
        person,
        form,
        operation,
        back=reverse("notification_requirements:breach", args=[person.pk, row.pk]),
        template="notification_requirements/breach_form.html",
        part_page=PAGE,
        shown={"row": row, "shown": queries.shown(row)},
        breach=row,
        **words,
    )


@requires(May.RECORD_BREACH)
@opens_file("notification_requirements:open_breach")
def open_breach(request: Any, person: Person) -> HttpResponse:
    return ask(
        request,
        person,
        bound(forms.OpenForm, request),
        operations.open_breach,
        title=_("Open a possible breach"),
        button=_("Open it"),
        done=_("Possible breach opened"),
        back=reverse(PAGE, args=[person.pk]),
        part_page=PAGE,
    )


@requires(May.RECORD_BREACH)
@opens_file("notification_requirements:explain_breach")
def explain(request: Any, person: Person, breach_id: UUID) -> HttpResponse:
    row = _row(person, breach_id)
    return _ask(
        request,
        person,
        row,
        bound(forms.ExplainForm, request, initial={"version": row.version}),
        operations.explain,
        title=_("What the person says"),
        button=_("Record it"),
        done=_("Explanation recorded"),
    )


@requires(May.RECORD_BREACH)
@opens_file("notification_requirements:propose_breach")
def propose(request: Any, person: Person, breach_id: UUID) -> HttpResponse:
    row = _row(person, breach_id)
    return _ask(
        request,
        person,
        row,
        bound(forms.ProposeForm, request, initial={"version": row.version}),
        operations.propose,
        title=_("Recommend an end without a charge"),
        button=_("Recommend"),
        done=_("Recommended: a supervisor decides"),
    )


@requires(May.DECIDE_BREACH)
@opens_file("notification_requirements:decide_breach")
def decide(request: Any, person: Person, breach_id: UUID) -> HttpResponse:
    row = _row(person, breach_id)
    return _ask(
        request,
        person,
        row,
        bound(forms.DecideForm, request, initial={"version": row.version}),
        operations.decide,
        title=_("Decide what was recommended"),
        button=_("Record decision"),
        done=_("Decision recorded"),
    )


@requires(May.RECORD_BREACH)
@opens_file("notification_requirements:investigate_breach")
def investigate(request: Any, person: Person, breach_id: UUID) -> HttpResponse:
    row = _row(person, breach_id)
    return _ask(
        request,
        person,
        row,
        bound(forms.WhyForm, request, initial={"version": row.version}),
        operations.investigate,
        title=_("To be investigated"),
        button=_("Record it"),
        done=_("Recorded: to be investigated"),
    )


@requires(May.RECORD_BREACH)
@opens_file("notification_requirements:charge_breach")
def charge(request: Any, person: Person, breach_id: UUID) -> HttpResponse:
    row = _row(person, breach_id)
    initial = {"version": row.version, "offence": row.provision}
    return _ask(
        request,
        person,
        row,
        bound(forms.ChargeForm, request, initial=initial),
        operations.charge,
        title=_("Record a charge"),
        button=_("Record charge"),
        done=_("Charge recorded"),
    )


@requires(May.RECORD_BREACH)
@opens_file("notification_requirements:conclude_breach")
def conclude(request: Any, person: Person, breach_id: UUID) -> HttpResponse:
    row = _row(person, breach_id)
    follows = {*steps_from(Stage(row.stage))}
    words = {
        Step.CONVICT: _("Convicted"),
        Step.ACQUIT: _("Acquitted"),
        Step.DISCONTINUE: _("Discontinued"),
        Step.CAUTION: _("Cautioned"),
    }
    form = bound(
        forms.ConcludeForm,
        request,
        initial={"version": row.version},
        outcomes=[(step.value, words[step]) for step in CONCLUDING if step in follows],
        results=Result.objects.filter(person=person),
    )
    return _ask(
        request,
        person,
        row,
        form,
        operations.conclude,
        title=_("Record how it ended"),
        button=_("Record outcome"),
        done=_("Outcome recorded"),
    )


@requires(May.RECORD_BREACH)
@opens_file("notification_requirements:reopen_breach")
def reopen(request: Any, person: Person, breach_id: UUID) -> HttpResponse:
    row = _row(person, breach_id)
    return _ask(
        request,
        person,
        row,
        bound(forms.WhyForm, request, initial={"version": row.version}),
        operations.reopen,
        title=_("Open it again"),
        button=_("Open it again"),
        done=_("Opened again"),
    )
