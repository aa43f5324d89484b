"""Feast days and days that everybody remembers: on which dates they fell in a year.

Fixed and Easter-bound days are worked out; days of the moon are tabled for 2018 to 2030 or, for the
Muslim and Jewish years, worked out by the arithmetical calendar. The guard allows for a day either
way, since such days begin at sunset or with the sight of the moon.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from cdop.core.identity_guard.moons import (
    FRI,
    SAT,
    SUN,
    THU,
    Days,
    every_holiday,
    fixed,
    from_easter,
    hanukkah,
    holiday,
    jewish,
    muslim,
    nth,
    orthodox_easter,
    passover,
    run,
    tabled,
)


@dataclass(frozen=True)
class Feast:
    """A day or season that a text can name, and when it was in a year."""

    ways: str  # of naming it, as a regular expression
    days: Callable[[int], list[Days]]
    season: bool = False  # names a time of the year too: tells a day only beside an event
    slack: int = 0
    cues: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when first asked for: a start of the service asks for none."""
        return re.compile(rf"\b(?:{self.ways})(?![a-z])", re.IGNORECASE)

    def may_stand_in(self, lower: str) -> bool:
        """A quick look: without one of its own words the text cannot name the day."""
        return not self.cues or any(cue in lower for cue in self.cues)


_NO_CUES = frozenset("day the eve first last night days year new saint after and our that".split())


def _cues(pattern: str) -> tuple[str, ...]:
    """For each way of saying it one word that has to be there; nothing where one has none."""
    found = []
    for way in re.split(r"\|(?![^(]*\))", pattern):
        always = re.sub(r"\((?:[^()]|\([^()]*\))*\)[?]?|\[[^]]*\]|.\?", " ", way)
        own = [word for word in re.findall(r"[a-z]{3,}", always) if word not in _NO_CUES]
        if not own:
            return ()
        found.append(max(own, key=len))
    return tuple(found)


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
    ways: str, days: Callable[[int], list[Days]], *, season: bool = False, slack: int = 0
) -> Feast:
    return Feast(ways, days, season, slack, _cues(ways))


