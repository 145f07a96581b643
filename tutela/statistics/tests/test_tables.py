from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutela.statistics import rules, tables

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 300))
managed = st.dictionaries(
    st.tuples(st.sampled_from(tables.CATEGORIES), st.sampled_from((0, *tables.LEVELS))), few
)
of_year = st.dictionaries(
    st.tuples(st.sampled_from(tables.YEAR_LEVELS), st.sampled_from(tables.CATEGORIES)), few
)


def test_a_table_adds_up_and_leaves_out_who_is_not_screened():
    found = tables.managed_table({(1, 1): 40, (1, 2): 5, (2, 1): 7, (1, 0): 9})
    assert (found["category_1"], found["level_1"], found["managed"]) == (45, 47, 52)
    assert found["unscreened"] == 9
    assert set(found) == set(tables.MANAGED_CODES)
    assert set(tables.year_table({})) == set(tables.YEAR_CODES)


def test_one_small_number_keeps_back_others_beside_it_and_no_total():
    values = tables.managed_table(
        {(1, 1): 400, (1, 2): 30, (1, 3): 3, (2, 1): 90, (2, 2): 20, (2, 3): 8}
    )
    back = tables.kept_back(values)
    assert {"category_1_level_3", "category_1_level_2"} <= back
    assert not {"category_1", "level_3", "managed"} & back
    assert len(back) == 4


@QUICK
@given(managed, of_year)
def test_nothing_small_is_shown_and_nothing_kept_back_can_be_worked_out(counts, year):
    values = tables.managed_table(counts) | tables.year_table(year)
    sums = tables.SUMS
    back = tables.kept_back(values)

    for code, value in values.items():
        assert code in back or not rules.is_small(value)
    for code in back - {tables.UNSCREENED}:
        other = tables.another(values, sums, back, code)
        assert other is not None
        assert other[code] != values[code]
        assert all(other[shown] == values[shown] for shown in values.keys() - back)
        assert all(other[hidden] >= 1 for hidden in back)
        assert all(sum(other[part] for part in one.parts) == other[one.total] for one in sums)
