"""Days of the record that a draft tells by their name: feasts, days beside them, birthdays."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial

from cdop.core.identity_guard import numbers
from cdop.core.identity_guard.days import (
    GENERALLY,
    DayMention,
    is_weekday,
    trimmed,
    year_fits,
)
from cdop.core.identity_guard.feast import Feast
from cdop.core.identity_guard.feasts import FEASTS
from cdop.core.identity_guard.findings import Kind, Severity
from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.words import ENDS_PHRASE, EVENT, WEEKDAY

_TAIL = re.compile(
    rf"\s+{WEEKDAY}|\s+(?:weekend|morning|lunchtime|afternoon|evening|night|itself)\b", re.I
)
_YEAR = re.compile(r",?\s+(?:of\s+|in\s+)?((?:19|20)\d\d)\b")

_GENERAL_BEFORE = re.compile(
    r"\b(?:each|every|any|most(?! of)|all|over|around|during|next|before|by|until|for"
    r"|this coming|between"
    r"|past|some|many|like|as|near|towards|after|our|annual|offer advice"
    r"|on any)\s+(?:the\s+)?(?:\w+\s+)?$"
)
_GENERAL_AFTER = re.compile(
    r"\s*(?:again|(?:each|every|next) year|annually|opening|cards?|messages?|hours"
    r"|period|season|break|part(?:y|ies)|jumpers?|shopping|cover"
    r"|rotas?|campaign|leaflets?|appeal|closures?|sales?|dinner|tree|lights|crackers|eggs?"
    r"|services?"
    r"|staffing|decorations|presents?|cake|food|tips|advice|edition|issue|s\b|'s\b|is\s+an?|fair|market"
    r"|robins?|stocking|bonus|included|rates|festivities|celebrations?|safety|planning)\b"
)
_PARTY_BEFORE = re.compile(
    r"\b(?:ate|choked|ill|at|during|after|from)\b[^.;\n]{0,30}\b(?:an?|the|their)\s+$"
)
_PARTY_AFTER = re.compile(
    r"\s+(?:party|meal|dinner|lunch|gathering|picnic|feast|breakfast|barbecue)\b"
)
_LISTED = re.compile(r"\s+or\s+[A-Z]|,\s+[A-Z][a-z]+,?\s+(?:or|and)\b")
_LISTED_BEFORE = re.compile(r"\b[A-Z][a-z]+,?\s+or\s+$|\b[A-Z][a-z]+,\s+$")
_EVENT_AFTER = re.compile(
    r"\s+(?:baby|twins?|boy|girl|child|birth|death|delivery|arrival|tragedy|accident|fall|fire"
    r"|crash|drowning|collapse)\b"
)
_SINGLE_DAY = re.compile(r"\s+(?:\w+ )?(?:years?|summers?|winters?|months?) ago\b|,? last year\b")
_PAST = re.compile(
    r"\b(?:was|were|had|went|came|got|took|ran|left|gave|became|told|fell|fed|ate|slept|woke|drank"
    r"|drove|swam|sat|stood|hit|heard|saw|lost|found|held|began|rang|[a-z]{3,}ed)\b"
)
_CHILD = re.compile(
    r"\b(?:he|she|him|her|his|baby|infant|boy|girl|child|toddler|twins?|pupil|lad|teenager"
    r"|(?:her|his|their) (?:brother|sister|mother|father|parents?|school)"
    r"|(?:her|his|their|the) family)\b"
)
_FOR_THE_DAY = re.compile(r"\b(?:meal|tea|dinner|lunch|home|gathered|together|over) for $")
_CLOCK = re.compile(r"[\s|*>_-]*\d{1,2}[.:]\d\d\b")  # a line of what happened when
_KEPT_FOR = re.compile(
    r"\b(?:his|her|their|[a-z]+'s) (?:\w+ )?(?:birthday|anniversary|memory|grave)\b|\bin memory\b"
)
_HAPPENED = re.compile(
    r"\b(?:died?|dies|dying|born|arrived|collapsed?|fell|drowned|killed|found|death|attack"
    r"|crash(?:ed)?"
    r"|fire|accident|stopped breathing|ill|unwell|admitted|birth|happened|came|was|swept|lost)"
    r"\b[^.;\n]{0,40}$"
)
_THAT_DAY = re.compile(r"[^.;\n]*?\bthat (?:day|morning|afternoon|evening|night|\w+day)\b")
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


_TURNS = (
    rf"(?:turn(?:ed|ing)?|(?:been|be|being|was|were)(?: only| just)?)\s+(?P<nth>{numbers.NUMBER})\b"
    r"(?!\s+(?:days?|weeks?|months?|hours?|of)\b)"
)
_WOULD_HAVE = re.compile(
    rf"\b(?:would|should|was to|were to|due to|going to)\s+(?:have\s+)?{_TURNS}"
    rf"[\s,]+(?:on\s+)?(?:just\s+)?"
    rf"(?P<when>(?:the\s+)?(?:next|following|same)\s+(?:day|morning|week)|that\s+(?:day|week)|tomorrow"
    rf"|(?P<n>{numbers.NUMBER}|a)\s+(?P<unit>days?|weeks?)\s+(?:later|after))",
    re.I,
)
_HAD_TURNED = re.compile(
    rf"\b(?:turned|become|became|was)\s+(?:only\s+|just\s+)?(?P<nth>{numbers.NUMBER}),?\s+(?:only\s+|just\s+)?"
    rf"(?:(?P<n>the|a|{numbers.NUMBER})\s+(?P<unit>days?|weeks?)\s+(?P<way>before|earlier)|(?P<eve>yesterday))",
    re.I,
)
_EVE_OF = re.compile(
    rf"\b(?:(?P<n>{numbers.NUMBER}|a|an|the)\s+(?P<unit>days?|nights?|evening|weeks?|months?)|(?:on\s+)?the\s+"
    rf"(?P<eve>eve))\s+(?P<way>before|after|of|from)\s+(?:(?:he|she|they)\s+(?:would\s+have\s+|was\s+to"
    rf"\s+|were\s+to\s+)?)?{_TURNS}",
    re.I,
)
_FOR_A_DAY = re.compile(
    rf"\bhad been (?P<nth>{numbers.NUMBER}) for (?:only |just )?(?P<n>an?|{numbers.NUMBER}) "
    r"(?P<unit>days?|weeks?)\b",
    re.I,
)


def feast_mentions(folded: Folded) -> Iterator[DayMention]:
    """Each name of a day, alone or with a day beside it."""
    for feast in FEASTS:
        if not feast.may_stand_in(folded.lower):
            continue
        for match in feast.pattern.finditer(folded.text):
            yield from _beside(folded, feast, match)
            yield from _on_the_day(folded, feast, match)


def _beside(folded: Folded, feast: Feast, match: re.Match[str]) -> Iterator[DayMention]:
    """“Two days after Christmas”, “the eve of Diwali”."""
    begin = max(0, match.start() - 60)
    step = _STEP.search(folded.text[begin : match.start()])
    plan = step and not step["n"] and _GENERAL_AFTER.match(folded.lower, match.end())
    if step and not plan:
        start, end = trimmed(folded, begin + step.start(), match.end())
        fits = partial(_is_beside, feast, step)
        yield DayMention(start, end, Kind.RELATIVE_DAY, Severity.REASON, fits)


def _is_beside(feast: Feast, step: re.Match[str], day: date) -> bool:
    return any(_step_fits(step, first, last, day) for first, last in _days_near(feast, day.year))


@lru_cache(maxsize=4096)
def _days_near(feast: Feast, year: int) -> list[tuple[date, date]]:
    return [days for each in (year - 1, year, year + 1) for days in feast.days(each)]


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


def _on_the_day(folded: Folded, feast: Feast, match: re.Match[str]) -> Iterator[DayMention]:
    tail = _TAIL.match(folded.text, match.end())
    end = tail.end() if tail else match.end()
    if _is_general(folded, feast, match, end):
        return
    year = _YEAR.match(folded.text, end)
    fits = partial(_falls_on, feast, tail["weekday"] if tail else None, year[1] if year else None)
    start, end = trimmed(folded, match.start(), end)
    yield DayMention(start, end, Kind.FESTIVAL_DAY, Severity.REASON, fits)


def _falls_on(feast: Feast, weekday: str | None, year: str | None, day: date) -> bool:
    if not year_fits(year, day) or (weekday and not is_weekday(day, weekday)):
        return False
    slack = timedelta(days=feast.slack if feast.season else 1 + feast.slack)
    return any(first - slack <= day <= last + slack for first, last in _days_near(feast, day.year))


def _is_general(folded: Folded, feast: Feast, match: re.Match[str], end: int) -> bool:
    """The time of year in general: “over Christmas”, “each Easter”, “bank holiday hours”."""
    before = folded.lower[max(0, match.start() - 70) : match.start()]
    after = folded.lower[end : end + 24]
    party = _PARTY_AFTER.match(after) and _PARTY_BEFORE.search(before)
    if _EVENT_AFTER.match(after) or party:
        return bool(GENERALLY.search(before))
    if _one_of_a_list(folded, match.start(), end):
        return True
    if _GENERAL_AFTER.match(after):
        return True
    if GENERALLY.search(before):
        return not _KEPT_FOR.search(folded.words_of_sentence(match.start()))
    if not feast.season and _is_told_of(folded, match.start(), end):
        kept = _FOR_THE_DAY.search(before) or _CLOCK.match(_line(folded, match.start()))
        return bool(_GENERAL_BEFORE.search(before)) and not kept
    describes = not ENDS_PHRASE.match(after) and not re.match(r"\s+[a-z]+day\b", after)
    begin, _ = folded.sentence(match.start())
    clause = folded.lower[max(begin, match.start() - 70) : match.start()]
    happened = bool(_HAPPENED.search(clause)) or bool(_THAT_DAY.search(folded.lower, end, end + 80))
    if feast.season:
        return not happened and (
            describes or not EVENT.search(folded.words_of_sentence(match.start()))
        )
    return (describes or bool(_GENERAL_BEFORE.search(before))) and not happened


def _is_told_of(folded: Folded, start: int, end: int) -> bool:
    """“Her brother's St David's Day assembly”, “Father's Day two summers ago”: it is past."""
    if _SINGLE_DAY.match(folded.lower, end):
        return True
    words = folded.words_of_sentence(start)
    told = _CHILD.search(words) or _CLOCK.match(_line(folded, start))
    return bool(told and _PAST.search(words))


