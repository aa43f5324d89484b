"""A trend is modelled where deaths are many, exact where they are few, and never made up."""

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdop.core.statistics.figure import Method, NoFigure
from cdop.core.statistics.trend import (
    Direction,
    Year,
    cochran_armitage,
    exact_trend,
    modelled_trend,
    trend,
)
from cdop.core.statistics.verdict import Withheld


def years(*deaths, births=1000):
    return [Year(2020 + i, d, births) for i, d in enumerate(deaths)]


def test_a_rate_that_halves_each_year_has_a_ratio_of_a_half():
    answer = modelled_trend(years(800, 400, 200, 100))

    assert answer.value == pytest.approx(0.5)
    assert answer.likelihood_ratio_p < 1e-9
    assert answer.dispersion == pytest.approx(0, abs=1e-9)
    assert answer.direction is Direction.FALLING


def test_twenty_deaths_are_modelled_and_nineteen_exact():
    assert trend(years(5, 5, 5, 5)).method is Method.WALD
    assert trend(years(5, 5, 5, 4)).method is Method.EXACT_CONDITIONAL


def test_no_direction_is_named_where_the_limits_hold_one_or_deaths_are_under_ten():
    assert trend(years(6, 4, 5, 6)).direction is Direction.UNCLEAR
    assert trend(years(9, 0, 0, 0)).direction is Direction.UNCLEAR


def test_under_ten_deaths_the_trend_is_worked_out_but_not_given():
    answer = trend(years(3, 2, 1, 1))

    assert answer.value is not None
    assert answer.verdict.reason is Withheld.UNDER_TEN


def test_the_exact_p_counts_every_way_the_deaths_could_fall():
    answer = exact_trend(years(3, 0))

    assert answer.exact_p == pytest.approx(2 / 8)


def test_deaths_all_in_the_last_year_leave_the_ratio_open_above():
    answer = exact_trend(years(0, 0, 4))

    assert (answer.value, answer.upper) == (None, inf)
    assert answer.reason is NoFigure.AT_THE_EDGE
    assert answer.lower > 1
    assert modelled_trend(years(0, 0, 40)).reason is NoFigure.AT_THE_EDGE


def test_exact_limits_are_those_of_the_binomial_where_there_are_two_years():
    from scipy.stats import binomtest

    low, high = binomtest(9, 12).proportion_ci(0.95, "exact")

    answer = exact_trend(years(3, 9))

    assert answer.lower == pytest.approx(low / (1 - low))
    assert answer.upper == pytest.approx(high / (1 - high))


def test_a_year_without_births_is_left_out_but_not_with_deaths():
    lived = [Year(1, 10, 100), Year(2, 12, 100), Year(4, 15, 100)]

    assert modelled_trend([*lived, Year(3, 0, 0)]).value == modelled_trend(lived).value
    assert modelled_trend([*lived, Year(3, 1, 0)]).reason is NoFigure.NO_DENOMINATOR


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        ([], NoFigure.TOO_FEW_GROUPS),
        (years(5), NoFigure.TOO_FEW_GROUPS),
        (years(0, 0, 0), NoFigure.NO_EVENTS),
        (years(1, None, 2), NoFigure.MISSING),
        ([Year(1, 1, None), Year(2, 1, 5)], NoFigure.MISSING),
        ([Year(1, -1, 5), Year(2, 1, 5)], NoFigure.NEGATIVE),
        ([Year(float("nan"), 1, 5), Year(2, 1, 5)], NoFigure.MISSING),
    ],
)
def test_a_trend_that_cannot_be_worked_out_says_why(series, reason):
    for answer in (trend(series), modelled_trend(series), exact_trend(series)):
        assert (answer.value, answer.reason) == (None, reason)
    assert cochran_armitage(series).reason is reason


def test_parts_of_a_death_have_no_exact_test():
    assert exact_trend([Year(1, 1.5, 10), Year(2, 2, 10)]).reason is NoFigure.NOT_WHOLE


def test_everybody_dead_is_no_trend_in_shares():
    assert cochran_armitage([Year(1, 5, 5), Year(2, 4, 4)]).reason is NoFigure.NO_VARIATION


def test_deaths_in_proportion_to_births_are_no_trend():
    series = [Year(1, 10, 100), Year(2, 20, 200), Year(3, 30, 300)]

    assert modelled_trend(series).value == pytest.approx(1)
    assert modelled_trend(series).likelihood_ratio_p == pytest.approx(1, abs=1e-6)
    assert cochran_armitage(series).p == pytest.approx(1)


@settings(deadline=None)
@given(st.lists(st.integers(0, 6), min_size=3, max_size=6).filter(lambda d: 0 < sum(d) < 20))
def test_turning_the_years_round_turns_the_ratio_over(deaths):
    forth, back = exact_trend(years(*deaths)), exact_trend(years(*reversed(deaths)))

    assert forth.exact_p == pytest.approx(back.exact_p)
    assert forth.lower == pytest.approx(1 / back.upper if back.upper else inf, rel=1e-6)
    if forth.value is not None:
        assert forth.value == pytest.approx(1 / back.value, rel=1e-6)
        assert forth.lower <= forth.value <= forth.upper


def test_births_too_far_apart_for_a_model_give_exact_limits_and_the_reason_for_no_value():
    years = [Year(0, 0, 1e9), Year(1, 15, 1), Year(2, 2, 1e9)]

    found = trend(years)

    assert (found.value, found.reason) == (None, NoFigure.NOT_FITTED)
    assert found.lower < 1 < found.upper
    assert modelled_trend(years).reason is NoFigure.NOT_FITTED


def test_an_interval_beyond_the_largest_number_has_no_upper_limit():
    found = modelled_trend([Year(0, 1, 1), Year(1, 0, 1e9), Year(2, 1, 1)])

    assert found.value == pytest.approx(1)
    assert (found.lower, found.upper) == (0, inf)
    assert found.direction is Direction.UNCLEAR
