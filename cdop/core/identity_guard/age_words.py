"""How ages are written, and whether one is the time between two days."""

import re
from collections.abc import Mapping
from datetime import date

from cdop.core.identity_guard import numbers

_UNIT = (
    r"(?:hours?|hrs?|days?|weeks?|wks?|months?|mths?|mos?|years|year(?!\s\d+\s(?![mwd&]|and))|yrs?"
    r"|fortnights?)"
)
FRACTION = (
    r"(?:\s*[½¼¾]|\.(?:25|5|75)(?!\d)|\s?[13][/⁄][24](?!\d)"
    r"|[\s-]+and[\s-]+(?:an?[\s-]+|one[\s-]+)?(?:half|quarter)|[\s-]+and[\s-]+three[\s-]+quarters?)"
)
_AFTER = r"\s+and\s+(?:an?\s+(?:half|quarter)|three[\s-]+quarters)"
_N = rf"(?:{numbers.NUMBER}{FRACTION}?|an?|half an?)"
PART = rf"{_N}[-\s]?{_UNIT}(?:{_AFTER})?"
_DAYS = {"y": 365.25, "m": 30.44, "w": 7.0, "d": 1.0, "h": 1 / 24}


def parts_of(written: str) -> dict[str, float]:
    """Days, weeks, months and years of the words; nothing where they make no age."""
    found: dict[str, float] = {}
    for match in re.finditer(rf"({_N})[-\s]?({_UNIT})({_AFTER})?", written, re.IGNORECASE):
        words, unit = match[1].lower(), match[2].lower()[0]
        half = fraction(words) or fraction(match[3] or "")
        number = re.split(FRACTION, words)[0].strip()
        if number in ("a", "an", "half a", "half an"):
            count = 0.0 if number.startswith("half") else 1.0
        else:
            count = float(numbers.value(number) or 0)
        if match[2].lower().startswith("fortnight"):
            unit, count, half = "d", 14 * (count + half), 0.0
        found[unit] = found.get(unit, 0.0) + count + half
    return found


def fraction(written: str) -> float:
    """The part of one that the words add: “and three quarters”, “½”."""
    words = written.lower()
    if re.search(r"¾|three[\s-]+quarter|3[/⁄]4|\.75", words):
        return 0.75
    if re.search(r"¼|quarter|1[/⁄]4|\.25", words):
        return 0.25
    return 0.5 if re.search(r"half|½|1[/⁄]2|\.5", words) else 0.0


def fits(parts: Mapping[str, float], born: date, died: date) -> bool:
    """Whether the words give the age at death, as exactly as they speak."""
    days = (died - born).days
    months = (died.year - born.year) * 12 + died.month - born.month - (died.day < born.day)
    years, rest = divmod(months, 12)
    units = "".join(sorted(parts))
    half = next((unit for unit, count in parts.items() if count % 1), "")
    if half:
        whole = _DAYS[half]
        total = sum(n * _DAYS[unit] for unit, n in parts.items())
        return abs(days - total) <= whole * 0.25
    d, w, m, y = (int(parts.get(unit, -1)) for unit in "dwmy")
    last = _days_past_month(born, died)
    answers = {
        "h": days in (int(parts.get("h", -99)) // 24, int(parts.get("h", -99)) // 24 + 1),
        "dh": d == days,
        "d": d == days,
        "w": w == days // 7 and days < 1100,
        "dw": w * 7 + d == days,
        "m": m == months,
        "dm": m == months and abs(d - last) <= 1,
        "mw": m == months and abs(w * 7 - last) < 7,
        "dmw": m == months and abs(w * 7 + d - last) <= 1,
        "y": y == years and years > 0,
        "my": (y, m) == (years, rest),
        "dmy": (y, m) == (years, rest) and abs(d - last) <= 1,
        "wy": y == years and abs(w * 7 - (days - years * 365.25)) < 8,
        "dy": y == years and abs(d - (days - years * 365.25)) < 2,
        "mwy": (y, m) == (years, rest) and abs(w * 7 - last) < 7,
    }
    return answers.get(units, False)


def _days_past_month(born: date, died: date) -> int:
    if died.day >= born.day:
        return died.day - born.day
    previous = date(died.year - (died.month == 1), (died.month - 2) % 12 + 1, 1)
    length = (died.replace(day=1) - previous).days
    return died.day + max(length - born.day, 0)
