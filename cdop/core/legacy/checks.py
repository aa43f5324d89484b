"""Whether the cells of a line can all be true of one child, and are enough for a death.

A line is rejected for a date that is missing, unreadable or impossible, since a wrong date would
put the death in the wrong year, band or panel. Anything else is only a warning.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from cdop.core.legacy.ages import Age, units_that_fit
from cdop.core.legacy.cells import Cell
from cdop.core.legacy.columns import BY_NAME, Need
from cdop.core.legacy.dates import uk_date
from cdop.core.legacy.identity import is_known

ADULT = 18
_IDENTITY = tuple(name for name, column in BY_NAME.items() if column.need is Need.IDENTITY)
_WORDS = {"dob": "birth", "dod": "death", "notified": "notification", "reviewed": "review"}


class Remark(NamedTuple):
    """Something about one column, in plain words."""

    column: str
    reason: str


Cells = Mapping[str, Cell]


def find_fault(cells: Cells, today: date) -> Remark | None:
    """The first thing that keeps the line from being imported."""
    for check in _CHECKS:
        fault = check(cells, today)
        if fault:
            return fault
    return None


def find_oddities(cells: Cells) -> list[Remark]:
    """What does not keep the line out, but that somebody should look at."""
    return [remark for check in (_odd_age, _odd_review) if (remark := check(cells))]


def day(cells: Cells, name: str) -> date | None:
    typed = cells[name].typed if name in cells else None
    return typed if isinstance(typed, date) else None


def age_in_days(cells: Cells) -> int | None:
    """By the dates; else as the file says it, where that is exact."""
    born, died = day(cells, "dob"), day(cells, "dod")
    if born and died:
        return (died - born).days
    age = said_age(cells)
    return age.low if age and age.exact else None


def said_age(cells: Cells) -> Age | None:
    typed = cells["age_days"].typed if "age_days" in cells else None
    return typed if isinstance(typed, Age) else None


def _has_date_of_death(cells: Cells, today: date) -> Remark | None:
    if day(cells, "dod"):
        return None
    problem = cells["dod"].problem if "dod" in cells else ""
    return Remark("dod", problem or "There is no date of death")


def _says_who(cells: Cells, today: date) -> Remark | None:
    if any(is_known(cells[name]) for name in _IDENTITY if name in cells):
        return None
    return Remark("last", "Nothing says whose death this is: no name, NHS number or reference")


def _has_age(cells: Cells, today: date) -> Remark | None:
    if day(cells, "dob"):
        return None
    if "dob" in cells and cells["dob"].problem:
        return Remark("dob", cells["dob"].problem)
    if said_age(cells):
        return None
    return Remark("dob", "There is neither a date of birth nor an age")


def _no_future(cells: Cells, today: date) -> Remark | None:
    for name in ("dod", "dob", "notified", "reviewed"):
        when = day(cells, name)
        if when and when > today:
            return Remark(name, f"The date of {_WORDS[name]} ({uk_date(when)}) is in the future")
    return None


def _in_order(cells: Cells, today: date) -> Remark | None:
    pairs = (
        ("dob", "dod", "dod"),
        ("dod", "notified", "notified"),
        ("dod", "reviewed", "reviewed"),
    )
    for earlier, later, column in pairs:
        first, second = day(cells, earlier), day(cells, later)
        if first and second and second < first:
            return Remark(
                column,
                f"The {_WORDS[later]} ({uk_date(second)}) is before the {_WORDS[earlier]}"
                f" ({uk_date(first)})",
            )
    return None


def _is_a_child(cells: Cells, today: date) -> Remark | None:
    born, died, age = day(cells, "dob"), day(cells, "dod"), said_age(cells)
    if born and died:
        years = died.year - born.year - ((died.month, died.day) < (born.month, born.day))
        if years >= ADULT:
            return Remark("dob", f"By the dates, the age is {years}: the panel reviews under 18s")
    elif age and age.low >= ADULT * 365.2425 - 1:
        return Remark("age_days", "The age is 18 or over: the panel reviews under 18s")
    return None


def _age_agrees(cells: Cells, today: date) -> Remark | None:
    days, age = _days_by_dates(cells), said_age(cells)
    if days is None or age is None or not age.contradicts(days):
        return None
    if not age.unit and units_that_fit(_bare_years(age), days):
        return None
    return Remark(
        "age_days", f"The age does not agree with the dates, which make it {in_words(days)}"
    )


def _odd_age(cells: Cells) -> Remark | None:
    days, age = _days_by_dates(cells), said_age(cells)
    if days is None or age is None or not age.misses(days):
        return None
    return Remark(
        "age_days", f"The age differs a little from the dates, which make it {in_words(days)}"
    )


def _odd_review(cells: Cells) -> Remark | None:
    notified, reviewed = day(cells, "notified"), day(cells, "reviewed")
    if notified and reviewed and reviewed < notified:
        return Remark("reviewed", "The review is before the notification")
    return None


def _days_by_dates(cells: Cells) -> int | None:
    born, died = day(cells, "dob"), day(cells, "dod")
    return (died - born).days if born and died else None


def _bare_years(age: Age) -> float:
    return round(age.low / 365.2425)


def in_words(days: int) -> str:
    """An age as people say it."""
    if days < 28:
        return f"{days} day{'s' if days != 1 else ''}"
    if days < 365:
        return f"{days // 7} weeks ({days} days)"
    years = int(days / 365.2425)
    return f"{years} year{'s' if years != 1 else ''}"


_CHECKS: tuple[Callable[[Cells, date], Remark | None], ...] = (
    _has_date_of_death,
    _says_who,
    _has_age,
    _no_future,
    _in_order,
    _is_a_child,
    _age_agrees,
)
