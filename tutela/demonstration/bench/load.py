"""A register of a hundred thousand invented people in a throw-away database, with its history."""

import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import psycopg
from faker import Faker
from tqdm import tqdm
from uuid_utils.compat import uuid7

from tutela.access.permissions import ROLES
from tutela.agencies.periods import NO_END
from tutela.people import keys
from tutela.people.parts import Part

BATCH = 5_000
POLICE_TEAMS, PROBATION_TEAMS, PARTNER_TEAMS = 25, 42, 500
# of every hundred people: how many probation and how many partners have an interest too
PROBATION_SHARE, PARTNER_SHARE = 0.80, 0.10
PARTNER_PARTS = ["list", "identity", "addresses"]


@dataclass
class World:
    """What was loaded: teams, one officer each, and whose people are whose."""

    police: list[UUID] = field(default_factory=list)
    probation: list[UUID] = field(default_factory=list)
    partners: list[UUID] = field(default_factory=list)
    officers: dict[UUID, tuple[UUID, UUID]] = field(default_factory=dict)  # team: user, appointment
    people: dict[UUID, list[UUID]] = field(default_factory=dict)  # team: some of its people
    named: list[tuple[str, str, date]] = field(default_factory=list)
    interests: int = 0
    of_years: UUID | None = None  # one of the first team's people, with a long file

    @cached_property
    def a_partner(self) -> UUID:
        """The partner team with the most people."""
        return max(self.partners, key=lambda team: len(self.people.get(team, ())))

    @cached_property
    def partner_set(self) -> frozenset[UUID]:
        return frozenset(self.partners)


def load(owner_url: str, *, count: int, seed: int = 7) -> World:
    """Fill the database as its owner, through the history triggers, in batches that commit."""
    world = World()
    chance = random.Random(seed)  # noqa: S311 - invented people, not a secret
    fake = Faker("en_GB")
    fake.seed_instance(seed)
    surnames = [fake.last_name() for _ in range(2_000)]
    given = [fake.first_name() for _ in range(500)]
    with psycopg.connect(owner_url) as connection:
        _agencies(connection, world)
        with tqdm(total=count, unit=" people", disable=None) as bar:
            for start in range(0, count, BATCH):
                size = min(BATCH, count - start)
                rows = [_invent(chance, surnames, given, world, start + n) for n in range(size)]
                _copy_all(connection, rows, world)
                bar.update(size)
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
    return world


def entry_begun(connection: psycopg.Connection[Any]) -> UUID:
    """The entry under which this transaction changes rows."""
    entry = uuid7()
    connection.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
    return entry


def entry_written(
    connection: psycopg.Connection[Any], entry: UUID, person: UUID | None = None
) -> None:
    """The entry itself, and the changes with it."""
    connection.execute(
        "SELECT record_as_job(%s, 'bench', 'bench.loaded', NULL, %s, '{}')", [entry, person]
    )
    connection.commit()


def _copy(
    connection: psycopg.Connection[Any], table: str, columns: str, rows: Iterator[tuple[Any, ...]]
) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as into:
        for row in rows:
            into.write_row(row)


def _agencies(connection: psycopg.Connection[Any], world: World) -> None:
    entry = entry_begun(connection)
    area = uuid7()
    connection.execute(
        "INSERT INTO agencies_area (id, code, name, name_cy, police_force, nation)"
        " VALUES (%s, 'bench', 'Bench', '', '', '')",
        [area],
    )
    for kind, role, number, teams in (
        ("police", "police_offender_manager", POLICE_TEAMS, world.police),
        ("probation", "probation_practitioner", PROBATION_TEAMS, world.probation),
        ("children", "partner", PARTNER_TEAMS, world.partners),
    ):
        agency = uuid7()
        connection.execute(
            "INSERT INTO agencies_agency (id, area_id, name, kind) VALUES (%s, %s, %s, %s)",
            [agency, area, kind.capitalize(), kind],
        )
        for index in range(number):
            teams.append(_team(connection, world, agency, f"{kind} {index}", role))
    entry_written(connection, entry)


def _team(
    connection: psycopg.Connection[Any], world: World, agency: UUID, name: str, role: str
) -> UUID:
    team, user, appointment = uuid7(), uuid7(), uuid7()
    connection.execute(
        "INSERT INTO agencies_team"
        " (id, agency_id, name, ring_day, ring_night, takes_unknown, takes_moves)"
        " VALUES (%s, %s, %s, '', '', false, false)",
        [team, agency, name],
    )
    connection.execute(
        "INSERT INTO agencies_user (id, email, name, password, is_active)"
        " VALUES (%s, %s, %s, %s, true)",
        [user, f"{user}@bench.example", name, f"!{secrets.token_hex(8)}"],
    )
    connection.execute(
        "INSERT INTO agencies_appointment (id, user_id, team_id, role, powers, starts_on,"
        " ends_before, vetted_until, why, version)"
        " VALUES (%s, %s, %s, %s, %s, '2020-01-01', '9999-12-31', '2099-12-31', 'bench', 1)",
        [appointment, user, team, role, sorted(ROLES[role].powers)],
    )
    world.officers[team] = (user, appointment)
    return team


