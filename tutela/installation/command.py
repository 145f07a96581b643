"""`./run <command>`, `python -m tutela <command>` and the installed `tutela <command>`.

Each command is a module with a function `main`, imported only when it is asked for, so that
one that needs no Django starts at once.
"""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from tutela.installation.refusal import Refusal

COMMANDS = {
    "demo": ("tutela.demonstration.demo", "start everything with invented people"),
    "test": ("tutela.installation.testrun", "run the tests (takes pytest's arguments)"),
    "check": ("tutela.installation.check", "format, lint, types, contracts, migrations, front end"),
    "bench": ("tutela.demonstration.bench", "measure pages in a throw-away database"),
    "install": ("tutela.installation.install", "make roles and database on a server, migrate"),
    "harden": ("tutela.installation.harden", "take from PUBLIC what no role of ours needs"),
    "manage": ("tutela.installation.manage", "any Django command: manage --as casework shell"),
    "import": ("tutela.exchange.command", "read an agency's extract (dry run unless --apply)"),
    "synthesise": ("tutela.demonstration.synthesise", "write an extract of invented people"),
    "explain": ("tutela.notification_requirements.explain", "who must notify, until when, why"),
    "lock": ("tutela.installation.lock", "pin every dependency again"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the answer is the exit code."""
    name, *rest = list(sys.argv[1:] if argv is None else argv) or ["--help"]
    if name in {"-h", "--help", "help"}:
        print(usage())
        return 0
    if name not in COMMANDS:
        print(f"There is no command {name}.\n\n{usage()}", file=sys.stderr)
        return 2
    module, _ = COMMANDS[name]
    try:
        return int(importlib.import_module(module).main(rest))
    except KeyboardInterrupt:
        return 130
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.code


def usage() -> str:
    """The commands, a line each."""
    program = "./run" if (Path(__file__).parents[2] / "run").exists() else "tutela"
    lines = [f"  {name:<10} {sentence}" for name, (_, sentence) in COMMANDS.items()]
    return "\n".join([f"usage: {program} COMMAND [arguments]", "", *lines])
