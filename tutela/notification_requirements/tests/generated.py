"""Generated people: facts as JSON holds them, whole and possible."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

FIRST, LAST = date(2004, 5, 1), date(2027, 12, 31)
DISPOSALS = ("life", "ipp", "hospital_order_with_restriction", "hospital_order",
             "absolute_discharge", "community_order", "fine", "other")  # fmt: skip

days = st.dates(FIRST, LAST).map(date.isoformat)
terms = st.one_of(
    st.builds(lambda m: {"months": m}, st.integers(1, 60)),
    st.builds(lambda m, d: {"months": m, "days": d}, st.integers(0, 40), st.integers(1, 27)),
)
custody = st.builds(
    lambda term, suspended: {"kind": "custody", "term": term, "suspended": suspended},
    terms,
    st.booleans(),
)
disposals = st.one_of(
    custody,
    st.builds(lambda kind: {"kind": kind}, st.sampled_from(DISPOSALS)),
    st.builds(
        lambda months: {"kind": "conditional_discharge", "term": {"months": months}},
        st.integers(1, 36),
    ),
)
convictions = st.builds(
    lambda kind, day, disposal: {"kind": kind, "relevant_date": day, "disposal": disposal},
    st.sampled_from(["conviction", "finding_insanity", "finding_disability"]),
    days,
    disposals | st.just({"kind": "awaiting_sentence"}),
)
cautions = st.builds(lambda day: {"kind": "caution", "relevant_date": day}, days)


@st.composite
def orders(draw: st.DrawFn) -> dict[str, Any]:
    made = draw(st.dates(date(2015, 3, 8), LAST))
    ends = draw(st.none() | st.integers(0, 4000))
    basis: dict[str, Any] = {
        "kind": draw(st.sampled_from(["shpo", "sopo", "sro_breach"])),
        "relevant_date": made.isoformat(),
        "served_on": (made + timedelta(days=draw(st.integers(0, 5)))).isoformat(),
    }
    if ends is not None:
        basis["ends_on"] = (made + timedelta(days=ends)).isoformat()
    return basis


@st.composite
def foreign(draw: st.DrawFn) -> dict[str, Any]:
    convicted = draw(st.dates(FIRST, LAST))
    served = convicted + timedelta(days=draw(st.integers(0, 3000)))
    return {
        "kind": "notification_order",
        "relevant_date": convicted.isoformat(),
        "served_on": served.isoformat(),
        "disposal": draw(disposals),
    }


any_basis = st.one_of(convictions, cautions, orders(), foreign())
many_bases = st.lists(any_basis, min_size=1, max_size=5)


@st.composite
def people(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "jurisdiction": "england_and_wales",
        "born_on": draw(st.dates(date(1950, 1, 1), date(1994, 4, 30))).isoformat(),
        "bases": draw(many_bases),
    }
