"""Names, numbers and addresses brought to one form, so that equal ones compare equal."""

import re
import unicodedata


def name_key(name: str) -> str:
    """Capitals without accents, spaces, hyphens, apostrophes: O'Neill, Oneill and ONEILL agree."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum()).upper()


def given_key(given_names: str) -> str:
    """The first given name's key: people are asked for by it."""
    words = given_names.split()
    return name_key(words[0]) if words else ""


def number_key(number: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[^A-Z0-9]", "", number.upper())


def postcode_key(postcode: str) -> str:
    """A postcode without its space."""
    return number_key(postcode)


def house_key(lines: str) -> str:
    """The number or name with which an address begins: 12A High Street is 12A."""
    first = lines.strip().split(",")[0].split("\n")[0].strip()
    number = re.match(r"(?:flat\s+)?\d+\s*[A-Za-z]?\b", first, re.IGNORECASE)
    return number_key(number.group() if number else first)[:60]
