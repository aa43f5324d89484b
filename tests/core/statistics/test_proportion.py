"""A share agrees with published figures and answers every odd question with a reason."""

import csv
import math
from pathlib import Path

import pytest

from cdop.core.statistics.proportion import (
    NoProportion,
    Withheld,
    exact_proportion,
    proportion,
    verdict,
)

ROOT = Path(__file__).resolve().parents[3]
OWN = ROOT / "tests" / "data" / "reference" / "wilson_own.csv"
SHARED = ROOT.parent / "shared" / "reference" / "open" / "wilson.csv"


def assert_agrees_with(path: Path) -> None:
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))

    assert rows
    for row in rows:
        answer = proportion(float(row["x"]), float(row["n"]), float(row["confidence"]))
        times = float(row["multiplier"])
        for name, value in zip(
            ("value", "lower", "upper"), (answer.share, answer.lower, answer.upper), strict=True
        ):
            assert value * times == pytest.approx(float(row[name]), abs=1e-9), row["case_id"]


def test_wilson_intervals_agree_with_our_reference_cases():
    assert_agrees_with(OWN)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared reference figures are not here")
def test_wilson_intervals_agree_with_the_published_reference_cases():
    assert_agrees_with(SHARED)


def test_none_of_the_records_has_a_lower_limit_of_exactly_nought():
    answer = proportion(0, 7)

    assert answer.share == 0
    assert answer.lower == 0
    assert 0 < answer.upper < 1


def test_all_of_the_records_has_an_upper_limit_of_exactly_one():
    answer = proportion(7, 7)

    assert answer.share == 1
    assert answer.upper == 1
    assert 0 < answer.lower < 1


@pytest.mark.parametrize(
    ("count", "denominator", "confidence", "reason"),
    [
        (0, 0, 0.95, NoProportion.NO_RECORDS),
        (3, 0, 0.95, NoProportion.NO_RECORDS),
        (None, 5, 0.95, NoProportion.MISSING),
        (5, None, 0.95, NoProportion.MISSING),
        (math.nan, 5, 0.95, NoProportion.MISSING),
        (5, math.inf, 0.95, NoProportion.MISSING),
        (-1, 5, 0.95, NoProportion.NEGATIVE),
        (1, -5, 0.95, NoProportion.NEGATIVE),
        (6, 5, 0.95, NoProportion.ABOVE_DENOMINATOR),
        (1, 5, 0, NoProportion.CONFIDENCE),
        (1, 5, 1, NoProportion.CONFIDENCE),
        (1, 5, 95, NoProportion.CONFIDENCE),
    ],
)
def test_a_share_that_cannot_be_worked_out_says_why(count, denominator, confidence, reason):
    answer = proportion(count, denominator, confidence)

    assert answer.reason is reason
    assert (answer.share, answer.lower, answer.upper) == (None, None, None)


def test_the_interval_always_holds_the_share():
    for denominator in range(1, 80):
        for count in range(denominator + 1):
            answer = proportion(count, denominator)

            assert 0 <= answer.lower <= answer.share <= answer.upper <= 1


def test_a_share_of_a_hidden_count_is_worked_out_but_may_not_be_published():
    answer = proportion(3, 20)

    hidden = verdict(answer, count_shown=False, denominator_shown=True)
    shown = verdict(answer, count_shown=True, denominator_shown=True)

    assert answer.share == 0.15
    assert (hidden.may_publish, hidden.reason) == (False, Withheld.HIDDEN_COUNT)
    assert (shown.may_publish, shown.reason) == (True, None)


def test_a_share_of_a_hidden_denominator_may_not_be_published():
    answer = proportion(10, 20)

    assert not verdict(answer, count_shown=True, denominator_shown=False).may_publish


def test_a_share_without_a_value_may_not_be_published():
    answer = proportion(0, 0)

    decision = verdict(answer, count_shown=True, denominator_shown=True)

    assert (decision.may_publish, decision.reason) == (False, Withheld.NOT_CALCULATED)


def test_the_exact_interval_is_never_narrower_than_it_says():
    from scipy.stats import binom

    for share in (0.02, 0.1, 0.5, 0.85):
        held = sum(
            binom.pmf(x, 30, share)
            for x in range(31)
            if exact_proportion(x, 30).lower <= share <= exact_proportion(x, 30).upper
        )

        assert held >= 0.95


def test_the_exact_interval_meets_the_ends():
    assert exact_proportion(0, 9).lower == 0
    assert exact_proportion(9, 9).upper == 1
    assert exact_proportion(1, 0).reason is NoProportion.NO_RECORDS


def test_a_share_of_few_records_is_marked():
    assert proportion(3, 19).verdict.unreliable
    assert not proportion(3, 20).verdict.unreliable
