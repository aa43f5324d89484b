"""Funnel lines and labels fit together, and areas without a denominator have no point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.core.statistics import funnel
from cdop.core.statistics.figure import NoFigure
from cdop.core.statistics.funnel import Area, Significance
from cdop.core.statistics.proportion import proportion

PANELS = [Area("A", 30, 10_000), Area("B", 6, 12_000), Area("C", 25, 11_000)]


def test_the_average_includes_every_area_and_each_area_has_its_label():
    average, points = funnel.rate_points(PANELS)

    assert average == pytest.approx(61 / 33)
    assert [p.significance for p in points] == [
        Significance.HIGH,
        Significance.LOW_FAR,
        Significance.NONE,
    ]


def test_an_area_without_births_has_no_point_but_a_reason():
    _, points = funnel.rate_points([*PANELS, Area("D", 2, 0), Area("E", None, 500)])

    assert [(p.figure, p.significance, p.reason) for p in points[3:]] == [
        (None, None, NoFigure.NO_DENOMINATOR),
        (None, None, NoFigure.MISSING),
    ]


def test_no_births_at_all_are_no_average():
    average, points = funnel.rate_points([Area("A", 1, None)])

    assert average is None
    assert points[0].figure is None


def test_shares_have_a_funnel_of_their_own():
    average, points = funnel.proportion_points([Area("A", 9, 10), Area("B", 0, 0)])

    assert average == 0.9
    assert points[0].significance is Significance.NONE
    assert points[1].reason is NoFigure.NO_RECORDS
    assert funnel.proportion_points([Area("A", 1, 0)])[0] is None


def test_no_events_lie_on_the_lower_line_at_nought_and_on_no_upper_line():
    limits = funnel.ratio_limits(0)

    assert limits.lower == 0
    assert limits.upper is None


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_lies_on_the_line_when_the_average_lies_on_its_limit(count, others):
    share = proportion(count, count + others)
    limits = funnel.proportion_limits(share.upper, count + others)

    assert limits.lower == pytest.approx(share.share, abs=1e-9)


@given(st.floats(0.1, 3000))
def test_the_curve_of_counts_turns_the_expected_events_round(expected):
    curve = funnel.count_limits_at(expected)

    back = funnel.expected_at_limits(curve.upper).lower
    assert back == pytest.approx(expected, rel=1e-6)
    if curve.lower:
        assert funnel.expected_at_limits(curve.lower).upper == pytest.approx(expected, rel=1e-6)


def test_nothing_expected_has_no_lines():
    nothing = funnel.Limits(None, None)

    assert funnel.count_limits_at(0) == nothing
    assert funnel.proportion_limits(0.4, 0) == nothing
    assert funnel.births_at_limits(3, 0) == nothing


@given(st.integers(1, 2000), st.floats(0.01, 50))
def test_the_far_lines_lie_outside_the_near_ones(events, average):
    near = funnel.rate_limits(events, average)
    far = funnel.rate_limits(events, average, funnel.FAR)

    assert far.lower < near.lower < average < near.upper < far.upper
