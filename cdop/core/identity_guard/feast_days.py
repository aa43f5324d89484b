"""Days of the record that a draft tells by their name: feasts, days beside them, birthdays."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from cdop.core.identity_guard import numbers
from cdop.core.identity_guard.days import GENERALLY, finding_at, year_fits
from cdop.core.identity_guard.feasts import FEASTS, Feast
from cdop.core.identity_guard.findings import Finding, Kind, Record, Severity
from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.words import ENDS_PHRASE, EVENT, WEEKDAY, WEEKDAYS

_GENERAL_BEFORE = re.compile(
    r"\b(?:each|every|any|most|all|over|around|during|next|before|by|until|for|this coming|between"
    r"|past|some|many|like|as|near|towards|after|our|annual|offer advice"
    r"|on any)\s+(?:the\s+)?(?:\w+\s+)?$"
)
_GENERAL_AFTER = re.compile(
    r"\s*(?:opening|cards?|messages?|hours|period|season|break|part(?:y|ies)|jumpers?|shopping"
    r"|cover"
    r"|rotas?|campaign|leaflets?|appeal|closures?|sales?|dinner|tree|lights|crackers|eggs?"
    r"|services?"
    r"|staffing|decorations|presents?|cake|food|tips|advice|edition|issue|s\b|'s\b|fair|market"
    r"|robins?|stocking|bonus|included|rates|festivities|celebrations?|safety|planning)\b"
)
_HAPPENED = re.compile(
    r"\b(?:died?|dies|dying|born|arrived|collapsed?|fell|drowned|killed|found|death|attack"
    r"|crash(?:ed)?"
    r"|fire|accident|stopped breathing|ill|unwell|admitted|birth|happened|came|was|swept|lost)"
    r"\b[^.;\n]{0,40}$"
)
_STEP = re.compile(
    rf"\b(?:(?:born|died|dying|collapsed|found|killed)\s+)?(?:on\s+|just\s+"
    rf"|exactly\s+)?(?:(?P<n>{numbers.NUMBER}|a|an)"
    r"\s+(?P<unit>days?|weeks?|fortnights?|nights?|months?)|(?P<the>(?:the\s+)?(?:day|night"
    r"|morning|evening|eve|week"
    r"|weekend|mon(?:day)?|tuesday|wednesday|thursday|friday|saturday|sunday|fortnight)))\s+"
    r"(?:(?P<way>before|after|following|preceding|from|of|prior to|until|to|short of|past"
    r"|since)\s+)"
    r"(?:the\s+|his\s+|her\s+|their\s+)?$",
    re.I,
)
_BIRTHDAY = re.compile(
    rf"\b(?:(?:on|for)\s+)?(?:his|her|their|the child's|the baby's|the boy's|the girl's|a|the)\s+"
    rf"(?P<nth>{numbers.ORDINAL})\s+birthday",
    re.I,
)


def find_feast_days(folded: Folded, record: Record) -> Iterator[Finding]:
    """Each name of a day that was the record's birth or death."""
    days = [day for day in (record.date_of_birth, record.date_of_death) if day]
    if days:
        yield from _feasts(folded, days)
        yield from _birthdays(folded, record)


def _feasts(folded: Folded, days: list[date]) -> Iterator[Finding]:
    for feast in FEASTS:
        if not feast.may_stand_in(folded.lower):
            continue
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
                return finding_at(folded, start, match.end(), Kind.RELATIVE_DAY, Severity.REASON)
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
        near = [day for day in near if year_fits(year[1], day)]
    if not near or _is_general(folded, feast, match, end):
        return None
    return finding_at(folded, match.start(), end, Kind.FESTIVAL_DAY, Severity.REASON)


def _falls_on(feast: Feast, day: date, weekday: str | None, extra: int) -> bool:
    if weekday and not WEEKDAYS[day.weekday()].startswith(weekday.lower()[:3]):
        return False
    slack = timedelta(days=1 + feast.slack if not feast.season else feast.slack)
    return any(first - slack <= day <= last + slack for first, last in _of_years(feast, day))


def _is_general(folded: Folded, feast: Feast, match: re.Match[str], end: int) -> bool:
    """The time of year in general: “over Christmas”, “each Easter”, “bank holiday hours”."""
    before = folded.lower[max(0, match.start() - 70) : match.start()]
    after = folded.lower[end : end + 24]
    if _GENERAL_AFTER.match(after) or GENERALLY.search(before):
        return True
    describes = not ENDS_PHRASE.match(after) and not re.match(r"\s+[a-z]+day\b", after)
    begin, _ = folded.sentence(match.start())
    clause = folded.lower[max(begin, match.start() - 70) : match.start()]
    happened = bool(_HAPPENED.search(clause))
    if feast.season:
        return not happened and (
            describes or not EVENT.search(folded.words_of_sentence(match.start()))
        )
    return (describes or bool(_GENERAL_BEFORE.search(before))) and not happened


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
            yield finding_at(folded, start, match.end(), Kind.RELATIVE_DAY, Severity.REASON)
        elif abs((birthday - died).days) <= 1:
            yield finding_at(folded, *match.span(), Kind.RELATIVE_DAY, Severity.REASON)
