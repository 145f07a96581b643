"""The demonstration, founded, filled and served for the browser in a database of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tutela.demonstration import peopling
from tutela.demonstration.bench import free_port
from tutela.installation.home import private_folder
from tutela.installation.place import Place
from tutela.installation.processes import environment
from tutela.installation.supervisor import Child, stop_all, wait_for
from tutela.installation.testbed import PREFIX, Testbed

TUTELA = [sys.executable, "-P", "-m", "tutela", "manage", "--as"]
GUNICORN = [sys.executable, "-P", "-m", "gunicorn", "-c", "python:tutela.installation.web_server"]


@dataclass(frozen=True)
class Area:
    """The invented area as a visitor finds it."""

    casework: str
    public: str
    outbox: Path


# as long as this process: the server that it may have started serves other tests too
TESTBED = Testbed(os.environ.get("TUTELA_TEST_SERVER_URL", ""))


@contextmanager
def served_area(folder: Path) -> Iterator[Area]:
    """Both sites and the worker run; afterwards nothing is left."""
    # beside the database of the other tests of this process
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    TESTBED.place = replace(TESTBED.place, named=f"{PREFIX}_journeys_{worker}_{os.getpid()}")
    ports = {"casework": free_port(), "public": free_port()}
    with TESTBED.database() as place:
        told = {
            "TUTELA_DEMONSTRATION": "1",
            "TUTELA_EMAIL_URL": str(private_folder(folder / "outbox")),
            **{
                f"TUTELA_{site.upper()}_ADDRESS": f"http://{site}.localhost:{port}/"
                for site, port in ports.items()
            },
        }
        _invent(place, told, folder)
        children = [
            *(_site(place, site, port, told, folder) for site, port in ports.items()),
            Child(
                "worker",
                [*TUTELA, "worker", "worker"],
                told=environment(place, "worker", more=told),
                log=folder / "worker.log",
            ),
        ]
        try:
            for child in children:
                child.start()
            for site in children[:2]:
                wait_for(site)
            yield Area(
                *(f"http://{site}.localhost:{port}" for site, port in ports.items()),
                outbox=folder / "outbox",
            )
        finally:
            stop_all(children, None)


def _invent(place: Place, told: dict[str, str], folder: Path) -> None:
    done = subprocess.run(
        [*TUTELA, "owner", "found_demonstration"],
        env=environment(place, "owner", url=TESTBED.url("owner"), more=told),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    peopling.people(lambda process: environment(place, process, more=told), folder)


def _site(place: Place, site: str, port: int, told: dict[str, str], folder: Path) -> Child:
    own = {"TUTELA_HOSTS": f"{site}.localhost", "TUTELA_BIND": f"127.0.0.1:{port}"}
    return Child(
        f"{site} site",
        GUNICORN,
        told=environment(place, site, more=told | own),
        log=folder / f"{site}.log",
    )
