"""`./run bench`: pages in a throw-away database; the other subjects beside them."""

import argparse
import os
import socket
import sys
from collections.abc import Sequence

SUBJECTS = ("pages", "law", "import", "recompute", "minutes", "start")


def main(argv: Sequence[str]) -> int:
    """Load, measure, print; with --write also into docs/benchmarks.md."""
    asked = _arguments(argv)
    if asked.what == "law":
        from tutela.demonstration.bench import law

        law.measure(people=asked.people, write=asked.write)
        return 0
    if asked.what == "start":
        from tutela.demonstration.bench import start

        start.measure(write=asked.write)
        return 0
    from tutela.installation.testbed import Testbed

    testbed = Testbed(asked.server, kind="bench")
    with testbed.database() as place:
        if asked.what == "import":
            from tutela.demonstration.bench import importing

            importing.measure(testbed, people=asked.people, write=asked.write)
            return 0
        from tutela.installation.processes import own_part

        process = "worker" if asked.what == "recompute" else "casework"
        os.environ |= own_part(place, process) | {
            "DJANGO_SETTINGS_MODULE": "tutela.config.settings",
            "TUTELA_HOSTS": "casework.localhost",
        }
        if asked.what == "minutes":
            from tutela.demonstration.bench import minutes

            os.environ["TUTELA_DEMONSTRATION"] = "1"
            minutes.found(place, testbed.url("owner"))
        import django

        django.setup()
        if asked.what == "minutes":
            minutes.measure(times=min(asked.times, 50), write=asked.write)
            return 0
        if asked.what == "recompute":
            from tutela.demonstration.bench import recompute

            recompute.measure(testbed, people=asked.people, write=asked.write)
            return 0
        from tutela.demonstration.bench import run

        run.measure(testbed, people=asked.people, times=asked.times, write=asked.write)
    return 0


def free_port() -> int:
    """A port of the loopback address that nobody uses."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=SUBJECTS, default="pages")
    parser.add_argument("--people", type=int, default=100_000, help="how many to invent")
    parser.add_argument("--times", type=int, default=200, help="requests of each page")
    parser.add_argument("--server", default="", help="superuser URL of a server instead of ours")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
