"""Feast days and days that everybody remembers: on which dates they fell in a year.

Fixed and Easter-bound days are worked out; days of the moon are tabled for 2018 to 2030 or, for the
Muslim and Jewish years, worked out by the arithmetical calendar. The guard allows for a day either
way, since such days begin at sunset or with the sight of the moon.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from cdop.core.bank_holidays import bank_holidays, easter

Days = tuple[date, date]
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


@dataclass(frozen=True)
class Feast:
    """A day or season that a text can name, and when it was in a year."""

    pattern: re.Pattern[str]
    days: Callable[[int], list[Days]]
    season: bool = False  # names a time of the year too: tells a day only beside an event
    slack: int = 0


def _day(month: int, day: int, *, length: int = 1) -> Callable[[int], list[Days]]:
    def days(year: int) -> list[Days]:
        try:
            first = date(year, month, day)
        except ValueError:
            return []
        return [(first, first + timedelta(days=length - 1))]

    return days


def _easter(offset: int, length: int = 1) -> Callable[[int], list[Days]]:
    return lambda year: _run(easter(year) + timedelta(days=offset), length)


def _run(first: date, length: int = 1) -> list[Days]:
    return [(first, first + timedelta(days=length - 1))]


def _nth(month: int, weekday: int, nth: int, shift: int = 0) -> Callable[[int], list[Days]]:
    """The n-th such weekday of the month; -1 is the last."""

    def days(year: int) -> list[Days]:
        if nth > 0:
            first = date(year, month, 1)
            found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
        else:
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            found = last - timedelta(days=(last.weekday() - weekday) % 7)
        return _run(found + timedelta(days=shift))

    return days


def _tabled(text: str, offset: int = 0, length: int = 1) -> Callable[[int], list[Days]]:
    table = [date.fromisoformat(day) + timedelta(days=offset) for day in text.split()]
    return lambda year: [days for day in table if day.year == year for days in _run(day, length)]


def _holiday(month: int, *, first: bool = False, last: bool = False) -> Callable[[int], list[Days]]:
    """The bank holidays of a month."""

    def days(year: int) -> list[Days]:
        found = sorted(day for day in bank_holidays(year) if day.month == month)
        chosen = found[:1] if first else found[-1:] if last else found
        return [(day - timedelta(days=2 if day.weekday() == MON else 0), day) for day in chosen]

    return days


def _every_holiday(year: int) -> list[Days]:
    return [(day, day) for day in sorted(bank_holidays(year))]


@cache
def _muslim(month: int, day: int, year: int) -> tuple[date, ...]:
    """The arithmetical Muslim calendar, which runs within a day or two of the sighted one."""
    found = []
    for lunar in range(int((year - 622) * 33 / 32) - 1, int((year - 622) * 33 / 32) + 3):
        julian = (
            day + -(-59 * (month - 1) // 2) + (lunar - 1) * 354 + (3 + 11 * lunar) // 30 + 1948438
        )
        found.append(date.fromordinal(julian - 1721424))
    return tuple(each for each in found if each.year == year)


def _moslem(month: int, day: int, length: int = 1) -> Callable[[int], list[Days]]:
    return lambda year: [days for each in _muslim(month, day, year) for days in _run(each, length)]


def _jewish_new_year(year: int) -> date:
    """Rosh Hashanah in a civil year, by the molad and its postponements."""
    lunar = year + 3761
    months = (
        235 * ((lunar - 1) // 19) + 12 * ((lunar - 1) % 19) + (7 * ((lunar - 1) % 19) + 1) // 19
    )
    parts = 204 + 793 * (months % 1080)
    hours = 5 + 12 * months + 793 * (months // 1080) + parts // 1080
    day = 1 + 29 * months + hours // 24
    part = 1080 * (hours % 24) + parts % 1080
    leap = (7 * lunar + 1) % 19 < 7
    after_leap = (7 * (lunar - 1) + 1) % 19 < 7
    late = part >= 19440 or (day % 7 == 2 and part >= 9924 and not leap)
    late = late or (day % 7 == 1 and part >= 16789 and after_leap)
    day += late
    day += day % 7 in (0, 3, 5)
    return date.fromordinal(day - 1373429 + 2 - 1)


def _jewish(offset: int, length: int = 1) -> Callable[[int], list[Days]]:
    return lambda year: _run(_jewish_new_year(year) + timedelta(days=offset), length)


def _passover(offset: int, length: int = 1) -> Callable[[int], list[Days]]:
    """Passover is 163 days before the next New Year; Purim a month before, Weeks fifty after."""
    return lambda year: _run(_jewish_new_year(year) + timedelta(days=offset - 163), length)


def _hanukkah(year: int) -> list[Days]:
    first = _jewish_new_year(year)
    following = _jewish_new_year(year + 1)
    long_autumn = (following - first).days in (355, 385)
    return _run(first + timedelta(days=83 + long_autumn), 8)


def _orthodox_easter(offset: int) -> Callable[[int], list[Days]]:
    def days(year: int) -> list[Days]:
        moon = (19 * (year % 19) + 15) % 30
        week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
        month, day = divmod(moon + week + 114, 31)
        return _run(date(year, month, day + 1) + timedelta(days=13 + offset))

    return days


_DIWALI = (
    "2018-11-07 2019-10-27 2020-11-14 2021-11-04 2022-10-24 2023-11-12 2024-11-01 2025-10-20"
    " 2026-11-08 2027-10-29 2028-10-17 2029-11-05 2030-10-26"
)
_HOLI = (
    "2018-03-02 2019-03-21 2020-03-10 2021-03-29 2022-03-18 2023-03-08 2024-03-25 2025-03-14"
    " 2026-03-04 2027-03-22 2028-03-11 2029-03-01 2030-03-20"
)
_RAKHI = (
    "2018-08-26 2019-08-15 2020-08-03 2021-08-22 2022-08-11 2023-08-30 2024-08-19 2025-08-09"
    " 2026-08-28 2027-08-17 2028-08-05 2029-08-23 2030-08-13"
)
_LUNAR_NEW_YEAR = (
    "2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29"
    " 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03"
)
_MID_AUTUMN = (
    "2018-09-24 2019-09-13 2020-10-01 2021-09-21 2022-09-10 2023-09-29 2024-09-17 2025-10-06"
    " 2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12"
)
_WESAK = (
    "2018-05-29 2019-05-18 2020-05-07 2021-05-26 2022-05-16 2023-05-05 2024-05-23 2025-05-12"
    " 2026-05-31 2027-05-20 2028-05-09 2029-05-27 2030-05-17"
)
_ELECTIONS = "2019-12-12 2024-07-04"
_SAINT = r"(?:st\.?|saint)\s+"
_DAY = r"(?:\s+day)?"
_BANK = r"(?:bank|public)\s+holiday"
_JUBILEE = "2022-06-02"


def _feast(
    pattern: str, days: Callable[[int], list[Days]], *, season: bool = False, slack: int = 0
) -> Feast:
    return Feast(re.compile(rf"\b(?:{pattern})(?![a-z])", re.IGNORECASE), days, season, slack)


FEASTS: tuple[Feast, ...] = (
    _feast(r"christmas eve|xmas eve", _day(12, 24)),
    _feast(r"(?:christmas|xmas) (?:day|morning|afternoon|evening|night)", _day(12, 25)),
    _feast(r"boxing day|" + _SAINT + r"stephen'?s" + _DAY, _day(12, 26)),
    _feast(r"new year'?s'? eve|hogmanay", _day(12, 31)),
    _feast(r"new year'?s'? day", _day(1, 1)),
    _feast(r"twelfth night|epiphany|three kings'?" + _DAY, _day(1, 5, length=2)),
    _feast(r"burns(?:'s?)? night", _day(1, 25)),
    _feast(r"candlemas" + _DAY, _day(2, 2)),
    _feast(_SAINT + r"valentine'?s'?" + _DAY + r"|valentine'?s'?" + _DAY, _day(2, 14)),
    _feast(r"leap(?:[- ]year)?[- ]day", _day(2, 29)),
    _feast(_SAINT + r"david'?s" + _DAY, _day(3, 1)),
    _feast(_SAINT + r"pa(?:trick|ddy)'?s" + _DAY + r"|paddy'?s day", _day(3, 17)),
    _feast(_SAINT + r"george'?s" + _DAY, _day(4, 23)),
    _feast(_SAINT + r"andrew'?s" + _DAY, _day(11, 30)),
    _feast(_SAINT + r"nicholas'?(?:s)?" + _DAY, _day(12, 6)),
    _feast(_SAINT + r"luc(?:y|ia)'?s?" + _DAY, _day(12, 13)),
    _feast(_SAINT + r"swithin'?s|" + _SAINT + r"swithun'?s day", _day(7, 15)),
    _feast(
        _SAINT + r"john'?s (?:day|eve)|midsummer'?s?(?: day| eve| night)?", _day(6, 23, length=2)
    ),
    _feast(r"(?:the )?(?:longest day|summer solstice)", _day(6, 20, length=2)),
    _feast(r"(?:the )?(?:shortest day|winter solstice)", _day(12, 21, length=2)),
    _feast(r"(?:the )?(?:spring|vernal) equinox|nowruz|newroz", _day(3, 20, length=2)),
    _feast(r"(?:the )?autumn(?:al)? equinox", _day(9, 22, length=2)),
    _feast(r"april fools?'?s?'? day", _day(4, 1)),
    _feast(r"may day(?! bank)", _day(5, 1)),
    _feast(r"ve day", _day(5, 8)),
    _feast(r"d-day", _day(6, 6)),
    _feast(r"armistice day|remembrance day", _day(11, 11)),
    _feast(r"remembrance sunday", _nth(11, SUN, 2)),
    _feast(r"hallowe'?en|all hallows'? eve", _day(10, 31)),
    _feast(r"all saints'?" + _DAY + "|all hallows", _day(11, 1)),
    _feast(r"all souls'?" + _DAY, _day(11, 2)),
    _feast(
        r"bonfire night|guy fawkes'?(?:s)?(?:[- ](?:night|day))?|fireworks night|firework night",
        _day(11, 5),
    ),
    _feast(r"lammas" + _DAY, _day(8, 1)),
    _feast(r"michaelmas" + _DAY, _day(9, 29)),
    _feast(r"twelfth of july|orangemen'?s day|battle of the boyne", _day(7, 12)),
    _feast(r"bastille day", _day(7, 14)),
    _feast(r"(?:us |american )?independence day", _day(7, 4)),
    _feast(r"thanksgiving" + _DAY, _nth(11, THU, 4)),
    _feast(r"black friday", _nth(11, THU, 4, shift=1)),
    _feast(r"cyber monday", _nth(11, THU, 4, shift=4)),
    _feast(r"world book day", _nth(3, THU, 1)),
    _feast(r"world aids day", _day(12, 1)),
    _feast(r"international women'?s day", _day(3, 8)),
    _feast(r"earth day", _day(4, 22)),
    _feast(r"pi day", _day(3, 14)),
    _feast(r"star wars day", _day(5, 4)),
    _feast(r"children in need(?: day| night)?", _nth(11, FRI, 3), slack=1),
    _feast(r"shrove tuesday|pancake (?:day|tuesday)|mardi gras", _easter(-47)),
    _feast(r"ash wednesday|(?:the )?first day of lent", _easter(-46)),
    _feast(r"mother(?:'?s'?|ing) (?:day|sunday)", _easter(-21)),
    _feast(r"palm sunday", _easter(-7)),
    _feast(r"maundy thursday|holy thursday", _easter(-3)),
    _feast(r"good friday", _easter(-2)),
    _feast(r"(?:holy|easter) saturday|easter eve", _easter(-1)),
    _feast(r"easter (?:day|sunday)", _easter(0)),
    _feast(r"easter monday", _easter(1)),
    _feast(r"(?:the )?easter weekend|easter bank holiday", _easter(-2, 4)),
    _feast(r"ascension" + _DAY, _easter(39)),
    _feast(r"whit(?:sun(?:day)?| sunday)|pentecost(?: sunday)?", _easter(49)),
    _feast(r"whit monday", _easter(50)),
    _feast(r"trinity sunday", _easter(56)),
    _feast(r"corpus christi", _easter(60)),
    _feast(r"father'?s'? day", _nth(6, SUN, 3)),
    _feast(
        r"advent sunday|(?:the )?first sunday (?:of|in) advent",
        lambda year: _run(
            date(year, 12, 24) - timedelta(days=(date(year, 12, 24).weekday() + 1) % 7 + 21)
        ),
    ),
    _feast(
        r"stir[- ]up sunday",
        lambda year: _run(
            date(year, 12, 24) - timedelta(days=(date(year, 12, 24).weekday() + 1) % 7 + 28)
        ),
    ),
    _feast(
        r"(?:the )?early may "
        + _BANK
        + r"|(?:the )?may day "
        + _BANK
        + r"|(?:the )?first may "
        + _BANK,
        _holiday(5, first=True),
    ),
    _feast(
        r"(?:the )?(?:spring|late may|whitsun|second may|last may) "
        + _BANK
        + r"|(?:the )?spring bank",
        lambda year: _holiday(5, last=True)(year) if year != 2022 else _run(date(2022, 6, 2)),
    ),
    _feast(r"(?:the )?may " + _BANK, _holiday(5)),
    _feast(r"(?:the )?(?:august|late summer|summer) " + _BANK, _holiday(8)),
    _feast(
        r"(?:the )?platinum jubilee|(?:the )?jubilee|(?:the )?queen'?s jubilee",
        _tabled(_JUBILEE, 0, 4),
    ),
    _feast(
        r"(?:the )?(?:king'?s )?coronation(?: of (?:the king|king charles))?",
        _tabled("2023-05-06", 0, 3),
    ),
    _feast(r"(?:the )?(?:late )?queen'?s funeral|(?:the )?state funeral", _tabled("2022-09-19")),
    _feast(
        r"(?:the )?(?:day|night|evening)(?: that)? the (?:late )?queen died|"
        r"(?:the )?queen'?s death|(?:the )?death of the (?:late )?queen",
        _tabled("2022-09-08"),
    ),
    _feast(
        r"prince philip'?s funeral|(?:the )?duke of edinburgh'?s funeral", _tabled("2021-04-17")
    ),
    _feast(r"(?:the )?royal wedding", _tabled("2018-05-19 2018-10-12")),
    _feast(
        r"(?:the )?first (?:day of (?:the )?)?(?:national )?lockdown(?: began| started)?",
        _tabled("2020-03-23 2020-03-24"),
        season=True,
    ),
    _feast(
        r"(?:the )?(?:general )?election (?:day|night)|polling day|(?:the )?general election",
        _tabled(_ELECTIONS),
    ),
    _feast(
        r"(?:the )?brexit day|(?:the )?day (?:that )?(?:we|britain|the uk) left the (?:eu|european"
        r" union)",
        _tabled("2020-01-31"),
    ),
    _feast(r"(?:the )?millennium eve", _tabled("1999-12-31")),
    _feast(
        r"(?:the )?clocks (?:went|go|were put|had gone) (?:forward|on)|(?:the )?clocks sprang forward"
        r"|start of (?:british )?summer ?time|clock(?:s)?[- ]change",
        _nth(3, SUN, -1),
    ),
    _feast(
        r"(?:the )?clocks (?:went|go|were put|had gone|fell) back|end of (?:british )?summer ?time"
        r"|clock(?:s)?[- ]change",
        _nth(10, SUN, -1),
    ),
    _feast(
        r"(?:a-?level|a level) results (?:day|morning)",
        lambda year: _nth(8, THU, 3 if date(year, 8, 1).weekday() in (4, 5, 6, 3) else 3)(year),
    ),
    _feast(r"gcse results (?:day|morning)", _nth(8, THU, 4)),
    _feast(r"(?:the )?notting hill carnival", _holiday(8)),
    _feast(r"(?:the )?grand national(?: day)?", _nth(4, SAT, 2), slack=2),
    _feast(r"(?:the )?world cup final", _tabled("2018-07-15 2022-12-18 2026-07-19 2019-07-07")),
    _feast(
        r"(?:the )?(?:euro(?:s|pean championship)?) final",
        _tabled("2021-07-11 2022-07-31 2024-07-14 2025-07-27"),
    ),
    _feast(r"(?:the )?world cup final", _tabled("2023-08-20")),
    _feast(
        r"diwali" + _DAY + r"|deepavali|divali|(?:the )?festival of lights|bandi chhor(?: divas)?",
        _tabled(_DIWALI),
    ),
    _feast(r"bhai d(?:oo|u)j", _tabled(_DIWALI, 2)),
    _feast(r"dhanteras", _tabled(_DIWALI, -2)),
    _feast(r"dussehra|dasara|vijayadashami", _tabled(_DIWALI, -20)),
    _feast(r"navratri|navaratri|durga puja", _tabled(_DIWALI, -29, 9), season=True),
    _feast(
        r"gurpurab|guru nanak'?s (?:birthday|jayanti|gurpurab)|guru nanak (?:jayanti|gurpurab)",
        _tabled(_DIWALI, 15),
    ),
    _feast(
        r"holi(?: day)?|holika(?: dahan)?|(?:the )?festival of colours|hola mohalla", _tabled(_HOLI)
    ),
    _feast(r"maha ?shiv(?:a)?ratri", _tabled(_HOLI, -16), slack=2),
    _feast(r"ram(?:a)? navami", _tabled(_HOLI, 24), slack=5),
    _feast(r"raksha bandhan|rakhi", _tabled(_RAKHI)),
    _feast(r"(?:krishna )?janmashtami", _tabled(_RAKHI, 8)),
    _feast(r"ganesh chaturthi", _tabled(_RAKHI, 18), slack=2),
    _feast(r"v[ae]isakhi|baisakhi", _day(4, 13, length=2)),
    _feast(r"pongal|makar sankranti|lohri|thai pongal", _day(1, 13, length=3)),
    _feast(r"onam", _day(8, 20, length=20), season=True),
    _feast(
        r"(?:chinese|lunar|vietnamese) new year(?:'?s)?(?: day)?|tet|seollal|(?:the )?spring"
        r" festival|(?:the )?first day of the year of the \w+",
        _tabled(_LUNAR_NEW_YEAR),
    ),
    _feast(r"(?:chinese|lunar) new year'?s eve", _tabled(_LUNAR_NEW_YEAR, -1)),
    _feast(r"(?:the )?lantern festival", _tabled(_LUNAR_NEW_YEAR, 14)),
    _feast(r"(?:the )?mid-?autumn festival|(?:the )?moon festival|chuseok", _tabled(_MID_AUTUMN)),
    _feast(r"qingming|tomb[- ]sweeping day", _day(4, 4, length=2)),
    _feast(r"wesak|vesak|buddha(?:'s)? (?:day|birthday|purnima)", _tabled(_WESAK)),
    _feast(
        r"(?:the )?first (?:day|night|fast) of (?:the )?ramad[ah]n|(?:the )?(?:start|beginning) of"
        r" ramad[ah]n|(?:the )?day ramad[ah]n began",
        _moslem(9, 1),
        slack=1,
    ),
    _feast(r"(?:the )?first week of ramad[ah]n", _moslem(9, 1, 7), slack=1),
    _feast(
        r"(?:the )?last (?:day|night|\w+day) of ramad[ah]n|(?:the )?end of ramad[ah]n",
        _moslem(9, 29, 2),
        slack=1,
    ),
    _feast(r"ramad[ah]n|ramzan", _moslem(9, 1, 30), season=True, slack=1),
    _feast(r"laylat[- ]al[- ]qadr|(?:the )?night of power", _moslem(9, 27), slack=1),
    _feast(r"chaand? raat", _moslem(9, 29, 2), slack=1),
    _feast(
        r"(?:the )?(?:first day of )?eid[- ]ul[- ]fitr|(?:the )?(?:first day of )?eid[- ]al[- ]fitr"
        r"|little eid|small eid",
        _moslem(10, 1),
        slack=1,
    ),
    _feast(
        r"(?:the )?(?:first day of )?eid[- ][au]l[- ]adha|big eid|(?:the )?festival of sacrifice"
        r"|bakra?[- ]eid|kurban bayram\w*",
        _moslem(12, 10),
        slack=1,
    ),
    _feast(
        r"(?:the )?(?:(?:first|second|third) day of )?eid(?: day| morning| prayers?)?|bayram",
        lambda year: _moslem(10, 1, 3)(year) + _moslem(12, 10, 3)(year),
        slack=1,
    ),
    _feast(r"(?:the )?day of arafa[ht]?", _moslem(12, 9), slack=1),
    _feast(r"ashura(?: day)?", _moslem(1, 10), slack=1),
    _feast(r"(?:the )?(?:islamic|muslim|hijri) new year", _moslem(1, 1), slack=1),
    _feast(
        r"m(?:aw|il)lid(?: \w+ \w+)?|mawlid|(?:the )?prophet'?s birthday|milad",
        _moslem(3, 12),
        slack=1,
    ),
    _feast(r"rosh hashana[h]?|(?:the )?jewish new year", _jewish(0, 2)),
    _feast(r"yom kippur|(?:the )?day of atonement", _jewish(9)),
    _feast(r"(?:the )?first day of sukkot", _jewish(14)),
    _feast(r"sukkot", _jewish(14, 7)),
    _feast(r"simchat torah", _jewish(22)),
    _feast(
        r"(?:the )?first (?:night|day|evening|candle) of (?:c?hanuk?kah?|chanukah)",
        lambda year: [(first, first) for first, _ in _hanukkah(year)],
    ),
    _feast(
        r"(?:the )?last (?:night|day|evening) of (?:c?hanuk?kah?|chanukah)",
        lambda year: [(last, last) for _, last in _hanukkah(year)],
    ),
    _feast(r"c?hanuk?kah?|chanukah", _hanukkah),
    _feast(r"purim", _passover(-30)),
    _feast(r"(?:the )?(?:first (?:night|day) of )?(?:passover|pesach)(?: eve)?", _passover(0, 8)),
    _feast(r"seder night|(?:the )?seder", _passover(-1, 2)),
    _feast(r"shavuot", _passover(50, 2)),
    _feast(
        r"(?:orthodox|coptic|ukrainian|russian|ethiopian) christmas(?: day| eve)?",
        _day(1, 6, length=2),
    ),
    _feast(
        r"(?:orthodox|greek|coptic|ukrainian|russian) easter(?: sunday| day)?", _orthodox_easter(0)
    ),
    _feast(r"orthodox good friday", _orthodox_easter(-2)),
    _feast(r"(?:the )?easter holidays?|easter", _easter(-2, 4), season=True),
    _feast(r"christmas|xmas|yuletide", _day(12, 24, length=3), season=True),
    _feast(r"(?:the )?new year", lambda year: _day(1, 1)(year) + _day(12, 31)(year), season=True),
    _feast(
        r"(?:a |the )?(?:monday )?" + _BANK + r"(?: (?:monday|friday|weekend))?",
        _every_holiday,
        season=True,
    ),
)
