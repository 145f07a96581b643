from datetime import date, timedelta
from uuid import uuid4

import pytest

from tutela.law.figures import figures
from tutela.people import movement_rules as rules
from tutela.people.movement_rules import Lived, home_of, last_home_before

DAY = date(2026, 3, 10)
HERE, THERE = uuid4(), uuid4()


def lived(kind="home", area=HERE, first=None, last=None):
    return Lived(uuid4(), kind, area, first, last)


@pytest.mark.parametrize(
    ("kinds", "chosen"),
    [
        (["home"], "home"),
        (["no_fixed_abode", "home"], "home"),
        (["no_fixed_abode", "hostel"], "hostel"),
        (["stays", "work", "postal"], None),
        (["no_fixed_abode", "stays"], "no_fixed_abode"),
    ],
)
def test_the_home_is_the_residence_else_a_place_where_the_person_can_be_found(kinds, chosen):
    home = home_of([lived(kind) for kind in kinds], on=DAY)

    assert (home.kind if home else None) == chosen


def test_of_several_homes_the_latest_begun_is_the_home():
    old, new = lived(first=date(2020, 1, 1)), lived(area=THERE, first=date(2026, 3, 10))

    assert home_of([new, old], on=DAY) == new
    assert home_of([old, lived()], on=DAY) == old
    assert home_of([new, old], on=DAY - timedelta(days=1)) == old


@pytest.mark.parametrize(
    ("first", "last", "is_home"),
    [
        (DAY, DAY, True),
        (None, None, True),
        (DAY + timedelta(days=1), None, False),
        (None, DAY - timedelta(days=1), False),
    ],
)
def test_an_address_counts_on_its_first_and_on_its_last_day(first, last, is_home):
    assert (home_of([lived(first=first, last=last)], on=DAY) is not None) is is_home


def test_without_a_home_the_last_one_in_a_known_area_is_told_apart():
    older = lived(area=THERE, last=DAY - timedelta(days=30))
    unknown = lived(area=None, last=DAY - timedelta(days=1))

    assert last_home_before([older, unknown], on=DAY) == older
    assert last_home_before([lived(last=DAY)], on=DAY) is None


def test_practice_gives_days_that_are_not_verified():
    assert rules.acknowledge_within(DAY).number == 3
    assert rules.releases_ahead(DAY) == timedelta(days=28)
    for name in ("move_acknowledged_within", "release_prepared_ahead"):
        assert not figures(rules.PRACTICE)[name].on(DAY).verified


MOVING = {
    "is_owner": True,
    "has_own_interest": True,
    "held_change": {"list"},
    "is_restricted": False,
    "is_home_elsewhere": True,
    "is_open_already": False,
}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, None),
        ({"is_owner": False}, "Only the team that manages"),
        ({"has_own_interest": False}, "Only the team that manages"),
        ({"held_change": {"addresses"}}, "not decide who else"),
        ({"is_restricted": True}, "Lift the restriction"),
        ({"is_home_elsewhere": False}, "not in another area"),
        ({"is_open_already": True}, "waits to be acknowledged already"),
    ],
)
def test_what_stands_in_the_way_of_a_move_is_said(facts, words):
    objection = rules.objection_to_moving(**MOVING | facts)

    assert (objection is None) if words is None else (words in objection.words)
