from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutela.levels.rules.categories import (
    Because,
    Crime,
    Doubt,
    Facts,
    Punished,
    Registered,
    Term,
    category_of,
)
from tutela.levels.rules.deciding import LEADING, objection_to_level, who_decides

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ON = date(2026, 3, 31)
LISTED = Crime(True, True)


def punished(*terms, crime=LISTED, **fields):
    given = {"result": "r", "kind": "conviction", "on": date(2024, 1, 8), "is_here": True} | fields
    return Punished(crimes=(crime,), terms=terms, **given)


def custody(months, days=0, made_on=date(2024, 2, 1), **fields):
    return Term("custody", months, days, made_on, **fields)


def category(*results, registered=(), on=ON, **fields):
    return category_of(Facts(tuple(registered), punished=results, **fields), on)


def test_registered_is_category_1_and_comes_first():
    registered = Registered(date(2020, 5, 4), None, True)
    found = category(punished(custody(48)), registered=[registered])
    assert (found.category, found.starts_on, found.because) == (1, date(2020, 5, 4), "registered")
    assert found.provision.endswith("s.327(2)")


def test_when_registration_ends_a_running_sentence_is_category_2_from_the_next_day():
    registered = Registered(date(2020, 5, 4), date(2026, 3, 30), True)
    assert (
        category(punished(custody(48)), registered=[registered], on=date(2026, 3, 30)).category == 1
    )
    after = category(punished(custody(48)), registered=[registered])
    assert (after.category, after.starts_on) == (2, date(2026, 3, 31))


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([custody(12, made_on=date(2026, 1, 5))], 2),
        ([custody(11, 30, made_on=date(2026, 1, 5))], 0),
        ([custody(0, 365, made_on=date(2026, 1, 5))], 2),
        ([custody(0, 364, made_on=date(2026, 1, 5))], 0),
        ([custody(14, suspended=True, made_on=date(2022, 1, 5))], 2),
        ([Term("life", 0, 0, date(1994, 1, 5))], 2),
        ([Term("ipp", 0, 0, date(2006, 1, 5))], 2),
        ([Term("hospital_order", 0, 0, date(2019, 1, 5))], 2),
        ([Term("guardianship_order", 0, 0, date(2025, 6, 2))], 2),
        ([Term("community_order", 24, 0, date(2026, 1, 5))], 0),
        ([Term("fine", 0, 0, date(2026, 1, 5))], 0),
    ],
)
def test_twelve_months_or_more_or_a_hospital_order(terms, expected):
    assert category(punished(*terms)).category == expected


def test_a_caution_and_a_court_elsewhere_make_no_category_2():
    assert category(punished(custody(48), kind="caution")).category == 0
    assert category(punished(custody(48), is_here=False)).category == 0


def test_a_finding_counts_with_a_hospital_order_only():
    hospital = Term("hospital_order_with_restriction", 0, 0, date(2024, 2, 1))
    found = category(punished(hospital, kind="finding_disability"))
    assert (found.category, found.because) == (2, Because.FINDING)
    assert category(punished(custody(48), kind="finding_insanity")).category == 0


def test_an_offence_in_neither_list_is_a_question_and_no_answer():
    found = category(punished(custody(24, made_on=date(2026, 1, 5)), crime=Crime(None, False)))
    assert (found.category, found.doubts) == (None, (Doubt.OFFENCE,))
    assert category(punished(custody(6), crime=Crime(None, False))).category == 0


def test_terms_that_reach_twelve_months_together_only_are_a_question():
    first = custody(8, made_on=date(2026, 1, 5), linked=True, together=(14, 0))
    then = custody(6, made_on=date(2026, 1, 5), linked=True, together=(14, 0))
    found = category(punished(first), punished(then))
    assert (found.category, found.doubts) == (None, (Doubt.TOGETHER,))
    assert category(punished(first, crime=Crime(None, False))).category == 0
    assert category(punished(custody(8, together=(11, 0)))).category == 0
    over = custody(8, together=(14, 0), over_on=date(2026, 3, 30))
    assert category(punished(over), on=ON).category == 0