def _invent(
    chance: random.Random, surnames: list[str], given: list[str], world: World, number: int
) -> dict[str, Any]:
    # few surnames are common and most are rare, as they are
    surname = surnames[min(int(chance.paretovariate(0.7)) - 1, len(surnames) - 1)]
    born = date(1945, 1, 1) + timedelta(days=chance.randrange(22_000))
    person, owner = uuid7(), world.police[number % POLICE_TEAMS]
    teams = [owner]
    if chance.random() < PROBATION_SHARE:
        teams.append(chance.choice(world.probation))
    if chance.random() < PARTNER_SHARE:
        teams.append(chance.choice(world.partners))
    for team in teams:
        world.people.setdefault(team, []).append(person)
    first = chance.choice(given)
    if number % 97 == 0:
        world.named.append((surname, first, born))
    return {
        "id": person,
        "owner": owner,
        "teams": teams,
        "surname": surname,
        "given": first,
        "born": born,
        "houses": [(chance.randint(1, 200), f"ZZ{chance.randint(1, 20)} 1AA") for _ in range(3)],
        "pnc": f"{chance.randint(1990, 2025)}/{number:07d}",
    }


def _copy_all(
    connection: psycopg.Connection[Any], people: list[dict[str, Any]], world: World
) -> None:
    entry = entry_begun(connection)
    now, parts = datetime.now(UTC), [part.value for part in Part]
    _lines(connection, people, now)
    interests: list[tuple[Any, ...]] = [
        (
            uuid7(),
            p["id"],
            team,
            "manages" if team == p["owner"] else "supports",
            PARTNER_PARTS if team in world.partner_set else parts,
            [] if team in world.partner_set else parts,
            [],
            True,
            False,
            date(2020, 1, 1),
            NO_END,
            world.officers[p["owner"]][1],
            "bench",
            "",
        )
        for p in people
        for team in p["teams"]
    ]
    world.interests += len(interests)
    _copy(
        connection,
        "people_interest",
        "id, person_id, team_id, kind, parts_read, parts_change, readers, duty_reads, restricted,"
        " starts_on, ends_before, granted_by_id, why, ended_why",
        iter(interests),
    )
    for copied in (_names, _numbers_and_homes, _rest):
        copied(connection, people)
    entry_written(connection, entry)


def _lines(
    connection: psycopg.Connection[Any], people: list[dict[str, Any]], now: datetime
) -> None:
    _copy(
        connection,
        "people_person",
        "id, owner_team_id, surname, given_names, born_said, born_on, restricted, restricted_why,"
        " recorded_at, version",
        (
            (
                p["id"],
                p["owner"],
                p["surname"],
                p["given"],
                str(p["born"]),
                p["born"],
                False,
                "",
                now,
                1,
            )
            for p in people
        ),
    )


def _names(connection: psycopg.Connection[Any], people: list[dict[str, Any]]) -> None:
    _copy(
        connection,
        "people_name",
        "id, person_id, kind, surname, given_names, surname_key, given_key, source, version",
        (
            (
                uuid7(),
                p["id"],
                "main",
                p["surname"],
                p["given"],
                keys.name_key(p["surname"]),
                keys.given_key(p["given"]),
                "",
                1,
            )
            for p in people
        ),
    )
    _copy(
        connection,
        "people_birthdate",
        'id, person_id, said, "on", earliest, latest, is_main, source, version',
        (
            (uuid7(), p["id"], str(p["born"]), p["born"], p["born"], p["born"], True, "", 1)
            for p in people
        ),
    )


def _numbers_and_homes(connection: psycopg.Connection[Any], people: list[dict[str, Any]]) -> None:
    _copy(
        connection,
        "people_identifier",
        "id, person_id, kind, said, key, is_sound, kept_because, version",
        (
            (uuid7(), p["id"], "pnc", p["pnc"], keys.number_key(p["pnc"]), None, "", 1)
            for p in people
        ),
    )
    _copy(
        connection,
        "people_address",
        "id, person_id, part, kind, lines, postcode, postcode_key, house_key, starts_on, version",
        (
            (
                uuid7(),
                p["id"],
                "addresses",
                "home",
                f"{house} High Street",
                postcode,
                keys.postcode_key(postcode),
                str(house),
                date(2021, 1, 1),
                1,
            )
            for p in people
            for house, postcode in p["houses"]
        ),
    )


def _rest(connection: psycopg.Connection[Any], people: list[dict[str, Any]]) -> None:
    _copy(
        connection,
        "people_relationship",
        "id, person_id, part, kind, other_name, note, version",
        ((uuid7(), p["id"], "relationships", "associate", "Somebody", "", 1) for p in people),
    )
    _copy(
        connection,
        "people_card",
        "id, person_id, warnings, status, prohibitions, ring_day, ring_night, photograph_digest,"
        " shows_when_restricted, version",
        ((uuid7(), p["id"], "", "none", "", "", "", "", [], 1) for p in people),
    )
