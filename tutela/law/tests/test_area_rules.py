from datetime import date

import pytest

from tutela.law.area_rules import rule_in_force

RULES = [
    {"area": "", "from": date(2010, 1, 1), "says": "everywhere"},
    {"area": "", "from": date(2020, 1, 1), "says": "everywhere, later"},
    {"area": "north", "from": date(2015, 1, 1), "says": "north"},
]


@pytest.mark.parametrize(
    ("area", "on", "says"),
    [
        ("north", date(2014, 12, 31), "everywhere"),
        ("north", date(2015, 1, 1), "north"),
        ("north", date(2026, 1, 1), "north"),
        ("south", date(2019, 12, 31), "everywhere"),
        ("south", date(2020, 1, 1), "everywhere, later"),
    ],
)
def test_an_area_has_its_own_line_or_the_latest_of_everywhere(area, on, says):
    assert rule_in_force(RULES, area=area, on=on)["says"] == says


def test_before_every_rule_there_is_none():
    assert rule_in_force(RULES, area="north", on=date(2009, 1, 1)) is None
