from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutela.levels.rules.periods import How, place, placed

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NO_END = date(9999, 12, 31)
days = st.dates(date(2020, 1, 1), date(2020, 3, 1))


def lie(decided):
    """Decisions one after the other, in the order in which they were told."""
    spans, value_on = [], {}
    for value, on in enumerate(decided):
        at = place(spans, on, no_end=NO_END)
        spans = placed(spans, at)
        value_on[at.span.starts_on] = value
    return spans, value_on


@QUICK
@given(st.lists(days, max_size=12))
def test_whatever_is_told_in_whatever_order_leaves_neither_gap_nor_overlap(decided):
    spans, _ = lie(decided)
    assert all(one.ends_before == other.starts_on for one, other in pairwise(spans))
    assert all(span.starts_on < span.ends_before for span in spans)
    if decided:
        assert spans[0].starts_on == min(decided)
        assert spans[-1].ends_before == NO_END


@QUICK
@given(st.lists(days, min_size=1, max_size=12), days)
def test_on_each_day_holds_what_was_last_told_of_the_latest_day_up_to_it(decided, on):
    spans, value_on = lie(decided)
    told = [(day, number) for number, day in enumerate(decided) if day <= on]
    found = [value_on[span.starts_on] for span in spans if span.starts_on <= on < span.ends_before]
    assert found == ([max(told)[1]] if told else [])


@QUICK
@given(st.lists(days, max_size=6), days)
def test_one_more_begins_on_its_day(decided, on):
    spans, _ = lie(decided)
    at = place(spans, on, no_end=NO_END)
    assert at.span.starts_on == on
    assert (at.how is How.REPLACE) == (on in decided)
    assert at.span.ends_before > on + timedelta(days=0)
