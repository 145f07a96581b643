from datetime import date

import pytest

from tutela.notification_requirements.rules.recorded import Recorded, given_facts

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


def detained_of(row):
    recorded = Recorded(whereabouts=(row,))
    return given_facts(recorded, date(2026, 4, 1)).facts.get("detained", [])
