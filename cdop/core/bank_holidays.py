"""The bank holidays of England, worked out by rule, with the years that departed from it.

Source: Banking and Financial Dealings Act 1971 and the custom of substitute days; one-off
holidays as proclaimed. A holiday proclaimed later is one more line in the tables below.
"""

from datetime import date, timedelta
from functools import cache

_MONDAY, _SATURDAY = 0, 5

_EXTRA = {
    2011: [date(2011, 4, 29)],
    2012: [date(2012, 6, 5)],
    2022: [date(2022, 6, 3), date(2022, 9, 19)],
    2023: [date(2023, 5, 8)],
}
_EARLY_MAY_MOVED = {2020: date(2020, 5, 8)}
_SPRING_MOVED = {2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of the year, substitute days instead of the days they stand for."""
    sunday = easter(year)
    return frozenset(
        [
            _next_working_day(date(year, 1, 1)),
            sunday - timedelta(days=2),
            sunday + timedelta(days=1),
            _EARLY_MAY_MOVED.get(year, _first_monday(year, 5)),
            _SPRING_MOVED.get(year, _last_monday(year, 5)),
            _last_monday(year, 8),
            *_christmas(year),
            *_EXTRA.get(year, []),
        ]
    )


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moon_shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _christmas(year: int) -> list[date]:
    """Christmas Day and Boxing Day; a weekend moves either to the next free weekdays."""
    weekday = date(year, 12, 25).weekday()
    moved = {4: (25, 28), 5: (27, 28), 6: (27, 26)}
    return [date(year, 12, day) for day in moved.get(weekday, (25, 26))]


def _next_working_day(day: date) -> date:
    return day if day.weekday() < _SATURDAY else day + timedelta(days=7 - day.weekday())


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    """Of a month with 31 days, which May and August are."""
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())
