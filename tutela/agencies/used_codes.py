"""A one-time code is remembered as used for as long as it would be taken.

The library remembers it for one step of its clock, and takes it for as many as the telephone may be
wrong besides: half a minute after its use it would sign somebody in again (RFC 6238 section 5.2).
"""

from typing import Any

from allauth.mfa import app_settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache

USED_CODE = "allauth.mfa.totp.used?"


class SignInCache(DatabaseCache):
    """What is remembered of tries to sign in, for all processes of the site."""

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> bool:
        """Add what is not there yet; a used code for every step at which it is good, in seconds."""
        if key.startswith(USED_CODE):
            timeout = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        return super().add(key, value, timeout, version)
