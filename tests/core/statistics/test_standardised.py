"""Standardised rates allow for the mix of a population, and are withheld where events are few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.core.statistics.figure import NoFigure
from cdop.core.statistics.rates import rate
from cdop.core.statistics.standardised import (
    ReferenceStratum,
    Stratum,
    directly_standardised,
    indirectly_standardised_rate,
    ratio_of_expected,
    standardised_ratio,
)
from cdop.core.statistics.verdict import Withheld


def test_an_area_with_the_standard_mix_keeps_its_crude_rate_and_limits():
    bands = [Stratum(20, 1000, 1000), Stratum(35, 3000, 3000)]

    answer, crude = directly_standardised(bands), rate(55, 4000)

    assert answer.value == pytest.approx(crude.value)
    assert answer.lower == pytest.approx(crude.lower)
    assert answer.upper == pytest.approx(crude.upper)


def test_under_ten_events_the_rate_is_worked_out_but_not_given():
    answer = directly_standardised([Stratum(4, 100, 1), Stratum(5, 100, 1)])

    assert answer.value == pytest.approx(45)
    assert answer.verdict.reason is Withheld.UNDER_TEN


def test_no_events_have_a_rate_of_nought_without_an_upper_limit():
    answer = directly_standardised([Stratum(0, 100, 1)])

    assert (answer.value, answer.upper) == (0, None)
    assert answer.reason is NoFigure.NO_EVENTS


@pytest.mark.parametrize(
    ("bands", "reason"),
    [
        ([], NoFigure.TOO_FEW_GROUPS),
        ([Stratum(None, 10, 1)], NoFigure.MISSING),
        ([Stratum(1, None, 1)], NoFigure.MISSING),
        ([Stratum(1, 0, 1)], NoFigure.NO_DENOMINATOR),
        ([Stratum(1, 10, 0)], NoFigure.NO_DENOMINATOR),
        ([Stratum(-1, 10, 1)], NoFigure.NEGATIVE),
    ],
)
def test_a_missing_band_is_not_taken_as_none(bands, reason):
    assert directly_standardised(bands).reason is reason


def test_an_area_like_its_reference_has_a_ratio_of_one():
    bands = [ReferenceStratum(5, 1000, 50, 10_000), ReferenceStratum(12, 3000, 80, 20_000)]

    answer = standardised_ratio(bands)

    assert answer.expected == pytest.approx(17)
    assert answer.value == pytest.approx(1)


def test_a_band_where_nobody_lives_adds_nothing():
    lived = ReferenceStratum(12, 3000, 80, 20_000)

    answer = standardised_ratio([lived, ReferenceStratum(0, 0, 5, 0)])

    assert answer.value == standardised_ratio([lived]).value


def test_the_standardised_rate_is_the_ratio_times_the_rate_of_the_reference():
    bands = [ReferenceStratum(5, 1000, 50, 10_000), ReferenceStratum(12, 3000, 80, 20_000)]

    answer, ratio = indirectly_standardised_rate(bands, per=1000), standardised_ratio(bands)

    assert answer.value == pytest.approx(ratio.value * 130 / 30)
    assert answer.upper == pytest.approx(ratio.upper * 130 / 30)


def test_nothing_expected_is_no_ratio():
    assert ratio_of_expected(3, 0).reason is NoFigure.NO_EXPECTED
    assert standardised_ratio([ReferenceStratum(0, 10, 0, 100)]).reason is NoFigure.NO_EXPECTED
    assert standardised_ratio([]).reason is NoFigure.TOO_FEW_GROUPS
    assert standardised_ratio([ReferenceStratum(1, 10, None, 9)]).reason is NoFigure.MISSING


@given(st.integers(0, 10**6), st.floats(0.01, 1e6))
def test_limits_hold_the_ratio_for_any_fraction_expected(observed, expected):
    answer = ratio_of_expected(observed, expected)

    assert answer.lower <= answer.value <= answer.upper
