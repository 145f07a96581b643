"""The sign-in library's pages that we want, by its own names; the others are closed.

Each page says that it needs no appointment. Those that a session with a password alone may see
are marked: they are what it takes to set up the second factor.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as agency
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, re_path

from tutela.access.door import signed_in_as
from tutela.access.pages import for_any_user
from tutela.agencies.adapters import SecondFactorAdapter

View = Callable[..., Any]


def _page(view: View, *, before_second_factor: bool = False) -> View:
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return view(request, *args, **kwargs)

    page.before_second_factor = before_second_factor  # type: ignore[attr-defined]
    return for_any_user(page)


def _first(view: View) -> View:
    return _page(view, before_second_factor=True)


def _own(view: View) -> View:
    """A page that changes the second factor: PostgreSQL is told whose it is."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        with signed_in_as(request.user.pk):
            return view(request, *args, **kwargs)

    return page


@login_not_required
def _closed(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


@wraps(webauthn.remove_webauthn)
def _remove_passkey(request: HttpRequest, pk: int) -> Any:
    """The library lets the last one be removed; a second factor is obligatory."""
    passkey = get_object_or_404(Authenticator, pk=pk, user=request.user)
    adapter = SecondFactorAdapter()
    if not adapter.can_delete_authenticator(passkey):
        messages.warning(request, adapter.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_list_webauthn")
    return webauthn.remove_webauthn(request, pk=pk)


urlpatterns = [
    path("login/", _first(account.login), name="account_login"),
    path("logout/", _first(account.logout), name="account_logout"),
    path("inactive/", _first(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", _first(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", _page(account.password_change), name="account_change_password"),
    path("password/reset/", _first(account.password_reset), name="account_reset_password"),
    path(
        "password/reset/done/",
        _first(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _first(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        _first(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", _first(mfa.index), name="mfa_index"),
    path("2fa/authenticate/", _first(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", _first(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", _first(_own(totp.activate_totp)), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", _page(_own(totp.deactivate_totp)), name="mfa_deactivate_totp"),
    path(
        "2fa/recovery-codes/",
        _page(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/generate/",
        _page(_own(recovery_codes.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        _page(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("2fa/webauthn/", _page(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", _first(_own(webauthn.add_webauthn)), name="mfa_add_webauthn"),
    path(
        "2fa/webauthn/reauthenticate/",
        _first(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("2fa/webauthn/login/", _first(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path(
        "2fa/webauthn/keys/<int:pk>/remove/",
        _page(_own(_remove_passkey)),
        name="mfa_remove_webauthn",
    ),
    path(
        "2fa/webauthn/keys/<int:pk>/edit/",
        _page(_own(webauthn.edit_webauthn)),
        name="mfa_edit_webauthn",
    ),
    path(
        "agency/cancelled/",
        _first(social.login_cancelled),
        name="socialaccount_login_cancelled",
    ),
    path("agency/error/", _first(social.login_error), name="socialaccount_login_error"),
    path("agency/<slug:provider_id>/", _first(agency.login), name="openid_connect_login"),
    path(
        "agency/<slug:provider_id>/callback/",
        _first(agency.callback),
        name="openid_connect_callback",
    ),
    # The library asks for these names; nobody signs up or changes an address here.
    path("closed/signup/", _first(_closed), name="account_signup"),
    path("closed/password/set/", _first(_closed), name="account_set_password"),
    path("closed/email/", _first(_closed), name="account_email"),
    path("closed/email/sent/", _first(_closed), name="account_email_verification_sent"),
    path("closed/email/<str:key>/", _first(_closed), name="account_confirm_email"),
    path("closed/code/", _first(_closed), name="account_confirm_login_code"),
    path("closed/agency/signup/", _first(_closed), name="socialaccount_signup"),
    path("closed/agency/", _first(_closed), name="socialaccount_connections"),
]
