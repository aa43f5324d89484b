"""Ages and periods worked out from dates: age in days, age band, financial year, working days.

Source: neonatal is 0-27 days and infancy 0-364 days (ONS); the financial year runs from 1 April.
Infancy is counted in days throughout, so that a case and its audit row can never disagree.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from cdop.core.bank_holidays import bank_holidays as bank_holidays_of
from cdop.core.catalogues.child import AgeBand

DAYS_OF_INFANCY = 365
DAYS_UNDER_SIX_MONTHS = 183
_DAYS_IN_A_MONTH = 365.25 / 12

_INFANT_BANDS = [
    (28, AgeBand.DAYS_0_27),
    (84, AgeBand.DAYS_28_83),
    (183, AgeBand.DAYS_84_182),
    (DAYS_OF_INFANCY, AgeBand.DAYS_183_364),
]
_CHILD_BANDS = [
    (5, AgeBand.YEARS_1_4),
    (10, AgeBand.YEARS_5_9),
    (15, AgeBand.YEARS_10_14),
    (18, AgeBand.YEARS_15_17),
]


def age_in_days(born: date, died: date) -> int:
    """Completed days of life; a baby who died on the day of birth was 0 days old."""
    days = (died - born).days
    if days < 0:
        raise ValueError("The date of death is before the date of birth")
    return days


def completed_years(born: date, died: date) -> int:
    """Birthdays reached; whoever was born on 29 February has theirs on 1 March in other years."""
    return died.year - born.year - ((died.month, died.day) < (born.month, born.day))


def is_infant(days: int) -> bool:
    """Whether a death at this age was in infancy (0 to 364 days)."""
    return 0 <= days < DAYS_OF_INFANCY


def years_of(days: int) -> int:
    """Completed years where only the days are known.

    n years hold at least n // 4 leap days, so a birthday that was reached is always counted; in
    some years the day before it is counted too. Use `age_band_of` where the dates are known.
    """
    years = days // 365
    while years and days < 365 * years + years // 4:
        years -= 1
    return years


def age_band(days: int) -> AgeBand:
    """The band of an age given in days."""
    return _band(days, years_of(days))


def age_band_of(born: date, died: date) -> AgeBand:
    """The band of an age given by its dates, exact at every birthday."""
    return _band(age_in_days(born, died), completed_years(born, died))


def _band(days: int, years: int) -> AgeBand:
    if days < 0:
        raise ValueError("An age cannot be negative")
    if is_infant(days):
        return next(band for limit, band in _INFANT_BANDS if days < limit)
    for limit, band in _CHILD_BANDS:
        if years < limit:
            return band
    raise ValueError("The review covers children under 18")


def describe_age(days: int) -> str:
    """The age as a panel reads it, no finer than it needs: "12 days", "4 months", "3 years"."""
    if days == 0:
        return "less than 1 day"
    if days < 28:
        return _counted(days, "day")
    if days < DAYS_OF_INFANCY:
        weeks = days // 7
        return _counted(weeks, "week") if weeks < 13 else _counted(_months(days), "month")
    return _counted(max(years_of(days), 1), "year")


def _months(days: int) -> int:
    return min(int(days / _DAYS_IN_A_MONTH), 11)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@dataclass(frozen=True, order=True)
class FinancialYear:
    """The year from 1 April to 31 March, known by the calendar year it begins in."""

    first: int

    @classmethod
    def parse(cls, label: str) -> "FinancialYear":
        """The year that "2025/26" names."""
        first, _, second = label.strip().partition("/")
        if not (first.isdecimal() and len(first) == 4):
            raise ValueError(f"Not a financial year: {label!r}")
        year = cls(int(first))
        if second != year.label.partition("/")[2]:
            raise ValueError(f"Not a financial year: {label!r}")
        return year

    @property
    def label(self) -> str:
        return f"{self.first}/{(self.first + 1) % 100:02d}"

    @property
    def start(self) -> date:
        return date(self.first, 4, 1)

    @property
    def end(self) -> date:
        return date(self.first + 1, 3, 31)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.label


def financial_year(day: date) -> FinancialYear:
    """The financial year the day lies in."""
    return FinancialYear(day.year if day.month >= 4 else day.year - 1)


def month_of(day: date) -> date:
    """The first of the month, which is as fine as a date may be outside sealed identity."""
    return date(day.year, day.month, 1)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month0 == 11), (month0 + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month0 + 1, min(day.day, last))


def is_working_day(day: date, bank_holidays: Collection[date] | None = None) -> bool:
    """Monday to Friday, and no bank holiday in England."""
    holidays = bank_holidays_of(day.year) if bank_holidays is None else bank_holidays
    return day.weekday() < 5 and day not in holidays


def working_days_after(start: date, n: int, bank_holidays: Collection[date] | None = None) -> date:
    """The n-th working day after the start; the day itself is not counted.

    Without a list of bank holidays, those of England are worked out by rule.
    """
    if n < 0:
        raise ValueError("Working days are counted forwards")
    day = start
    while n:
        day += timedelta(days=1)
        n -= is_working_day(day, bank_holidays)
    return day
