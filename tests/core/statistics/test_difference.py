"""The difference of two shares, by the published example and at its edges."""

import pytest

from cdop.core.statistics.difference import difference
from cdop.core.statistics.figure import NoFigure


def test_it_agrees_with_newcombes_example():
    found = difference(56, 70, 48, 80)

    assert found.value == pytest.approx(0.2)
    assert (found.lower, found.upper) == (
        pytest.approx(0.0524, abs=5e-5),
        pytest.approx(0.3339, abs=5e-5),
    )


def test_no_events_on_either_side_still_have_limits():
    found = difference(0, 10, 0, 20)

    assert found.value == 0
    assert found.lower == pytest.approx(-0.1611, abs=5e-5)
    assert found.upper == pytest.approx(0.2775, abs=5e-5)


def test_no_records_on_one_side_give_a_reason_and_no_value():
    found = difference(1, 2, 0, 0)

    assert (found.value, found.reason) == (None, NoFigure.NO_RECORDS)


def test_the_reason_says_what_is_wrong_with_a_count():
    assert difference(-1, 5, 2, 4).reason is NoFigure.NEGATIVE
    assert difference(2, 4, 6, 5).reason is NoFigure.ABOVE_DENOMINATOR
