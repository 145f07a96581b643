from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.pages import about_id, bound, requires, submit
from tutela.access.permissions import May
from tutela.meetings import operations
from tutela.meetings.forms.arranging import ChangeSittingForm, SittingForm, when
from tutela.meetings.models import Referral, Sitting
from tutela.meetings.queries import agendas
from tutela.meetings.queries.who import chairs_in
from tutela.people.files import show_in_list
from tutela.people.views.file_forms import answers_of

SHOWN = 25
PAST = timedelta(days=365)


@requires(May.ARRANGE_MEETING)
def sittings(request: Any) -> HttpResponse:
    """Meetings to come, the next first; or those that were, the last first."""
    now = timezone.now()
    is_past = request.GET.get("when") == "past"
    if is_past:
        rows = agendas.sittings(since=now - PAST).filter(starts_at__lt=now).order_by("-starts_at")
    else:
        rows = agendas.sittings(since=now - agendas.HELD_FOR)
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    counted = agendas.counted([row.pk for row in page])
    context = {
        "is_past": is_past,
        "page_obj": page,
        "sittings": [(row, counted.get(row.pk, 0)) for row in page],
    }
    return render(request, "meetings/sittings.html", context)


@requires(May.ARRANGE_MEETING)
def sitting(request: Any, sitting_id: UUID) -> HttpResponse:
    row = get_object_or_404(Sitting.objects.select_related("chair__user", "area"), pk=sitting_id)
    agenda = agendas.agenda_of(row)
    may_change = row.area_id == request.actor.area_id
    on_it = {item.person_id for item, _person in agenda}
    accepted = [
        one
        for one in agendas.referrals(stages=(Referral.Stage.ACCEPTED,))
        if one.person_id not in on_it
    ]
    to_add = accepted if may_change and row.stage == Sitting.Stage.PLANNED else []
    show_in_list(
        [*on_it, *(one.person_id for one in to_add)],
        page="meetings:sitting",
    )
    context = {
        "sitting": row,
        "agenda": agenda,
        "to_add": to_add,
        "may_change": may_change,
    }
    return render(request, "meetings/sitting.html", context)


def _ask(request: Any, form: Any, operation: Any, **said: Any) -> HttpResponse:
    facts = said.pop("facts", {})
    answer = submit(
        request, form, operation, then=said.pop("then"), done=str(said.pop("done")), **facts
    )
    return answer or render(request, "meetings/sitting_form.html", {"form": form, **said})


@requires(May.ARRANGE_MEETING)
def arrange(request: Any) -> HttpResponse:
    """A meeting, planned or at short notice; called for one case it leads on to that case."""
    for_case = _case_asked(request)
    initial = {"day": localdate(), "is_urgent": True} if for_case else {}

    def then(made: Any) -> str:
        if for_case:
            return f"{reverse('meetings:put_on', args=[for_case])}?sitting={about_id(made)}"
        return reverse("meetings:sitting", args=[about_id(made)])

    return _ask(
        request,
        bound(
            SittingForm,
            request,
            chairs=chairs_in(request.actor.area_id, on=localdate()),
            initial=initial,
        ),
        operations.arrange,
        then=then,
        done=_("Meeting arranged"),
        title=_("Arrange a meeting"),
        button=_("Arrange the meeting"),
        back=reverse("meetings:sittings"),
    )


def _case_asked(request: Any) -> UUID | None:
    try:
        return UUID(request.GET.get("case", ""))
    except ValueError:
        return None


@requires(May.ARRANGE_MEETING)
def change_sitting(request: Any, sitting_id: UUID) -> HttpResponse:
    row = get_object_or_404(Sitting, pk=sitting_id, area=request.actor.area_id)
    initial = answers_of(row, ChangeSittingForm) | when(row) | {"chair": row.chair_id}
    here = reverse("meetings:sitting", args=[row.pk])
    return _ask(
        request,
        bound(
            ChangeSittingForm,
            request,
            chairs=chairs_in(row.area_id, on=localdate()),
            initial=initial,
        ),
        operations.change,
        then=lambda _done: here,
        done=_("Meeting changed"),
        title=_("Change the meeting"),
        button=_("Save"),
        back=here,
        facts={"sitting": row},
    )
