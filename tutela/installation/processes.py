"""The environment of each process: its own database URL and keys, and no other's."""

import os
from collections.abc import Mapping
from pathlib import Path

from tutela.installation.place import Place

ROOT = Path(__file__).parents[2]
# What an operator or the demonstration may say to every process alike.
SHARED = (
    "TUTELA_HOME",
    "TUTELA_DEMONSTRATION",
    "TUTELA_CASEWORK_ADDRESS",
    "TUTELA_PUBLIC_ADDRESS",
    "TUTELA_EMAIL_URL",
    "TUTELA_EMAIL_FROM",
    "TUTELA_STATIC",
)
# What only the casework site is told.
CASEWORK_ONLY = (
    "TUTELA_CLAMD_SOCKET",
    "TUTELA_OIDC_SERVER_URL",
    "TUTELA_OIDC_NAME",
    "TUTELA_OIDC_CLIENT_ID",
    "TUTELA_OIDC_SECRET",
    "TUTELA_PROXIES",
)


def environment(
    place: Place, process: str, *, url: str = "", more: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Everything that the process is told; what others are told is left out."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("TUTELA_")}
    allowed = (*SHARED, *(CASEWORK_ONLY if process == "casework" else ()))
    told |= {name: os.environ[name] for name in allowed if name in os.environ}
    told |= own_part(place, process, url=url)
    told |= {
        "DJANGO_SETTINGS_MODULE": "tutela.config.settings",
        "PYTHONPATH": os.pathsep.join(
            [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH", "")])]
        ),
        "PYTHONUNBUFFERED": "1",
    }
    return told | dict(more or {})


def own_part(place: Place, process: str, *, url: str = "") -> dict[str, str]:
    """What this process alone may know."""
    keys = place.keys
    own = {
        "TUTELA_PROCESS": process,
        "TUTELA_HOME": str(place.home),
        "TUTELA_DATABASE_URL": url or place.url(process),
        "TUTELA_SECRET_KEY": keys.secret_key(process),
    }
    if process in {"casework", "worker"}:
        own["TUTELA_ACTOR_KEY"] = keys.actor_key(process)
        own["TUTELA_FINANCIAL_KEY"] = keys.financial_key()
    if process == "worker":
        own["TUTELA_SIGNING_KEY"] = keys.signing_key()
    return own
