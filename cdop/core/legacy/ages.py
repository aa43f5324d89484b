"""Age at death in the words of a log: "3/52", "4 months", "2 yrs 3m", "<1 day".

An age is read as the span of days it can stand for, since that is all it says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from cdop.core.legacy.cells import Cell, clean, nothing_said, unreadable

_UNIT_DAYS = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.436875,
    "year": 365.2425,
}
_SLACK_DAYS = {"minute": 1, "hour": 1, "day": 3, "week": 7, "month": 31, "year": 366}
_SPELLINGS = {
    "minute": "min mins? minutes? secs? seconds?",
    "hour": "h hrs? hours?",
    "day": "d dys? days? dy",
    "week": "w wks? weeks? wk",
    "month": "m mths? mnths? mo mos mons? months? mth",
    "year": "y yrs? years? yo yr y/o",
}
_FRACTIONS = {"24": "hour", "7": "day", "52": "week", "12": "month"}
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_NUMBERS)})\b")
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(/\s*(?:24|7|52|12)\b|[a-z]+(?:/o)?|)")
_YEARS_AND_TWELFTHS = re.compile(r"^\s*(\d+)\s+(\d+\s*/\s*12)\b")
_FILLER = re.compile(r"\b(and|old|of age|completed|corrected|approx\w*|about|nearly|almost|c|ca)\b")
_AT_BIRTH = re.compile(r"(at )?birth|newborn|new born|stillb\w*|sb|intrapartum|neonate at birth")
_FROM_TERM = re.compile(r"\bterm\b")
_NO_AGE = "This age cannot be read: write it as 3 days, 5 weeks, 4 months or 2 years"


@dataclass(frozen=True, slots=True)
class Age:
    """From `low` to `high` days; `unit` is the finest one written, empty for a bare number."""

    low: int
    high: int
    unit: str

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def misses(self, days: int) -> int:
        """By how many days an age that is known from the dates lies outside."""
        return max(self.low - days, days - self.high, 0)

    def contradicts(self, days: int) -> bool:
        """Whether rounding cannot explain the difference: one unit is let pass."""
        return self.misses(days) > _SLACK_DAYS[self.unit or "year"]


def _spelled() -> Mapping[str, str]:
    table = {}
    for unit, spellings in _SPELLINGS.items():
        for spelling in spellings.split():
            table[spelling.replace("s?", "")] = unit
            table[spelling.replace("?", "")] = unit
    return table


_UNITS = _spelled()


def parse_age(raw: object, unit: str = "") -> Cell:
    """The age, as whole days where it says so; `unit` is what the heading says of bare numbers."""
    if isinstance(raw, datetime | date):
        return _undo_spreadsheet_date(raw)
    text = clean(raw)
    return nothing_said(text) or _from_text(text.lower(), unit)


def unit_in_heading(heading: str) -> str:
    """The unit that a heading such as "Age (months)" names."""
    words = re.findall(r"[a-z]+", heading.lower())
    return next((_UNITS[word] for word in words if len(word) > 1 and word in _UNITS), "")


def units_that_fit(number: float, days: int) -> list[str]:
    """For a number without a unit: the units in which it agrees with the dates."""
    return [
        unit for unit in ("year", "month", "week", "day") if not _span(number, unit).misses(days)
    ]


def _cell(age: Age, problem: str = "") -> Cell:
    return Cell(str(age.low) if age.exact else "", age, problem)


def _undo_spreadsheet_date(raw: date) -> Cell:
    """Excel turns 3/7 into 3 July, 4/12 into 4 December and 10/52 into October 1952."""
    if raw.day == 1 and raw.year % 100 == 52:
        number, unit = raw.month, "week"
    elif raw.month in (7, 12):
        number, unit = raw.day, _FRACTIONS[str(raw.month)]
    else:
        return unreadable("The spreadsheet has turned this age into a date")
    return _cell(_span(number, unit), f"Read as {number} {unit}s: Excel had made it a date")


def _from_text(text: str, unit: str) -> Cell:
    if _AT_BIRTH.fullmatch(text):
        return _cell(Age(0, 0, "day"))
    if _FROM_TERM.search(text):
        return unreadable("This counts from term, not from birth")
    sign = re.match(r"\s*(<|>|under|less than|over|more than)\s*", text)
    body = text[sign.end() :] if sign else text
    parts = _parts(body)
    if not parts:
        return unreadable(_NO_AGE)
    age = _added(parts, unit)
    return _cell(_bounded(age, sign.group(1))) if sign else _cell(age)


def _parts(text: str) -> list[tuple[float, str]]:
    """Each number with its unit; empty if anything else is left over."""
    text = _NUMBER_WORD.sub(lambda word: _NUMBERS[word[0]], text)
    text = _YEARS_AND_TWELFTHS.sub(r"\1y \2", _FILLER.sub(" ", text))
    if _PART.sub("", text).strip(" ,.+~()-&;"):
        return []
    found = [(float(number), _unit_of(unit)) for number, unit in _PART.findall(text)]
    return found if _sensible([unit for _, unit in found]) else []


def _unit_of(written: str) -> str:
    written = written.replace(" ", "")
    if written.startswith("/"):
        return _FRACTIONS[written[1:]]
    return _UNITS.get(written, "?") if written else ""


def _sensible(units: list[str]) -> bool:
    """Units run from coarse to fine without repeats; only a lone number may lack one."""
    if "?" in units or ("" in units and len(units) > 1):
        return False
    sizes = [_UNIT_DAYS.get(unit, 0) for unit in units]
    return all(coarse > fine for coarse, fine in zip(sizes, sizes[1:], strict=False))


def _added(parts: list[tuple[float, str]], unit: str) -> Age:
    if len(parts) == 1:
        number, written = parts[0]
        span = _span(number, written or unit or "year")
        return span if written or unit else Age(span.low, span.high, "")
    whole = sum(number * _UNIT_DAYS[written] for number, written in parts[:-1])
    last = _span(*parts[-1])
    return Age(int(whole) + last.low, int(whole) + 1 + last.high, last.unit)


def _span(number: float, unit: str) -> Age:
    """The days on which someone is `number` completed units old."""
    size = _UNIT_DAYS[unit]
    low = int(number * size + 1e-9)
    if unit in ("minute", "hour", "day"):
        return Age(low, low, unit)
    step = size if float(number).is_integer() else size / 10
    return Age(low, ceil(number * size + step) - 1, unit)


def _bounded(age: Age, sign: str) -> Age:
    if sign in ("<", "under", "less than"):
        return Age(0, max(age.low - 1, 0), age.unit)
    return Age(age.low, 18 * 366, age.unit)
