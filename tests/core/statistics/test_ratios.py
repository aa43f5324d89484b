"""Rate ratios are exact whatever the number of deaths, and say when there is none."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.core.statistics.figure import NoFigure
from cdop.core.statistics.ratios import rate_ratio
from cdop.core.statistics.verdict import Withheld


def test_a_small_excess_that_a_wald_test_misses_is_seen():
    answer = rate_ratio(2, 600, 2, 6000)

    assert answer.value == pytest.approx(10)
    assert answer.p == pytest.approx(0.0438, abs=1e-4)


def test_no_deaths_in_the_comparator_leave_the_ratio_open_above():
    answer = rate_ratio(6, 2000, 0, 2000)

    assert (answer.value, answer.upper) == (inf, inf)
    assert answer.lower > 1
    assert answer.one_sided


def test_no_deaths_in_either_area_have_no_ratio_and_a_p_of_one():
    answer = rate_ratio(0, 980, 0, 1500)

    assert answer.value is None
    assert answer.reason is NoFigure.NO_EVENTS_EITHER
    assert (answer.lower, answer.upper, answer.p) == (0, inf, 1)
    assert not answer.verdict.may_publish


def test_a_ratio_needs_three_deaths_in_each_area_to_be_given():
    assert rate_ratio(2, 1000, 40, 1000).verdict.reason is Withheld.UNDER_THREE
    assert rate_ratio(3, 1000, 40, 1000).verdict.unreliable
    assert rate_ratio(20, 1000, 40, 1000).verdict.may_publish


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ((None, 5, 1, 5), NoFigure.MISSING),
        ((1, 0, 1, 5), NoFigure.NO_DENOMINATOR),
        ((-1, 5, 1, 5), NoFigure.NEGATIVE),
        ((1.5, 5, 1, 5), NoFigure.NOT_WHOLE),
    ],
)
def test_a_ratio_that_cannot_be_worked_out_says_why(numbers, reason):
    answer = rate_ratio(*numbers)

    assert answer.reason is reason
    assert answer.value is None


@given(st.integers(1, 60), st.integers(1, 60), st.floats(100, 1e6), st.floats(100, 1e6))
def test_turning_the_areas_round_turns_the_ratio_over(a, b, births_a, births_b):
    one, other = rate_ratio(a, births_a, b, births_b), rate_ratio(b, births_b, a, births_a)

    assert one.value == pytest.approx(1 / other.value)
    assert one.lower == pytest.approx(1 / other.upper)
    assert one.upper == pytest.approx(1 / other.lower)
    assert one.p == pytest.approx(other.p, rel=1e-6)


@given(st.integers(0, 40), st.integers(1, 40))
def test_limits_hold_the_ratio(a, b):
    answer = rate_ratio(a, 1000, b, 2000)

    assert answer.lower <= answer.value <= answer.upper
    assert 0 < answer.p <= 1


def test_a_million_deaths_are_no_trouble():
    answer = rate_ratio(1_000_000, 5e7, 1_001_000, 5e7)

    assert answer.value == pytest.approx(1_000_000 / 1_001_000)
    assert answer.p == pytest.approx(0.4796, abs=1e-3)
