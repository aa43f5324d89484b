"""Dates in a draft that are those of the record, in figures, in words, or by the name of the day."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from cdop.core.identity_guard import numbers
from cdop.core.identity_guard.feasts import FEASTS, Feast
from cdop.core.identity_guard.findings import Finding, Kind, Record, Severity
from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.words import EVENT, MONTH, MONTHS, PLANNED, WEEKDAY, WEEKDAYS

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
_GENERAL_BEFORE = re.compile(
    r"\b(?:each|every|any|most|all|over|around|during|next|before|by|until|for|this coming|between"
    r"|past|some|many|like|as|near|towards|after|our|annual|offer advice|on any)\s+(?:the\s+)?(?:\w+\s+)?$"
)
_SHORTLY = re.compile(
    r"\b(?:each|every|any|most|all|our|annual|next|this coming|on any|per)\s+(?:the\s+)?$"
)
_GENERAL_AFTER = re.compile(
    r"\s*(?:opening|cards?|messages?|hours|period|season|break|part(?:y|ies)|jumpers?|shopping|cover"
    r"|rotas?|campaign|leaflets?|appeal|closures?|sales?|dinner|tree|lights|crackers|eggs?|services?"
    r"|staffing|decorations|presents?|cake|food|tips|advice|edition|issue|s\b|'s\b|fair|market"
    r"|robins?|stocking|bonus|included|rates|festivities|celebrations?|safety|planning)\b"
)
_HAPPENED = re.compile(
    r"\b(?:died?|dies|dying|born|arrived|collapsed?|fell|drowned|killed|found|death|attack|crash(?:ed)?"
    r"|fire|accident|stopped breathing|ill|unwell|admitted|birth|happened|came|was|swept|lost)"
    r"\b[^.;\n]{0,40}$"
)
_STEP = re.compile(
    rf"\b(?:(?:born|died|dying|collapsed|found|killed)\s+)?(?:on\s+|just\s+|exactly\s+)?(?:(?P<n>{numbers.NUMBER}|a|an)"
    r"\s+(?P<unit>days?|weeks?|fortnights?|nights?|months?)|(?P<the>(?:the\s+)?(?:day|night|morning|evening|eve|week"
    r"|weekend|mon(?:day)?|tuesday|wednesday|thursday|friday|saturday|sunday|fortnight)))\s+"
    r"(?:(?P<way>before|after|following|preceding|from|of|prior to|until|to|short of|past|since)\s+)"
    r"(?:the\s+|his\s+|her\s+|their\s+)?$",
    re.I,
)
_BIRTHDAY = re.compile(
    rf"\b(?:(?:on|for)\s+)?(?:his|her|their|the child's|the baby's|the boy's|the girl's|a|the)\s+"
    rf"(?P<nth>{numbers.ORDINAL})\s+birthday",
    re.I,
)


def find_dates(folded: Folded, record: Record) -> Iterator[Finding]:
    """Each mention of a day that is the record's birth or death."""
    days = [day for day in (record.date_of_birth, record.date_of_death) if day]
    if not days:
        return
    yield from _worded(folded, days)
    yield from _figures(folded, days)
    yield from _weekdays(folded, days)
    yield from _months(folded, days)
    yield from _feasts(folded, days)
    yield from _birthdays(folded, record)


def _finding(folded: Folded, start: int, end: int, kind: Kind, severity: Severity) -> Finding:
    while folded.text[start].isspace():
        start += 1
    while folded.text[end - 1].isspace() or folded.text[end - 1] == ",":
        end -= 1
    first, last = folded.span(start, end)
    return Finding(first, last, kind, severity, folded.draft[first:last])


def _month(written: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(written[:3].lower()))


