"""`./run demo`: both sites, the worker and a database with invented people, on this machine.

Made once, kept in the data folder, started again in seconds; `--fresh` starts over.
"""

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tutela.demonstration import peopling
from tutela.demonstration.story import PASSWORD, SIGN_INS
from tutela.installation import front_end
from tutela.installation.home import data_folder, held, open_home, private_folder, start_over
from tutela.installation.manage import without_database
from tutela.installation.place import Place, find_place, is_server_given
from tutela.installation.prepare import prepare
from tutela.installation.processes import environment
from tutela.installation.refusal import Refusal
from tutela.installation.supervisor import (
    Child,
    Told,
    keep_running,
    stop_all,
    stopping_when_told,
    wait_for,
)


def main(argv: Sequence[str]) -> int:
    """Run the demonstration until Ctrl-C."""
    asked = _arguments(argv)
    home = data_folder()
    running = f"Tutela already runs in {home}; stop it, or name another folder in TUTELA_HOME."
    with held(home, refusal=running), stopping_when_told():
        place: Place | None = None
        children: list[Child] = []
        try:
            if asked.fresh:
                _start_over(home)
            open_home(home)
            for port, option in ((asked.port, "--port"), (asked.public_port, "--public-port")):
                _require_free(port, option)
            _say_to_every_process(home, asked)
            _build_front_end()
            place = find_place()
            _start_database(place)
            children += _children(place, asked)
            *sites, worker = children
            for child in sites:
                child.start()
            _fill(place)
            worker.start()  # what it works out follows from the whole extract, not from its parts
            for child in sites:
                wait_for(child)
            _greet(asked)
            keep_running(children, place)
        except Told:
            print("\nStopping ...", flush=True)
        finally:
            stop_all(children, place)
    return 0


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="demo", description=main.__doc__)
    parser.add_argument("--port", type=int, default=8000, help="of the casework site")
    parser.add_argument("--public-port", type=int, default=8001, help="of the public site")
    parser.add_argument("--fresh", action="store_true", help="forget the data and start over")
    return parser.parse_args(argv)


def _start_over(home: Path) -> None:
    if is_server_given():
        raise Refusal("--fresh is for the embedded server; drop the database of a server there.", 2)
    start_over(home)


def _require_free(port: int, option: str) -> None:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            is_taken = getattr(error, "errno", None) == errno.EADDRINUSE
            why = "is in use" if is_taken else "cannot be used"
            raise Refusal(f"Port {port} {why}; choose another with {option}.", 2) from None


def _say_to_every_process(home: Path, asked: argparse.Namespace) -> None:
    os.environ |= {
        "TUTELA_DEMONSTRATION": "1",
        "TUTELA_CASEWORK_ADDRESS": f"http://casework.localhost:{asked.port}/",
        "TUTELA_PUBLIC_ADDRESS": f"http://public.localhost:{asked.public_port}/",
        "TUTELA_EMAIL_URL": str(private_folder(home / "outbox")),
        "TUTELA_STATIC": str(home / "static"),
    }


def _build_front_end() -> None:
    try:
        if front_end.build():
            print("Built the front end.", flush=True)
    except front_end.CannotBuild as error:
        raise Refusal(str(error)) from None
    _manage(
        ["collectstatic", "--no-input", "--verbosity", "0"],
        {**os.environ, **without_database("casework")},  # the sign-in library's scripts too
        "The pages' style could not be laid out.",
        process="casework",
    )


def _start_database(place: Place) -> None:
    if place.cluster:
        place.cluster.start(ends_with_us=True)
    # agencies and accounts are founded by the owner, before anybody can sign in
    prepare(place, also=["found_demonstration"])


def _children(place: Place, asked: argparse.Namespace) -> list[Child]:
    logs = private_folder(place.home / "log")
    serve = ["gunicorn", "-c", "python:tutela.installation.web_server"]
    sites = [
        Child(
            f"{site} site",
            [sys.executable, "-P", "-m", *serve],
            told=environment(
                place,
                site,
                more={
                    "TUTELA_HOSTS": f"{site}.localhost",
                    "TUTELA_BIND": f"127.0.0.1:{port}",
                },
            ),
            log=logs / f"{site}.log",
        )
        for site, port in (("casework", asked.port), ("public", asked.public_port))
    ]
    worker = Child(
        "worker",
        [sys.executable, "-P", "-m", "tutela", "manage", "--as", "worker", "worker"],
        told=environment(place, "worker"),
        log=logs / "worker.log",
        # a job waits for a database that is going too; every job may run twice
        when_orphaned=signal.SIGKILL,
    )
    return [*sites, worker]


def _fill(place: Place) -> None:
    peopling.people(lambda process: environment(place, process), place.home)


def _manage(
    command: Sequence[str], told: dict[str, str], refusal: str, process: str = "public"
) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tutela", "manage", "--as", process, *command],
        env=told,
        check=False,
    )
    if done.returncode:
        raise Refusal(refusal)


def _greet(asked: argparse.Namespace) -> None:
    lines = [
        "",
        f"  Casework site  http://casework.localhost:{asked.port}/",
        f"  Public site    http://public.localhost:{asked.public_port}/",
        "",
        *_sign_ins(),
        "Everybody in it is invented. Ctrl-C stops it; the data stays.",
    ]
    print("\n".join(lines), flush=True)


def _sign_ins() -> list[str]:
    return [f"Sign in with the password {PASSWORD} as", *(f"  {who}" for who in SIGN_INS), ""]