def _line(folded: Folded, at: int) -> str:
    begin = folded.text.rfind("\n", max(0, at - 200), at) + 1
    return folded.lower[begin:at]


def _one_of_a_list(folded: Folded, start: int, end: int) -> bool:
    """“Candles for Diwali, Hanukkah or Christmas”."""
    after = _LISTED.match(folded.text[end : end + 40])
    before = _LISTED_BEFORE.search(folded.text[max(0, start - 30) : start])
    return bool(after and (before or " or " in after[0])) or bool(before and " or " in before[0])


@dataclass(frozen=True)
class BirthdayMention:
    """“The day after his third birthday”: a passage that counts from the day of birth."""

    start: int
    end: int
    nth: int
    step: re.Match[str] | None
    reach: tuple[int, int] | None = None  # days from the death to the birthday, in plain words

    def fits(self, born: date, died: date) -> bool:
        try:
            birthday = born.replace(year=born.year + self.nth)
        except ValueError:  # the 29th of February, or a year past the calendar
            birthday = date(min(born.year + self.nth, 9999), 3, 1)
        if self.reach is not None:
            return self.reach[0] <= (birthday - died).days <= self.reach[1]
        if self.step:
            return _step_fits(self.step, birthday, birthday, died)
        return abs((birthday - died).days) <= 1


