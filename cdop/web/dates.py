"""Dates as people in the UK type them: three parts, months by number or name."""

import re
from collections.abc import Sequence
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
EARLIEST_YEAR = 1900
LATEST_YEAR = 2999


class DateError(ValueError):
    """What is wrong with a typed date, and in which of its parts."""

    def __init__(self, message: str, parts: Sequence[str]) -> None:
        super().__init__(message)
        self.parts = tuple(parts)


def parse_date(name: str, day: str, month: str, year: str) -> date | None:
    """The date, None if nothing was typed; the error speaks of the date by its `name`."""
    typed = {"day": day.strip(), "month": month.strip(), "year": year.strip()}
    if not any(typed.values()):
        return None
    _refuse_gaps(name, typed)
    the_year = _year(name, typed["year"])
    the_month = _month(name, typed["month"])
    the_day = _number(typed["day"])
    try:
        return date(the_year, the_month, the_day or 0)
    except ValueError:
        raise DateError(f"{name} must be a real date", ["day"]) from None


def parse_month(name: str, month: str, year: str) -> date | None:
    """The first day of the month, None if nothing was typed."""
    typed = {"month": month.strip(), "year": year.strip()}
    if not any(typed.values()):
        return None
    _refuse_gaps(name, typed)
    return date(_year(name, typed["year"]), _month(name, typed["month"]), 1)


def _refuse_gaps(name: str, typed: dict[str, str]) -> None:
    missing = [part for part, text in typed.items() if not text]
    if missing:
        raise DateError(f"{name} must include a {' and '.join(missing)}", missing)


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None


def _year(name: str, text: str) -> int:
    year = _number(text)
    if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DateError(f"Year of {_lower(name)} must have 4 numbers, like 2026", ["year"])
    return year


def _month(name: str, text: str) -> int:
    number = _number(text)
    if number is None:
        word = text.lower().rstrip(".")
        matches = [i for i, m in enumerate(MONTHS, 1) if m.lower().startswith(word)]
        number = matches[0] if len(word) >= 3 and len(matches) == 1 else None
    if number is None or not 1 <= number <= 12:
        raise DateError(
            f"Month of {_lower(name)} must be a number from 1 to 12 or the name of a month",
            ["month"],
        )
    return number


def _lower(name: str) -> str:
    """The name inside a sentence, unless it begins with an abbreviation such as NHS."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
