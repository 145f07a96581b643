"""Names, days and places that belong to nobody."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from faker import Faker

from tutela.people import rules

# No such postcode area; no such town.
POSTCODE_AREA = "ZZ"
TOWNS = ("Northmarch", "Eastwater", "Marlbridge", "Stonefield", "Harrowby Quay", "Westmoor")
STREETS = (
    *("Harbour", "Mill", "Quarry", "Chandler", "Orchard", "Tollgate", "Larkfield", "Saltmarsh"),
    *("Beacon", "Foundry", "Abbot", "Cooper", "Lantern", "Ferry", "Juniper", "Weir", "Garrison"),
    *("Heron", "Candle", "Priory", "Ropewalk", "Sorrel", "Windmill", "Copper", "Hazel", "Linden"),
)
ROADS = ("Street", "Lane", "Road", "Close", "Avenue", "Terrace", "Drive", "Way", "Rise", "Court")
ENDS = "ABDEFGHJLNPQRSTUWXYZ"
# beside what the library of names has: signs that are lost or doubled between systems
SURNAMES = ("O'Hanlon", "D'Arcy", "Llewelyn-Rees", "Brontë", "St John", "McAllister", "Núñez")
GIVEN_MEN = ("Siôn", "Ieuan", "Seán", "José", "Zbigniew")
SHORT = {"Andrew": "Andy", "Christopher": "Chris", "Daniel": "Dan", "David": "Dave"}
SHORT |= {"James": "Jim", "Matthew": "Matt", "Michael": "Mick", "Robert": "Bob"}
SHORT |= {"Stephen": "Steve", "Thomas": "Tom", "William": "Bill", "Anthony": "Tony"}


@dataclass(frozen=True)
class Stock:
    """Names to choose from, drawn once."""

    surnames: Sequence[str]
    men: Sequence[str]
    women: Sequence[str]


def stock(seed: int) -> Stock:
    """Common names often and rare ones seldom, as they are."""
    fake = Faker("en_GB")
    fake.seed_instance(seed)
    return Stock(
        (*(fake.last_name() for _ in range(4_000)), *SURNAMES * 3),
        (*(fake.first_name_male() for _ in range(1_500)), *GIVEN_MEN * 2),
        tuple(fake.first_name_female() for _ in range(400)),
    )


def postcode(chance: random.Random) -> str:
    return (
        f"{POSTCODE_AREA}{chance.randint(1, 20)} {chance.randint(1, 9)}"
        f"{chance.choice(ENDS)}{chance.choice(ENDS)}"
    )


def lines(chance: random.Random) -> str:
    """A house in an invented street of an invented town."""
    flat = f"Flat {chance.randint(1, 30)}, " if chance.random() < 0.22 else ""
    street = f"{chance.choice(STREETS)} {chance.choice(ROADS)}"
    return f"{flat}{chance.randint(1, 180)} {street}, {chance.choice(TOWNS)}"


def born(chance: random.Random, on: date) -> date:
    """More in their thirties to sixties than before or after."""
    youngest, oldest = chance.choices(
        ((18, 24), (25, 34), (35, 49), (50, 64), (65, 88)), (8, 19, 31, 27, 15)
    )[0]
    return on - timedelta(days=chance.randint(youngest * 365 + 5, (oldest + 1) * 365))


def as_said(chance: random.Random, day: date) -> str:
    """A date of birth as agencies have it."""
    draw = chance.random()
    if draw < 0.50:
        return f"{day.day} {day:%B %Y}"
    if draw < 0.80:
        return f"{day:%d/%m/%Y}"
    if draw < 0.955:
        return day.isoformat()
    if draw < 0.985:
        return f"about {day.year}"
    return f"{day:%B %Y}" if draw < 0.993 else "not known"


def a_day(chance: random.Random, day: date | None) -> str:
    """A day in one of the forms that an extract has."""
    if day is None:
        return ""
    draw = chance.random()
    if draw < 0.97:
        return day.isoformat()
    return f"{day:%d/%m/%Y}" if draw < 0.985 else f"{day:%d-%b-%Y}"


def slip(chance: random.Random, word: str) -> str:
    """A word with one slip of the pen."""
    if len(word) < 4:
        return word + word[-1]
    place = chance.randint(1, len(word) - 2)
    draw = chance.random()
    if draw < 0.4:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if draw < 0.7:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place] + word[place:]


def pnc(chance: random.Random, birth: date, on: date) -> str:
    """A number whose check letter fits, but for one in a hundred."""
    year = chance.randint(min(max(birth.year + 14, 1975), on.year), on.year)
    serial = f"{chance.randint(1, 9_999_999):07d}"
    letter = rules.check_letter(f"{year % 100:02d}", serial)
    if chance.random() < 0.01:
        letter = chance.choice([other for other in rules.CHECK_LETTERS if other != letter])
    return f"{year}/{serial}{letter}"


def cro(chance: random.Random, birth: date, on: date) -> str:
    year = f"{chance.randint(min(max(birth.year + 14, 1975), on.year), on.year) % 100:02d}"
    serial = f"{chance.randint(1, 999_999):06d}"
    return f"{serial}/{year}{rules.check_letter(year, serial)}"
