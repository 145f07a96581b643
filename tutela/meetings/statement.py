"""The confidentiality and diversity statement to which everybody agrees before each case."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Statement:
    """One edition of the statement, and whether it was read in a published form."""

    edition: str
    verified: bool
    source: str
    paragraphs: tuple[str, ...]


@cache
def statement() -> Statement:
    """The edition in use."""
    said = tomllib.loads(Path(__file__).with_name("statement.toml").read_text())
    return Statement(**{**said, "paragraphs": tuple(said["paragraphs"])})
