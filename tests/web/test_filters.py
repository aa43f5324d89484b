"""Dates, numbers and answers read as people in the UK write them."""

from datetime import UTC, date, datetime

from cdop.core.answers import Answer
from cdop.web import filters


def test_a_date_is_written_out():
    assert filters.uk_date(date(2026, 3, 1)) == "1 March 2026"
    assert filters.uk_date(None) == ""
    assert filters.uk_date_short(date(2026, 3, 1)) == "1 Mar 2026"
    assert filters.uk_month(date(2026, 3, 1)) == "March 2026"


def test_a_time_is_given_as_it_was_in_london():
    in_summer = datetime(2026, 6, 30, 23, 5, tzinfo=UTC)

    assert filters.uk_datetime(in_summer) == "1 July 2026 at 12:05am"
    assert filters.uk_date(in_summer) == "1 July 2026"
    assert filters.uk_datetime(datetime(2026, 1, 1, 12, 0)) == "1 January 2026 at 12:00pm"


def test_numbers_are_grouped_and_counted():
    assert filters.nhs_number("9991234567") == "999 123 4567"
    assert filters.nhs_number("12") == "12"
    assert filters.percent(0.125) == "12.5%"
    assert filters.percent(0.125, 0) == "12%"
    assert filters.number(12345) == "12,345"
    assert filters.plural(1, "case") == "1 case"
    assert filters.plural(1000, "child", "children") == "1,000 children"


def test_a_blank_answer_is_not_a_not_known_one():
    assert filters.yes_no(Answer.NOT_KNOWN) == "Not known"
    assert filters.yes_no("Y") == "Yes"
    assert filters.yes_no(None) == "Not answered"
    assert filters.or_dash("") == "–"
    assert filters.or_dash(0) == 0


def test_an_address_keeps_its_other_arguments(kitchen_app):
    with kitchen_app.test_request_context("/?q=sofa&q=bed&page=3"):
        assert filters.url_with(sort="due", page=None) == "/?q=sofa&q=bed&sort=due"
