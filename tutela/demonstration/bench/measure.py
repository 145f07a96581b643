"""How long a page takes: alone, sixteen at once, and beside the same page without walls."""

import random
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg import sql

from tutela.config.databases import PREPARED_AFTER, database_from
from tutela.demonstration.bench.browser import Browser
from tutela.demonstration.bench.load import World
from tutela.demonstration.bench.pages import Page, cookies_of, pages
from tutela.installation.roles import connect_to
from tutela.people.parts import Part

# pages asked before they are timed: what the server has prepared and planned by then
WARMED_BY = 12
# how often the page with walls and the one without take turns
TURNS = 10

# What the walls cost is measured beside the same page where they are not: functions of these
# names in a schema of their own, and a role that row security does not bind.
BARE = """
CREATE SCHEMA bare;
CREATE FUNCTION bare.tell_actor(uuid, bigint, bytea) RETURNS void LANGUAGE sql AS $$ SELECT $$;
CREATE FUNCTION bare.consult(people uuid[], page text, known_at timestamptz DEFAULT NULL)
    RETURNS SETOF uuid LANGUAGE sql AS $$ SELECT unnest(people) $$;
CREATE FUNCTION bare.list_shown(uuid[], text) RETURNS void LANGUAGE sql AS $$ SELECT $$;
CREATE FUNCTION bare.people_seen(part text, teams uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE AS
$$ SELECT person_id FROM people_interest WHERE team_id = ANY (teams) AND part = ANY (parts_read)
      AND starts_on <= current_date AND ends_before > current_date AND cardinality(readers) = 0 $$;
CREATE FUNCTION bare.turn_page(person uuid, page text, known_at timestamptz, opening uuid,
    purpose text) RETURNS TABLE (ground text, until timestamptz, parts_read text[],
    parts_change text[], at timestamptz) LANGUAGE sql STABLE AS
$$ SELECT 'interest', now() + interval '1 hour', {parts}::text[], {parts}::text[], now() $$;
CREATE FUNCTION bare.behind_changes(person uuid, entries uuid[]) RETURNS TABLE (entry uuid,
    event text, actor uuid, job text, known_from timestamptz) LANGUAGE sql STABLE AS
$$ SELECT e.id, e.event, e.actor, e.job,
          (SELECT c.at FROM audit_consultation c WHERE c.person_id = $1 AND c.at > e.at
              AND (c.era > e.era OR c.era = e.era AND pg_visible_in_snapshot(e.xact, c.snapshot))
            ORDER BY c.at LIMIT 1)
     FROM audit_entry e WHERE e.id = ANY (entries) $$;
CREATE FUNCTION bare.opened_here(person uuid) RETURNS TABLE (ground text, until timestamptz,
    parts_read text[], parts_change text[], at timestamptz) LANGUAGE sql STABLE AS
$$ SELECT 'interest', now() + interval '1 hour', {parts}::text[], {parts}::text[], now() $$;
"""


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of many requests of one page."""

    name: str
    taken: list[float]
    queries: int | None = None
    ratio: float | None = None

    def at(self, percent: int) -> float:
        return statistics.quantiles(self.taken, n=100, method="inclusive")[percent - 1]


def alone(world: World, port: int, *, times: int) -> list[Times]:
    """Each page asked for one after the other by one officer."""
    measured = []
    for page in pages(world, world.police[0], world.a_partner):
        chance = random.Random(page.name)  # noqa: S311 - which person, not a secret
        browser = Browser(port, cookies_of(world, page.team))
        # on each of the connections that the site turns to in turn
        for _ in range(4 * WARMED_BY if page.is_read else 5):
            page.ask(browser, chance)
        limit = min(times, 25) if page.name.startswith("contact card") else times
        measured.append(Times(page.name, [_timed(page, browser, chance) for _ in range(limit)]))
    return measured


def at_once(world: World, port: int, *, officers: int, seconds: float) -> tuple[float, list[Times]]:
    """So many officers asking for lists and files without a pause: pages a second, and how long."""
    wanted = ("list, officer of 4,000", "file, officer")
    taken: dict[str, list[float]] = {name: [] for name in wanted}
    failures: list[BaseException] = []
    until = time.perf_counter() + seconds

    def work(number: int) -> None:
        team = world.police[number % len(world.police)]
        mine = {one.name: one for one in pages(world, team, world.a_partner)}
        browser = Browser(port, cookies_of(world, team))
        chance = random.Random(number)  # noqa: S311
        turn = number
        try:
            while time.perf_counter() < until:
                turn += 1
                # a list, then four files from it: as people work
                name = wanted[0] if turn % 5 == 0 else wanted[1]
                taken[name].append(_timed(mine[name], browser, chance))
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(officers)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    spent = time.perf_counter() - began
    total = sum(len(each) for each in taken.values())
    return total / spent, [Times(name, each) for name, each in taken.items()]


def _timed(page: Page, browser: Browser, chance: random.Random) -> float:
    began = time.perf_counter()
    page.ask(browser, chance)
    return (time.perf_counter() - began) * 1000


class InProcess:
    """The same page asked for inside this process: to count its queries and to compare."""

    def __init__(self, cookies: dict[str, str]) -> None:
        self._client = Client(headers={"host": "casework.localhost"})
        for name, value in cookies.items():
            self._client.cookies[name] = value

    def get(self, address: str) -> str:
        parts = urlsplit(address)
        answer = self._client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        if answer.status_code != 200:
            raise RuntimeError(f"GET {parts.path}: {answer.status_code}")
        return answer.content.decode()


def queries_and_ratio(world: World, superuser_url: str, *, times: int) -> dict[str, Times]:
    """For each page that reads: its queries, and its time over that of the same without walls."""
    measured = {}
    with connect_to(superuser_url, connection.settings_dict["NAME"]) as bare:
        parts = sql.Literal([part.value for part in Part])
        bare.execute(sql.SQL(BARE).format(parts=parts))
    for page in pages(world, world.police[0], world.a_partner):
        if not page.is_read:
            continue
        browser = InProcess(cookies_of(world, page.team))
        page.ask(browser, random.Random(1))  # type: ignore[arg-type] # noqa: S311
        with CaptureQueriesContext(connection) as captured:
            page.ask(browser, random.Random(1))  # type: ignore[arg-type] # noqa: S311
        queries = len(captured)
        if not page.is_compared:
            measured[page.name] = Times(page.name, [], queries=queries)
            continue
        walled, without = [], []
        for round_ in range(TURNS):  # so that the machine's moods fall on both
            walled += _rounds(page, browser, times // TURNS, round_)
            with _without_walls(superuser_url):
                without += _rounds(page, browser, times // TURNS, round_)
        measured[page.name] = Times(
            page.name,
            walled,
            queries=queries,
            ratio=statistics.median(walled) / statistics.median(without),
        )
    return measured


def _rounds(page: Page, browser: InProcess, times: int, seed: int) -> list[float]:
    """As the site serves them: what is asked again and again is prepared, on either side."""
    chance = random.Random(seed)  # noqa: S311
    connection.ensure_connection()
    connection.connection.prepare_threshold = PREPARED_AFTER
    for _ in range(WARMED_BY):
        page.ask(browser, chance)  # type: ignore[arg-type]
    return [_timed(page, browser, chance) for _ in range(times)]  # type: ignore[arg-type]


@contextmanager
def _without_walls(superuser_url: str) -> Iterator[None]:
    walled = dict(connection.settings_dict)
    described = database_from(superuser_url, process="casework")
    connection.close()
    connection.settings_dict |= {
        **described,
        "NAME": walled["NAME"],
        "OPTIONS": {**described["OPTIONS"], "options": "-c search_path=bare,public -c jit=off"},
    }
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= walled