def birthday_mentions(folded: Folded) -> Iterator[BirthdayMention]:
    for match in _BIRTHDAY.finditer(folded.text):
        begin = max(0, match.start() - 60)
        step = _STEP.search(folded.text[begin : match.start()])
        if re.search(r"\b(?:by|until|before)\s$", folded.lower[begin : match.start()]) and not step:
            continue
        start = begin + step.start() if step else match.start()
        start, end = trimmed(folded, start, match.end())
        yield BirthdayMention(start, end, numbers.value(match["nth"]) or 0, step)
    for pattern in (_WOULD_HAVE, _HAD_TURNED, _FOR_A_DAY, _EVE_OF):
        for match in pattern.finditer(folded.text):
            start, end = trimmed(folded, *match.span())
            yield BirthdayMention(start, end, numbers.value(match["nth"]) or 0, None, _away(match))


def _away(match: re.Match[str]) -> tuple[int, int]:
    """How many days after the death the birthday would have come, at least and at most."""
    said = match.groupdict()
    if said["unit"]:
        count = 1 if said["n"].lower() in ("a", "an", "the") else numbers.value(said["n"]) or 0
        low, high = _reach(said["unit"].lower().replace("evening", "day"), count)
        past = match.re in (_HAD_TURNED, _FOR_A_DAY) or (said.get("way") or "").lower() in (
            "after",
            "from",
        )
        return (-high, -low) if past else (low, high)
    when = (said.get("when") or "eve").lower()
    if "week" in when:
        return (0, 7) if "that" in when or "same" in when else (1, 13)
    return (0, 0) if "same" in when or "that" in when else (1, 1)