def _year_fits(written: str | None, day: date) -> bool:
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
                if (day.day, day.month) == (number, month) and _year_fits(match["year"], day)
            ]
            if fits and (match["year"] or not _is_planned(folded, match.start())):
                spelt = not match["day"][0].isdigit()
                severity = Severity.STOP if match["year"] else Severity.REASON
                kind = Kind.WORD_DATE if spelt else Kind.DATE
                yield _finding(folded, *match.span(), kind, severity)


def _is_planned(folded: Folded, at: int) -> bool:
    """A meeting or a course to come, not the day of an event."""
    words = folded.words_of_sentence(at)
    return bool(PLANNED.search(words)) and not EVENT.search(words)


def _figures(folded: Folded, days: list[date]) -> Iterator[Finding]:
    for pattern, order in _FIGURES:
        for match in pattern.finditer(folded.text):
            if _is_day(dict(zip(order, match.groups(), strict=True)), days):
                yield _finding(folded, *match.span(), Kind.DATE, Severity.STOP)
    for match in _SHORT.finditer(folded.text):
        if any((day.day, day.month) == (int(match[2]), int(match[3])) for day in days):
            yield _finding(folded, *match.span("all"), Kind.DATE, Severity.REASON)


def _is_day(parts: dict[str, str], days: list[date]) -> bool:
    year, month, number = int(parts["y"]), int(parts["m"]), int(parts["d"])
    return any(
        (number, month) == (day.day, day.month) and year in (day.year, day.year % 100)
        for day in days
    )


def _weekdays(folded: Folded, days: list[date]) -> Iterator[Finding]:
    for pattern in _WEEKDAY_MONTH:
        for match in pattern.finditer(folded.text):
            if _SHORTLY.search(folded.lower[max(0, match.start() - 20) : match.start()]):
                continue
            if re.search(r"\b(?:each|every|any|most|all)\b", match[0].lower()):
                continue
            if any(_weekday_fits(match, day) for day in days):
                yield _finding(folded, *match.span(), Kind.WEEKDAY_MONTH, Severity.REASON)
    for match in _WEEKDAY_DAY.finditer(folded.text):
        number = numbers.value(match["day"])
        if any(
            day.day == number and WEEKDAYS[day.weekday()].startswith(match["weekday"].lower()[:3])
            for day in days
        ) and not _is_planned(folded, match.start()):
            yield _finding(folded, *match.span(), Kind.WEEKDAY_MONTH, Severity.REASON)


def _weekday_fits(match: re.Match[str], day: date) -> bool:
    if not WEEKDAYS[day.weekday()].startswith(match["weekday"].lower()[:3]):
        return False
    if _month(match["month"]) != day.month or not _year_fits(match["year"], day):
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
        if any(day.month == month and _year_fits(match["year"], day) for day in days) and (
            match["year"] or match[0].lower().split()[0] != match["month"].lower()
        ):
            yield _finding(folded, *match.span(), Kind.MONTH_YEAR, Severity.REASON)


def _feasts(folded: Folded, days: list[date]) -> Iterator[Finding]:
    for feast in FEASTS:
        for match in feast.pattern.finditer(folded.text):
            found = _beside(folded, feast, match, days) or _on_the_day(folded, feast, match, days)
            if found:
                yield found


def _beside(folded: Folded, feast: Feast, match: re.Match[str], days: list[date]) -> Finding | None:
    """“Two days after Christmas”, “the eve of Diwali”."""
    begin = max(0, match.start() - 60)
    step = _STEP.search(folded.text[begin : match.start()])
    if not step:
        return None
    for day in days:
        for first, last in _of_years(feast, day):
            if _step_fits(step, first, last, day):
                start = begin + step.start()
                return _finding(folded, start, match.end(), Kind.RELATIVE_DAY, Severity.REASON)
    return None


def _of_years(feast: Feast, day: date) -> list[tuple[date, date]]:
    return [days for year in (day.year - 1, day.year, day.year + 1) for days in feast.days(year)]


