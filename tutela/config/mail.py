"""Where messages go: an SMTP server, or a folder in the demonstration."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def mailers_from(url: str) -> dict[str, Any]:
    """`smtp://user:word@host:587?tls=start` (or `on`, `off`), or the path of a folder."""
    if not url:
        return {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    parts = urlsplit(url)
    if parts.scheme in {"", "file"}:
        return {
            "default": {
                "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "OPTIONS": {"file_path": unquote(parts.path)},
            }
        }
    if parts.scheme != "smtp" or not parts.hostname:
        raise ImproperlyConfigured("TUTELA_EMAIL_URL is smtp://… or the path of a folder.")
    tls = parse_qs(parts.query).get("tls", ["start"])[0]
    return {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": parts.hostname,
                "port": parts.port or 587,
                "username": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
                "use_tls": tls == "start",
                "use_ssl": tls == "on",
                "timeout": 20,
            },
        }
    }
