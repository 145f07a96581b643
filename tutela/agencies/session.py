"""How long a sign-in holds, and that it holds nothing without a second factor."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

SEEN = "seen_at"
IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 60 * 60
# how exactly idleness is known: a page every second need not write the session every second
NOTED_EVERY = 60


class SignedInMiddleware:
    """Ends a session left alone, and leads whoever has no second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        proofs = get_authentication_records(request, request.user)
        if self._is_over(request, proofs):
            return self._end(
                request, view, "idle", _("You were signed out: nothing was done here for a while.")
            )
        if any(proof["method"] == "mfa" for proof in proofs):
            request.has_second_factor = True
            return None
        if Authenticator.objects.filter(user_id=request.user.pk).exists():
            # set up in another session meanwhile: this one has shown only a password
            return self._end(
                request, view, "second_factor", _("Sign in again, with your second factor.")
            )
        needs_sign_in = getattr(view, "login_required", True)
        if needs_sign_in and not getattr(view, "before_second_factor", False):
            return redirect("mfa_index")
        return None

    def _is_over(self, request: Any, proofs: list[dict[str, Any]]) -> bool:
        now = time.time()
        seen = request.session.get(SEEN, now)
        began = min((proof["at"] for proof in proofs), default=now)
        if now - seen > IDLE_SECONDS or now - began > LONGEST_SECONDS:
            return True
        if SEEN not in request.session or now - seen > NOTED_EVERY:
            request.session[SEEN] = now
        return False

    def _end(
        self, request: Any, view: Callable[..., HttpResponse], why: str, told: str
    ) -> HttpResponse | None:
        request.signed_out_because = why
        logout(request)
        messages.warning(request, told)
        if not getattr(view, "login_required", True):
            return None
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
