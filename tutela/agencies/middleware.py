"""Every page runs as one appointment, in one transaction that PostgreSQL was told of."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.utils import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from tutela.access.actor import Actor
from tutela.access.door import BeginAgain, NotAllowed, OpenFirst, TryAgain, acting_as
from tutela.agencies.operations import record_refusal
from tutela.agencies.queries import offices_of

APPOINTMENT = "appointment"
TRIES = 4


class ActorMiddleware:
    """The last middleware: it serves the view itself, so that nothing of a page is left outside.

    A page that needs a committed step first is begun again after it: a step that it took itself
    (`BeginAgain`), or one that must come before what it has begun (`OpenFirst`). So is one that met
    another transaction on the same row. An error rolls everything back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.actor = None
        request.may = frozenset()
        response = self.get_response(request)
        if request.user.is_authenticated:  # nothing stays on a shared computer's disk
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: Any, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        actor, several = self._who(request)
        if actor:
            request.actor, request.may = actor, frozenset(str(may) for may in actor.may)
        request.has_several_offices = several
        if not hasattr(view, "requires") or getattr(view, "without_actor", False):
            return None
        if view.requires is None:
            return None
        if actor is None:
            return redirect("agencies:choose")
        return self._serve(request, actor, view, args, kwargs)

    def _who(self, request: Any) -> tuple[Actor | None, bool]:
        offices = offices_of(request.user.pk)
        chosen = request.session.get(APPOINTMENT)
        for office in offices:
            if str(office.actor.appointment_id) == chosen:
                return office.actor, len(offices) > 1
        if len(offices) == 1 and not chosen:
            request.session[APPOINTMENT] = str(offices[0].actor.appointment_id)
            return offices[0].actor, False
        return None, len(offices) > 1

    def _serve(
        self, request: Any, actor: Actor, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse:
        stepped = False
        for attempt in range(TRIES):
            try:
                with acting_as(actor):
                    answer = view(request, *args, **kwargs)
                if not isinstance(answer, BeginAgain):
                    return answer
                if stepped:
                    raise Http404
                stepped = True
            except OpenFirst as first:
                if stepped:
                    raise Http404 from None
                stepped = True
                with acting_as(actor):
                    opened = first.step()
                if not opened:
                    raise Http404 from None
            except NotAllowed as refusal:
                record_refusal(actor=actor, may=refusal.may)
                return render(request, "403.html", status=403)
            except (OperationalError, TryAgain) as clash:
                if attempt == TRIES - 1 or not _may_go_on(clash):
                    raise
        raise Http404


def _may_go_on(clash: Exception) -> bool:
    """A serialization failure or deadlock: another transaction came first."""
    return isinstance(clash, TryAgain) or getattr(clash.__cause__, "sqlstate", "") in {
        "40001",
        "40P01",
    }


def choose(request: Any, appointment_id: UUID) -> Actor | None:
    """Act in this appointment from now on; None where it is not the user's."""
    for office in offices_of(request.user.pk):
        if office.actor.appointment_id == appointment_id:
            request.session[APPOINTMENT] = str(appointment_id)
            return office.actor
    return None
