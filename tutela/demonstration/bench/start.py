"""How long the demonstration takes to its first page: from a new clone, and started again."""

import http.client
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tutela.demonstration.bench import free_port
from tutela.demonstration.bench.kept import keep
from tutela.installation.refusal import Refusal
from tutela.installation.testbed import ROOT

SECONDS_AT_MOST = 600.0
SECONDS_TO_STOP = 60


def measure(*, write: bool) -> None:
    """Clone, start, stop and start again; print the seconds and perhaps keep them."""
    with tempfile.TemporaryDirectory(prefix="tutela-start-") as folder:
        clone = Path(folder) / "clone"
        _clone(clone)
        # the first run also makes the installation: packages come from the package cache, if it
        # is warm; it is emptied of data, so that the second run measures the clone as installed
        taken = {}
        for name in ("new", "installed", "again"):
            if name != "again":
                shutil.rmtree(clone.parent / "home", ignore_errors=True)
            taken[name] = _seconds_to_first_page(clone, clone.parent / "home")
    text = _table(taken)
    sys.stdout.write(text)
    if write:
        keep(text)


def _clone(to: Path) -> None:
    done = subprocess.run(
        ["git", "clone", "--quiet", str(ROOT), str(to)],  # noqa: S607 - the git of whoever runs it
        check=False,
    )
    if done.returncode:
        raise Refusal("This is measured from a clone: git and a checkout are needed.")


def _seconds_to_first_page(clone: Path, home: Path) -> float:
    began = time.perf_counter()
    with _demonstration(clone, home) as (process, port, log):
        while time.perf_counter() - began < SECONDS_AT_MOST:
            if process.poll() is not None:
                break
            if _shows_a_page(port):
                return time.perf_counter() - began
            time.sleep(0.1)
        raise Refusal(f"The demonstration showed no page: {log.read_text()[-500:]}")


@contextmanager
def _demonstration(clone: Path, home: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, Path]]:
    """`./run demo` as anybody starts it; afterwards Ctrl-C, as anybody ends it."""
    port, public_port, log = free_port(), free_port(), clone.parent / "start.log"
    told = {name: value for name, value in os.environ.items() if not name.startswith("TUTELA_")}
    told.pop("PYTHONPATH", None)
    with log.open("wb") as out:
        process = subprocess.Popen(
            ["./run", "demo", "--port", str(port), "--public-port", str(public_port)],
            cwd=clone,
            env=told | {"TUTELA_HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        yield process, port, log
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _shows_a_page(port: int) -> bool:
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        asking.request("GET", "/accounts/login/", headers={"Host": "casework.localhost"})
        return asking.getresponse().status == 200
    except OSError:
        return False
    finally:
        asking.close()


def _table(taken: dict[str, float]) -> str:
    today = datetime.now(UTC).date()
    return (
        f"## Start: seconds to the first page, {today:%-d %B %Y}\n\n"
        f"`./run demo`, its data filled anew where it is not started again. Python"
        f" {platform.python_version()}.\n\n"
        "| New clone, packages installed from the package cache | Installed clone, first start"
        " | Started again |\n| --- | --- | --- |\n"
        f"| {taken['new']:.0f} s | {taken['installed']:.0f} s | {taken['again']:.1f} s |\n\n"
    )
