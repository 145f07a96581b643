"""`./run demo` as somebody at a terminal starts and stops it; one data folder that it filled."""

import contextlib
import http.client
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tutela.installation import front_end
from tutela.installation.cluster import Cluster
from tutela.installation.home import open_home
from tutela.installation.keys import Keys

ROOT = Path(__file__).parents[3]
READY = "Ctrl-C stops it"


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TUTELA_", "DJANGO_", "PYTEST_"))
    }
    return kept | {"TUTELA_HOME": str(home), "PYTHONPATH": str(ROOT)} | more


class Demo:
    """One start of the demonstration."""

    def __init__(self, home: Path, *options: str, command=None, **more: str) -> None:
        self.port, self.public_port = free_port(), free_port()
        ports = ["--port", str(self.port), "--public-port", str(self.public_port)]
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [*(command or [sys.executable, "-P", "-m", "tutela"]), "demo", *ports, *options],
            env=environment(home, **more),
            cwd=home.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        # closed by who reads it: closed beside the reading it would be an error there
        with self.process.stdout:
            for line in self.process.stdout:
                self._lines.put(line)
        self._lines.put(None)

    def wait_until_ready(self, seconds: float = 400) -> float:
        """How long it took."""
        deadline = time.monotonic() + seconds
        while line := self._lines.get(timeout=max(0.1, deadline - time.monotonic())):
            self.said.append(line)
            if READY in line:
                return time.monotonic() - self.began
        raise AssertionError("it ended: " + "".join(self.said))

    def get(self, site: str, path: str) -> http.client.HTTPResponse:
        port = self.port if site == "casework" else self.public_port
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            asking.request("GET", path, headers={"Host": f"{site}.localhost"})
            answer = asking.getresponse()
            answer.text = answer.read().decode()
            return answer
        finally:
            asking.close()

    def processes(self) -> list[int]:
        """Every process below ours, by number."""
        below, found = [self.process.pid], []
        while below:
            parent = below.pop()
            for task in Path(f"/proc/{parent}/task").glob("*/children"):
                with contextlib.suppress(OSError):  # it may end while we ask
                    children = [int(number) for number in task.read_text().split()]
                    below += children
                    found += children
        return found

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        code = self.process.wait(timeout=120)
        self._listener.join(120)  # what it started may speak a moment longer
        return code

    def __enter__(self) -> "Demo":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()


@dataclass(frozen=True)
class Filled:
    """A data folder that the demonstration of a wheel filled from nothing, once for all tests."""

    home: Path
    forgotten: str  # the key that was in the folder before
    beside: Path  # a file that is none of ours
    names: list[str]  # what the wheel holds
    answers: list[int]  # what its public site said to whoever asked for the page and its style


def fill(folder: Path) -> Filled:
    """Pack the checkout, and let what was packed start over in a folder that was used before."""
    home, site, beside = folder / "home", folder / "site", folder / "letter.txt"
    beside.write_text("mine")
    names = _unpacked_wheel(folder, site)
    Cluster(open_home(home)).start(ends_with_us=True).stop()
    forgotten = Keys(home).actor_key("casework")
    # the wheel's package; the libraries are this environment's
    libraries = [path for path in sys.path if "site-packages" in path]
    only = os.pathsep.join([str(site), *libraries])
    with Demo(home, "--fresh", PYTHONPATH=only) as demo:
        demo.wait_until_ready()  # how long that takes `./run bench` measures
        page = demo.get("public", "/")
        sheet = re.search(r'href="(/static/[^"]+\.css)"', page.text)[1]
        answers = [page.status, demo.get("public", sheet).status]
        assert demo.stop(signal.SIGTERM) == 0
    return Filled(home, forgotten, beside, names, answers)


def _unpacked_wheel(folder: Path, site: Path) -> list[str]:
    front_end.build()
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        env=environment(folder),
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
        return packed.namelist()


def are_gone(processes: list[int], *, seconds: float = 120) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not any(_lives(number) for number in processes):
            return True
        time.sleep(0.05)
    return False


def _lives(number: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return False
