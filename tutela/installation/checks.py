"""What must hold before a process serves: its role, the hardening, no demonstration elsewhere."""

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

from tutela.installation.harden import missing

log = logging.getLogger("tutela.start")

ROLE_OF = {name: f"tutela_{name}" for name in ("casework", "public", "worker", "owner")}


def check_demonstration(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """The demonstration offers sign-ins to whoever comes."""
    if not settings.IS_DEMONSTRATION:
        return []
    return [Error("TUTELA_DEMONSTRATION is on: anybody could sign in.", id="tutela.E001")]


def check_financial_key(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Without it no bank detail could be taken: it is said before anybody comes to the counter."""
    if settings.PROCESS not in {"casework", "worker"} or settings.FINANCIAL_KEYS:
        return []
    return [Error("TUTELA_FINANCIAL_KEY is missing.", id="tutela.E004")]


def check_role(
    app_configs: Any, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """A superuser, or a role that passes row security, would see everything."""
    if "default" not in (databases or ()):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        role, passes_every_wall = cursor.fetchone()
    if passes_every_wall or role != ROLE_OF[settings.PROCESS]:
        sentence = f"This process must use the role {ROLE_OF[settings.PROCESS]}, not {role}."
        return [Error(sentence, id="tutela.E002")]
    return []


def check_hardening(
    app_configs: Any, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """What an operator has left to PUBLIC is named, so that nobody believes otherwise."""
    if "default" not in (databases or ()):
        return []
    connection.ensure_connection()
    left = missing(connection.connection)
    if not left:
        return []
    named = ", ".join(left[:10]) + (f" and {len(left) - 10} more" if len(left) > 10 else "")
    return [Warning(f"The database is not hardened: {named}.", id="tutela.W003")]


def check_era(
    app_configs: Any, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """What is recorded under the transaction ids of another cluster would look like its past."""
    if "default" not in (databases or ()) or settings.PROCESS not in {"casework", "worker"}:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_restored()")
        if not cursor.fetchone()[0]:
            return []
    sentence = "This database was restored from a dump: run `tutela install` before it is used."
    return [Error(sentence, id="tutela.E005")]


def require_safe_database(*, where_silent: str) -> None:
    """Refuse to serve as the wrong role; of less, and of a silent server, tell the log."""
    try:
        said = run_checks(tags=[Tags.database], databases=["default"])
    except OperationalError:
        log.error("The database does not answer; %s.", where_silent)
        return
    connection.close()
    for message in said:
        if message.is_serious():
            raise ImproperlyConfigured(str(message.msg))
        log.warning(message.msg)
