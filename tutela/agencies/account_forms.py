"""The sign-in library's forms in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.ui.forms import FAULTS, NO_EMAIL

PASSWORD_HINT = _("At least 12 characters. Three random words are easy to remember.")


def _word(
    form: forms.Form, name: str, label: Any, missing: Any = "", hint: Any = "", width: str = ""
) -> None:
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.error_messages |= FAULTS
    if isinstance(field, forms.EmailField):
        field.error_messages["invalid"] = NO_EMAIL
    if missing:
        field.error_messages["required"] = missing
    if width:
        field.widget.attrs["class"] = f"govuk-input--width-{width}"


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "login", _("Email address"), _("Enter your email address"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        _word(self, "password", _("Password"), _("Enter your password"))


class ConfirmPasswordForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password", _("Password"), _("Enter your password"))


class ForgottenPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "email", _("Email address"), _("Enter your email address"))


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password1", _("New password"), _("Enter a new password"), PASSWORD_HINT)
        _word(self, "password2", _("New password again"), _("Enter the new password again"))


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", _("Current password"), _("Enter your current password"))
        _word(self, "password1", _("New password"), _("Enter a new password"), PASSWORD_HINT)
        _word(self, "password2", _("New password again"), _("Enter the new password again"))


class _Code:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self,  # type: ignore[arg-type]
            "code",
            _("Code"),
            _("Enter the code"),
            _("6 numbers from your authenticator app, or one of your recovery codes"),
            "10",
        )


class CodeForm(_Code, mfa.AuthenticateForm):
    pass


class ConfirmCodeForm(_Code, mfa.ReauthenticateForm):
    pass


class AddAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self,
            "code",
            _("Code that the app shows"),
            _("Enter the code that the app shows"),
            _("6 numbers"),
            "10",
        )


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "name", _("Name of the passkey"), hint=_("For example, work laptop"))
        _word(self, "passwordless", _("Sign in with it alone, without a password"))


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "name", _("Name of the passkey"), _("Enter a name"))
