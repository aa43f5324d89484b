"""A time typed in England means one moment, on the days when the clocks change as well."""

from datetime import UTC, date, datetime, time

import pytest

from cdop.core.local_time import NoSuchTime, moment_of, time_of


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        (date(2026, 1, 15), time(9, 0), datetime(2026, 1, 15, 9, 0, tzinfo=UTC)),
        (date(2026, 7, 15), time(9, 0), datetime(2026, 7, 15, 8, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(0, 30), datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
    ],
)
def test_a_time_means_a_moment(day, at, moment):
    assert moment_of(day, at) == moment


def test_an_hour_that_comes_twice_means_its_first():
    assert moment_of(date(2026, 10, 25), time(1, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_hour_that_is_left_out_is_refused():
    with pytest.raises(NoSuchTime):
        moment_of(date(2026, 3, 29), time(1, 30))


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9am", time(9, 0)),
        ("9:30 am", time(9, 30)),
        ("14.15", time(14, 15)),
        ("12am", time(0, 0)),
        ("Noon", time(12, 0)),
        ("11:59PM", time(23, 59)),
    ],
)
def test_a_time_is_read_as_people_type_it(typed, clock):
    assert time_of(typed) == clock


@pytest.mark.parametrize("typed", ["", "9", "25:00", "9:60", "13pm", "soon", "9:30:00"])
def test_what_is_no_time_is_not_read_as_one(typed):
    assert time_of(typed) is None
