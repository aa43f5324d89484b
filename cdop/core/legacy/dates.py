"""Dates as people type them, always in UK order: day, month, year.

A date that only makes sense as month, day, year is refused with the reason, never turned round:
its neighbours that make sense both ways would then be wrong without anyone seeing it.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cdop.core.legacy.cells import Cell, clean, nothing_said, unreadable

EXCEL_DAY_ZERO = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
# 1950 to 2099 as day numbers of a spreadsheet; anything else is some other number.
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_050

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_GAP = r"[\s./\\\-,]+"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_FORMS = [
    re.compile(rf"(?P<year>\d{{4}}){_GAP}(?P<month>\d{{1,2}}){_GAP}(?P<day>\d{{1,2}})"),
    re.compile(rf"(?P<day>\d{{1,2}}){_GAP}(?P<month>\d{{1,2}}){_GAP}{_YEAR}"),
    re.compile(
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:{_GAP}|of)*"
        rf"(?P<word>[a-z]{{3,9}})(?:{_GAP}|')*{_YEAR}"
    ),
    re.compile(
        rf"(?P<word>[a-z]{{3,9}}){_GAP}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?P<year>\d{{4}})"
    ),
    re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)"),
    re.compile(r"(?P<day>[0-3]\d)(?P<month>\d\d)(?P<year>(?:19|20)\d\d)"),
]
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b[\s,.]*")
_CLOCK = re.compile(r"[\st,]+(at\s+)?\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?\s*(am|pm|hrs?|z)?$")
_DOUBT = re.compile(r"\?|\b(c|ca|circa|approx\w*|about|around|est\w*|probably)\b\.?|[()~]")
_MONTH_ONLY = re.compile(r"([a-z]{3,9}|\d{1,2})[\s/\-.]+(\d{4}|\d{2})|\d{4}")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a date is read against: today, and the day that a bare day number counts from."""

    today: date
    day_zero: date = EXCEL_DAY_ZERO


def parse_date(raw: object, calendar: Calendar) -> Cell:
    if isinstance(raw, datetime):
        return _checked(raw.date())
    if isinstance(raw, date):
        return _checked(raw)
    if isinstance(raw, bool | time | timedelta):
        return unreadable("This is not a date")
    if isinstance(raw, int | float):
        return _from_serial(float(raw), calendar)
    text = clean(raw)
    return nothing_said(text) or _from_text(text, calendar)


def uk_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def numeric_order(raw: object) -> str:
    """ "day" or "month" where a typed date shows which comes first, "either" where it does not.

    Empty for anything that is not three numbers with the year last.
    """
    match = _FORMS[1].fullmatch(_bare(clean(raw))[0]) if isinstance(raw, str) else None
    if match is None:
        return ""
    first, second = int(match["day"]), int(match["month"])
    if first > 12:
        return "day"
    return "month" if second > 12 else "" if first == second else "either"


def _from_serial(number: float, calendar: Calendar) -> Cell:
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _checked(calendar.day_zero + timedelta(days=int(number)))
    if number == 0:
        return Cell()
    text = clean(number)
    return _from_text(text, calendar) if len(text) == 8 else unreadable("This is not a date")


def _from_text(text: str, calendar: Calendar) -> Cell:
    bare, doubtful = _bare(text)
    if re.fullmatch(r"\d{5}(\.\d+)?", bare):
        return _from_serial(float(bare), calendar)
    for form in _FORMS:
        match = form.fullmatch(bare)
        if match:
            cell = _from_parts(match.groupdict(), calendar)
            return (
                cell._replace(problem="The file marks this as uncertain")
                if (doubtful and cell.text)
                else cell
            )
    if _MONTH_ONLY.fullmatch(bare):
        return unreadable("The day is missing: give day, month and year")
    return unreadable("This is not a date: give day, month and year, such as 31/03/2019")


def _bare(text: str) -> tuple[str, bool]:
    """The date alone, and whether the writer was unsure of it."""
    lowered = _CLOCK.sub("", _WEEKDAY.sub("", text.lower()))
    sure = _DOUBT.sub(" ", lowered)
    return sure.strip(" .,"), sure != lowered


def _from_parts(parts: dict[str, str], calendar: Calendar) -> Cell:
    word = parts.get("word")
    month = _month_of(word) if word else int(parts["month"])
    if not month:
        return unreadable(f"There is no month called “{word}”")
    day, year = int(parts["day"]), _full_year(parts["year"], calendar.today)
    if month > 12:
        return unreadable(_no_such_month(day, month, year))
    try:
        return _checked(date(year, month, day))
    except ValueError:
        return unreadable("There is no such day in the calendar")


def _month_of(word: str) -> int:
    return _MONTHS.get(word[:3], 0)


def _no_such_month(day: int, month: int, year: int) -> str:
    reason = f"There is no month {month}: dates are read as day, month, year"
    if day <= 12 and month <= 31:
        reason += f"; if month {day} was meant, type it as {month:02d}/{day:02d}/{year}"
    return reason


def _full_year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    year = today.year // 100 * 100 + int(digits)
    return year if year <= today.year + 1 else year - 100


def _checked(day: date) -> Cell:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return unreadable(f"The year {day.year} cannot be right")
    return Cell(day.isoformat(), day)
