"""`./run demo` as somebody at a terminal starts and stops it."""

import http.client
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

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
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def wait_until_ready(self, seconds: float = 180) -> float:
        """How long it took."""
        deadline = time.monotonic() + seconds
        while line := self._lines.get(timeout=max(0.1, deadline - time.monotonic())):
            self.said.append(line)
            if READY in line:
                return time.monotonic() - self.began
        raise AssertionError("it ended: " + "".join(self.said))

    def get(self, site: str, path: str) -> http.client.HTTPResponse:
        port = self.port if site == "casework" else self.public_port
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
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
                children = [int(number) for number in task.read_text().split()]
                below += children
                found += children
        return found

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        code = self.process.wait(timeout=40)
        self.process.stdout.close()
        return code

    def __enter__(self) -> "Demo":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()


def are_gone(processes: list[int], *, seconds: float = 30) -> bool:
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
