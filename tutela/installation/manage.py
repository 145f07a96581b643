"""Any Django command, as one of the processes: `./run manage --as casework shell`."""

import os
from collections.abc import Sequence

from tutela.installation.refusal import Refusal

PROCESSES = ("casework", "public", "worker", "owner")


def main(argv: Sequence[str]) -> int:
    """Run a Django command with the environment of the process named by `--as` (else the owner)."""
    process, rest = "owner", list(argv)
    if rest[:1] == ["--as"]:
        process, rest = (rest[1] if len(rest) > 1 else ""), rest[2:]
    if process not in PROCESSES:
        raise Refusal(f"--as is followed by one of {', '.join(PROCESSES)}.", 2)
    os.environ["TUTELA_PROCESS"] = process
    os.environ.setdefault("TUTELA_SECRET_KEY", "none")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage", *rest])
    return 0
