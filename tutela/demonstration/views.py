from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tutela.access.pages import open_to_all
from tutela.agencies.models import User
from tutela.demonstration import mailbox
from tutela.demonstration.story import SIGN_INS

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@open_to_all
@require_POST
def sign_in(request: Any) -> HttpResponse:
    """One press in place of password and code, for the accounts of the story only."""
    _only_in_the_demonstration()
    asked = request.POST.get("email", "")
    if asked not in {who.email for who in SIGN_INS}:
        raise Http404
    user = get_object_or_404(User, email=asked, is_active=True)
    request.session.flush()
    record_authentication(request, user, "mfa", type="demonstration")
    login(request, user, backend=BACKEND)
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()})
    return redirect(target if safe else "/")


@open_to_all
@never_cache
@require_GET
def outbox(request: Any) -> HttpResponse:
    _only_in_the_demonstration()
    pages = Paginator(mailbox.letters(), 20)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "demonstration/outbox.html", {"page_obj": page})


def _only_in_the_demonstration() -> None:
    if not settings.IS_DEMONSTRATION:
        raise Http404
