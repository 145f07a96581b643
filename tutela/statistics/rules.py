"""What may be let out of small numbers, and over which year a day's figures are counted. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

REGISTERED = "registered"
RATE = "registered_rate"
BREACHES = "breaches"
REVIEWS = "reviews_granted"
SHPO = "orders_shpo"
SHPO_TRAVEL = "orders_shpo_travel"
NOTIFICATION_ORDERS = "orders_notification"
CODES = (REGISTERED, RATE, BREACHES, REVIEWS, SHPO, SHPO_TRAVEL, NOTIFICATION_ORDERS)

# a number of people below this, but not nought, may tell who they are
FEWEST = 5
# two releases nearer to each other than this would tell of few people by their difference
BETWEEN_RELEASES = timedelta(days=90)


def year_of(day: date) -> date:
    """The first day of the year to which a day belongs: 1 April to 31 March."""
    first = date(day.year, 4, 1)
    return first if day >= first else date(day.year - 1, 4, 1)


def rate(people: int, population: int | None) -> int | None:
    """People in every 100,000, to the nearest whole number; a half is rounded up."""
    if not population:
        return None
    return (200_000 * people + population) // (2 * population)


def is_small(number: int) -> bool:
    """Whether a number of people may tell who they are."""
    return 0 < number < FEWEST


def disclosed(values: Mapping[str, int | None]) -> dict[str, int | None]:
    """What of the figures may be let out: None where a number is too small, or would tell one.

    A rate is kept back with the number it is made of. The orders with a travel prohibition are
    among the orders: where few are without one, the difference would tell, so they are kept back.
    """
    out = {
        code: None if value is None or (code != RATE and is_small(value)) else value
        for code, value in values.items()
    }
    if out.get(REGISTERED) is None:
        out[RATE] = None
    orders, travel = out.get(SHPO), out.get(SHPO_TRAVEL)
    if orders is not None and travel is not None and is_small(orders - travel):
        out[SHPO_TRAVEL] = None
    return out


def too_near(day: date, released: Iterable[date]) -> date | None:
    """A released day so near to this one that the difference of both would tell of few people."""
    return next((other for other in released if abs(other - day) < BETWEEN_RELEASES), None)
