from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tutela.access.pages import requires
from tutela.access.permissions import May
from tutela.notification_requirements.queries.law import places


@requires(May.READ_FILE)
def law(request: Any) -> HttpResponse:
    """Every figure of law that a date can rest on; an answer leads to those nobody has verified."""
    return render(request, "notification_requirements/law.html", {"places": places()})
