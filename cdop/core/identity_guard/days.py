"""Dates in a draft that are those of the record, in figures or in words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from cdop.core.identity_guard import numbers
from cdop.core.identity_guard.findings import Kind, Severity
from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.words import (
    EVENT,
    MONTH,
    MONTHS,
    PLANNED,
    WEEKDAY,
    WEEKDAYS,
    WELSH,
)

_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d|'\d\d)\b)?"
_MONTH_SHORT = rf"(?P<month>{'|'.join(month[:3] for month in MONTHS)})"
_ITS_BIRTHDAY = re.compile(
    r"[,\s(]{1,3}(?:which was |then |also )?(?:his|her|their) (?:\w+ )?birthday\b"
)
_BORN_ON_A = re.compile(
    rf"\b(?:was\s+)?(?:born|died|killed|drowned)\s+on\s+(?:a|the)\s+{WEEKDAY}", re.I
)
_WEEKDAY_YEAR = re.compile(
    rf"\b(?:that|a|one|the\s+(?P<nth>first|last))\s+{WEEKDAY}\s+(?:in|of)\s+(?P<year>(?:19|20)\d\d)\b",
    re.I,
)
_LEAD = r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+(?:the\s+)?)?"
_WORDED = (
    re.compile(
        rf"\b{_LEAD}(?:the\s+)?(?P<day>{numbers.ORDINAL}|\d{{1,2}})[\s-]+(?:day\s+)?(?:of\s+)?"
        rf"(?:(?:last|this|that)\s+)?{MONTH}{_YEAR}",
        re.I,
    ),
    re.compile(
        rf"\b{_LEAD}{MONTH}\s+(?:the\s+)?(?P<day>{numbers.ORDINAL}|\d{{1,2}}\b){_YEAR}", re.I
    ),
    re.compile(rf"\b(?P<day>\d{{1,2}}){_MONTH_SHORT}(?P<year>\d{{4}}|\d\d)(?!\w)", re.I),
    re.compile(rf"\b(?P<day>\d{{1,2}})-?{MONTH}(?:-?(?P<year>\d{{4}}|\d\d))?\b", re.I),
)
_NUMBERED_MONTH = re.compile(
    rf"\b(?:the\s+)?(?P<day>{numbers.ORDINAL})\s+(?:day\s+)?of\s+the\s+(?P<nth>{numbers.ORDINAL})"
    rf"\s+month{_YEAR}",
    re.I,
)
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()
_ROMAN_MONTH = re.compile(
    rf"(?<![\w.])(?P<day>\d{{1,2}})\s?[./-]\s?(?P<nth>{'|'.join(reversed(_ROMAN))})\s?[./-]\s?"
    r"(?P<year>\d{4}|\d\d)(?!\w)",
    re.I,
)
_LAST_DAY = re.compile(rf"\b(?:the\s+)?last\s+day\s+(?:of|in)\s+{MONTH}{_YEAR}", re.I)
_SEP = r"\s?[./\-_\\|]\s?"
_FIGURES = (
    (re.compile(rf"(?<![\d.])(\d{{4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})(?!\d)"), "ymd"),
    (re.compile(rf"(?<![\d.])(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|\d\d)(?![\d%])"), "dmy"),
    (re.compile(rf"(?<![\d.])(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|\d\d)(?![\d%])"), "mdy"),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)"), "ymd"),
    (re.compile(r"(?<!\d)([0-3]\d)([01]\d)((?:19|20)?\d\d)(?!\d)"), "dmy"),
)
_SHORT = re.compile(
    r"\b(?:on|dated|born|died|since|of|date|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?),?\s+"
    r"(?:the\s+)?(?P<all>(\d{1,2})\s?[./]\s?(\d{1,2}))"
    r"(?![\d/%]|\.\d|\s?(?:kg|g|cm|ml|c\b|percent|per|of|weeks|grams|pounds|points))",
    re.I,
)
_WEEKDAY_MONTH = (
    re.compile(
        rf"\b(?P<lead>(?:on\s+)?(?:the|that|a|an|one|this)\s+)?(?:(?P<nth>first|second|third|fourth"
        rf"|fifth|last|1st|2nd|3rd|4th|5th)\s+)?(?:[a-z]+\s+){{0,2}}?{WEEKDAY}(?:\s+(?:morning"
        rf"|evening|night|afternoon|lunchtime))?,?\s+(?:in|of|that|this|during)\s+(?:the\s+)?(?:(?:early|mid"
        rf"|late|middle of|start of|end of)[\s-]+)?{MONTH}{_YEAR}",
        re.I,
    ),
    re.compile(
        rf"\b(?P<lead>){MONTH}{_YEAR},?\s+(?:on\s+)?the\s+(?P<nth>first|second|third|fourth|fifth"
        rf"|last)\s+{WEEKDAY}",
        re.I,
    ),
    re.compile(
        rf"\b(?P<lead>a|an|one|that)\s+(?:[a-z]+\s+)??{MONTH}\s+{WEEKDAY}(?P<nth>)(?P<year>)", re.I
    ),
)
_WEEKDAY_DAY = re.compile(
    rf"\b{WEEKDAY},?\s+(?:the\s+)?(?P<day>\d{{1,2}}(?:st|nd|rd|th))\b(?!\s+of\b)", re.I
)
_MONTH_YEAR = re.compile(
    rf"\b(?:(?:in|during|of|that|early|mid|late|since)[\s-]+)?(?:(?:early|mid|late)[\s-]+)?{MONTH}"
    r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d))?",
    re.I,
)
_SOME = re.compile(r"\b(?:some|many|most|all|any)\s$")
_EACH = re.compile(r"\b(?:every|each)\s$")
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_NTH |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}

_HAPPENED = re.compile(
    r"\b(?:died|dies|death|born|birth|drowned|killed|collapsed|fatal\w*|passed away"
    r"|was found|arrived)\b[^.;:\n]{0,30}$"
)
_UNTIL = re.compile(r"\b(?:each|every|any|before|by|deaths|until|to|and)\s$")
GENERALLY = re.compile(
    r"\b(?:each|every|any|most|all|our|annual|next|this coming|on any|per)\s+(?:the\s+)?$"
)


@dataclass(frozen=True)
class DayMention:
    """A passage that speaks of a day, and whether it can be the day given."""

    start: int
    end: int
    kind: Kind
    severity: Severity
    fits: Callable[[date], bool]


def day_mentions(folded: Folded) -> Iterator[DayMention]:
    """Each passage that speaks of a day in figures or words."""
    yield from _worded(folded)
    yield from _last_days(folded)
    yield from _figures(folded)
    yield from _weekdays(folded)
    yield from _bare_weekdays(folded)
    yield from _months(folded)


def _mention(
    folded: Folded,
    start: int,
    end: int,
    kind: Kind,
    severity: Severity,
    fits: Callable[[date], bool],
) -> DayMention:
    start, end = trimmed(folded, start, end)
    return DayMention(start, end, kind, severity, fits)


def trimmed(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """Without blanks at either end, or the comma or full stop after it."""
    while folded.text[start].isspace():
        start += 1
    while folded.text[end - 1].isspace() or folded.text[end - 1] in ",.":
        end -= 1
    return start, end


def _month(written: str) -> int:
    welsh = WELSH.get(written.lower())
    return welsh or next(
        n for n, name in enumerate(MONTHS, 1) if name.startswith(written[:3].lower())
    )


def year_fits(written: str | None, day: date) -> bool:
    if not written:
        return True
    year = int(written.lstrip("'"))
    return year in (day.year, day.year % 100)


def _worded(folded: Folded) -> Iterator[DayMention]:
    for pattern in _WORDED:
        for match in pattern.finditer(folded.text):
            if _counts_something(folded, match) or _is_any(folded, match.start()):
                continue
            if match["year"] or not _is_planned(folded, match.start()):
                severity = Severity.STOP if match["year"] else Severity.REASON
                kind = Kind.DATE if match["day"][0].isdigit() else Kind.WORD_DATE
                year = match["year"] or _only_year(folded, match.start())
                parts = (numbers.value(match["day"]), _month(match["month"]), year)
                yield _mention(folded, *match.span(), kind, severity, partial(_is_date, parts))
    yield from _months_by_number(folded)


def _is_any(folded: Folded, at: int) -> bool:
    """“Some 8 February birthdays”, “each 3 May”; not the “every 3 May” of a birthday kept."""
    before = folded.lower[max(0, at - 8) : at]
    kept = EVENT.search(folded.words_of_sentence(at))
    return bool(_SOME.search(before) or _EACH.search(before) and not kept)


def _counts_something(folded: Folded, match: re.Match[str]) -> bool:
    """“In January 22 people came”."""
    bare = match["day"].isdigit() and not match["year"] and match.end("day") == match.end()
    before = folded.lower[max(0, match.start() - 8) : match.start()]
    return bare and match.start("day") > match.start("month") and before.endswith("in ")


def _months_by_number(folded: Folded) -> Iterator[DayMention]:
    """“The seventeenth of the third month”, “6.v.2023”."""
    for match in _NUMBERED_MONTH.finditer(folded.text):
        severity = Severity.STOP if match["year"] else Severity.REASON
        written = (numbers.value(match["day"]), numbers.value(match["nth"]) or 0, match["year"])
        fits = partial(_is_date, written)
        yield _mention(folded, *match.span(), Kind.WORD_DATE, severity, fits)
    for match in _ROMAN_MONTH.finditer(folded.text):
        month = _ROMAN.index(match["nth"].lower()) + 1
        year = _year_of(folded, match, match["year"])
        fits = partial(_is_date, (int(match["day"]), month, year))
        yield _mention(folded, *match.span(), Kind.DATE, Severity.STOP, fits)


def _year_of(folded: Folded, match: re.Match[str], year: str) -> str | None:
    """The year, unless the day is a birthday, which comes in every year."""
    return None if _ITS_BIRTHDAY.match(folded.lower, match.end()) else year


def _only_year(folded: Folded, at: int) -> str | None:
    """The one year of a sentence that tells of no event: “29 February comes only in 2028”."""
    words = folded.words_of_sentence(at)
    years = set(re.findall(r"\b(?:19|20)\d\d\b", words))
    return years.pop() if len(years) == 1 and not EVENT.search(words) else None


def _is_date(parts: tuple[int | None, int, str | None], day: date) -> bool:
    number, month, year = parts
    return (day.day, day.month) == (number, month) and year_fits(year, day)


def _last_days(folded: Folded) -> Iterator[DayMention]:
    for match in _LAST_DAY.finditer(folded.text):
        if not _is_planned(folded, match.start()):
            fits = partial(_ends_month, _month(match["month"]), match["year"])
            yield _mention(folded, *match.span(), Kind.WORD_DATE, Severity.REASON, fits)


def _ends_month(month: int, year: str | None, day: date) -> bool:
    return (
        day.month == month and (day + timedelta(days=1)).month != day.month and year_fits(year, day)
    )


def _is_planned(folded: Folded, at: int) -> bool:
    """A meeting or a course to come, not the day of an event."""
    words = _label(folded, at) + folded.words_of_sentence(at)
    return bool(PLANNED.search(words)) and not EVENT.search(words)


def _label(folded: Folded, at: int) -> str:
    """“Next class:” before a date."""
    begin, _ = folded.sentence(at)
    found = re.search(r"[^\n.!?:]{0,40}: $", folded.lower[max(0, begin - 44) : begin])
    return found[0] if found else ""


def _figures(folded: Folded) -> Iterator[DayMention]:
    for pattern, order in _FIGURES:
        for match in pattern.finditer(folded.text):
            parts = dict(zip(order, match.groups(), strict=True))
            written = (int(parts["d"]), int(parts["m"]), _year_of(folded, match, parts["y"]))
            fits = partial(_is_date, written)
            yield _mention(folded, *match.span(), Kind.DATE, Severity.STOP, fits)
    for match in _SHORT.finditer(folded.text):
        fits = partial(_is_date, (int(match[2]), int(match[3]), None))
        yield _mention(folded, *match.span("all"), Kind.DATE, Severity.REASON, fits)


def _weekdays(folded: Folded) -> Iterator[DayMention]:
    for pattern in _WEEKDAY_MONTH:
        for match in pattern.finditer(folded.text):
            if GENERALLY.search(folded.lower[max(0, match.start() - 20) : match.start()]):
                continue
            if re.search(r"\b(?:each|every|any|most|all)\b", match[0].lower()):
                continue
            fits = partial(_weekday_fits, match)
            yield _mention(folded, *match.span(), Kind.WEEKDAY_MONTH, Severity.REASON, fits)
    for match in _WEEKDAY_DAY.finditer(folded.text):
        if not _is_planned(folded, match.start()):
            fits = partial(_weekday_day_fits, numbers.value(match["day"]), match["weekday"])
            yield _mention(folded, *match.span(), Kind.WEEKDAY_MONTH, Severity.REASON, fits)


def _bare_weekdays(folded: Folded) -> Iterator[DayMention]:
    """“Born on a Friday”, “that Sunday in 2023”."""
    for pattern in (_BORN_ON_A, _WEEKDAY_YEAR):
        for match in pattern.finditer(folded.text):
            said = match.groupdict()
            fits = partial(_weekday_of_year, said["weekday"], said.get("year"), said.get("nth"))
            yield _mention(folded, *match.span(), Kind.WEEKDAY_MONTH, Severity.REASON, fits)


def is_weekday(day: date, written: str) -> bool:
    return WEEKDAYS[day.weekday()].startswith(written.lower()[:3])


def _weekday_of_year(weekday: str, year: str | None, nth: str | None, day: date) -> bool:
    ends = {"first": (1, 1), "last": (12, 25)}.get((nth or "").lower())
    near = not ends or day.month == ends[0] and 0 <= day.day - ends[1] < 7
    return near and is_weekday(day, weekday) and year_fits(year, day)


def _weekday_day_fits(number: int | None, weekday: str, day: date) -> bool:
    return day.day == number and is_weekday(day, weekday)


def _weekday_fits(match: re.Match[str], day: date) -> bool:
    if not is_weekday(day, match["weekday"]):
        return False
    if _month(match["month"]) != day.month or not year_fits(match["year"], day):
        return False
    nth = _NTH.get((match["nth"] or "").lower())
    if nth == -1:
        return (day + timedelta(days=7)).month != day.month
    return nth is None or (day.day - 1) // 7 + 1 == nth


def _months(folded: Folded) -> Iterator[DayMention]:
    """A month, with or without its year, beside the word for a birth or a death."""
    for match in _MONTH_YEAR.finditer(folded.text):
        before = folded.lower[max(0, match.start() - 60) : match.start()]
        bare = match[0].lower().split()[0] == match["month"].lower()
        if not folded.text[match.start("month")].isupper() or not _HAPPENED.search(before):
            continue
        if _UNTIL.search(before + " ") or (bare and not match["year"]):
            continue
        fits = partial(_in_month, _month(match["month"]), match["year"])
        yield _mention(folded, *match.span(), Kind.MONTH_YEAR, Severity.REASON, fits)


def _in_month(month: int, year: str | None, day: date) -> bool:
    return day.month == month and year_fits(year, day)
