from datetime import date

import pytest

from tutela.law.figures import figures
from tutela.notification_requirements.rules.recorded import (
    POLICE_DETENTION,
    Recorded,
    given_facts,
)

HELD = {"id": "1", "kind": "custody", "by_order": True}


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("custody", "2026-03-01", "2026-03-09"),
        ("hospital", "2026-03-01", "2026-03-09"),
        ("abroad", "2026-03-02", "2026-03-09"),
        ("deported", "2026-03-02", "2026-03-09"),
    ],
)
def test_the_day_of_release_or_return_counts(kind, first, last):
    """s.84(1)(d): three days beginning with the release; a whole day away is a day disregarded."""
    away = HELD | {"kind": kind, "starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 10)}

    [detained] = detained_of(away)

    assert (detained["from"], detained["to"]) == (first, last)


@pytest.mark.parametrize("kind", ["missing", "died"])
def test_who_is_missing_or_dead_is_not_in_custody(kind):
    assert not detained_of(HELD | {"kind": kind, "starts_on": date(2026, 3, 1), "ends_on": None})


def test_a_day_that_began_and_ended_at_liberty_is_not_disregarded():
    day = date(2026, 3, 1)

    assert not detained_of(HELD | {"starts_on": day, "ends_on": day})


@pytest.mark.parametrize(
    ("last", "is_by_order"),
    [
        (date(2026, 3, 5), False),  # 96 hours: the police alone may have held them
        (date(2026, 3, 6), True),  # longer: a court must have ordered it
        (None, False),  # still held, nobody knows how: the dates run until somebody says
    ],
)
def test_pace_s44_custody_of_an_unknown_kind_is_by_order_where_the_police_could_not_hold_so_long(
    last, is_by_order
):
    held = HELD | {"by_order": None, "starts_on": date(2026, 3, 1), "ends_on": last}

    given = given_facts(Recorded(whereabouts=(held,)), date(2026, 4, 1))

    assert bool(given.facts.get("detained")) is is_by_order
    assert "is not recorded" in given.assumed[-1].say()


def test_what_the_police_may_hold_is_a_dated_figure_and_not_verified():
    value = figures(POLICE_DETENTION)["longest_police_detention"].on(date(2026, 3, 1))

    assert (value.number, value.verified) == (96, False)


def detained_of(row):
    recorded = Recorded(whereabouts=(row,))
    return given_facts(recorded, date(2026, 4, 1)).facts.get("detained", [])
