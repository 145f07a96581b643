from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tutela.access.pages import for_any_user
from tutela.agencies.forms import ChooseForm
from tutela.agencies.middleware import choose as act_in
from tutela.agencies.queries import offices_of


@for_any_user
def choose(request: Any) -> HttpResponse:
    offices = offices_of(request.user.pk)
    if not offices:
        return render(request, "agencies/ended.html", {"form": None})
    form = ChooseForm(offices, request.POST or None, acting=request.actor)
    if request.method == "POST" and form.is_valid():
        actor = act_in(request, form.cleaned_data["appointment"])
        if actor:
            messages.success(request, _("You now act as %(role)s") % {"role": actor.role_name})
            return redirect("/")
    return render(request, "agencies/choose.html", {"form": form, "offices": offices})