def test_a_recorded_end_ends_category_2_the_day_after():
    over = date(2026, 3, 30)
    for term in (
        custody(36, over_on=over),
        Term("life", 0, 0, date(2000, 1, 5), over_on=over),
        Term("hospital_order", 0, 0, date(2019, 1, 5), over_on=over),
    ):
        assert category(punished(term), on=over).category == 2
        found = category(punished(term), on=over + timedelta(days=1))
        assert (found.category, found.because, found.starts_on) == (0, Because.ENDED, ON)
        assert found.is_end_recorded
    reckoned = category(punished(custody(12, made_on=date(2020, 1, 6))))
    assert not reckoned.is_end_recorded


def test_coercive_behaviour_counts_from_3_february_2025():
    crime = Crime(True, False, date(2025, 2, 3))
    assert category(punished(custody(48), crime=crime), on=date(2025, 2, 2)).category == 0
    assert category(punished(custody(48), crime=crime), on=date(2025, 2, 3)).category == 2


def test_dates_that_could_not_be_worked_out_leave_it_open():
    assert category(troubled=True).doubts == (Doubt.DATES,)


days = st.dates(date(2010, 1, 1), date(2030, 1, 1))
registrations = st.builds(
    lambda starts, length, ends: Registered(
        starts, starts + timedelta(days=length) if ends else None, True
    ),
    days,
    st.integers(0, 4000),
    st.booleans(),
)
terms = st.builds(
    lambda kind, months, made, suspended, over, more: Term(
        kind, months, 0, made, suspended, bool(more), over, (months + more, 0) if more else (0, 0)
    ),
    st.sampled_from(["custody", "life", "hospital_order", "fine"]),
    st.integers(0, 60),
    days,
    st.booleans(),
    st.none() | days,
    st.integers(0, 24),
)
results = st.builds(
    lambda terms, on, specified: Punished(
        "r", "conviction", on, True, (Crime(specified, True),), tuple(terms)
    ),
    st.lists(terms, max_size=2),
    days,
    st.sampled_from([True, False, None]),
)
facts = st.builds(
    lambda registered, punished: Facts(tuple(registered), False, tuple(punished)),
    st.lists(registrations, max_size=2),
    st.lists(results, max_size=2),
)


@QUICK
@given(facts, days)
def test_nothing_changes_before_the_day_that_the_answer_names(facts, on):
    """What the job relies on: between two looks the passing of time changes nothing."""
    now = category_of(facts, on)
    last = (now.again_on or date(2045, 1, 1)) - timedelta(days=1)
    for day in {on + timedelta(days=1), on + (last - on) // 2, last}:
        if on < day <= last:
            then = category_of(facts, day)
            assert (then.category, then.because) == (now.category, now.because)


@QUICK
@given(facts, days)
def test_registered_is_never_anything_but_category_1(facts, on):
    runs = any(
        one.starts <= on and (one.last_day is None or on <= one.last_day)
        for one in facts.registered
    )
    assert (category_of(facts, on).category == 1) == runs


def test_who_decides_by_the_guidance():
    assert who_decides(1, "", ON).who == "lead_agency"
    assert who_decides(2, "anywhere", ON).who == "meeting"
    assert not who_decides(3, "", ON).verified
    assert who_decides(2, "", date(2001, 4, 1)) is None
    assert "prison" not in LEADING


def test_an_area_may_have_a_rule_of_its_own(monkeypatch):
    from tutela.levels.rules import deciding

    own = {"area": "X", "level": 2, "from": date(2026, 1, 1), "who": "coordinator"}
    own |= {"provision": "Board of X", "verified": True}
    rules = (*deciding._rules(), own)
    monkeypatch.setattr(deciding, "_rules", lambda: rules)

    assert who_decides(2, "X", ON).who == "coordinator"
    assert who_decides(2, "X", date(2025, 12, 31)).who == "meeting"
    assert who_decides(2, "Y", ON).who == "meeting"
    said = objection_to_level(
        level=2, how="meeting", decider=who_decides(2, "X", ON), category=1
    ).say()
    assert said == "Level 2 is decided by the co-ordinator in this area (Board of X)."
