"""Areas fall into groups by rank; ties stay together and the missing stay missing."""

from hypothesis import given
from hypothesis import strategies as st

from cdop.core.statistics.quantiles import quantiles


def test_ten_areas_fall_into_fifths():
    assert quantiles(list(range(10)), 5) == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert quantiles(list(range(10)), 5, highest_is_first=False)[:2] == [1, 1]


def test_ties_share_a_group():
    assert quantiles([1, 5, 5, 5, 9], 5) == [5, 2, 2, 2, 1]


def test_a_missing_value_stays_missing_and_does_not_count():
    assert quantiles([3, None, 2, float("nan"), 1], 3) == [1, None, 2, None, 3]


def test_fewer_areas_than_groups_have_none():
    assert quantiles([1, 2, None, 3], 4) == [None] * 4
    assert quantiles([], 5) == []


@given(st.lists(st.integers(-1000, 1000), min_size=5, max_size=60))
def test_a_higher_value_never_has_a_later_group(values):
    found = quantiles(values, 5)

    assert set(found) <= {1, 2, 3, 4, 5}
    ordered = [group for _, group in sorted(zip(values, found, strict=True))]
    assert ordered == sorted(ordered, reverse=True)