FEASTS: tuple[Feast, ...] = (
    _feast(r"christmas eve|xmas eve", fixed(12, 24)),
    _feast(r"(?:christmas|xmas) (?:day|morning|afternoon|evening|night)", fixed(12, 25)),
    _feast(r"boxing day|" + _SAINT + r"stephen'?s" + _DAY, fixed(12, 26)),
    _feast(r"new year'?s'? eve|hogmanay", fixed(12, 31)),
    _feast(r"new year'?s'? day", fixed(1, 1)),
    _feast(r"twelfth night|epiphany|three kings'?" + _DAY, fixed(1, 5, length=2)),
    _feast(r"burns(?:'s?)? night", fixed(1, 25)),
    _feast(r"candlemas" + _DAY, fixed(2, 2)),
    _feast(_SAINT + r"valentine'?s'?" + _DAY + r"|valentine'?s'?" + _DAY, fixed(2, 14)),
    _feast(r"leap(?:[- ]year)?[- ]day", fixed(2, 29)),
    _feast(_SAINT + r"david'?s" + _DAY, fixed(3, 1)),
    _feast(_SAINT + r"pa(?:trick|ddy)'?s" + _DAY + r"|paddy'?s day", fixed(3, 17)),
    _feast(_SAINT + r"george'?s" + _DAY, fixed(4, 23)),
    _feast(_SAINT + r"andrew'?s" + _DAY, fixed(11, 30)),
    _feast(_SAINT + r"nicholas'?(?:s)?" + _DAY, fixed(12, 6)),
    _feast(_SAINT + r"luc(?:y|ia)'?s?" + _DAY, fixed(12, 13)),
    _feast(_SAINT + r"swithin'?s|" + _SAINT + r"swithun'?s day", fixed(7, 15)),
    _feast(
        _SAINT + r"john'?s (?:day|eve)|midsummer'?s?(?: day| eve| night)?", fixed(6, 23, length=2)
    ),
    _feast(r"(?:the )?(?:longest day|summer solstice)", fixed(6, 20, length=2)),
    _feast(r"(?:the )?(?:shortest day|winter solstice)", fixed(12, 21, length=2)),
    _feast(r"(?:the )?(?:spring|vernal) equinox|nowruz|newroz", fixed(3, 20, length=2)),
    _feast(r"(?:the )?autumn(?:al)? equinox", fixed(9, 22, length=2)),
    _feast(r"april fools?'?s?'? day", fixed(4, 1)),
    _feast(r"may day(?! bank)", fixed(5, 1)),
    _feast(r"ve day", fixed(5, 8)),
    _feast(r"d-day", fixed(6, 6)),
    _feast(r"armistice day|remembrance day", fixed(11, 11)),
    _feast(r"remembrance sunday", nth(11, SUN, 2)),
    _feast(r"hallowe'?en|all hallows'? eve", fixed(10, 31)),
    _feast(r"all saints'?" + _DAY + "|all hallows", fixed(11, 1)),
    _feast(r"all souls'?" + _DAY, fixed(11, 2)),
    _feast(
        r"bonfire night|guy fawkes'?(?:s)?(?:[- ](?:night|day))?|fireworks night|firework night",
        fixed(11, 5),
    ),
    _feast(r"lammas" + _DAY, fixed(8, 1)),
    _feast(r"michaelmas" + _DAY, fixed(9, 29)),
    _feast(r"twelfth of july|orangemen'?s day|battle of the boyne", fixed(7, 12)),
    _feast(r"bastille day", fixed(7, 14)),
    _feast(r"(?:us |american )?independence day", fixed(7, 4)),
    _feast(r"thanksgiving" + _DAY, nth(11, THU, 4)),
    _feast(r"black friday", nth(11, THU, 4, shift=1)),
    _feast(r"cyber monday", nth(11, THU, 4, shift=4)),
    _feast(r"world book day", nth(3, THU, 1)),
    _feast(r"world aids day", fixed(12, 1)),
    _feast(r"international women'?s day", fixed(3, 8)),
    _feast(r"earth day", fixed(4, 22)),
    _feast(r"pi day", fixed(3, 14)),
    _feast(r"star wars day", fixed(5, 4)),
    _feast(r"children in need(?: day| night)?", nth(11, FRI, 3), slack=1),
    _feast(r"shrove tuesday|pancake (?:day|tuesday)|mardi gras", from_easter(-47)),
    _feast(r"ash wednesday|(?:the )?first day of lent", from_easter(-46)),
    _feast(r"mother(?:'?s'?|ing) (?:day|sunday)", from_easter(-21)),
    _feast(r"palm sunday", from_easter(-7)),
    _feast(r"maundy thursday|holy thursday", from_easter(-3)),
    _feast(r"good friday", from_easter(-2)),
    _feast(r"(?:holy|easter) saturday|easter eve", from_easter(-1)),
    _feast(r"easter (?:day|sunday)", from_easter(0)),
    _feast(r"easter monday", from_easter(1)),
    _feast(r"(?:the )?easter weekend|easter bank holiday", from_easter(-2, 4)),
    _feast(r"ascension" + _DAY, from_easter(39)),
    _feast(r"whit(?:sun(?:day)?| sunday)|pentecost(?: sunday)?", from_easter(49)),
    _feast(r"whit monday", from_easter(50)),
    _feast(r"trinity sunday", from_easter(56)),
    _feast(r"corpus christi", from_easter(60)),
    _feast(r"father'?s'? day", nth(6, SUN, 3)),
    _feast(
        r"advent sunday|(?:the )?first sunday (?:of|in) advent",
        lambda year: run(
            date(year, 12, 24) - timedelta(days=(date(year, 12, 24).weekday() + 1) % 7 + 21)
        ),
    ),
    _feast(
        r"stir[- ]up sunday",
        lambda year: run(
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
        holiday(5, first=True),
    ),
    _feast(
        r"(?:the )?(?:spring|late may|whitsun|second may|last may) "
        + _BANK
        + r"|(?:the )?spring bank",
        lambda year: holiday(5, last=True)(year) if year != 2022 else run(date(2022, 6, 2)),
    ),
    _feast(r"(?:the )?may " + _BANK, holiday(5)),
    _feast(r"(?:the )?(?:august|late summer|summer) " + _BANK, holiday(8)),
    _feast(
        r"(?:the )?platinum jubilee|(?:the )?jubilee|(?:the )?queen'?s jubilee",
        tabled(_JUBILEE, 0, 4),
    ),
    _feast(
        r"(?:the )?(?:king'?s )?coronation(?: of (?:the king|king charles))?",
        tabled("2023-05-06", 0, 3),
    ),
    _feast(r"(?:the )?(?:late )?queen'?s funeral|(?:the )?state funeral", tabled("2022-09-19")),
    _feast(
        r"(?:the )?(?:day|night|evening)(?: that)? the (?:late )?queen died|"
        r"(?:the )?queen'?s death|(?:the )?death of the (?:late )?queen",
        tabled("2022-09-08"),
    ),
    _feast(r"prince philip'?s funeral|(?:the )?duke of edinburgh'?s funeral", tabled("2021-04-17")),
    _feast(r"(?:the )?royal wedding", tabled("2018-05-19 2018-10-12")),
    _feast(
        r"(?:the )?first (?:day of (?:the )?)?(?:national )?lockdown(?: began| started)?",
        tabled("2020-03-23 2020-03-24"),
        season=True,
    ),
    _feast(
        r"(?:the )?(?:general )?election (?:day|night)|polling day|(?:the )?general election",
        tabled(_ELECTIONS),
    ),
    _feast(
        r"(?:the )?brexit day|(?:the )?day (?:that )?(?:we|britain|the uk) left the (?:eu|european"
        r" union)",
        tabled("2020-01-31"),
    ),
    _feast(r"(?:the )?millennium eve", tabled("1999-12-31")),
    _feast(
        r"(?:the )?clocks (?:went|go|were put|had gone) (?:forward|on)"
        r"|(?:the )?clocks sprang forward"
        r"|start of (?:british )?summer ?time|clock(?:s)?[- ]change",
        nth(3, SUN, -1),
    ),
    _feast(
        r"(?:the )?clocks (?:went|go|were put|had gone|fell) back|end of (?:british )?summer ?time"
        r"|clock(?:s)?[- ]change",
        nth(10, SUN, -1),
    ),
    _feast(
        r"(?:a-?level|a level) results (?:day|morning)",
        lambda year: nth(8, THU, 3 if date(year, 8, 1).weekday() in (4, 5, 6, 3) else 3)(year),
    ),
    _feast(r"gcse results (?:day|morning)", nth(8, THU, 4)),
    _feast(r"(?:the )?notting hill carnival", holiday(8)),
    _feast(r"(?:the )?grand national(?: day)?", nth(4, SAT, 2), slack=2),
    _feast(r"(?:the )?world cup final", tabled("2018-07-15 2022-12-18 2026-07-19 2019-07-07")),
    _feast(
        r"(?:the )?(?:euro(?:s|pean championship)?) final",
        tabled("2021-07-11 2022-07-31 2024-07-14 2025-07-27"),
    ),
    _feast(r"(?:the )?world cup final", tabled("2023-08-20")),
    _feast(
        r"diwali" + _DAY + r"|deepavali|divali|(?:the )?festival of lights|bandi chhor(?: divas)?",
        tabled(_DIWALI),
    ),
    _feast(r"bhai d(?:oo|u)j", tabled(_DIWALI, 2)),
    _feast(r"dhanteras", tabled(_DIWALI, -2)),
    _feast(r"dussehra|dasara|vijayadashami", tabled(_DIWALI, -20)),
    _feast(r"navratri|navaratri|durga puja", tabled(_DIWALI, -29, 9), season=True),
    _feast(
        r"gurpurab|guru nanak'?s (?:birthday|jayanti|gurpurab)|guru nanak (?:jayanti|gurpurab)",
        tabled(_DIWALI, 15),
    ),
    _feast(
        r"holi(?: day)?|holika(?: dahan)?|(?:the )?festival of colours|hola mohalla", tabled(_HOLI)
    ),
    _feast(r"maha ?shiv(?:a)?ratri", tabled(_HOLI, -16), slack=2),
    _feast(r"ram(?:a)? navami", tabled(_HOLI, 24), slack=5),
    _feast(r"raksha bandhan|rakhi", tabled(_RAKHI)),
    _feast(r"(?:krishna )?janmashtami", tabled(_RAKHI, 8)),
    _feast(r"ganesh chaturthi", tabled(_RAKHI, 18), slack=2),
    _feast(r"v[ae]isakhi|baisakhi", fixed(4, 13, length=2)),
    _feast(r"pongal|makar sankranti|lohri|thai pongal", fixed(1, 13, length=3)),
    _feast(r"onam", fixed(8, 20, length=20), season=True),
    _feast(
        r"(?:chinese|lunar|vietnamese) new year(?:'?s)?(?: day)?|tet|seollal|(?:the )?spring"
        r" festival|(?:the )?first day of the year of the \w+",
        tabled(_LUNAR_NEW_YEAR),
    ),
    _feast(r"(?:chinese|lunar) new year'?s eve", tabled(_LUNAR_NEW_YEAR, -1)),
    _feast(r"(?:the )?lantern festival", tabled(_LUNAR_NEW_YEAR, 14)),
    _feast(r"(?:the )?mid-?autumn festival|(?:the )?moon festival|chuseok", tabled(_MID_AUTUMN)),
    _feast(r"qingming|tomb[- ]sweeping day", fixed(4, 4, length=2)),
    _feast(r"wesak|vesak|buddha(?:'s)? (?:day|birthday|purnima)", tabled(_WESAK)),
    _feast(
        r"(?:the )?first (?:day|night|fast) of (?:the )?ramad[ah]n|(?:the )?(?:start|beginning) of"
        r" ramad[ah]n|(?:the )?day ramad[ah]n began",
        muslim(9, 1),
        slack=1,
    ),
    _feast(r"(?:the )?first week of ramad[ah]n", muslim(9, 1, 7), slack=1),
    _feast(
        r"(?:the )?last (?:day|night|\w+day) of ramad[ah]n|(?:the )?end of ramad[ah]n",
        muslim(9, 29, 2),
        slack=1,
    ),
    _feast(r"ramad[ah]n|ramzan", muslim(9, 1, 30), season=True, slack=1),
    _feast(r"laylat[- ]al[- ]qadr|(?:the )?night of power", muslim(9, 27), slack=1),
    _feast(r"chaand? raat", muslim(9, 29, 2), slack=1),
    _feast(
        r"(?:the )?(?:first day of )?eid[- ]ul[- ]fitr|(?:the )?(?:first day of )?eid[- ]al[- ]fitr"
        r"|little eid|small eid",
        muslim(10, 1),
        slack=1,
    ),
    _feast(
        r"(?:the )?(?:first day of )?eid[- ][au]l[- ]adha|big eid|(?:the )?festival of sacrifice"
        r"|bakra?[- ]eid|kurban bayram\w*",
        muslim(12, 10),
        slack=1,
    ),
    _feast(
        r"(?:the )?(?:(?:first|second|third) day of )?eid(?: day| morning| prayers?)?|bayram",
        lambda year: muslim(10, 1, 3)(year) + muslim(12, 10, 3)(year),
        slack=1,
    ),
    _feast(r"(?:the )?day of arafa[ht]?", muslim(12, 9), slack=1),
    _feast(r"ashura(?: day)?", muslim(1, 10), slack=1),
    _feast(r"(?:the )?(?:islamic|muslim|hijri) new year", muslim(1, 1), slack=1),
    _feast(
        r"m(?:aw|il)lid(?: \w+ \w+)?|mawlid|(?:the )?prophet'?s birthday|milad",
        muslim(3, 12),
        slack=1,
    ),
    _feast(r"rosh hashana[h]?|(?:the )?jewish new year", jewish(0, 2)),
    _feast(r"yom kippur|(?:the )?day of atonement", jewish(9)),
    _feast(r"(?:the )?first day of sukkot", jewish(14)),
    _feast(r"sukkot", jewish(14, 7)),
    _feast(r"simchat torah", jewish(22)),
    _feast(
        r"(?:the )?first (?:night|day|evening|candle) of (?:c?hanuk?kah?|chanukah)",
        lambda year: [(first, first) for first, _ in hanukkah(year)],
    ),
    _feast(
        r"(?:the )?last (?:night|day|evening) of (?:c?hanuk?kah?|chanukah)",
        lambda year: [(last, last) for _, last in hanukkah(year)],
    ),
    _feast(r"c?hanuk?kah?|chanukah", hanukkah),
    _feast(r"purim", passover(-30)),
    _feast(r"(?:the )?(?:first (?:night|day) of )?(?:passover|pesach)(?: eve)?", passover(0, 8)),
    _feast(r"seder night|(?:the )?seder", passover(-1, 2)),
    _feast(r"shavuot", passover(50, 2)),
    _feast(
        r"(?:orthodox|coptic|ukrainian|russian|ethiopian) christmas(?: day| eve)?",
        fixed(1, 6, length=2),
    ),
    _feast(
        r"(?:orthodox|greek|coptic|ukrainian|russian) easter(?: sunday| day)?", orthodox_easter(0)
    ),
    _feast(r"orthodox good friday", orthodox_easter(-2)),
    _feast(r"(?:the )?easter holidays?|easter", from_easter(-2, 4), season=True),
    _feast(r"christmas|xmas|yuletide", fixed(12, 24, length=3), season=True),
    _feast(r"(?:the )?new year", lambda year: fixed(1, 1)(year) + fixed(12, 31)(year), season=True),
    _feast(
        r"(?:a |the )?(?:monday )?" + _BANK + r"(?: (?:monday|friday|weekend))?",
        every_holiday,
        season=True,
    ),
)
