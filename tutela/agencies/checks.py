"""What must not be switched on where real people are kept."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def demonstration_is_only_at_home(app_configs: Any, **kwargs: Any) -> list[Error]:
    """The demonstration lets anybody in: it may be on only on the machine of whoever tries it."""
    if not settings.IS_DEMONSTRATION:
        return []
    return [
        Error(
            f"TUTELA_DEMONSTRATION is on, and {reason}.",
            hint="Unset TUTELA_DEMONSTRATION: its sign-in page lets anybody in.",
            id="tutela.E001",
        )
        for reason in _elsewhere()
    ]


def _elsewhere() -> list[str]:
    database = settings.DATABASES["default"]["HOST"]
    reasons = []
    if any(not _is_here(host) for host in settings.ALLOWED_HOSTS):
        reasons.append("a host is not localhost")
    if not all(
        _is_here(urlsplit(address).hostname or "")
        for address in (settings.CASEWORK_ADDRESS, settings.PUBLIC_ADDRESS)
    ):
        reasons.append("an address of a site is not localhost")
    if not (database.startswith("/") or _is_here(database)):
        reasons.append("the database is on another machine")
    if "smtp" in settings.MAILERS["default"]["BACKEND"]:
        reasons.append("messages go to a mail server")
    return reasons


def _is_here(host: str) -> bool:
    return host in {"", "localhost", "127.0.0.1", "::1", "testserver"} or host.endswith(
        ".localhost"
    )
