"""Dates are read as people type them, and refused with a sentence that says what is missing."""

from datetime import date

import pytest

from cdop.web.dates import DateError, parse_date, parse_month


@pytest.mark.parametrize("month", ["3", "03", "March", "march", "Mar", "mar."])
def test_a_month_may_be_a_number_or_a_name(month):
    assert parse_date("Date of death", "31", month, "2026") == date(2026, 3, 31)


def test_three_empty_boxes_are_no_date():
    assert parse_date("Date of death", "", " ", "") is None


@pytest.mark.parametrize(
    ("typed", "message", "parts"),
    [
        (("31", "", "2026"), "Date of death must include a month", ("month",)),
        (("", "", "2026"), "Date of death must include a day and month", ("day", "month")),
        (("31", "2", "2026"), "Date of death must be a real date", ("day",)),
        (("x", "2", "2026"), "Date of death must be a real date", ("day",)),
        (("0", "2", "2026"), "Date of death must be a real date", ("day",)),
        (
            ("1", "13", "2026"),
            "Month of date of death must be a number from 1 to 12 or the name of a month",
            ("month",),
        ),
        (
            ("1", "ju", "2026"),
            "Month of date of death must be a number from 1 to 12 or the name of a month",
            ("month",),
        ),
        (
            ("1", "2", "26"),
            "Year of date of death must have 4 numbers, like 2026",
            ("year",),
        ),
        (
            ("1", "2", "²026"),
            "Year of date of death must have 4 numbers, like 2026",
            ("year",),
        ),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_where(typed, message, parts):
    with pytest.raises(DateError, match=f"^{message}$") as caught:
        parse_date("Date of death", *typed)

    assert caught.value.parts == parts


def test_a_month_is_its_first_day():
    assert parse_month("Month of the meeting", "June", "2026") == date(2026, 6, 1)
