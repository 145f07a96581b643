"""Invented people: the same seed gives the same people, and none of them is real."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from faker import Faker

# Kept for drama and for nobody: no such postcode area, no such exchange.
POSTCODE_AREA = "ZZ"


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person, with what an officer would enter."""

    surname: str
    given_names: str
    born_said: str
    born_on: date | None
    born_earliest: date | None
    born_latest: date | None
    alias: tuple[str, str] | None
    pnc_year: int
    pnc_number: int
    addresses: tuple[tuple[str, str, date, date | None], ...] = field(default=())


def people(count: int, *, seed: int, today: date) -> Iterator[Invented]:
    """So many invented people; the odd one with an approximate or unknown date of birth."""
    chance = random.Random(seed)  # noqa: S311 - invented on purpose, not a secret
    fake = Faker("en_GB")
    fake.seed_instance(seed)
    for _ in range(count):
        yield _person(chance, fake, today)


def _person(chance: random.Random, fake: Faker, today: date) -> Invented:
    is_man = chance.random() < 0.97
    given = " ".join(
        fake.first_name_male() if is_man else fake.first_name_female()
        for _ in range(chance.choice((1, 1, 2)))
    )
    surname = fake.last_name()
    born = today - timedelta(days=chance.randint(19 * 365, 80 * 365))
    said, on, earliest, latest = _as_said(chance, born)
    return Invented(
        surname=surname,
        given_names=given,
        born_said=said,
        born_on=on,
        born_earliest=earliest,
        born_latest=latest,
        alias=_alias(chance, fake, given, surname),
        pnc_year=chance.randint(max(born.year + 16, 1990), today.year),
        pnc_number=chance.randint(1, 9_999_999),
        addresses=tuple(_addresses(chance, fake, today)),
    )


def _as_said(
    chance: random.Random, born: date
) -> tuple[str, date | None, date | None, date | None]:
    draw = chance.random()
    if draw < 0.94:
        return f"{born.day} {born:%B %Y}", born, born, born
    if draw < 0.98:
        return f"about {born.year}", None, date(born.year - 1, 1, 1), date(born.year + 1, 12, 31)
    return "not known", None, None, None


def _alias(chance: random.Random, fake: Faker, given: str, surname: str) -> tuple[str, str] | None:
    draw = chance.random()
    if draw < 0.08:
        return given.split()[0], fake.last_name()
    if draw < 0.12:
        return given.split()[0][:3] + "o", surname
    return None


def _addresses(
    chance: random.Random, fake: Faker, today: date
) -> Iterator[tuple[str, str, date, date | None]]:
    until: date | None = None
    for _ in range(chance.choice((1, 1, 2, 3))):
        start = (until or today) - timedelta(days=chance.randint(60, 1500))
        postcode = (
            f"{POSTCODE_AREA}{chance.randint(1, 20)} {chance.randint(1, 9)}"
            f"{chance.choice('ABDEFGHJLNPQRSTUWXYZ')}{chance.choice('ABDEFGHJLNPQRSTUWXYZ')}"
        )
        yield (f"{chance.randint(1, 240)} {fake.street_name()}", postcode, start, until)
        until = start - timedelta(days=1)
