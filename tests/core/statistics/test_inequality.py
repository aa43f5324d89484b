"""Indices of inequality say which end is one, bear groups without deaths, and repeat exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.core.statistics.figure import NoFigure
from cdop.core.statistics.inequality import Fifth, midranks, relative_index
from cdop.core.statistics.slope_index import GroupValue, Transform, ValueType, slope_index
from cdop.core.statistics.verdict import Withheld

FIFTHS = [
    Fifth(28, 31_200),
    Fifth(17, 24_800),
    Fifth(11, 21_050),
    Fifth(9, 19_900),
    Fifth(5, 18_100),
]
RATES = [
    GroupValue(f.births, f.deaths / f.births * 1000, lower=0.5 * f.deaths, upper=2 * f.deaths)
    for f in FIFTHS
]


def test_the_index_is_the_most_deprived_end_over_the_least():
    answer = relative_index(FIFTHS)

    assert answer.value == pytest.approx(3.6885, abs=1e-4)
    assert answer.value == pytest.approx(answer.rate_most / answer.rate_least)
    assert answer.slope == pytest.approx(answer.rate_least - answer.rate_most)
    assert answer.lower < answer.value < answer.upper


def test_a_fifth_without_deaths_is_no_trouble():
    answer = relative_index([Fifth(6, 1000), Fifth(3, 1000), Fifth(0, 1000)])

    assert answer.value > 1
    assert answer.verdict.reason is Withheld.UNDER_TEN


def test_equal_rates_have_an_index_of_one():
    answer = relative_index([Fifth(10, 1000), Fifth(20, 2000), Fifth(15, 1500)])

    assert answer.value == pytest.approx(1)
    assert answer.slope == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("fifths", "reason"),
    [
        ([Fifth(1, 10), Fifth(2, 10)], NoFigure.TOO_FEW_GROUPS),
        ([Fifth(0, 10)] * 5, NoFigure.NO_EVENTS),
        ([Fifth(9, 10), Fifth(0, 10), Fifth(0, 10)], NoFigure.AT_THE_EDGE),
        ([Fifth(None, 10), Fifth(1, 10), Fifth(1, 10)], NoFigure.MISSING),
        ([Fifth(1, 0), Fifth(1, 10), Fifth(1, 10)], NoFigure.NO_DENOMINATOR),
    ],
)
def test_an_index_that_cannot_be_worked_out_says_why(fifths, reason):
    answer = relative_index(fifths)

    assert (answer.value, answer.reason) == (None, reason)


def test_midranks_are_the_middle_of_each_groups_share():
    assert midranks([1, 1, 2]) == pytest.approx([0.125, 0.375, 0.75])


@given(st.lists(st.integers(1, 50), min_size=3, max_size=7))
def test_turning_the_groups_round_turns_the_index_over(deaths):
    fifths = [Fifth(d, 1000) for d in deaths]

    assert relative_index(fifths).value == pytest.approx(
        1 / relative_index(fifths[::-1]).value, rel=1e-6
    )


def test_the_same_data_give_the_same_simulated_limits():
    one, other = (slope_index(RATES, value_type=ValueType.RATE, draws=2000) for _ in range(2))

    assert one == other
    assert one.slope.lower < one.slope.value < one.slope.upper


def test_a_negative_multiplier_turns_slope_and_ratio_round():
    plain = slope_index(RATES, value_type=ValueType.RATE, draws=2000)
    turned = slope_index(RATES, value_type=ValueType.RATE, multiplier=-1, draws=2000)

    assert turned.slope.value == -plain.slope.value
    assert turned.slope.lower == -plain.slope.upper
    assert turned.relative.value == pytest.approx(1 / plain.relative.value)


@pytest.mark.parametrize(
    ("values", "options", "reason"),
    [
        ([1, 2], {}, NoFigure.TOO_FEW_GROUPS),
        ([1, 0, 2], {"value_type": ValueType.RATE}, NoFigure.NOT_POSITIVE),
        ([1, 0, 2], {"transform": Transform.LOG}, NoFigure.NOT_POSITIVE),
        ([0.1, 1, 0.5], {"value_type": ValueType.PROPORTION}, NoFigure.NO_VARIATION),
        ([1, float("nan"), 2], {}, NoFigure.MISSING),
    ],
)
def test_a_slope_that_cannot_be_worked_out_says_why(values, options, reason):
    answer = slope_index([GroupValue(10, v) for v in values], **options)

    assert (answer.slope.value, answer.slope.reason) == (None, reason)


def test_without_errors_there_is_a_slope_without_limits():
    answer = slope_index([GroupValue(10, v) for v in (3.0, 2.0, 1.0)])

    assert answer.slope.value == pytest.approx(-3)
    assert answer.slope.lower is None


def test_few_deaths_are_said_by_the_verdict():
    answer = slope_index(RATES, deaths=9, draws=0)

    assert answer.slope.verdict.reason is Withheld.UNDER_TEN
