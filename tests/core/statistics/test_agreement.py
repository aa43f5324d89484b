"""Agreement of two people is measured beyond chance, and is not made up where nothing varies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.core.statistics.agreement import Weights, cohens_kappa, gwets_ac1
from cdop.core.statistics.figure import NoFigure

YES_NO = ("yes", "no")
SCALE = ("none", "unlikely", "possible")


def ratings(yes_yes, yes_no, no_yes, no_no):
    return (
        [("yes", "yes")] * yes_yes
        + [("yes", "no")] * yes_no
        + [("no", "yes")] * no_yes
        + [("no", "no")] * no_no
    )


def test_kappa_of_a_textbook_table():
    answer = cohens_kappa(ratings(20, 5, 10, 15), YES_NO)

    assert answer.value == pytest.approx(0.4)
    assert (answer.observed, answer.by_chance) == pytest.approx((0.7, 0.5))
    assert (answer.lower, answer.upper) == pytest.approx((0.1511, 0.6489), abs=1e-3)


def test_kappa_falls_where_categories_are_lopsided_and_ac1_does_not():
    lopsided = ratings(118, 5, 2, 0)

    assert cohens_kappa(lopsided, YES_NO).value == pytest.approx(-0.0234, abs=1e-4)
    assert gwets_ac1(lopsided, YES_NO).value == pytest.approx(0.9408, abs=1e-4)


def test_a_near_miss_counts_less_with_weights():
    near = [("none", "none")] * 5 + [("possible", "unlikely")] * 5 + [("possible", "possible")] * 5

    plain = cohens_kappa(near, SCALE).value
    linear = cohens_kappa(near, SCALE, weights=Weights.LINEAR).value
    quadratic = cohens_kappa(near, SCALE, weights=Weights.QUADRATIC).value

    assert plain < linear < quadratic


def test_full_agreement_is_one():
    answer = cohens_kappa(ratings(10, 0, 0, 10), YES_NO)

    assert (answer.value, answer.lower, answer.upper) == (1, 1, 1)
    assert gwets_ac1(ratings(10, 0, 0, 10), YES_NO).value == 1


def test_one_category_throughout_has_no_kappa_but_an_ac1():
    alike = ratings(30, 0, 0, 0)

    assert cohens_kappa(alike, YES_NO).reason is NoFigure.NO_VARIATION
    assert gwets_ac1(alike, YES_NO).value == 1


@pytest.mark.parametrize("measure", [cohens_kappa, gwets_ac1])
def test_agreement_that_cannot_be_worked_out_says_why(measure):
    assert measure([], YES_NO).reason is NoFigure.NO_RECORDS
    assert measure([("yes", "maybe")], YES_NO).reason is NoFigure.MISSING
    assert measure([("yes", "yes")], ("yes",)).reason is NoFigure.NO_VARIATION
    assert measure([("yes", "yes")], YES_NO, confidence=2).reason is NoFigure.CONFIDENCE


def test_one_case_has_a_coefficient_with_limits_as_wide_as_can_be():
    answer = gwets_ac1([("yes", "no")], YES_NO)

    assert (answer.lower, answer.upper) == (-1, 1)


@pytest.mark.parametrize("measure", [cohens_kappa, gwets_ac1])
def test_the_limits_hold_what_resampling_finds(measure):
    import numpy as np

    cases = ratings(40, 8, 12, 20)
    answer = measure(cases, YES_NO)
    random = np.random.default_rng(5)
    draws = [
        measure([cases[i] for i in random.integers(0, 80, 80)], YES_NO).value for _ in range(400)
    ]

    assert answer.upper - answer.lower == pytest.approx(2 * 1.96 * np.std(draws), rel=0.15)


@given(st.lists(st.tuples(st.sampled_from(SCALE), st.sampled_from(SCALE)), min_size=2, max_size=40))
def test_it_does_not_matter_who_is_named_first(pairs):
    turned = [(b, a) for a, b in pairs]

    for measure in (cohens_kappa, gwets_ac1):
        one, other = measure(pairs, SCALE), measure(turned, SCALE)
        assert one.value == pytest.approx(other.value) or one.value is other.value
        if one.value is not None:
            assert -1 <= one.lower <= one.value <= one.upper <= 1
