"""Factors that come together are counted where both are known, and tested exactly."""

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdop.core.statistics.cooccurrence import Table, odds_ratio, pairs, tabulate
from cdop.core.statistics.figure import NoFigure

CELLS = st.integers(0, 15)


def test_a_record_in_which_either_is_unknown_is_left_out():
    table = tabulate([True, True, None, False, False], [True, False, True, None, False])

    assert table == Table(both=1, a_only=1, b_only=0, neither=1)


def test_an_empty_cell_leaves_the_interval_open_to_one_side():
    answer = odds_ratio(Table(5, 0, 2, 11))

    assert (answer.value, answer.upper, answer.one_sided) == (inf, inf, True)
    assert answer.lower == pytest.approx(2.402, abs=1e-3)


def test_a_factor_that_every_record_has_gives_no_odds_ratio():
    answer = odds_ratio(Table(7, 5, 0, 0))

    assert answer.value is None
    assert answer.reason is NoFigure.NO_VARIATION
    assert (answer.lower, answer.upper, answer.p) == (0, inf, 1)


def test_no_records_are_no_odds_ratio():
    assert odds_ratio(Table(0, 0, 0, 0)).reason is NoFigure.NO_RECORDS
    assert odds_ratio(Table(-1, 1, 1, 1)).reason is NoFigure.NEGATIVE


def test_every_pair_is_looked_at_and_their_number_is_told():
    found = pairs(
        {
            "sofa": [True] * 6 + [False] * 6,
            "alcohol": [True] * 6 + [False] * 6,
            "smoking": [True, False] * 6,
        }
    )

    assert found.looked_at == 3
    assert (found.pairs[0].a, found.pairs[0].b) == ("sofa", "alcohol")
    assert found.by_chance() == pytest.approx(0.15)


@settings(deadline=None)
@given(CELLS, CELLS, CELLS, CELLS)
def test_it_agrees_with_another_implementation(both, a_only, b_only, neither):
    from scipy.stats import fisher_exact
    from scipy.stats.contingency import odds_ratio as other

    table = [[both, a_only], [b_only, neither]]
    if not (both + a_only and b_only + neither and both + b_only and a_only + neither):
        return
    found, theirs = odds_ratio(Table(both, a_only, b_only, neither)), other(table)
    limits = theirs.confidence_interval()

    assert found.p == pytest.approx(fisher_exact(table).pvalue, rel=1e-9)
    assert found.value == pytest.approx(theirs.statistic, rel=1e-5)
    assert found.lower == pytest.approx(limits.low, rel=1e-5)
    assert found.upper == pytest.approx(limits.high, rel=1e-5)


def test_a_hundred_thousand_records_are_no_trouble():
    answer = odds_ratio(Table(30_000, 20_000, 20_000, 30_000))

    assert answer.value == pytest.approx(2.25, abs=1e-3)
    assert answer.lower < answer.value < answer.upper
