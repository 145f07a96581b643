"""`./run bench`: pages in a throw-away database of invented people; `law`, `import`."""

import argparse
import os
import socket
import sys
from collections.abc import Sequence


def main(argv: Sequence[str]) -> int:
    """Load, measure, print; with --write also into docs/benchmarks.md."""
    asked = _arguments(argv)
    if asked.what == "law":
        from tutela.demonstration.bench import law

        law.measure(people=asked.people, write=asked.write)
        return 0
    from tutela.installation.testbed import Testbed

    testbed = Testbed(asked.server, kind="bench")
    with testbed.database() as place:
        if asked.what == "import":
            from tutela.demonstration.bench import importing

            importing.measure(testbed, people=asked.people, write=asked.write)
            return 0
        from tutela.installation.processes import own_part

        os.environ |= own_part(place, "casework") | {
            "DJANGO_SETTINGS_MODULE": "tutela.config.settings",
            "TUTELA_HOSTS": "casework.localhost",
        }
        import django

        django.setup()
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
    parser.add_argument("what", nargs="?", choices=("pages", "law", "import"), default="pages")
    parser.add_argument("--people", type=int, default=100_000, help="how many to invent")
    parser.add_argument("--times", type=int, default=200, help="requests of each page")
    parser.add_argument("--server", default="", help="superuser URL of a server instead of ours")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
