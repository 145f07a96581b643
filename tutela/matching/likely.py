"""Records of the whole register that are likely of one person: for the register's own jobs.

Few are compared: those that share a day of birth and something of the name, a name and nearly the
day of birth, or a number that passes its check.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.backends.utils import CursorWrapper

from tutela.matching import rules, thresholds

# ten years either way: a slip of the pen in the year goes no further than one of its figures
BY_NAME = """
WITH mine AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%s::jsonb)
        AS m(person uuid, surname text, given text, "on" date, earliest date, latest date))
SELECT m.person, b.person_id FROM mine m
  JOIN people_birthdate b ON b."on" = m."on" AND b.person_id <> m.person
  JOIN people_name n ON n.person_id = b.person_id
   AND (left(n.surname_key, 1) = left(m.surname, 1) OR n.given_key = m.given)
UNION
SELECT m.person, n.person_id FROM mine m
  JOIN people_name n ON n.surname_key = m.surname AND n.given_key = m.given
   AND n.person_id <> m.person
  JOIN people_birthdate b ON b.person_id = n.person_id AND b.earliest <= m.latest + 3660
   AND b.latest >= m.earliest - 3660
"""
BY_NUMBER = """
WITH mine AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS m(person uuid, kind text, key text))
SELECT DISTINCT m.person, i.person_id FROM mine m
  JOIN people_identifier i ON i.kind = m.kind AND i.key = m.key AND i.person_id <> m.person
   AND i.is_sound IS NOT FALSE
"""
NAMES = "SELECT person_id, surname_key, given_key, kind FROM people_name WHERE person_id = ANY (%s)"
BIRTHS = """
SELECT person_id, "on", earliest, latest FROM people_birthdate WHERE person_id = ANY (%s)
"""
# numbers by which an agency means one person; a passport is renewed, another number may be anything
OF_ONE_PERSON = frozenset({"pnc", "cro", "prison", "probation", "visor"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A record that is looked for among the others: its keys of the name, its days of birth."""

    person: UUID
    surname: str
    given: str
    on: date | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, how alike they are, and why, in words."""

    person: UUID
    other: UUID
    score: float
    reasons: tuple[str, ...]


def by_name(cursor: CursorWrapper, asked: Sequence[Asked]) -> list[Pair]:
    """Records alike by name and date of birth, as the register's job may see them."""
    mine = [
        {
            "person": str(one.person),
            "surname": one.surname,
            "given": one.given,
            "on": one.on,
            "earliest": one.earliest,
            "latest": one.latest,
        }
        for one in asked
        if one.earliest or one.latest
    ]
    cursor.execute(BY_NAME, [json.dumps(mine, default=str)])
    compared: dict[UUID, list[UUID]] = defaultdict(list)
    for person, other in cursor.fetchall():
        compared[person].append(other)
    if not compared:
        return []
    names, births = _known(cursor, {other for others in compared.values() for other in others})
    return [
        pair
        for one in asked
        if one.person in compared
        for pair in _alike(one, compared[one.person], names, births)
    ]


def by_number(cursor: CursorWrapper, asked: Iterable[tuple[UUID, str, str]]) -> list[Pair]:
    """Records that share a number that passes its check."""
    mine = [
        {"person": str(person), "kind": kind, "key": key}
        for person, kind, key in asked
        if kind in OF_ONE_PERSON and key
    ]
    if not mine:
        return []
    cursor.execute(BY_NUMBER, [json.dumps(mine)])
    pairs = [
        Pair(person, other, 100, (rules.SAME_NUMBER.words,)) for person, other in cursor.fetchall()
    ]
    return [pair for found in _by_person(pairs).values() for pair in found[: thresholds.MOST_PAIRS]]


def tell(cursor: CursorWrapper, pairs: Iterable[Pair]) -> int:
    """Make each pair that is new a task of its owners; says how many were new."""
    told = 0
    for pair in pairs:
        cursor.execute(
            "SELECT found_likely(%s, %s, %s, %s)",
            [pair.person, pair.other, round(pair.score), list(pair.reasons)],
        )
        told += cursor.fetchone()[0]
    return told


Names = dict[UUID, list[rules.KnownName]]
Births = dict[UUID, list[rules.KnownBirth]]


def _known(cursor: CursorWrapper, people: Collection[UUID]) -> tuple[Names, Births]:
    wanted = list(people)
    names: Names = defaultdict(list)
    births: Births = defaultdict(list)
    cursor.execute(NAMES, [wanted])
    for person, surname, given, kind in cursor.fetchall():
        names[person].append(rules.KnownName(surname, given, kind == "main"))
    cursor.execute(BIRTHS, [wanted])
    for person, on, earliest, latest in cursor.fetchall():
        births[person].append(rules.KnownBirth(on, earliest, latest))
    return names, births


def _alike(one: Asked, others: Iterable[UUID], names: Names, births: Births) -> list[Pair]:
    comparison = rules.Comparison(
        rules.Asked(
            names=tuple(word for word in (one.given, one.surname) if word),
            born_on=one.on,
            born_earliest=one.earliest,
            born_latest=one.latest,
        )
    )
    found = []
    for other in others:
        alike = comparison.weigh(
            max(
                (comparison.name(name) for name in names.get(other, ())),
                key=lambda alike: alike.score,
                default=rules.NOT_ALIKE,
            ),
            [comparison.birth(birth) for birth in births.get(other, ())],
            has_number=False,
        )
        if alike.score >= thresholds.TASK:
            words = tuple(reason.words for reason in alike.reasons)
            found.append(Pair(one.person, other, alike.score, words))
    found.sort(key=lambda pair: (-pair.score, pair.other))
    return found[: thresholds.MOST_PAIRS]


def _by_person(pairs: Iterable[Pair]) -> dict[UUID, list[Pair]]:
    found: dict[UUID, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[pair.person].append(pair)
    return found
