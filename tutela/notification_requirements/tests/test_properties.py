from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.notification_requirements.rules.answering import answer
from tutela.notification_requirements.rules.answers import Answer, as_json
from tutela.notification_requirements.rules.reading import read
from tutela.notification_requirements.tests.generated import any_basis, days, disposals, people

NO_END = date.max
young_days = st.dates(date(2014, 1, 1), date(2021, 12, 31)).map(date.isoformat)  # 10 to 18


def until(whole: Answer) -> date:
    if whole.indefinite or whole.undetermined:
        return NO_END
    return whole.last_day or date.min


def answered(facts: dict[str, Any]) -> Answer:
    return answer(read(facts))


@given(people(), any_basis)
def test_one_more_basis_never_shortens(facts, basis):
    before = answered(facts)
    after = answered(facts | {"bases": [*facts["bases"], basis]})

    assert until(after) >= until(before)


@given(people(), st.randoms(use_true_random=False))
def test_the_order_of_the_bases_does_not_matter(facts, chance):
    places = list(range(len(facts["bases"])))
    chance.shuffle(places)
    straight = answered(facts)
    mixed = answered(facts | {"bases": [facts["bases"][place] for place in places]})

    assert (mixed.indefinite, mixed.last_day) == (straight.indefinite, straight.last_day)
    for here, place in enumerate(places):
        found, wanted = mixed.periods[here], straight.periods[place]
        assert (found.indefinite, found.last_day) == (wanted.indefinite, wanted.last_day)


@given(people(), days)
def test_every_answer_has_a_provision_and_a_reason(facts, as_of):
    whole = as_json(answered(facts | {"as_of": as_of}))

    for part in (*whole["periods"], *whole["duties"]):
        assert part["provision"].startswith("Sexual Offences Act 2003 s.")
        assert part["because"]


@given(people())
def test_the_whole_is_the_latest_of_the_parts(facts):
    whole = answered(facts)

    assert whole.indefinite == any(period.indefinite for period in whole.periods)
    open_ended = any(period.undetermined for period in whole.periods)
    assert whole.undetermined == (open_ended and not whole.indefinite)
    if not whole.indefinite and not open_ended:
        ends = [period.last_day for period in whole.periods if period.last_day]
        assert whole.last_day == max(ends, default=None)


@pytest.mark.parametrize("disposal", ["life", "ipp", "hospital_order_with_restriction"])
@given(day=young_days)
def test_halving_never_touches_an_indefinite_period(disposal, day):
    assert convicted(day, {"kind": disposal}, "2003-01-01").indefinite


@given(day=young_days, months=st.integers(1, 36))
def test_halving_never_touches_a_conditional_discharge(day, months):
    discharge = {"kind": "conditional_discharge", "term": {"months": months}}

    assert convicted(day, discharge, "2003-12-31") == convicted(day, discharge, "1970-01-01")


@given(day=young_days, disposal=disposals)
def test_a_young_person_is_never_subject_for_longer(day, disposal):
    young = convicted(day, disposal, "2003-12-31")
    adult = convicted(day, disposal, "1970-01-01")

    assert until(young) <= until(adult)
    assert young.indefinite == adult.indefinite


@given(day=days, months=st.integers(1, 60))
def test_a_longer_term_is_never_a_shorter_period(day, months):
    shorter = convicted(day, {"kind": "custody", "term": {"months": months}}, "1970-01-01")
    longer = convicted(day, {"kind": "custody", "term": {"months": months + 1}}, "1970-01-01")

    assert until(longer) >= until(shorter)


@given(day=days, first=st.integers(1, 40), second=st.integers(1, 40), overlap=st.integers(1, 40))
def test_an_overlap_never_lengthens_and_a_sum_never_shortens(day, first, second, overlap):
    overlap = min(overlap, first, second)
    one = custody(day, first)
    apart = {"bases": [one, custody(day, second)]}
    partly = custody(day, second) | {
        "partly_concurrent_with": 0,
        "overlap": {"months": overlap},
    }
    after = custody(day, second) | {"consecutive_to": 0}

    ends = [
        until(answered(facts_of(**more)))
        for more in (apart, {"bases": [one, partly]}, {"bases": [one, after]})
    ]

    assert ends == sorted(ends)


def custody(day: str, months: int) -> dict[str, Any]:
    disposal = {"kind": "custody", "term": {"months": months}}
    return {"kind": "conviction", "relevant_date": day, "disposal": disposal}


def facts_of(**more: Any) -> dict[str, Any]:
    return {"jurisdiction": "england_and_wales", "born_on": "1970-01-01"} | more


def convicted(day: str, disposal: dict[str, Any], born_on: str) -> Answer:
    basis = {"kind": "conviction", "relevant_date": day, "disposal": disposal}
    whole = answered(facts_of(bases=[basis], born_on=born_on))
    # what was said in words differs by age; the days are compared
    return Answer(whole.indefinite, whole.last_day, (), ())


@st.composite
def lives(draw: st.DrawFn) -> dict[str, Any]:
    """People with what happened since: journeys, stays, changes and what was notified."""
    facts = draw(people())
    first = date.fromisoformat(min(basis["relevant_date"] for basis in facts["bases"]))

    def day() -> date:
        return first + timedelta(days=draw(st.integers(0, 900)))

    def stay() -> dict[str, str]:
        starts = day()
        until = starts + timedelta(days=draw(st.integers(0, 9)))
        return {"from": starts.isoformat(), "to": until.isoformat()}

    def some(make: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
        return [make() for _ in range(draw(st.integers(0, 3)))]

    leaves = day()
    known = leaves - timedelta(days=draw(st.integers(0, 20)))
    hour = draw(st.integers(0, 23))
    given_of = st.sampled_from(["bank_account", "name", "home_address", None])
    given_as = st.sampled_from(["initial", "change", "periodic"])
    return facts | {
        "as_of": day().isoformat(),
        "detained": some(lambda: {"kind": "custody"} | stay()),
        "addresses": [{"kind": "no_fixed_abode", "from": day().isoformat()}],
        "notifications": some(
            lambda: {"kind": draw(given_as), "on": day().isoformat(), "of": draw(given_of)}
        ),
        "changes": [
            {"kind": "stay", "stays": [stay(), stay()]},
            {"kind": "bank_account", "on": day().isoformat()},
        ],
        "travel": [
            {
                "departs_at": f"{leaves.isoformat()}T{hour:02}:00:00Z",
                "known_on": known.isoformat(),
                "changed_on": draw(st.sampled_from([None, known.isoformat()])),
            }
        ],
    }


@given(lives())
def test_no_breach_is_alleged_before_the_last_day(facts):
    for duty in answered(facts).duties:
        if duty.alleged_only_after is not None and duty.last_day is not None:
            assert duty.alleged_only_after >= duty.last_day
