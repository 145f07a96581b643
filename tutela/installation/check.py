"""`./run check`: everything that a machine can say about the code without running it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tutela.installation import front_end
from tutela.installation.manage import without_database
from tutela.installation.refusal import Refusal

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
LOCKS = ("requirements.lock", "package-lock.json", "tutela/ui/front_end/node.lock")
# Names that no machine has: settings as an operator would give them.
AS_SERVED = {
    "TUTELA_HOSTS": "tutela.invalid",
    "TUTELA_EMAIL_URL": "smtp://mail.invalid",
    "TUTELA_FINANCIAL_KEY": "of no installation",
}
NUMBERED = re.compile(r"\d{4}_\w+\.py")


def main(argv: Sequence[str]) -> int:
    """Run every check, or those named; all of them run even if one fails."""
    if not (ROOT / "pyproject.toml").exists():
        raise Refusal("The checks run from a checkout: ./run check", 2)
    unknown = set(argv) - set(CHECKS)
    if unknown:
        raise Refusal(f"The checks are {', '.join(CHECKS)}.", 2)
    names = list(argv or CHECKS)
    with ThreadPoolExecutor(os.cpu_count()) as several:  # each waits for processes of its own
        failed = [
            name for name, ok in zip(names, several.map(_passes, names), strict=True) if not ok
        ]
    print(f"{len(failed)} checks failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def _passes(name: str) -> bool:
    began = time.monotonic()
    complaints = CHECKS[name]().rstrip()
    said = f"{name}: {'failed' if complaints else 'ok'} ({time.monotonic() - began:.1f} s)"
    print("\n".join(filter(None, [complaints, said])), flush=True)  # in one piece
    return not complaints


def _run(*commands: Sequence[str | Path]) -> str:
    """What the commands that fail have to say."""
    said = []
    for command in commands:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | without_database(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            said.append(done.stdout or f"{command[0]} failed")
    return "\n".join(said)


def check_format() -> str:
    return _run([BIN / "ruff", "format", "--check", "--quiet", "."])


def check_lint() -> str:
    return _run(
        [BIN / "ruff", "check", "--quiet", "."],
        [BIN / "djlint", "tutela", "--lint", "--quiet"],
    )


def check_types() -> str:
    return _run([BIN / "mypy"])


def check_imports() -> str:
    return _run([BIN / "lint-imports"])


def check_migrations() -> str:
    """Every model has its migration, and each room's migrations are one line."""
    manage = [sys.executable, "-P", "-m", "django"]
    forked = []
    for folder in sorted(ROOT.glob("tutela/*/migrations")):
        numbers = [path.name[:4] for path in sorted(folder.iterdir()) if NUMBERED.match(path.name)]
        if numbers != [f"{number:04}" for number in range(1, len(numbers) + 1)]:
            forked.append(f"{folder.relative_to(ROOT)}: {', '.join(numbers)}")
    return "\n".join(filter(None, [_run([*manage, "makemigrations", "--check"]), *forked]))


def check_settings() -> str:
    """Django's own checks of what would be served, and ours."""
    said = []
    for process in ("casework", "public"):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
            env=os.environ | without_database(process) | AS_SERVED,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            said.append(done.stdout)
    return "\n".join(said)


def check_front_end() -> str:
    try:
        front_end.build()
    except front_end.CannotBuild as error:
        return str(error)
    return ""


def check_locks() -> str:
    """No lock says from where a package came: whoever installs chooses the registry."""
    said = []
    for name in LOCKS:
        text = (ROOT / name).read_text()
        said += [f"{name}: {line}" for line in text.splitlines() if "://" in line]
    return "\n".join(said)


def check_paths() -> str:
    """No file of the repository names a folder of the machine that it was written on."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - the developer's own git
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout.decode()
    folders = (str(ROOT), f"{Path.home()}/")
    said = []
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_symlink() or not path.is_file():
            continue
        text = path.read_bytes().decode(errors="ignore")
        said += [f"{name} names {folder}" for folder in folders if folder in text]
    return "\n".join(said)


CHECKS: dict[str, Callable[[], str]] = {
    "format": check_format,
    "lint": check_lint,
    "types": check_types,
    "imports": check_imports,
    "migrations": check_migrations,
    "settings": check_settings,
    "front-end": check_front_end,
    "locks": check_locks,
    "paths": check_paths,
}
