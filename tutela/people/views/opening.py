from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires, submit
from tutela.access.permissions import May
from tutela.people import files, queries
from tutela.people.files import Ground
from tutela.people.forms.opening import EmergencyForm, OpenForm, ReviewForm
from tutela.people.models import Lookup, Person
from tutela.people.operations import opening as operations

EMERGENCY_LASTS = timedelta(hours=8)


@requires(May.OPEN_FILE)
def open_stated(request: Any, person_id: UUID) -> HttpResponse:
    """Ask for a ground and a purpose; hidden, guessed and nobody are not found alike."""
    grounds = files.grounds_on(person_id)
    if not grounds:
        raise Http404
    overview = reverse("case_file:overview", args=[person_id])
    if Ground.INTEREST in grounds:
        return redirect(overview)
    form = bound(OpenForm, request, grounds=grounds)
    answer = submit(request, form, operations.open_on, then=lambda _: overview, person_id=person_id)
    return answer or render(request, "people/open.html", {"form": form})


@requires(May.OPEN_IN_EMERGENCY)
def emergency(request: Any) -> HttpResponse:
    form = bound(EmergencyForm, request)
    answer = submit(
        request,
        form,
        operations.declare_emergency,
        then=lambda lookup: reverse("people:emergency_opened", args=[lookup]),
    )
    return answer or render(request, "people/emergency.html", {"form": form})


@requires(May.OPEN_IN_EMERGENCY)
def emergency_opened(request: Any, lookup_id: UUID) -> HttpResponse:
    """What the emergency opened, read in another transaction than the one that told the owner."""
    lookup = queries.asked(request.actor, lookup_id, Lookup.Kind.EMERGENCY)
    if lookup is None:
        raise Http404
    opened = files.consult(queries.opened_in_emergency(lookup_id), page="people:emergency")
    context = {
        "people": Person.objects.filter(pk__in=opened).select_related("owner_team__agency"),
        "until": lookup.at + EMERGENCY_LASTS,
    }
    return render(request, "people/emergency_opened.html", context)


@requires(May.REVIEW_OPENING)
def review(request: Any, subject: UUID) -> HttpResponse:
    look = queries.looked(subject)
    if look is None:
        raise Http404
    form = bound(ReviewForm, request)
    answer = submit(
        request,
        form,
        operations.review,
        then=lambda _: reverse("people:review", args=[subject]),
        done=_("Check recorded"),
        look=look,
    )
    if answer:
        return answer
    person = Person.objects.filter(pk=look.person_id).first()
    if person:
        files.show_in_list([person.pk], page="people:review")
    is_own = look.opener.user_id == request.actor.user_id
    context = {
        "form": form,
        "look": look,
        "person": person,
        "is_own": is_own,
        "may_check": not look.check and not is_own and queries.answers_for(request.actor, look),
    }
    return render(request, "people/review.html", context)
