"""The sign-in library told of our accounts: no self sign-up, letters queued, seeds sealed."""

from typing import Any
from urllib.parse import urljoin, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import (
    DefaultSocialAccountAdapter,
    _build_apps_from_settings,
)
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tutela.access.door import signed_in_as
from tutela.agencies import secret_box
from tutela.agencies.models import Message, User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts that an administrator made."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The email address or the password is not right"),
        "incorrect_password": _("The password is not right"),
        "enter_current_password": _("The current password is not right"),
        "too_many_login_attempts": _("Too many wrong tries. Wait five minutes, then try again"),
        "rate_limited": _("Too many tries. Wait a minute, then try again"),
        "incorrect_code": _("The code is not right, or it has been used already"),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def get_logout_redirect_url(self, request: Any) -> str:
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: Any) -> str:
        return reverse("mfa_index")

    def set_password(self, user: Any, password: str) -> None:
        user.set_password(password)
        with signed_in_as(user.pk):
            user.save(update_fields=["password"])  # casework may write no other column

    def reauthenticate(self, user: Any, password: str) -> bool:
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return urljoin(settings.CASEWORK_ADDRESS, path)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the queue. Nobody's letter is written too, and never sent: an address that has no
        account costs the same time as one that has."""
        letter = self.render_mail(template_prefix, email, {"email": email, **context})
        Message.objects.create(
            user=User.objects.filter(email=email.lower(), is_active=True).first(),
            subject=letter.subject,
            body=str(letter.body),
            at=timezone.now(),
        )

    def format_email_subject(self, subject: str) -> str:
        return str(subject)


class SecondFactorAdapter(DefaultMFAAdapter):
    """One-time codes, recovery codes and passkeys; one of them is obligatory."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right, or it has been used already"),
        "cannot_delete_authenticator": _(
            "This is your only second factor. Add another one before you remove it."
        ),
    }

    def encrypt(self, text: str) -> str:
        return secret_box.lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secret_box.unlock(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return (
            Authenticator.objects.filter(user_id=authenticator.user_id)
            .exclude(pk=authenticator.pk)
            .exclude(type=Authenticator.Type.RECOVERY_CODES)
            .exists()
        )

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}

    def get_totp_label(self, user: Any) -> str:
        return str(user.email)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}


class AgencySignInAdapter(DefaultSocialAccountAdapter):
    """An agency's own sign-in (OIDC): only for accounts that an administrator made."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """The first time, the address that the agency has verified says whose account it is.

        The library's own way of joining them writes the whole account, which casework may not.
        """
        if sociallogin.is_existing:
            return
        verified = [
            address.email.lower() for address in sociallogin.email_addresses if address.verified
        ]
        user = User.objects.filter(email__in=verified, is_active=True).first()
        if user is not None:
            sociallogin.user = sociallogin.account.user = user
            with signed_in_as(user.pk):
                sociallogin.account.save()

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:
        # settings only: the table of clients would need a right, and would be a way in
        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for found in apps.values() for app in found]
