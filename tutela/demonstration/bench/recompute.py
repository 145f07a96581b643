"""How long the whole register takes, dates and categories: at first, by a new law, compared."""

import os
import platform
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from tqdm import tqdm
from uuid_utils.compat import uuid7

from tutela.demonstration.bench.kept import keep
from tutela.demonstration.bench.load import load
from tutela.installation.testbed import Testbed

AIM_SECONDS, AIM_PEOPLE = 60, 100_000
BATCH = 5_000
PROCESSES = 2
RESULT = (
    "id, person_id, kind, relevant_on, court, reference, jurisdiction, is_foreign, stage, source,"
    " version"
)
OFFENCE = (
    "id, result_id, person_id, code, title, paragraph, committed_from, victim_age, stage, version"
)
SENTENCE = (
    "id, result_id, person_id, offence_id, kind, months, suspended, sentence, made_on, stage,"
    " version"
)
HELD = (
    "id, person_id, kind, by_order, starts_on, ends_on, place, source, in_error, error_why, version"
)
NOTIFIED = (
    "id, person_id, kind, of, given_on, corrects_travel, station_said, by_parent, resets_year,"
    " resets_because, answers, particulars, marks, version"
)


def measure(testbed: Testbed, *, people: int, write: bool) -> None:
    """Load people with their facts, and measure each working out of everybody."""
    load(testbed.url("owner"), count=people)
    _facts(testbed.url("owner"))
    from tutela.levels.operations import register as categories
    from tutela.notification_requirements.operations import register

    def now() -> datetime:
        return datetime.now(UTC)

    taken = {
        "Worked out for the first time": _timed(
            lambda: register.recompute(now=now(), processes=PROCESSES)
        ),
        "Again, when nothing but the law's version changed": _timed(
            lambda: register.recompute(now=now(), processes=PROCESSES)
        ),
        "Compared with what is stored": _timed(
            lambda: register.check(now=now(), processes=PROCESSES)
        ),
        "Categories, for the first time": _timed(
            lambda: categories.recompute(now=now(), processes=PROCESSES)
        ),
        "Categories again, when nothing changed": _timed(
            lambda: categories.recompute(now=now(), processes=PROCESSES)
        ),
        "Categories compared with what is stored": _timed(
            lambda: categories.check(now=now(), processes=PROCESSES)
        ),
    }
    _forget(testbed.url("owner"))
    taken["Again, when the law changed everybody's answer"] = _timed(
        lambda: register.recompute(now=now(), processes=PROCESSES)
    )
    text = _table(people, taken)
    sys.stdout.write(text)
    if write:
        keep(text)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    told = work()
    return time.perf_counter() - began, told


def _table(people: int, taken: dict[str, tuple[float, Any]]) -> str:
    lines = [
        f"## Dates of the whole register: recompute, {datetime.now(UTC).date():%-d %B %Y}",
        "",
        f"{people:,} people with results, custody, addresses and notifications; dates, then"
        f" categories; {PROCESSES} processes beside the database on {os.cpu_count()} cores. Python"
        f" {platform.python_version()}. Aimed at: {AIM_SECONDS} s for {AIM_PEOPLE:,} when nothing"
        " but the law's version changed.",
        "",
        "| What | Seconds | People a second | Answers changed | Not read or not settled |",
        "| --- | --- | --- | --- | --- |",
    ]
    for what, (seconds, told) in taken.items():
        rate = told.counted / seconds
        lines.append(
            f"| {what} | {seconds:.1f} | {rate:,.0f} | {len(told.changed):,} | {told.troubled:,} |"
        )
    return "\n".join([*lines, "", ""])


def _facts(owner_url: str) -> None:
    """A court result or two for everybody, most with custody, and what they notified since."""
    chance = random.Random(11)  # noqa: S311 - invented people, not a secret
    with psycopg.connect(owner_url) as connection:
        rows = connection.execute("SELECT id, born_on FROM people_person ORDER BY id").fetchall()
        for start in tqdm(range(0, len(rows), BATCH), unit=" batches", disable=None):
            batch = rows[start : start + BATCH]
            entry = uuid7()
            connection.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
            made = [line for person, born in batch for line in _of_one(chance, person, born)]
            for table, columns in (
                ("court_orders_result", RESULT),
                ("court_orders_offence", OFFENCE),
                ("court_orders_sentence", SENTENCE),
                ("people_whereabouts", HELD),
                ("notification_requirements_notification", NOTIFIED),
            ):
                _copy(connection, table, columns, (line for name, line in made if name == table))
            connection.execute(
                "SELECT record_as_job(%s, 'bench', 'bench.loaded', NULL, NULL, '{}')", [entry]
            )
            connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


def _copy(
    connection: psycopg.Connection[Any], table: str, columns: str, rows: Iterator[tuple[Any, ...]]
) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as into:
        for row in rows:
            into.write_row(row)


def _of_one(chance: random.Random, person: UUID, born: date) -> list[tuple[str, tuple[Any, ...]]]:
    made: list[tuple[str, tuple[Any, ...]]] = []
    adult = max(date(2005, 1, 1), born + timedelta(days=16 * 366))
    day = adult + timedelta(days=chance.randrange(1, max(2, (date(2026, 1, 1) - adult).days)))
    for _result in range(chance.choice((1, 1, 1, 2))):
        made += _sentenced(chance, person, day)
        day += timedelta(days=chance.randrange(30, 900))
    first = made[0][1][3]
    free = first
    if chance.random() < 0.6:
        free = first + timedelta(days=chance.randrange(60, 900))
        held = (uuid7(), person, "custody", True, first, free, "", "", False, "", 1)
        made.append(("people_whereabouts", held))
    given, kind = free + timedelta(days=1), "initial"
    while given < date(2026, 6, 1) and len(made) < 30:
        notified: tuple[Any, ...] = (
            uuid7(),
            person,
            kind,
            "",
            given,
            False,
            "",
            False,
            "yes",
            "",
            "{}",
            "{}",
            [],
            1,
        )
        made.append(("notification_requirements_notification", notified))
        given, kind = given + timedelta(days=chance.randrange(330, 365)), "periodic"
    return made


def _sentenced(chance: random.Random, person: UUID, day: date) -> list[tuple[str, tuple[Any, ...]]]:
    result, offence = uuid7(), uuid7()
    custody = chance.random() < 0.6
    months = chance.randrange(2, 60) if custody else None
    kind = "custody" if custody else chance.choice(("community_order", "fine"))
    court = (result, person, "conviction", day, "", "", "england_and_wales", False, "stands", "", 1)
    crime = (
        offence,
        result,
        person,
        "",
        "Offence",
        "18",
        day - timedelta(days=200),
        12,
        "stands",
        1,
    )
    sentence = (
        uuid7(),
        result,
        person,
        offence,
        kind,
        months,
        False,
        "imprisonment",
        day,
        "stands",
        1,
    )
    return [
        ("court_orders_result", court),
        ("court_orders_offence", crime),
        ("court_orders_sentence", sentence),
    ]


def _forget(owner_url: str) -> None:
    """As if another law had given every answer."""
    with psycopg.connect(owner_url) as connection:
        entry = uuid7()
        connection.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
        connection.execute(
            "UPDATE notification_requirements_determination SET answer_digest = '' WHERE is_current"
        )
        connection.execute(
            "SELECT record_as_job(%s, 'bench', 'bench.loaded', NULL, NULL, '{}')", [entry]
        )
