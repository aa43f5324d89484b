"""Rates and limits of counts: exact below ten, Byar's from ten, a reason where there is none."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.core.statistics.counts import byar_limits, count_limits, exact_limits
from cdop.core.statistics.figure import Method, NoFigure
from cdop.core.statistics.rates import exact_rate, rate
from cdop.core.statistics.verdict import Standing, Withheld

CONFIDENCES = st.sampled_from([0.8, 0.9, 0.95, 0.99, 0.998])


def test_a_rate_is_given_per_thousand_births_with_its_limits():
    answer = rate(12, 10_000)

    assert answer.value == pytest.approx(1.2)
    assert answer.method is Method.BYAR
    assert answer.lower < 1.2 < answer.upper


def test_no_deaths_are_a_rate_of_nought_with_an_upper_limit():
    answer = rate(0, 1000)

    assert (answer.value, answer.lower) == (0, 0)
    assert answer.upper == pytest.approx(3.688879454)
    assert answer.method is Method.EXACT


def test_the_exact_limits_take_over_below_ten_events():
    assert count_limits(9.5).method is Method.EXACT
    assert count_limits(10).method is Method.BYAR


def test_the_exact_rate_is_exact_for_any_number():
    assert exact_rate(500, 1000).method is Method.EXACT


def test_byar_has_no_lower_limit_where_its_formula_falls_below_nought():
    assert byar_limits(1, 0.998).lower is None
    assert byar_limits(0).lower is None


@pytest.mark.parametrize(
    ("events", "births", "confidence", "reason"),
    [
        (None, 10, 0.95, NoFigure.MISSING),
        (3, None, 0.95, NoFigure.MISSING),
        (nan, 10, 0.95, NoFigure.MISSING),
        (3, inf, 0.95, NoFigure.MISSING),
        (3, 0, 0.95, NoFigure.NO_DENOMINATOR),
        (0, 0, 0.95, NoFigure.NO_DENOMINATOR),
        (3, -5, 0.95, NoFigure.NO_DENOMINATOR),
        (-1, 10, 0.95, NoFigure.NEGATIVE),
        (3, 10, 1, NoFigure.CONFIDENCE),
        (3, 10, 95, NoFigure.CONFIDENCE),
    ],
)
def test_a_rate_that_cannot_be_worked_out_says_why(events, births, confidence, reason):
    answer = rate(events, births, confidence=confidence)

    assert answer.reason is reason
    assert (answer.value, answer.lower, answer.upper) == (None, None, None)
    assert not answer.verdict.may_publish


@pytest.mark.parametrize(
    ("events", "standing", "reason"),
    [
        (0, Standing.NOT_GIVEN, Withheld.UNDER_THREE),
        (2, Standing.NOT_GIVEN, Withheld.UNDER_THREE),
        (3, Standing.FLAGGED, Withheld.UNDER_TWENTY),
        (19, Standing.FLAGGED, Withheld.UNDER_TWENTY),
        (20, Standing.GIVEN, None),
    ],
)
def test_the_value_is_always_there_and_the_verdict_beside_it(events, standing, reason):
    answer = rate(events, 1000)

    assert answer.value == events
    assert (answer.verdict.standing, answer.verdict.reason) == (standing, reason)


@given(st.just(0.0) | st.floats(0.01, 1e6), CONFIDENCES)
def test_limits_hold_the_count_and_widen_with_confidence(events, confidence):
    limits, wider = exact_limits(events, confidence), exact_limits(events, 0.999)

    assert limits.lower <= events <= limits.upper
    assert wider.lower <= limits.lower
    assert wider.upper >= limits.upper


@given(st.integers(0, 100_000), CONFIDENCES)
def test_limits_rise_with_the_count(events, confidence):
    one, more = exact_limits(events, confidence), exact_limits(events + 1, confidence)

    assert one.lower < more.lower
    assert one.upper < more.upper


@given(st.integers(10, 1_000_000))
def test_byar_stays_within_a_fifth_of_a_per_cent_of_the_exact_limits(events):
    byar, exact = byar_limits(events), exact_limits(events)

    assert byar.lower == pytest.approx(exact.lower, rel=0.002)
    assert byar.upper == pytest.approx(exact.upper, rel=0.002)


@pytest.mark.parametrize("expected", [0.3, 1, 2.5, 7, 20])
def test_exact_limits_hold_the_true_number_at_least_as_often_as_they_say(expected):
    from scipy.stats import poisson

    held = sum(
        poisson.pmf(k, expected)
        for k in range(200)
        if exact_limits(k).lower <= expected <= exact_limits(k).upper
    )

    assert held >= 0.95
