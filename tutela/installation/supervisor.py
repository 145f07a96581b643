"""Keeps the processes of one installation running, and ends them, and no other."""

import contextlib
import http.client
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tutela.installation.children import ends_with_its_parent
from tutela.installation.place import Place
from tutela.installation.refusal import Refusal

DEATHS_ALLOWED, WITHIN_SECONDS = 5, 60
SECONDS_TO_STOP = 10
SECONDS_TO_ANSWER = 120  # a small machine that is busy; who died is noticed at once


class Told(BaseException):
    """We were told to stop; not an error, so that nothing takes it for one."""


class Child:
    """One process of ours: in a session of its own, so that a Ctrl-C reaches us alone."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        told: Mapping[str, str],
        log: Path,
        when_orphaned: int = signal.SIGTERM,
    ) -> None:
        self.name, self.command, self.told, self.log = name, list(command), dict(told), log
        self.when_orphaned = when_orphaned
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths: list[float] = []

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.told,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=ends_with_its_parent(self.when_orphaned),
            )

    def keep_alive(self) -> None:
        """Start it again if it died, unless it dies all the time."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        self.deaths = [death for death in self.deaths if now - death < WITHIN_SECONDS] + [now]
        if len(self.deaths) > DEATHS_ALLOWED:
            raise Refusal(f"The {self.name} keeps stopping; {self.log} says why.")
        self.start()

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def make_sure(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextlib.contextmanager
def stopping_when_told() -> Iterator[None]:
    """Ctrl-C, a closed terminal or a service manager end the block as one exception."""

    def stop(*_: object) -> None:
        for number in numbers:  # once is enough: a second Ctrl-C must not leave things running
            signal.signal(number, signal.SIG_IGN)
        raise Told

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def keep_running(children: Sequence[Child], place: Place) -> None:
    """Until told to stop: whatever of ours dies is started again."""
    while True:
        if place.cluster:
            place.cluster.keep_alive()
        for child in children:
            child.keep_alive()
        time.sleep(0.5)


def wait_for(site: Child) -> None:
    """Until the site answers anything at all."""
    address, port = site.told["TUTELA_BIND"].split(":")
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        site.keep_alive()
        asking = http.client.HTTPConnection(address, int(port), timeout=SECONDS_TO_ANSWER)
        try:
            asking.request("GET", "/", headers={"Host": site.told["TUTELA_HOSTS"]})
            asking.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            asking.close()
    raise Refusal(f"The {site.name} did not answer; {site.log} says why.")


def stop_all(children: Sequence[Child], place: Place | None) -> None:
    """The sites and the worker first, then the database that they use."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        child.make_sure(deadline)
    if place and place.cluster:
        place.cluster.stop()
