"""Dates in a draft that are those of the record, in figures or in words."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from cdop.core.identity_guard import numbers
from cdop.core.identity_guard.findings import Finding, Kind, Record, Severity
from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.words import (
    EVENT,
    MONTH,
    MONTHS,
    PLANNED,
    WEEKDAY,
    WEEKDAYS,
)

_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d|'\d\d)\b)?"
_LEAD = r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+(?:the\s+)?)?"
_WORDED = (
    re.compile(
        rf"\b{_LEAD}(?:the\s+)?(?P<day>{numbers.ORDINAL}|\d{{1,2}})[\s-]+(?:day\s+)?(?:of\s+)?{MONTH}{_YEAR}",
        re.I,
    ),
    re.compile(
        rf"\b{_LEAD}{MONTH}\s+(?:the\s+)?(?P<day>{numbers.ORDINAL}|\d{{1,2}}\b){_YEAR}", re.I
    ),
    re.compile(rf"\b(?P<day>\d{{1,2}})-?{MONTH}(?:-?(?P<year>\d{{4}}|\d\d))?\b", re.I),
)
_LAST_DAY = re.compile(rf"\b(?:the\s+)?last\s+day\s+(?:of|in)\s+{MONTH}{_YEAR}", re.I)
_SEP = r"\s?[./\-_\\|]\s?"
_FIGURES = (
    (re.compile(rf"(?<![\d.])(\d{{4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})(?!\d)"), "ymd"),
    (re.compile(rf"(?<![\d.])(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|\d\d)(?![\d%])"), "dmy"),
    (re.compile(rf"(?<![\d.])(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}})(?!\d)"), "mdy"),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)"), "ymd"),
    (re.compile(r"(?<!\d)([0-3]\d)([01]\d)((?:19|20)?\d\d)(?!\d)"), "dmy"),
)
_SHORT = re.compile(
    r"\b(?:on|dated|born|died|since|of|date)\s+(?:the\s+)?(?P<all>(\d{1,2})\s?[./]\s?(\d{1,2}))"
    r"(?![\d./%]|\s?(?:kg|g|cm|ml|c\b|percent|per|of|weeks|grams|pounds|points))",
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
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_NTH |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}

GENERALLY = re.compile(
    r"\b(?:each|every|any|most|all|our|annual|next|this coming|on any|per)\s+(?:the\s+)?$"
)


def find_dates(folded: Folded, record: Record) -> Iterator[Finding]:
    """Each mention of a day that is the record's birth or death."""
    days = [day for day in (record.date_of_birth, record.date_of_death) if day]
    if not days:
        return
    yield from _worded(folded, days)
    yield from _last_days(folded, days)
    yield from _figures(folded, days)
    yield from _weekdays(folded, days)
    yield from _months(folded, days)


def finding_at(folded: Folded, start: int, end: int, kind: Kind, severity: Severity) -> Finding:
    while folded.text[start].isspace():
        start += 1
    while folded.text[end - 1].isspace() or folded.text[end - 1] == ",":
        end -= 1
    first, last = folded.span(start, end)
    return Finding(first, last, kind, severity, folded.draft[first:last])


def _month(written: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(written[:3].lower()))


def year_fits(written: str | None, day: date) -> bool:
    if not written:
        return True
    year = int(written.lstrip("'"))
    return year in (day.year, day.year % 100)


def _worded(folded: Folded, days: Iterable[date]) -> Iterator[Finding]:
    for pattern in _WORDED:
        for match in pattern.finditer(folded.text):
            number, month = numbers.value(match["day"]), _month(match["month"])
            fits = [
                day
                for day in days
                if (day.day, day.month) == (number, month) and year_fits(match["year"], day)
            ]
            if fits and (match["year"] or not _is_planned(folded, match.start())):
                spelt = not match["day"][0].isdigit()
                severity = Severity.STOP if match["year"] else Severity.REASON
                kind = Kind.WORD_DATE if spelt else Kind.DATE
                yield finding_at(folded, *match.span(), kind, severity)


