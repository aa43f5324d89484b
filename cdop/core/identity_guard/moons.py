"""When a day fell in a year: fixed, by weekday, by Easter, by the moon.

Days of the moon are tabled, or worked out by the arithmetical Muslim and Jewish calendars.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from cdop.core.bank_holidays import bank_holidays, easter

Days = tuple[date, date]
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def fixed(month: int, day: int, *, length: int = 1) -> Callable[[int], list[Days]]:
    def days(year: int) -> list[Days]:
        try:
            first = date(year, month, day)
        except ValueError:
            return []
        return [(first, first + timedelta(days=length - 1))]

    return days


def from_easter(offset: int, length: int = 1) -> Callable[[int], list[Days]]:
    return lambda year: run(easter(year) + timedelta(days=offset), length)


def run(first: date, length: int = 1) -> list[Days]:
    return [(first, first + timedelta(days=length - 1))]


def nth(month: int, weekday: int, number: int, shift: int = 0) -> Callable[[int], list[Days]]:
    """The n-th such weekday of the month; -1 is the last."""

    def days(year: int) -> list[Days]:
        if number > 0:
            first = date(year, month, 1)
            found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
        else:
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            found = last - timedelta(days=(last.weekday() - weekday) % 7)
        return run(found + timedelta(days=shift))

    return days


def tabled(text: str, offset: int = 0, length: int = 1) -> Callable[[int], list[Days]]:
    table = [date.fromisoformat(day) + timedelta(days=offset) for day in text.split()]
    return lambda year: [days for day in table if day.year == year for days in run(day, length)]


def holiday(month: int, *, first: bool = False, last: bool = False) -> Callable[[int], list[Days]]:
    """The bank holidays of a month."""

    def days(year: int) -> list[Days]:
        found = sorted(day for day in bank_holidays(year) if day.month == month)
        chosen = found[:1] if first else found[-1:] if last else found
        return [(day - timedelta(days=2 if day.weekday() == MON else 0), day) for day in chosen]

    return days


def every_holiday(year: int) -> list[Days]:
    return [(day, day) for day in sorted(bank_holidays(year))]


@cache
def _muslim(month: int, day: int, year: int) -> tuple[date, ...]:
    """The arithmetical Muslim calendar, which runs within a day or two of the sighted one."""
    found = []
    for lunar in range(int((year - 622) * 33 / 32) - 1, int((year - 622) * 33 / 32) + 3):
        julian = (
            day + -(-59 * (month - 1) // 2) + (lunar - 1) * 354 + (3 + 11 * lunar) // 30 + 1948438
        )
        found.append(date.fromordinal(julian - 1721424))
    return tuple(each for each in found if each.year == year)


def muslim(month: int, day: int, length: int = 1) -> Callable[[int], list[Days]]:
    return lambda year: [days for each in _muslim(month, day, year) for days in run(each, length)]


def _jewish_new_year(year: int) -> date:
    """Rosh Hashanah in a civil year, by the molad and its postponements."""
    lunar = year + 3761
    months = (
        235 * ((lunar - 1) // 19) + 12 * ((lunar - 1) % 19) + (7 * ((lunar - 1) % 19) + 1) // 19
    )
    parts = 204 + 793 * (months % 1080)
    hours = 5 + 12 * months + 793 * (months // 1080) + parts // 1080
    day = 1 + 29 * months + hours // 24
    part = 1080 * (hours % 24) + parts % 1080
    leap = (7 * lunar + 1) % 19 < 7
    after_leap = (7 * (lunar - 1) + 1) % 19 < 7
    late = part >= 19440 or (day % 7 == 2 and part >= 9924 and not leap)
    late = late or (day % 7 == 1 and part >= 16789 and after_leap)
    day += late
    day += day % 7 in (0, 3, 5)
    return date.fromordinal(day - 1373429 + 2 - 1)


def jewish(offset: int, length: int = 1) -> Callable[[int], list[Days]]:
    return lambda year: run(_jewish_new_year(year) + timedelta(days=offset), length)


def passover(offset: int, length: int = 1) -> Callable[[int], list[Days]]:
    """Passover is 163 days before the next New Year; Purim a month before, Weeks fifty after."""
    return lambda year: run(_jewish_new_year(year) + timedelta(days=offset - 163), length)


def hanukkah(year: int) -> list[Days]:
    first = _jewish_new_year(year)
    following = _jewish_new_year(year + 1)
    long_autumn = (following - first).days in (355, 385)
    return run(first + timedelta(days=83 + long_autumn), 8)


def orthodox_easter(offset: int) -> Callable[[int], list[Days]]:
    def days(year: int) -> list[Days]:
        moon = (19 * (year % 19) + 15) % 30
        week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
        month, day = divmod(moon + week + 114, 31)
        return run(date(year, month, day + 1) + timedelta(days=13 + offset))

    return days