def _step_fits(step: re.Match[str], first: date, last: date, day: date) -> bool:
    way = step["way"].lower()
    back = way in ("before", "preceding", "prior to", "until", "to", "short of") or (
        way == "of" and (step["the"] or "").lower().endswith("eve")
    )
    unit = (step["unit"] or step["the"] or "").lower().removeprefix("the ")
    count = 1 if step["n"] is None else numbers.value(step["n"]) or 1
    low, high = _reach(unit, count)
    if back:
        return first - timedelta(days=high) <= day <= last - timedelta(days=low)
    return first + timedelta(days=low) <= day <= last + timedelta(days=high)


def _reach(unit: str, count: int) -> tuple[int, int]:
    """How many days away the words can mean, at least and at most."""
    if unit.startswith(("day", "night", "eve", "morning")):
        return count, count
    if unit.startswith("week") and not unit.startswith("weekend"):
        return (7 * count - 3, 7 * count + 3) if count > 1 else (1, 10)
    if unit.startswith("fortnight"):
        return 14 * count - 2, 14 * count + 2
    if unit.startswith("month"):
        return 30 * count - 5, 31 * count + 5
    return 1, 9


def _on_the_day(
    folded: Folded, feast: Feast, match: re.Match[str], days: list[date]
) -> Finding | None:
    tail = re.compile(rf"\s+{WEEKDAY}|\s+weekend", re.I).match(folded.text, match.end())
    end = tail.end() if tail else match.end()
    weekday = tail["weekday"] if tail else None
    year = re.match(r",?\s+((?:19|20)\d\d)\b", folded.text[end:])
    near = [day for day in days if _falls_on(feast, day, weekday, 1 if tail else 0)]
    if year:
        near = [day for day in near if _year_fits(year[1], day)]
    if not near or _is_general(folded, feast, match, end):
        return None
    return _finding(folded, match.start(), end, Kind.FESTIVAL_DAY, Severity.REASON)


def _falls_on(feast: Feast, day: date, weekday: str | None, extra: int) -> bool:
    if weekday and not WEEKDAYS[day.weekday()].startswith(weekday.lower()[:3]):
        return False
    slack = timedelta(days=1 + feast.slack if not feast.season else feast.slack)
    return any(first - slack <= day <= last + slack for first, last in _of_years(feast, day))


def _is_general(folded: Folded, feast: Feast, match: re.Match[str], end: int) -> bool:
    """The time of year in general: “over Christmas”, “each Easter”, “bank holiday hours”."""
    before = folded.lower[max(0, match.start() - 70) : match.start()]
    after = folded.lower[end : end + 24]
    if _GENERAL_AFTER.match(after) or _SHORTLY.search(before):
        return True
    begin, _ = folded.sentence(match.start())
    clause = folded.lower[max(begin, match.start() - 70) : match.start()]
    happened = bool(_HAPPENED.search(clause))
    if feast.season:
        return not happened and not EVENT.search(folded.words_of_sentence(match.start()))
    return bool(_GENERAL_BEFORE.search(before)) and not happened


def _birthdays(folded: Folded, record: Record) -> Iterator[Finding]:
    """“The day after his third birthday”, where that is the day of the death."""
    born, died = record.date_of_birth, record.date_of_death
    if not born or not died:
        return
    for match in _BIRTHDAY.finditer(folded.text):
        nth = numbers.value(match["nth"])
        try:
            birthday = born.replace(year=born.year + (nth or 0))
        except ValueError:
            birthday = date(born.year + (nth or 0), 3, 1)
        begin = max(0, match.start() - 60)
        step = _STEP.search(folded.text[begin : match.start()])
        if step and _step_fits(step, birthday, birthday, died):
            start = begin + step.start()
            yield _finding(folded, start, match.end(), Kind.RELATIVE_DAY, Severity.REASON)
        elif abs((birthday - died).days) <= 1:
            yield _finding(folded, *match.span(), Kind.RELATIVE_DAY, Severity.REASON)
