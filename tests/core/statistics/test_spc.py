"""XmR charts flag by the rules, and refuse what they cannot draw truthfully."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.core.statistics.spc import Flag, NoChart, chart_verdict, moving_range_mean, xmr
from cdop.core.statistics.verdict import Standing

STEADY = [20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21]


def flags(values, **options):
    return [point.flag for point in xmr(values, **options).points]


def test_a_steady_series_has_no_signal_and_may_be_drawn():
    chart = xmr(STEADY)

    assert set(flags(STEADY)) == {Flag.COMMON}
    assert chart.verdict.standing is Standing.GIVEN


def test_seven_rising_points_are_a_trend_and_the_later_of_two_trends_counts():
    values = [1, 9, 2, 3, 4, 5, 6, 7, 8, 7, 6, 5, 4, 3, 2]

    found = flags(values, screen_outliers=False)

    assert found[2:8] == [Flag.RISING] * 6
    assert found[8:] == [Flag.FALLING] * 7


def test_equal_neighbours_break_a_trend():
    assert Flag.RISING not in flags([1, 2, 3, 4, 4, 5, 6], screen_outliers=False)


def test_a_new_baseline_starts_where_it_is_asked_for():
    chart = xmr([*STEADY, *[40 + v for v in STEADY]], rebase_at=[12])

    assert chart.points[11].mean < 21 < 60 < chart.points[12].mean
    assert {point.flag for point in chart.points} == {Flag.COMMON}


def test_a_fixed_baseline_judges_later_points():
    chart = xmr([*STEADY, 60], fix_after=12)

    assert chart.points[-1].flag is Flag.ABOVE
    assert chart.points[-1].mean == xmr(STEADY).points[0].mean


def test_one_outlier_is_screened_from_the_limits():
    values = [*STEADY, 90, *STEADY]

    assert moving_range_mean(values, screen=True) < moving_range_mean(values, screen=False)


def test_all_values_alike_have_no_limits_and_no_flags():
    chart = xmr([7] * 12)

    assert {(p.lower, p.upper, p.flag) for p in chart.points} == {(None, None, Flag.COMMON)}
    assert chart.verdict.reason is NoChart.NO_VARIATION


def test_the_trap_of_screening_zeros_is_refused_and_rare_events_are_offered():
    chart = xmr([0] * 11 + [1])

    assert chart.points[0].upper == chart.points[0].mean
    assert chart.verdict.reason is NoChart.MANY_ZEROS
    assert not chart.verdict.may_draw
    assert chart.verdict.offer_rare_events


def test_a_mean_under_five_is_refused():
    assert chart_verdict([4, 5, 3, 4, 5, 4]).reason is NoChart.FEW_EVENTS


def test_few_points_are_flagged_and_none_refused():
    assert xmr([20, 22, 19]).verdict.standing is Standing.FLAGGED
    assert xmr([]).verdict.reason is NoChart.NO_POINTS


def test_one_point_has_no_limits():
    assert xmr([20]).points[0].upper is None


@pytest.mark.parametrize("missing", [float("nan"), None])
def test_a_missing_value_is_refused_and_not_compared(missing):
    chart = xmr([20, missing, 21])

    assert chart.points == ()
    assert chart.verdict.reason is NoChart.MISSING


@given(st.lists(st.integers(0, 100), min_size=2, max_size=40), st.sampled_from([0.5, 2, 64]))
def test_flags_do_not_depend_on_the_scale(values, times):
    assert flags(values) == flags([v * times for v in values])


@given(st.lists(st.integers(0, 100), min_size=2, max_size=40))
def test_a_chart_turned_upside_down_has_its_signals_turned(values):
    turned = {
        Flag.ABOVE: Flag.BELOW,
        Flag.RISING: Flag.FALLING,
        Flag.TWO_ABOVE: Flag.TWO_BELOW,
        Flag.RUN_ABOVE: Flag.RUN_BELOW,
        Flag.COMMON: Flag.COMMON,
    }
    turned |= {low: high for high, low in turned.items()}

    assert flags([-v for v in values]) == [turned[flag] for flag in flags(values)]


@pytest.mark.parametrize("value", [0.1, 5.3, 1 / 3])
@pytest.mark.parametrize("number", [3, 6, 12])
def test_values_all_alike_lie_on_their_mean_whatever_their_decimals(value, number):
    chart = xmr([value] * number, screen_outliers=False)

    assert {point.mean for point in chart.points} == {value}
    assert {(point.side, point.flag) for point in chart.points} == {(0, Flag.COMMON)}
