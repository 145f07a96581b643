from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.pages import bound, for_any_user, requires, submit
from tutela.access.permissions import May
from tutela.agencies import operations, queries
from tutela.agencies.forms import (
    AppointForm,
    ChangeAppointmentForm,
    ChooseForm,
    ConfirmForm,
    CoverForm,
    PeopleFilter,
    StationForm,
)
from tutela.agencies.middleware import choose as act_in
from tutela.agencies.models import Appointment
from tutela.agencies.periods import last_day

A_PAGE = 25


@for_any_user
def choose(request: Any) -> HttpResponse:
    offices = queries.offices_of(request.user.pk)
    if not offices:
        return render(request, "agencies/ended.html", {"form": None})
    form = ChooseForm(offices, request.POST or None, acting=request.actor)
    if request.method == "POST" and form.is_valid():
        actor = act_in(request, form.cleaned_data["appointment"])
        if actor:
            messages.success(request, _("You now act as %(role)s") % {"role": actor.role_name})
            return redirect("/")
    return render(request, "agencies/choose.html", {"form": form})


@requires(May.ADMINISTER_AGENCY)
def people(request: Any) -> HttpResponse:
    asked = PeopleFilter(request.GET or None, agency_id=request.actor.agency_id)
    answers = asked.cleaned_data if asked.is_valid() else {}
    team = answers.get("team")
    found = queries.appointments_in(
        request.actor.agency_id,
        name=answers.get("name", ""),
        team=team.pk if team else None,
        standing=answers.get("standing", ""),
        on=localdate(),
    )
    pages = Paginator(queries.in_order(found, request.GET.get("sort", "name")), A_PAGE)
    shown = {
        "page_obj": pages.get_page(request.GET.get("page")),
        "filter_form": asked,
        "sort": "name",
        "with_second_factor": queries.have_second_factor(),
        "today": localdate(),
    }
    return render(request, "agencies/people.html", shown)


@requires(May.ADMINISTER_AGENCY)
def appoint(request: Any) -> HttpResponse:
    form = bound(AppointForm, request, actor=request.actor)
    answer = submit(
        request,
        form,
        operations.appoint,
        then=lambda _made: reverse("agencies:people"),
        done=_("Appointed"),
    )
    return answer or render(request, "agencies/appoint.html", {"form": form})


def _of_my_agency(request: Any, appointment_id: UUID) -> Appointment:
    found = queries.appointments_in(request.actor.agency_id, on=localdate())
    return get_object_or_404(found, pk=appointment_id)


@requires(May.ADMINISTER_AGENCY)
def appointment(request: Any, appointment_id: UUID) -> HttpResponse:
    held = _of_my_agency(request, appointment_id)
    form = bound(
        ChangeAppointmentForm,
        request,
        initial={
            "vetted_until": held.vetted_until,
            "ends_on": last_day(held.ends_before),
            "version": held.version,
        },
    )
    answer = submit(
        request,
        form,
        operations.change_appointment,
        then=lambda _made: reverse("agencies:people"),
        done=_("Appointment changed"),
        appointment=held,
    )
    shown = {
        "form": form,
        "held": held,
        "has_second_factor": held.user_id in queries.have_second_factor(),
        "is_mine": held.user_id == request.user.pk,
    }
    return answer or render(request, "agencies/appointment.html", shown)


@requires(May.ADMINISTER_AGENCY)
def forget_second_factor(request: Any, appointment_id: UUID) -> HttpResponse:
    held = _of_my_agency(request, appointment_id)
    form = bound(ConfirmForm, request)
    back = reverse("agencies:appointment", args=[held.pk])
    answer = submit(
        request,
        form,
        operations.forget_second_factor,
        then=lambda _made: back,
        done=_("Second factor taken away"),
        appointment=held,
    )
    return answer or render(
        request, "agencies/forget_second_factor.html", {"form": form, "held": held, "back": back}
    )


@requires(May.ARRANGE_COVER)
def cover(request: Any) -> HttpResponse:
    form = bound(
        CoverForm,
        request,
        teams=queries.teams_supervised(request.actor),
        officers=queries.who_can_cover(request.actor, on=localdate()),
    )
    answer = submit(
        request,
        form,
        operations.arrange_cover,
        then=lambda _made: reverse("agencies:cover"),
        done=_("Cover arranged"),
    )
    shown = {"form": form, "covers": queries.covers_of(request.actor, on=localdate())}
    return answer or render(request, "agencies/cover.html", shown)


@requires(May.ARRANGE_COVER)
def end_cover(request: Any, cover_id: UUID) -> HttpResponse:
    held = get_object_or_404(queries.covers_of(request.actor, on=localdate()), pk=cover_id)
    form = bound(ConfirmForm, request)
    back = reverse("agencies:cover")
    answer = submit(
        request,
        form,
        operations.end_cover,
        then=lambda _made: back,
        done=_("Cover ended"),
        cover=held,
    )
    return answer or render(
        request, "agencies/end_cover.html", {"form": form, "cover": held, "back": back}
    )


@requires(May.SEE_WORKLIST)
def areas(request: Any) -> HttpResponse:
    return render(request, "agencies/areas.html", {"areas": queries.areas()})


@requires(May.SEE_WORKLIST)
def area(request: Any, area_id: UUID) -> HttpResponse:
    shown = get_object_or_404(queries.areas(), pk=area_id)
    today = localdate()
    keeps = May.KEEP_STATIONS in request.actor.may and _keeps_stations(request)
    context = {
        "area": shown,
        "bodies": queries.bodies_of(shown, on=today),
        "populations": shown.populations.all(),
        "stations": queries.stations_of(shown.pk, on=today),
        "team": queries.team_taking_moves(shown),
        "keeps": keeps and request.actor.area_id == shown.pk,
    }
    return render(request, "agencies/area.html", context)


@requires(May.KEEP_STATIONS)
def stations(request: Any) -> HttpResponse:
    rows = queries.every_station_of(request.actor.area_id)
    context = {"stations": rows, "today": localdate(), "may_keep": _keeps_stations(request)}
    return render(request, "agencies/stations.html", context)


def _keeps_stations(request: Any) -> bool:
    return request.actor.agency_kind == "police"


@requires(May.KEEP_STATIONS)
def add_station(request: Any) -> HttpResponse:
    form = bound(StationForm, request)
    return _ask_station(request, form, operations.add_station, title=_("Add a station"))


@requires(May.KEEP_STATIONS)
def change_station(request: Any, station_id: UUID) -> HttpResponse:
    row = get_object_or_404(queries.every_station_of(request.actor.area_id), pk=station_id)
    held = {name: getattr(row, name) for name in (*StationForm.base_fields,) if hasattr(row, name)}
    form = bound(StationForm, request, initial=held)
    return _ask_station(
        request, form, operations.change_station, title=_("Correct or end a station"), station=row
    )


def _ask_station(
    request: Any, form: StationForm, operation: Any, *, title: str, **facts: Any
) -> HttpResponse:
    back = reverse("agencies:stations")
    answer = submit(
        request, form, operation, then=lambda _made: back, done=_("Station saved"), **facts
    )
    shown = {"form": form, "title": title, "back": back}
    return answer or render(request, "agencies/station.html", shown)
