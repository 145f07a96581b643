"""Any Django command, as one of the processes: `./run manage --as casework shell`."""

import logging
import os
import secrets
import warnings
from collections.abc import Sequence

from tutela.installation.place import Place, is_server_given, running_place
from tutela.installation.processes import own_part
from tutela.installation.refusal import Refusal
from tutela.installation.roles import keep_owner_out, let_owner_in

PROCESSES = ("casework", "public", "worker", "owner")
# These ask no database, so none is started for them.
WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "version",
}
# What a named process alone can do, whoever forgets to say so.
OF = {"import_extract": "worker", "verify_record": "worker"}
NOWHERE = "postgresql://nobody@/none?host=/nonexistent"


def main(argv: Sequence[str]) -> int:
    """Run a Django command with the environment of the process named by `--as` (else the owner)."""
    rest = list(argv)
    process = OF.get(rest[0] if rest else "", "owner")
    if rest[:1] == ["--as"]:
        process, rest = (rest[1] if len(rest) > 1 else ""), rest[2:]
    if process not in PROCESSES:
        raise Refusal(f"--as is followed by one of {', '.join(PROCESSES)}.", 2)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.config.settings")
    if os.environ.get("TUTELA_DATABASE_URL") and os.environ.get("TUTELA_PROCESS") == process:
        return _run(rest)  # a process that was told everything already
    if not rest or rest[0] in WITHOUT_DATABASE or {"-h", "--help"} & {*rest}:
        _tell(without_database(process))
        warnings.filterwarnings("ignore", "Got an error checking a consistent migration history")
        return _run(rest)
    with running_place() as place:
        return _run_at(place, process, rest)


def without_database(process: str = "owner") -> dict[str, str]:
    """Enough of an environment for the settings to load; it opens nothing."""
    return {
        "TUTELA_PROCESS": process,
        "TUTELA_DATABASE_URL": NOWHERE,
        "TUTELA_SECRET_KEY": secrets.token_hex(32),
        "DJANGO_SETTINGS_MODULE": "tutela.config.settings",
    }


def _run_at(place: Place, process: str, rest: Sequence[str]) -> int:
    if process != "owner" or not place.has_superuser():
        _tell(own_part(place, process))
        return _run(rest)
    password, superuser = secrets.token_hex(32), place.superuser_url()
    let_owner_in(superuser, password)
    try:
        _tell(own_part(place, process, url=place.url("owner", password)))
        return _run(rest)
    finally:
        keep_owner_out(superuser)


def _tell(own: dict[str, str]) -> None:
    if is_server_given():
        for name in [name for name in os.environ if name.endswith("_DATABASE_URL")]:
            del os.environ[name]
    os.environ.update(own)


def _run(rest: Sequence[str]) -> int:
    from django.core.management import execute_from_command_line

    if rest[:1] != ["worker"]:
        logging.disable(logging.INFO)  # a command speaks for itself, not its libraries
    execute_from_command_line(["manage", *rest])
    return 0
