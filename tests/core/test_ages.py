"""Ages, age bands, financial years and working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.core.ages import (
    FinancialYear,
    add_months,
    age_band,
    age_band_of,
    age_in_days,
    completed_years,
    describe_age,
    financial_year,
    is_infant,
    is_working_day,
    month_of,
    working_days_after,
    years_of,
)
from cdop.core.bank_holidays import bank_holidays, easter
from cdop.core.catalogues.child import AgeBand

DATES = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def test_a_baby_who_died_on_the_day_of_birth_was_0_days_old():
    assert age_in_days(date(2026, 3, 1), date(2026, 3, 1)) == 0


def test_the_29th_of_february_counts_as_a_day():
    assert age_in_days(date(2024, 2, 28), date(2024, 3, 1)) == 2
    assert age_in_days(date(2026, 2, 28), date(2026, 3, 1)) == 1


def test_a_death_before_birth_is_refused():
    with pytest.raises(ValueError, match="before the date of birth"):
        age_in_days(date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (0, AgeBand.DAYS_0_27),
        (27, AgeBand.DAYS_0_27),
        (28, AgeBand.DAYS_28_83),
        (83, AgeBand.DAYS_28_83),
        (84, AgeBand.DAYS_84_182),
        (182, AgeBand.DAYS_84_182),
        (183, AgeBand.DAYS_183_364),
        (364, AgeBand.DAYS_183_364),
        (365, AgeBand.YEARS_1_4),
        (5 * 365, AgeBand.YEARS_1_4),
        (5 * 365 + 2, AgeBand.YEARS_5_9),
        (10 * 365 + 3, AgeBand.YEARS_10_14),
        (15 * 365 + 4, AgeBand.YEARS_15_17),
        (18 * 365 + 3, AgeBand.YEARS_15_17),
    ],
)
def test_age_bands_begin_and_end_where_the_audit_says(days, band):
    assert age_band(days) is band


@pytest.mark.parametrize(
    ("born", "died", "band"),
    [
        (date(2019, 6, 2), date(2024, 6, 1), AgeBand.YEARS_1_4),
        (date(2019, 6, 2), date(2024, 6, 2), AgeBand.YEARS_5_9),
        (date(2015, 12, 31), date(2025, 12, 30), AgeBand.YEARS_5_9),
        (date(2015, 12, 31), date(2025, 12, 31), AgeBand.YEARS_10_14),
        (date(2008, 11, 23), date(2026, 11, 22), AgeBand.YEARS_15_17),
        (date(2024, 1, 1), date(2024, 12, 30), AgeBand.DAYS_183_364),
        (date(2024, 1, 1), date(2024, 12, 31), AgeBand.YEARS_1_4),
    ],
)
def test_with_dates_a_band_changes_on_the_birthday_itself(born, died, band):
    assert age_band_of(born, died) is band


def test_young_adults_are_outside_the_review():
    with pytest.raises(ValueError, match="under 18"):
        age_band_of(date(2008, 11, 22), date(2026, 11, 22))


@given(DATES, st.integers(0, 18 * 366))
def test_days_alone_give_the_year_of_age_to_within_a_day(born, days):
    died = born + timedelta(days=days)

    assert completed_years(born, died) <= years_of(days)
    assert years_of(days) <= completed_years(born, died + timedelta(days=1))


def test_a_leap_day_child_has_a_birthday_on_1_march_in_other_years():
    born = date(2020, 2, 29)

    assert completed_years(born, date(2025, 2, 28)) == 4
    assert completed_years(born, date(2025, 3, 1)) == 5
    assert completed_years(born, date(2024, 2, 29)) == 4


def test_infancy_is_0_to_364_days():
    assert [is_infant(days) for days in (-1, 0, 364, 365)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "less than 1 day"),
        (1, "1 day"),
        (27, "27 days"),
        (28, "4 weeks"),
        (90, "12 weeks"),
        (92, "3 months"),
        (364, "11 months"),
        (365, "1 year"),
        (2 * 365 - 1, "1 year"),
        (2 * 365, "2 years"),
        (17 * 365 + 4, "17 years"),
    ],
)
def test_an_age_is_described_no_finer_than_a_panel_needs(days, words):
    assert describe_age(days) == words


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2025, 3, 31), "2024/25"),
        (date(2025, 4, 1), "2025/26"),
        (date(2026, 3, 31), "2025/26"),
        (date(1999, 12, 31), "1999/00"),
    ],
)
def test_a_financial_year_runs_from_1_april(day, label):
    year = financial_year(day)

    assert (year.label, str(year)) == (label, label)
    assert year.start.month == 4
    assert day in year
    assert FinancialYear.parse(label) == year


@given(DATES)
def test_financial_years_join_without_gap_or_overlap(day):
    year = financial_year(day)

    assert year.start <= day <= year.end
    assert financial_year(year.end + timedelta(days=1)).first == year.first + 1
    assert financial_year(year.start - timedelta(days=1)) < year


@pytest.mark.parametrize("label", ["2025/27", "2025", "25/26", "", "2025/2026", "abcd/ef"])
def test_a_label_that_names_no_financial_year_is_refused(label):
    with pytest.raises(ValueError, match="Not a financial year"):
        FinancialYear.parse(label)


def test_a_month_is_known_by_its_first_day():
    assert month_of(date(2026, 11, 22)) == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2026, 9, 30), 3, date(2026, 12, 30)),
        (date(2026, 10, 15), 3, date(2027, 1, 15)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1961, date(1961, 4, 2)),
        (2000, date(2000, 4, 23)),
        (2008, date(2008, 3, 23)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_falls_where_the_calendar_puts_it(year, sunday):
    assert easter(year) == sunday


@given(st.integers(1900, 2200))
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2020, "1-1 4-10 4-13 5-8 5-25 8-31 12-25 12-28"),
        (2021, "1-1 4-2 4-5 5-3 5-31 8-30 12-27 12-28"),
        (2022, "1-3 4-15 4-18 5-2 6-2 6-3 8-29 9-19 12-26 12-27"),
        (2023, "1-2 4-7 4-10 5-1 5-8 5-29 8-28 12-25 12-26"),
        (2026, "1-1 4-3 4-6 5-4 5-25 8-31 12-25 12-28"),
    ],
)
def test_the_bank_holidays_of_england_are_as_published(year, days):
    published = {date(year, *map(int, day.split("-"))) for day in days.split()}

    assert bank_holidays(year) == published


@given(st.integers(2024, 2200))
def test_every_year_has_eight_bank_holidays_all_on_weekdays(year):
    assert len(bank_holidays(year)) == 8
    assert all(day.weekday() < 5 for day in bank_holidays(year))


def test_working_days_skip_the_weekend_and_easter():
    assert working_days_after(date(2026, 4, 2), 1) == date(2026, 4, 7)
    assert working_days_after(date(2026, 12, 24), 2) == date(2026, 12, 30)
    assert working_days_after(date(2026, 4, 2), 0) == date(2026, 4, 2)


def test_a_panel_may_bring_its_own_holidays():
    assert working_days_after(date(2026, 4, 2), 1, bank_holidays=[]) == date(2026, 4, 3)
    assert not is_working_day(date(2026, 6, 1), [date(2026, 6, 1)])


def test_working_days_are_not_counted_backwards():
    with pytest.raises(ValueError, match="forwards"):
        working_days_after(date(2026, 4, 2), -1)
