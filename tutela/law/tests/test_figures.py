from datetime import date

import pytest

from tutela.law.figures import UNITS, NotInForce, acts, figures, jurisdictions, read

FILES = [
    f"{jurisdiction}/{act}"
    for jurisdiction in jurisdictions()
    for act in acts(jurisdiction)
    if act != "schedule_3"
]
SOA = figures("england_and_wales/sexual_offences_act_2003")
CPA = figures("england_and_wales/crime_and_policing_act_2026")


@pytest.mark.parametrize("path", FILES)
def test_every_figure_has_what_a_lawyer_asks_for(path):
    entries = {k: v for k, v in read(path).items() if isinstance(v, dict)}

    assert entries
    for name, entry in entries.items():
        assert entry["citation"], name
        assert entry["title"], name
        assert entry["selected_by"], name
        assert entry["checked"], name
        assert isinstance(entry["verified"], bool), name
        assert sum(unit in entry for unit in UNITS) == 1, name


@pytest.mark.parametrize("path", FILES)
def test_values_stand_in_the_order_of_their_days(path):
    for figure in figures(path).values():
        days = [value.starts for value in figure.values]

        assert days == sorted(set(days)), figure.name


def test_a_value_applies_from_its_first_day():
    suspended = SOA["longest_suspended_term"]

    assert suspended.on(date(2026, 3, 21)).number == 24
    assert suspended.on(date(2026, 3, 22)).number == 36


def test_a_day_without_a_value_is_refused_in_words():
    with pytest.raises(NotInForce, match=r"1990-01-01 \(.*s\.83\(1\); the first value is from"):
        SOA["initial_notification"].on(date(1990, 1, 1))


def test_a_rule_whose_commencement_is_not_known_is_off():
    absence = CPA["absence_from_home_length"]

    assert not absence.is_in_force(date(2199, 1, 1))
    assert absence.first_day is None
    with pytest.raises(NotInForce, match="commencement is not known"):
        absence.on(date(2199, 1, 1))


def test_a_line_that_ends_a_figure_ends_it(monkeypatch):
    entry = {
        "title": "t",
        "citation": "c",
        "selected_by": "s",
        "verified": True,
        "days": [
            {"from": date(2000, 1, 1), "value": 3},
            {"from": date(2010, 1, 1), "in_force": False},
        ],
    }
    monkeypatch.setattr("tutela.law.figures.read", lambda path: {"ended": entry})
    figure = figures.__wrapped__("any/where")["ended"]

    assert figure.on(date(2009, 12, 31)).number == 3
    assert not figure.is_in_force(date(2010, 1, 1))
    with pytest.raises(NotInForce):
        figure.on(date(2010, 1, 1))


def test_a_jurisdiction_keeps_what_it_does_not_change():
    northern = figures("northern_ireland/sexual_offences_act_2003")

    assert northern["initial_notification"] == SOA["initial_notification"]
    assert "review_right" not in northern
    assert "absence_from_home_length" in northern
    assert len(northern) > 20
