from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires, submit
from tutela.access.permissions import May
from tutela.notification_requirements.forms.counter import JoinForm, PassOnForm, WhoseForm
from tutela.notification_requirements.forms.said import KINDS
from tutela.notification_requirements.models import Visit, VisitRouted
from tutela.notification_requirements.operations import joining, writing
from tutela.notification_requirements.queries import counter as queries
from tutela.notification_requirements.rules import counter as rules
from tutela.notification_requirements.said import all_shown
from tutela.notification_requirements.views.counter import resets_asked, shown_of
from tutela.people.files import opens_file, show_in_list
from tutela.people.models import Person
from tutela.people.views.file_forms import ask

A_PAGE = 20


@requires(May.JOIN_NOTIFICATION)
def waiting(request: Any) -> HttpResponse:
    page = Paginator(queries.awaiting(request.actor), A_PAGE).get_page(request.GET.get("page"))
    here = "notification_requirements:visits_waiting"
    show_in_list({row.person.pk for row in page if row.person}, page=here)
    return render(request, "notification_requirements/waiting.html", {"page_obj": page})


@requires(May.JOIN_NOTIFICATION)
def consider(request: Any, routed_id: UUID) -> HttpResponse:
    """What was said at the counter; whose it is, where nobody's record was found."""
    routed = _waiting(routed_id)
    if routed is None:
        return _answered()
    who = WhoseForm(request.GET or None)
    surname = who.cleaned_data["surname"] if who.is_valid() else routed.visit.surname
    people = [routed.person] if routed.person else queries.own_people_called(surname)
    here = "notification_requirements:visit_consider"
    show_in_list([person.pk for person in people], page=here)
    shown = {"routed": routed, "people": people, "who": who, **_shown(routed.visit)}
    return render(request, "notification_requirements/consider.html", shown)


@requires(May.JOIN_NOTIFICATION)
@opens_file("notification_requirements:visit_join")
def join(request: Any, person: Person, routed_id: UUID) -> HttpResponse:
    """As notified beside what was notified before; one press joins it."""
    routed = _waiting(routed_id)
    if routed is None:
        return _answered()
    visit = routed.visit
    is_taken = visit.outcome == Visit.Outcome.TAKEN
    proposals = writing.proposals(person, visit, request.opened.parts_change)
    form = bound(
        JoinForm,
        request,
        proposals=[(one.code, one.label) for one in proposals],
        placing=writing.placing(visit, proposals),
        told=resets_asked(visit) if is_taken else [],
    )
    before = queries.notified_before(person)
    shown = {
        "differences": [
            (KINDS[one.section], one)
            for one in rules.differences(before, visit.said["items"])
            if before
        ],
        "before": all_shown(before, rules.SECTIONS),
        **_shown(visit),
    }
    return ask(
        request,
        person,
        form,
        joining.join,
        title=_("Join a visit to the file"),
        button=_("Join to the file"),
        done=_("Joined to the file"),
        back=reverse("notification_requirements:visit_consider", args=[routed.pk]),
        then=lambda _done: reverse("notification_requirements:notified", args=[person.pk]),
        part_page="notification_requirements:notified",
        template="notification_requirements/join.html",
        shows_consequences=True,
        shown=shown,
        routed=routed,
    )


@requires(May.JOIN_NOTIFICATION)
def pass_on(request: Any, routed_id: UUID) -> HttpResponse:
    routed = _waiting(routed_id)
    if routed is None:
        return _answered()
    form = bound(PassOnForm, request)
    answer = submit(
        request,
        form,
        joining.pass_on,
        then=lambda _done: reverse("notification_requirements:visits_waiting"),
        done=_("Passed on"),
        routed=routed,
    )
    shown = {"form": form, "routed": routed, **_shown(routed.visit)}
    return answer or render(request, "notification_requirements/pass_on.html", shown)


def _shown(visit: Visit) -> dict[str, Any]:
    return shown_of(visit) | {"receipts": {}}


def _waiting(routed_id: UUID) -> VisitRouted | None:
    """None where it was answered meanwhile; not found where it is not this team's."""
    routed = queries.waiting_here(routed_id)
    if routed is None and not VisitRouted.objects.filter(pk=routed_id).exists():
        raise Http404
    return routed


def _answered() -> HttpResponse:
    return redirect("notification_requirements:visits_waiting")
