"""Category and level as other rooms and pages ask for them."""

from tutela.levels.queries.shown import (
    ByLaw,
    Now,
    area_code,
    by_law,
    current,
    deciders_of,
    page_of,
    screenings_of,
)

__all__ = [
    "ByLaw",
    "Now",
    "area_code",
    "by_law",
    "current",
    "deciders_of",
    "page_of",
    "screenings_of",
]
