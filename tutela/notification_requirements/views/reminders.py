from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires, submit
from tutela.access.permissions import May
from tutela.notification_requirements.forms.reminders import ReminderForm
from tutela.notification_requirements.models import ReminderPeriod
from tutela.notification_requirements.operations.reminders import set_reminders


@requires(May.SET_REMINDERS)
def reminders(request: Any) -> HttpResponse:
    form = bound(ReminderForm, request)
    here = reverse("notification_requirements:reminders")
    answer = submit(request, form, set_reminders, then=lambda _made: here, done=_("Reminders set"))
    rows = ReminderPeriod.objects.filter(area=request.actor.area_id).select_related("set_by__user")
    context = {"form": form, "rows": rows[:20], "may_set": request.actor.agency_kind == "police"}
    return answer or render(request, "notification_requirements/reminders.html", context)
