"""What is written to those who are appointed; it holds no key and no word about anybody."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _


def welcome_letter(account: UUID, now: datetime) -> dict[str, Any]:
    """What tells somebody new where to choose a password; it holds no key."""
    return {
        "user_id": account,
        "subject": _("You can sign in to Tutela"),
        "body": _(
            "Your agency has appointed you. Choose a password with the email address to which"
            " this letter was sent:\n\n%(address)saccounts/password/reset/"
        )
        % {"address": settings.CASEWORK_ADDRESS},
        "at": now,
    }
