"""Feast days and days that everybody remembers: on which dates they fell in a year.

Fixed and Easter-bound days are worked out; days of the moon are tabled for 2005 to 2035 or, for the
Muslim and Jewish years, worked out by the arithmetical calendar. The guard allows for a day either
way, since such days begin at sunset or with the sight of the moon.
"""

from datetime import date, timedelta

from cdop.core.identity_guard import moon_tables as tables
from cdop.core.identity_guard.feast import DAY, SAINT, Feast, feast
from cdop.core.identity_guard.moons import (
    FRI,
    SAT,
    SUN,
    THU,
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
from cdop.core.identity_guard.school_terms import SCHOOL_DAYS
from cdop.core.identity_guard.world_feasts import WORLD_FEASTS

_ELECTIONS = "2019-12-12 2024-07-04"
_BANK = r"(?:bank|public)\s+holiday"
_JUBILEE = "2022-06-02"


FEASTS: tuple[Feast, ...] = (
    *SCHOOL_DAYS,
    *WORLD_FEASTS,
    feast(r"christmas eve|xmas eve", fixed(12, 24)),
    feast(r"(?:christmas|xmas) (?:day|morning|afternoon|evening|night)", fixed(12, 25)),
    feast(r"boxing day|" + SAINT + r"stephen'?s" + DAY, fixed(12, 26)),
    feast(r"new year'?s'? eve|hogmanay", fixed(12, 31)),
    feast(r"new year'?s'? day", fixed(1, 1)),
    feast(r"twelfth night|epiphany|three kings'?" + DAY, fixed(1, 5, length=2)),
    feast(r"burns(?:'s?)? night", fixed(1, 25)),
    feast(r"candlemas" + DAY, fixed(2, 2)),
    feast(SAINT + r"valentine'?s'?" + DAY + r"|valentine'?s'?" + DAY, fixed(2, 14)),
    feast(r"leap(?:[- ]year)?[- ]day", fixed(2, 29)),
    feast(SAINT + r"david'?s" + DAY, fixed(3, 1)),
    feast(SAINT + r"pa(?:trick|ddy)'?s" + DAY + r"|paddy'?s day", fixed(3, 17)),
    feast(SAINT + r"george'?s" + DAY, fixed(4, 23)),
    feast(SAINT + r"andrew'?s" + DAY, fixed(11, 30)),
    feast(SAINT + r"nicholas'?(?:s)?" + DAY, fixed(12, 6)),
    feast(SAINT + r"luc(?:y|ia)'?s?" + DAY, fixed(12, 13)),
    feast(SAINT + r"swithin'?s|" + SAINT + r"swithun'?s day", fixed(7, 15)),
    feast(
        SAINT
        + r"john'?s (?:day|eve|feast|night)|midsummer'?s?(?: day| eve| night)?"
        + r"|sao joao|san juan|san giovanni|sant joan|sankt ?hans|jaanipaev|kupala",
        fixed(6, 23, length=2),
    ),
    feast(r"(?:the )?(?:longest day|summer solstice)", fixed(6, 20, length=2)),
    feast(r"(?:the )?(?:shortest day|winter solstice)", fixed(12, 21, length=2)),
    feast(r"(?:the )?(?:spring|vernal) equinox|nowruz|newroz", fixed(3, 20, length=2)),
    feast(r"(?:the )?autumn(?:al)? equinox", fixed(9, 22, length=2)),
    feast(r"april fools?'?s?'? day", fixed(4, 1)),
    feast(r"may day(?! bank)", fixed(5, 1)),
    feast(r"ve day", fixed(5, 8)),
    feast(r"d-day", fixed(6, 6)),
    feast(r"armistice day|remembrance day", fixed(11, 11)),
    feast(r"remembrance sunday", nth(11, SUN, 2)),
    feast(r"hallowe'?en|all hallows'? eve", fixed(10, 31)),
    feast(r"all saints'?" + DAY + "|all hallows", fixed(11, 1)),
    feast(r"all souls'?" + DAY, fixed(11, 2)),
    feast(
        r"bonfire night|guy fawkes'?(?:s)?(?:[- ](?:night|day))?|fireworks night|firework night",
        fixed(11, 5),
    ),
    feast(r"lammas" + DAY, fixed(8, 1)),
    feast(r"michaelmas" + DAY, fixed(9, 29)),
    feast(r"twelfth of july|orangemen'?s day|battle of the boyne", fixed(7, 12)),
    feast(r"bastille day", fixed(7, 14)),
    feast(r"(?:us |american )?independence day", fixed(7, 4)),
    feast(r"thanksgiving" + DAY, nth(11, THU, 4)),
    feast(r"black friday", nth(11, THU, 4, shift=1)),
    feast(r"cyber monday", nth(11, THU, 4, shift=4)),
    feast(r"world book day", nth(3, THU, 1)),
    feast(r"world aids day", fixed(12, 1)),
    feast(r"international women'?s day", fixed(3, 8)),
    feast(r"earth day", fixed(4, 22)),
    feast(r"pi day", fixed(3, 14)),
    feast(r"star wars day", fixed(5, 4)),
    feast(r"children in need(?: day| night)?", nth(11, FRI, 3), slack=1),
    feast(r"shrove tuesday|pancake (?:day|tuesday)|mardi gras", from_easter(-47)),
    feast(r"ash wednesday|(?:the )?first day of lent", from_easter(-46)),
    feast(r"mother(?:'?s'?|ing) (?:day|sunday)", from_easter(-21)),
    feast(r"palm sunday", from_easter(-7)),
    feast(r"maundy thursday|holy thursday", from_easter(-3)),
    feast(r"good friday", from_easter(-2)),
    feast(r"(?:holy|easter) saturday|easter eve", from_easter(-1)),
    feast(r"easter (?:day|sunday)", from_easter(0)),
    feast(r"easter monday", from_easter(1)),
    feast(r"(?:the )?easter weekend|easter bank holiday", from_easter(-2, 4)),
    feast(r"ascension" + DAY, from_easter(39)),
    feast(r"whit(?:sun(?:day)?| sunday)|pentecost(?: sunday)?", from_easter(49)),
    feast(r"whit monday", from_easter(50)),
    feast(r"trinity sunday", from_easter(56)),
    feast(r"corpus christi", from_easter(60)),
    feast(r"father'?s'? day", nth(6, SUN, 3)),
    feast(
        r"advent sunday|(?:the )?first sunday (?:of|in) advent",
        lambda year: run(
            date(year, 12, 24) - timedelta(days=(date(year, 12, 24).weekday() + 1) % 7 + 21)
        ),
    ),
    feast(
        r"stir[- ]up sunday",
        lambda year: run(
            date(year, 12, 24) - timedelta(days=(date(year, 12, 24).weekday() + 1) % 7 + 28)
        ),
    ),
    feast(
        r"(?:the )?early may "
        + _BANK
        + r"|(?:the )?may day "
        + _BANK
        + r"|(?:the )?first may "
        + _BANK,
        holiday(5, first=True),
    ),
    feast(
        r"(?:the )?(?:spring|late may|whitsun|second may|last may) "
        + _BANK
        + r"|(?:the )?spring bank",
        lambda year: holiday(5, last=True)(year) if year != 2022 else run(date(2022, 6, 2)),
    ),
    feast(r"(?:the )?may " + _BANK, holiday(5)),
    feast(r"(?:the )?(?:august|late summer|summer) " + _BANK, holiday(8)),
    feast(
        r"(?:the )?platinum jubilee|(?:the )?jubilee|(?:the )?queen'?s jubilee",
        tabled(_JUBILEE, 0, 4),
    ),
    feast(
        r"(?:the )?(?:king'?s )?coronation(?: of (?:the king|king charles)| day| weekend)?",
        tabled("2023-05-06", 0, 3),
    ),
    feast(r"(?:the )?(?:late )?queen'?s funeral|(?:the )?state funeral", tabled("2022-09-19")),
    feast(
        r"(?:the )?(?:day|night|evening)(?: that)? the (?:late )?queen died|"
        r"(?:the )?queen'?s death|(?:the )?death of the (?:late )?queen",
        tabled("2022-09-08"),
    ),
    feast(r"prince philip'?s funeral|(?:the )?duke of edinburgh'?s funeral", tabled("2021-04-17")),
    feast(r"(?:the )?royal wedding", tabled("2018-05-19 2018-10-12")),
    feast(
        r"(?:the )?first (?:day of (?:the )?)?(?:national )?lockdown(?: began| started)?",
        tabled("2020-03-23 2020-03-24"),
        season=True,
    ),
    feast(
        r"(?:the )?(?:general )?election (?:day|night)|polling day|(?:the )?general election",
        tabled(_ELECTIONS),
    ),
    feast(
        r"(?:the )?brexit day|(?:the )?day (?:that )?(?:we|britain|the uk) left the (?:eu|european"
        r" union)",
        tabled("2020-01-31"),
    ),
    feast(r"(?:the )?millennium eve", tabled("1999-12-31")),
    feast(
        r"(?:the )?clocks (?:went|go|were put|had gone) (?:forward|on)"
        r"|(?:the )?clocks sprang forward"
        r"|start of (?:british )?summer ?time|clock(?:s)?[- ]change",
        nth(3, SUN, -1),
    ),
    feast(
        r"(?:the )?clocks (?:went|go|were put|had gone|fell) back|end of (?:british )?summer ?time"
        r"|clock(?:s)?[- ]change",
        nth(10, SUN, -1),
    ),
    feast(
        r"(?:a-?level|a level) results (?:day|morning)",
        lambda year: nth(8, THU, 3 if date(year, 8, 1).weekday() in (4, 5, 6, 3) else 3)(year),
    ),
    feast(r"gcse results (?:day|morning)", nth(8, THU, 4)),
    feast(r"(?:the )?notting hill carnival", holiday(8)),
    feast(r"(?:the )?grand national(?: day)?", nth(4, SAT, 2), slack=2),
    feast(r"(?:the )?world cup final", tabled("2018-07-15 2022-12-18 2026-07-19 2019-07-07")),
    feast(
        r"(?:the )?(?:euro(?:s|pean championship)?) final",
        tabled("2021-07-11 2022-07-31 2024-07-14 2025-07-27"),
    ),
    feast(r"(?:the )?world cup final", tabled("2023-08-20")),
    feast(
        r"diwali" + DAY + r"|deepavali|divali|(?:the )?festival of lights|bandi chhor(?: divas)?",
        tabled(tables.DIWALI),
    ),
    feast(r"bhai d(?:oo|u)j", tabled(tables.DIWALI, 2)),
    feast(r"dhanteras", tabled(tables.DIWALI, -2)),
    feast(r"dussehra|dasara|vijayadashami", tabled(tables.DUSSEHRA)),
    feast(r"navratri|navaratri|durga puja", tabled(tables.NAVRATRI, 0, 10), season=True),
    feast(
        r"gurpurab|guru nanak'?s (?:birthday|jayanti|gurpurab)|guru nanak (?:jayanti|gurpurab)",
        tabled(tables.GURU_NANAK),
    ),
    feast(
        r"holi(?: day)?|holika(?: dahan)?|(?:the )?festival of colours|hola mohalla",
        tabled(tables.HOLI),
    ),
    feast(r"maha ?shiv(?:a)?ratri", tabled(tables.SHIVRATRI)),
    feast(r"ram(?:a)? navami", tabled(tables.RAM_NAVAMI)),
    feast(r"raksha bandhan|rakhi", tabled(tables.RAKHI)),
    feast(r"(?:krishna )?janmashtami", tabled(tables.JANMASHTAMI)),
    feast(r"ganesh chaturthi", tabled(tables.GANESH)),
    feast(r"v[ae]isakhi|baisakhi", fixed(4, 13, length=2)),
    feast(r"pongal|makar sankranti|lohri|thai pongal", fixed(1, 13, length=3)),
    feast(r"onam", tabled(tables.ONAM, -9, 12), season=True),
    feast(
        r"(?:chinese|lunar|vietnamese) new year(?:'?s)?(?: day)?|tet|seollal|(?:the )?spring"
        r" festival|(?:the )?first day of the year of the \w+",
        tabled(tables.LUNAR_NEW_YEAR),
    ),
    feast(r"(?:chinese|lunar) new year'?s eve", tabled(tables.LUNAR_NEW_YEAR, -1)),
    feast(r"(?:the )?lantern festival", tabled(tables.LUNAR_NEW_YEAR, 14)),
    feast(
        r"(?:the )?mid-?autumn festival|(?:the )?moon festival|chuseok", tabled(tables.MID_AUTUMN)
    ),
    feast(r"qingming|tomb[- ]sweeping day", fixed(4, 4, length=2)),
    feast(r"wesak|vesak|buddha(?:'s)? (?:day|birthday|purnima)", tabled(tables.WESAK)),
    feast(
        r"(?:the )?first (?:day|night|fast) of (?:the )?ramad[ah]n|(?:the )?(?:start|beginning) of"
        r" ramad[ah]n|(?:the )?day ramad[ah]n began",
        muslim(9, 1),
        slack=1,
    ),
    feast(r"(?:the )?first week of ramad[ah]n", muslim(9, 1, 7), slack=1),
    feast(
        r"(?:the )?last (?:day|night|\w+day) of ramad[ah]n|(?:the )?end of ramad[ah]n",
        muslim(9, 29, 2),
        slack=1,
    ),
    feast(r"ramad[ah]n|ramzan", muslim(9, 1, 30), season=True, slack=1),
    feast(r"laylat[- ]al[- ]qadr|(?:the )?night of power", muslim(9, 27), slack=1),
    feast(r"chaand? raat", muslim(9, 29, 2), slack=1),
    feast(
        r"(?:the )?(?:first day of )?eid[- ]ul[- ]fitr|(?:the )?(?:first day of )?eid[- ]al[- ]fitr"
        r"|little eid|small eid",
        muslim(10, 1),
        slack=1,
    ),
    feast(
        r"(?:the )?(?:first day of )?eid[- ][au]l[- ]adha|big eid|(?:the )?festival of sacrifice"
        r"|bakra?[- ]eid|kurban bayram\w*",
        muslim(12, 10),
        slack=1,
    ),
    feast(
        r"(?:the )?(?:(?:first|second|third) day of )?eid(?: day| morning| prayers?)?|bayram",
        lambda year: muslim(10, 1, 3)(year) + muslim(12, 10, 3)(year),
        slack=1,
    ),
    feast(r"(?:the )?day of arafa[ht]?", muslim(12, 9), slack=1),
    feast(r"ashura(?: day)?", muslim(1, 10), slack=1),
    feast(r"(?:the )?(?:islamic|muslim|hijri) new year", muslim(1, 1), slack=1),
    feast(
        r"m(?:aw|il)lid(?: \w+ \w+)?|mawlid|(?:the )?prophet'?s birthday|milad",
        muslim(3, 12),
        slack=1,
    ),
    feast(r"rosh hashana[h]?|(?:the )?jewish new year", jewish(0, 2)),
    feast(r"yom kippur|(?:the )?day of atonement", jewish(9)),
    feast(r"(?:the )?first day of sukkot", jewish(14)),
    feast(r"sukkot", jewish(14, 7)),
    feast(r"simchat torah", jewish(22)),
    feast(
        r"(?:the )?first (?:night|day|evening|candle) of (?:c?hanuk?kah?|chanukah)",
        lambda year: [(first, first) for first, _ in hanukkah(year)],
    ),
    feast(
        r"(?:the )?last (?:night|day|evening) of (?:c?hanuk?kah?|chanukah)",
        lambda year: [(last, last) for _, last in hanukkah(year)],
    ),
    feast(r"c?hanuk?kah?|chanukah", hanukkah),
    feast(r"purim", passover(-30)),
    feast(r"(?:the )?(?:first (?:night|day) of )?(?:passover|pesach)(?: eve)?", passover(0, 8)),
    feast(r"seder night|(?:the )?seder", passover(-1, 2)),
    feast(r"shavuot", passover(50, 2)),
    feast(
        r"(?:orthodox|coptic|ukrainian|russian|ethiopian) christmas(?: day| eve)?",
        fixed(1, 6, length=2),
    ),
    feast(
        r"(?:orthodox|greek|coptic|ukrainian|russian) easter(?: sunday| day)?", orthodox_easter(0)
    ),
    feast(r"orthodox good friday", orthodox_easter(-2)),
    feast(r"(?:the )?easter holidays?|easter", from_easter(-2, 4), season=True),
    feast(r"christmas|xmas|yuletide", fixed(12, 24, length=3), season=True),
    feast(r"(?:the )?new year", lambda year: fixed(1, 1)(year) + fixed(12, 31)(year), season=True),
    feast(
        r"(?:a |the )?(?:monday )?" + _BANK + r"(?: (?:monday|friday|weekend))?",
        every_holiday,
        season=True,
    ),
)