def _last_days(folded: Folded, days: list[date]) -> Iterator[Finding]:
    for match in _LAST_DAY.finditer(folded.text):
        if any(
            day.month == _month(match["month"])
            and (day + timedelta(days=1)).month != day.month
            and year_fits(match["year"], day)
            for day in days
        ) and not _is_planned(folded, match.start()):
            yield finding_at(folded, *match.span(), Kind.WORD_DATE, Severity.REASON)


def _is_planned(folded: Folded, at: int) -> bool:
    """A meeting or a course to come, not the day of an event."""
    words = folded.words_of_sentence(at)
    return bool(PLANNED.search(words)) and not EVENT.search(words)


def _figures(folded: Folded, days: list[date]) -> Iterator[Finding]:
    for pattern, order in _FIGURES:
        for match in pattern.finditer(folded.text):
            if _is_day(dict(zip(order, match.groups(), strict=True)), days):
                yield finding_at(folded, *match.span(), Kind.DATE, Severity.STOP)
    for match in _SHORT.finditer(folded.text):
        if any((day.day, day.month) == (int(match[2]), int(match[3])) for day in days):
            yield finding_at(folded, *match.span("all"), Kind.DATE, Severity.REASON)


def _is_day(parts: dict[str, str], days: list[date]) -> bool:
    year, month, number = int(parts["y"]), int(parts["m"]), int(parts["d"])
    return any(
        (number, month) == (day.day, day.month) and year in (day.year, day.year % 100)
        for day in days
    )


def _weekdays(folded: Folded, days: list[date]) -> Iterator[Finding]:
    for pattern in _WEEKDAY_MONTH:
        for match in pattern.finditer(folded.text):
            if GENERALLY.search(folded.lower[max(0, match.start() - 20) : match.start()]):
                continue
            if re.search(r"\b(?:each|every|any|most|all)\b", match[0].lower()):
                continue
            if any(_weekday_fits(match, day) for day in days):
                yield finding_at(folded, *match.span(), Kind.WEEKDAY_MONTH, Severity.REASON)
    for match in _WEEKDAY_DAY.finditer(folded.text):
        number = numbers.value(match["day"])
        if any(
            day.day == number and WEEKDAYS[day.weekday()].startswith(match["weekday"].lower()[:3])
            for day in days
        ) and not _is_planned(folded, match.start()):
            yield finding_at(folded, *match.span(), Kind.WEEKDAY_MONTH, Severity.REASON)


def _weekday_fits(match: re.Match[str], day: date) -> bool:
    if not WEEKDAYS[day.weekday()].startswith(match["weekday"].lower()[:3]):
        return False
    if _month(match["month"]) != day.month or not year_fits(match["year"], day):
        return False
    nth = _NTH.get((match["nth"] or "").lower())
    if nth == -1:
        return (day + timedelta(days=7)).month != day.month
    return nth is None or (day.day - 1) // 7 + 1 == nth


def _months(folded: Folded, days: list[date]) -> Iterator[Finding]:
    """A month, with or without its year, beside the word for a birth or a death."""
    for match in _MONTH_YEAR.finditer(folded.text):
        if not folded.text[match.start("month")].isupper():
            continue
        before = folded.lower[max(0, match.start() - 60) : match.start()]
        if not re.search(
            r"\b(?:died|dies|death|born|birth|drowned|killed|collapsed|fatal\w*|passed away"
            r"|was found|arrived)\b[^.;:\n]{0,30}$",
            before,
        ):
            continue
        month = _month(match["month"])
        if re.search(r"\b(?:each|every|any|before|by|deaths|until|to|and)\s$", before + " "):
            continue
        if any(day.month == month and year_fits(match["year"], day) for day in days) and (
            match["year"] or match[0].lower().split()[0] != match["month"].lower()
        ):
            yield finding_at(folded, *match.span(), Kind.MONTH_YEAR, Severity.REASON)
