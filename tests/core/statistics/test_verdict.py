"""Whether a figure may be given depends on the events behind it, and every refusal has a reason."""

import pytest

from cdop.core.statistics.verdict import Kind, Standing, may_be_given


@pytest.mark.parametrize(
    ("kind", "withheld", "flagged", "given"),
    [
        (Kind.CRUDE_RATE, 2, 3, 20),
        (Kind.STANDARDISED_RATE, 9, 10, 20),
        (Kind.TREND, 9, 19, 20),
        (Kind.INEQUALITY, 9, 19, 20),
        (Kind.RATE_RATIO, 2, 19, 20),
    ],
)
def test_each_kind_of_figure_has_its_least_number_of_events(kind, withheld, flagged, given):
    assert not may_be_given(kind, withheld).may_publish
    assert may_be_given(kind, flagged).standing is Standing.FLAGGED
    assert may_be_given(kind, given).standing is Standing.GIVEN


def test_a_share_of_few_records_is_given_but_marked():
    assert may_be_given(Kind.PROPORTION, 0).unreliable
    assert may_be_given(Kind.PROPORTION, 20).standing is Standing.GIVEN


def test_of_two_areas_the_one_with_fewer_events_decides():
    assert not may_be_given(Kind.RATE_RATIO, 100, 2).may_publish


@pytest.mark.parametrize("kind", Kind)
def test_whatever_is_not_given_plainly_has_a_reason(kind):
    for events in range(25):
        verdict = may_be_given(kind, events)

        assert (verdict.reason is None) == (verdict.standing is Standing.GIVEN)
