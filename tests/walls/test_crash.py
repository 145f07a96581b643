"""What was acknowledged survives kill -9 of every process under load; nothing is there by half."""

import contextlib
import html
import http.client
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.walls.reader import Reader
from tutela.installation.tests.running import Demo

pytestmark = [pytest.mark.slow, pytest.mark.long]
LEARNT = "Was seen near the school, number {}."


def below(demo: Demo) -> dict[int, str]:
    """The demonstration's processes and what each was started as."""
    told = {}
    for number in demo.processes():
        try:
            words = Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        told[number] = words
    return told


def kill(demo: Demo, words: str) -> None:
    victims = [number for number, said in below(demo).items() if words in said]
    assert victims, f"nothing runs as {words}: {sorted(below(demo).values())}"
    for number in victims:
        # a server's children may end with it before their own turn comes
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


@pytest.mark.timeout(900)
def test_what_was_acknowledged_is_there_after_every_kill(filled):
    with Demo(filled.home) as demo:
        demo.wait_until_ready()
        taken: dict[int, str] = {}
        stop = threading.Event()
        numbers = iter(range(1_000_000))

        def load() -> None:
            reader, signed_in = Reader(demo), False
            while not stop.is_set():
                try:
                    if not signed_in:
                        signed_in = reader.sign_in()
                        continue
                    number = next(numbers)
                    if receipt := reader.tell(LEARNT.format(number)):
                        taken[number] = receipt
                except (OSError, http.client.HTTPException):
                    time.sleep(0.1)

        threads = [threading.Thread(target=load) for _ in range(3)]
        for thread in threads:
            thread.start()
        for words in ("gunicorn", "--as worker", "postgres: io worker", "bin/postgres"):
            wait_for_more(taken, 5)
            kill(demo, words)
        wait_for_more(taken, 5)
        stop.set()
        for thread in threads:
            thread.join()

        reader = Reader(demo)
        assert comes_in(reader)
        for number, receipt in taken.items():
            page = reader.ask(receipt)
            assert page.status == 200, (number, receipt)
            assert LEARNT.format(number) in html.unescape(page.text)
        assert len(set(taken.values())) == len(taken), "one change for each"


def comes_in(reader: Reader, seconds: float = 120) -> bool:
    """A server that was just killed may take a moment more."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if reader.sign_in():
                return True
        time.sleep(0.1)
    return False


def wait_for_more(taken: dict, more: int, seconds: float = 150) -> None:
    wanted, deadline = len(taken) + more, time.monotonic() + seconds
    while len(taken) < wanted:
        assert time.monotonic() < deadline, f"only {len(taken)} of {wanted} were taken"
        time.sleep(0.1)
