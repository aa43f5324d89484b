"""Charts of rare events signal worsening as well as improvement, and say what was adjusted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.core.statistics.rare_events import (
    HIGH,
    LOW,
    NoChart,
    Signal,
    count_chart,
    exact_g_chart,
    exact_t_chart,
    g_chart,
    poisson_quantile,
    t_chart,
)

GAPS = [40, 95, 12, 150, 61, 30, 77, 200, 18, 55]


def test_the_usual_t_chart_is_the_normalised_series_turned_back():
    chart = t_chart(GAPS)

    normal = [gap ** (1 / 3.6) for gap in GAPS]
    moving = [abs(b - a) for a, b in zip(normal, normal[1:], strict=False)]
    centre, spread = sum(normal) / 10, 3 / 1.128 * sum(moving) / 9
    assert chart.centre == pytest.approx(centre**3.6)
    assert chart.upper == pytest.approx((centre + spread) ** 3.6)
    assert chart.lower == pytest.approx(max(0, centre - spread) ** 3.6)


def test_the_usual_t_chart_cannot_take_two_deaths_on_one_day():
    assert t_chart([4, 0, 9]).reason is NoChart.ZERO_GAP


def test_two_deaths_on_one_day_enter_the_exact_chart_as_half_a_day_and_are_counted():
    chart = exact_t_chart([40, 0, 95])

    assert chart.values == (40, 0.5, 95)
    assert chart.adjusted == 1


def test_deaths_close_together_signal_worsening():
    long_apart = [700, 900, 1000, 800, 1100, 950, 1200, 850]

    chart = exact_t_chart([*long_apart, 0.5])

    assert chart.signals[-1] is Signal.WORSENING
    assert set(chart.signals[:-1]) == {Signal.NONE}


def test_a_long_time_without_a_death_signals_improvement():
    assert exact_t_chart([30] * 40 + [900]).signals[-1] is Signal.IMPROVEMENT


def test_exact_limits_of_births_between_deaths_are_those_of_the_geometric_distribution():
    from scipy.stats import geom

    chart = exact_g_chart([2000, 3000, 4000, 3000])

    deaths = geom(1 / 3001, loc=-1)
    assert deaths.cdf(chart.lower - 1e-6) <= LOW <= deaths.cdf(chart.lower + 1)
    assert deaths.sf(chart.upper) <= 1 - HIGH <= deaths.sf(chart.upper - 1.01)


def test_the_usual_g_chart_can_never_signal_worsening():
    gaps = [3000, 0, 2500, 4000, 0, 1]

    assert Signal.WORSENING not in g_chart(gaps).signals
    assert exact_g_chart(gaps).signals[1] is Signal.WORSENING


def test_gaps_of_nothing_at_all_give_a_chart_without_signals():
    chart = exact_g_chart([0, 0, 0])

    assert (chart.centre, chart.lower, chart.upper) == (0, 0, 0)
    assert set(chart.signals) == {Signal.NONE}


@pytest.mark.parametrize("chart", [t_chart, g_chart, exact_t_chart, exact_g_chart])
def test_a_chart_of_nothing_or_of_negative_gaps_says_why(chart):
    assert chart([]).reason is NoChart.NO_POINTS
    assert chart([3, -1]).reason is NoChart.NEGATIVE


def test_counts_a_period_signal_beyond_the_exact_poisson_limits():
    chart = count_chart([2, 3, 1, 2, 12, 2])

    assert [p.signal for p in chart.points].count(Signal.WORSENING) == 1
    assert chart.points[4].signal is Signal.WORSENING
    assert chart.points[0].lower == 0


def test_periods_with_more_births_expect_more_deaths():
    chart = count_chart([2, 4], [1000, 2000])

    assert [p.expected for p in chart.points] == pytest.approx([2, 4])


@pytest.mark.parametrize(
    ("counts", "births", "reason"),
    [
        ([], None, NoChart.NO_POINTS),
        ([0, 0], None, NoChart.NO_DEATHS),
        ([1, 2], [10, 0], NoChart.NO_EXPOSURE),
        ([-1], None, NoChart.NEGATIVE),
        ([1, None], None, NoChart.MISSING),
        ([1, float("nan")], None, NoChart.MISSING),
        ([1, 2], [10, None], NoChart.MISSING),
    ],
)
def test_a_count_chart_that_cannot_be_drawn_says_why(counts, births, reason):
    assert count_chart(counts, births).reason is reason


@pytest.mark.parametrize("chart", [g_chart, t_chart, exact_g_chart, exact_t_chart])
@pytest.mark.parametrize("gap", [None, float("nan"), float("inf")])
def test_a_missing_gap_is_said_and_neither_guessed_nor_skipped(chart, gap):
    assert chart([30, gap, 40]).reason is NoChart.MISSING


@given(st.floats(0.05, 400), st.sampled_from([LOW, 0.5, HIGH]))
def test_poisson_quantiles_are_those_of_the_distribution(expected, chance):
    from scipy.stats import poisson

    assert poisson_quantile(chance, expected) == poisson.ppf(chance, expected)


@given(st.lists(st.floats(0.5, 5000), min_size=2, max_size=30), st.floats(0.1, 100))
def test_exact_limits_scale_with_time(gaps, times):
    days, hours = exact_t_chart(gaps), exact_t_chart([gap * times for gap in gaps])

    assert hours.upper == pytest.approx(days.upper * times)
    assert hours.lower == pytest.approx(days.lower * times)
