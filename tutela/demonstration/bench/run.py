"""One run of the bench: the server, the measurements, the table."""

import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from tutela.demonstration.bench import free_port
from tutela.demonstration.bench.kept import keep
from tutela.demonstration.bench.load import World, load
from tutela.demonstration.bench.measure import Times, alone, at_once, queries_and_ratio
from tutela.demonstration.bench.years import add_years
from tutela.installation.place import Place
from tutela.installation.processes import environment
from tutela.installation.supervisor import Child, stop_all, wait_for
from tutela.installation.testbed import Testbed

OFFICERS, SECONDS = 16, 20.0


def measure(testbed: Testbed, *, people: int, times: int, write: bool) -> None:
    """Load the register, measure every page, print the table and perhaps keep it."""
    began = time.perf_counter()
    world = load(testbed.url("owner"), count=people)
    add_years(testbed.url("owner"), world)
    loaded = time.perf_counter() - began
    with _served(testbed.place) as port:
        one = alone(world, port, times=times)
        rate, many = at_once(world, port, officers=OFFICERS, seconds=SECONDS)
    compared = queries_and_ratio(world, testbed.place.superuser_url(), times=times)
    text = table(world, people, loaded, one, rate, many, compared)
    sys.stdout.write(text)
    if write:
        keep(text)


def table(
    world: World,
    people: int,
    loaded: float,
    one: list[Times],
    rate: float,
    many: list[Times],
    compared: dict[str, Times],
) -> str:
    """The figures, as they stand in docs/benchmarks.md."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10_000
    lines = [
        f"## PostgreSQL {server}: pages, {timezone.localdate():%-d %B %Y}",
        "",
        f"{people:,} people, {world.interests:,} interests, loaded with their history in"
        f" {loaded:.0f} s. Python {platform.python_version()}, gunicorn with two processes of four"
        " threads; database, server and the browsers share two cores and nothing waits for a disk."
        " Milliseconds.",
        "",
        "| Page, one officer | p50 | p95 | p99 | queries | walls, times bare |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for each in one:
        beside = compared.get(each.name)
        queries = str(beside.queries) if beside else ""
        ratio = f"{beside.ratio:.2f}" if beside and beside.ratio else ""
        lines.append(f"| {_row(each)} | {queries} | {ratio} |")
    lines += [
        "",
        f"Sixteen officers at once, a list and then four files, without a pause: **{rate:.0f} pages"
        " a second**.",
        "",
        "| Page, sixteen at once | p50 | p95 | p99 |",
        "| --- | --- | --- | --- |",
        *(f"| {_row(each)} |" for each in many),
        "",
    ]
    return "\n".join(lines) + "\n"


def _row(each: Times) -> str:
    return f"{each.name} | {each.at(50):.1f} | {each.at(95):.1f} | {each.at(99):.1f}"


@contextmanager
def _served(place: Place) -> Iterator[int]:
    """The casework site on the throw-away database."""
    port = free_port()
    child = Child(
        "casework site",
        [sys.executable, "-P", "-m", "gunicorn", "-c", "python:tutela.installation.web_server"],
        told=environment(
            place,
            "casework",
            more={
                "TUTELA_BIND": f"127.0.0.1:{port}",
                "TUTELA_HOSTS": "casework.localhost",
                "TUTELA_POOL": "8",
            },
        ),
        log=place.home / "bench.log",
    )
    child.start()
    try:
        wait_for(child)
        yield port
    finally:
        stop_all([child], None)
