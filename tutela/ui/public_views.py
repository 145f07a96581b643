from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tutela.ui.helplines import HELPLINES
from tutela.ui.pages import open_to_all


@open_to_all
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/home.html")


@open_to_all
@require_GET
def help_now(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/help.html", {"helplines": HELPLINES})
