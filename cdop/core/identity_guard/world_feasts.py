"""Days that families from many countries keep, and the remembered days of recent years."""

from datetime import date, timedelta

from cdop.core.identity_guard import moon_tables as tables
from cdop.core.identity_guard.feast import DAY, SAINT, Feast, feast
from cdop.core.identity_guard.moons import (
    FRI,
    SAT,
    SUN,
    THU,
    TUE,
    Days,
    fixed,
    from_easter,
    holiday,
    jewish,
    muslim,
    nth,
    passover,
    run,
    tabled,
)

_CORONATION = "2023-05-06"

_NATIONAL = (
    ("somali(?:a'?s?)?|canad(?:a|ian)'?s?", "independence|national", 7, 1),
    ("ukrain(?:e|ian)'?s?", "independence", 8, 24),
    ("polish|poland'?s?", "independence", 11, 11),
    ("polish|poland'?s?", "constitution", 5, 3),
    ("lithuania'?n?'?s?", "independence|restoration", 2, 16),
    ("indian?'?s?", "independence", 8, 15),
    ("indian?'?s?", "republic", 1, 26),
    ("pakistani?'?s?", "independence", 8, 14),
    ("pakistani?'?s?", "republic|resolution", 3, 23),
    ("bangladeshi?'?s?", "independence", 3, 26),
    ("bangladeshi?'?s?", "victory", 12, 16),
    ("sri lankan?'?s?", "independence", 2, 4),
    ("nigerian?'?s?", "independence", 10, 1),
    ("ghana(?:ian)?'?s?", "independence", 3, 6),
    ("kenyan?'?s?", "jamhuri|independence", 12, 12),
    ("jamaican?'?s?", "independence", 8, 6),
    ("trinidad(?:ian)?'?s?", "independence", 8, 31),
    ("eritrean?'?s?", "independence", 5, 24),
    ("zimbabwe(?:an)?'?s?", "independence", 4, 18),
    ("romanian?'?s?", "national|unification|union", 12, 1),
    ("bulgarian?'?s?", "liberation|national", 3, 3),
    ("albanian?'?s?", "independence|flag", 11, 28),
    ("portug(?:al|uese)'?s?", "national", 6, 10),
    ("greek|greece'?s?", "independence", 3, 25),
    ("turk(?:ey|ish)'?s?", "republic", 10, 29),
    ("brazil(?:ian)?'?s?", "independence", 9, 7),
    ("chin(?:a|ese)'?s?", "national", 10, 1),
    ("filipino|philippines?'?|philippine", "independence", 6, 12),
    ("mexic(?:o|an)'?s?", "independence", 9, 16),
    ("afghan(?:istan)?'?s?", "independence", 8, 19),
)

_MID_AUTUMN = [date.fromisoformat(day) for day in tables.MID_AUTUMN.split()]


def _dragon_boat(year: int) -> list[Days]:
    """Ninety-nine days before mid-autumn, or a month more where a leap month lies between."""
    autumns = [day for day in _MID_AUTUMN if day.year == year]
    gaps = [129 if (day.month, day.day) > (10, 2) else 100 for day in autumns]
    return [
        days
        for day, gap in zip(autumns, gaps, strict=True)
        for days in run(day - timedelta(gap), 3)
    ]


WORLD_FEASTS: tuple[Feast, ...] = (
    *(
        feast(rf"(?:{people}) (?:{name}) day", fixed(month, day))
        for people, name, month, day in _NATIONAL
    ),
    feast(r"(?:inter)?national mother language day|ekushey", fixed(2, 21)),
    feast(
        r"p[oa]h?ela b[ao]i(?:s[ah]*kh?)|(?:bengali|bangla) new year|puthandu|vishu|songkran"
        r"|(?:tamil|thai|nepali|sinhala|khmer) new year",
        fixed(4, 13, length=3),
    ),
    feast(r"ugadi|gudi padwa", tabled(tables.RAM_NAVAMI, -9, 2)),
    feast(r"hanuman jayanti", tabled(tables.RAM_NAVAMI, 5, 3)),
    feast(r"karva chauth", tabled(tables.DIWALI, -12, 2)),
    feast(r"chhath(?: puja)?", tabled(tables.DIWALI, 5, 3)),
    feast(r"maghi", fixed(1, 13, length=2)),
    feast(r"wigilia", fixed(12, 24)),
    feast(r"andrzejki", fixed(11, 29, length=2)),
    feast(r"(?:śmigus[- ]dyngus|smigus[- ]dyngus|dyngus day|wet monday)", from_easter(1)),
    feast(r"fat thursday|tłusty czwartek|tlusty czwartek", from_easter(-52)),
    feast(r"m[aă]r[tț]i[sș]or", fixed(3, 1)),
    feast(r"dragobete", fixed(2, 24)),
    feast(r"martenitsa|baba marta" + DAY, fixed(3, 1)),
    feast(SAINT + r"piran'?s" + DAY, fixed(3, 5)),
    feast(SAINT + r"dwynwen'?s" + DAY, fixed(1, 25)),
    feast(SAINT + r"bri(?:gid|de)'?s" + DAY + r"|imbolc", fixed(2, 1)),
    feast(SAINT + r"joseph'?s" + DAY, fixed(3, 19)),
    feast(SAINT + r"anthony'?s" + DAY, fixed(6, 13)),
    feast(SAINT + r"martin'?s" + DAY + r"|martinmas", fixed(11, 11)),
    feast(r"santo antonio|sant'? ?antonio|san antonio de padua", fixed(6, 12, length=2)),
    feast(r"sao pedro|san pedro|(?:feast of )?(?:saints|ss) peter and paul", fixed(6, 29)),
    feast(r"sao martinho|san martino|sankt martin|martinstag", fixed(11, 11)),
    feast(r"sant jordi|(?:day of )?san jorge", fixed(4, 23)),
    feast(r"san jose|san giuseppe|fallas", fixed(3, 19)),
    feast(r"nochebuena|noche buena|vigilia di natale|julafton", fixed(12, 24)),
    feast(r"nochevieja|noche vieja|sylwester|silvester|capodanno", fixed(12, 31, length=2)),
    feast(
        r"dia de (?:los )?reyes|reyes magos|dia de reis|befana|trzech kroli",
        fixed(1, 5, length=2),
    ),
    feast(r"ferragosto|wniebowziecie|velika gospa|sfanta maria", fixed(8, 15)),
    feast(r"mikolajki|swiety mikolaj|sfantul nicolae|nikolaus(?:tag)?", fixed(12, 6)),
    feast(r"barborka", fixed(12, 4)),
    feast(r"zaduszki|wszystkich swietych|tous?saint", fixed(11, 1, length=2)),
    feast(r"(?:ligo|jani|jonines|rasos)(?= (?:night|day|eve|fires?))", fixed(6, 23, length=2)),
    feast(r"boze cialo", from_easter(60)),
    feast(r"lany poniedzialek", from_easter(1)),
    feast(r"nollaig na mban|little christmas|women'?s christmas", fixed(1, 6)),
    feast(r"nos galan", fixed(12, 31)),
    feast(r"calan mai", fixed(5, 1)),
    feast(r"nos calan gaeaf", fixed(10, 31)),
    feast(r"lady day|(?:the )?feast of the annunciation|annunciation day", fixed(3, 25)),
    feast(r"(?:the )?(?:feast of the )?assumption(?: day| of (?:the virgin )?mary)", fixed(8, 15)),
    feast(r"(?:the )?(?:feast of the )?immaculate conception", fixed(12, 8)),
    feast(r"holy innocents'?" + DAY + r"|childermas", fixed(12, 28)),
    feast(r"(?:the )?day of the dead|d[ií]a de (?:los )?muertos", fixed(11, 1, length=2)),
    feast(r"sinterklaas", fixed(12, 5)),
    feast(r"timkat", fixed(1, 19)),
    feast(r"meskel", fixed(9, 27)),
    feast(r"enkutatash|(?:ge'?ez|ethiopian|eritrean|coptic) new year", fixed(9, 11)),
    feast(r"genna|ganna|ledet", fixed(1, 7)),
    feast(
        r"christmas (?:for|in|of) (?:his|her|their|the family'?s) (?:own )?(?:church|faith"
        r"|tradition|calendar)|(?:his|her|their) church'?s christmas"
        r"|(?:old|julian)(?: calendar)? christmas"
        r"|christmas (?:by|in|on) the (?:old|julian) calendar",
        fixed(1, 6, length=2),
    ),
    feast(r"kwanzaa", fixed(12, 26, length=7)),
    feast(r"juneteenth", fixed(6, 19)),
    feast(r"emancipation day", fixed(8, 1)),
    feast(r"windrush day", fixed(6, 22)),
    feast(r"anzac day", fixed(4, 25)),
    feast(r"waitangi day", fixed(2, 6)),
    feast(r"australia day", fixed(1, 26)),
    feast(r"canada day", fixed(7, 1)),
    feast(r"africa day", fixed(5, 25)),
    feast(r"dragon boat (?:festival|day)", _dragon_boat),
    feast(r"(?:hungry )?ghost festival", tabled(tables.MID_AUTUMN, -31, 3)),
    feast(r"double ninth(?: festival)?", tabled(tables.MID_AUTUMN, 22, 4)),
    feast(r"yalda(?: night)?|dongzhi", fixed(12, 20, length=3)),
    feast(r"(?:sizdah bedar|nature day)", fixed(4, 1, length=2)),
    feast(r"chaharshanbe suri", fixed(3, 14, length=6)),
    feast(r"(?:shab[- ]e[- ]barat|laylat al[- ]bara'?at)", muslim(8, 14, 2), slack=1),
    feast(r"(?:isra (?:and|wal|&) mi'?raj|shab[- ]e[- ]miraj)", muslim(7, 26, 2), slack=1),
    feast(r"tu bi'?shvat", passover(-60, 3)),
    feast(r"lag ba'?omer", passover(32, 3)),
    feast(r"yom ha'?shoah", passover(11, 4)),
    feast(r"tisha b'?av", passover(110, 6)),
    feast(r"erev rosh hashanah?", jewish(-1)),
    feast(r"holocaust memorial day", fixed(1, 27)),
    feast(r"plough monday", lambda year: nth(1, 0, 1, 0)(year), slack=6),
    feast(
        r"(?:the )?(?:notting hill )?carnival (?:monday|sunday|weekend|day|saturday)"
        r"|carnival(?= in notting hill)",
        holiday(8),
    ),
    feast(
        r"(?:the )?(?:day|afternoon|morning|weekend)(?: that| when)? (?:the king|king charles)"
        r" was crowned|(?:the )?king'?s crowning",
        tabled(_CORONATION),
    ),
    feast(
        r"(?:the )?(?:day|night|evening)(?: that| when)? (?:england|the lionesses) (?:won|lost)"
        r"(?: the (?:euros?|final|cup|world cup))?",
        tabled("2021-07-11 2022-07-31 2023-08-20 2024-07-14 2025-07-27"),
    ),
    feast(
        r"(?:the )?(?:day|weekend) of the (?:platinum )?jubilee(?: (?:street )?part(?:y|ies))?",
        tabled("2022-06-02", 0, 4),
    ),
    feast(
        r"(?:the )?(?:hottest|record hot|40[- ]degree)(?: ever)? (?:day|night)"
        r"(?: of 2022| on record| ever)",
        tabled("2022-07-18 2022-07-19"),
    ),
    feast(r"(?:the )?fa cup final(?: day)?", nth(5, SAT, 3), slack=13),
    feast(r"(?:the )?boat race(?: day)?", nth(4, SAT, 1), slack=8),
    feast(r"(?:the )?london marathon(?: day)?", nth(4, SUN, 4), slack=7),
    feast(r"red nose day|comic relief(?: night)?", nth(3, FRI, 3), slack=3),
    feast(
        r"(?:the )?(?:local|council|mayoral) elections?(?: day| night)?",
        nth(5, THU, 1),
        season=True,
    ),
    feast(r"giving tuesday", nth(11, THU, 4, shift=5)),
    feast(
        r"(?:the late )?(?:the )?queen (?:had )?died|(?:the )?day of the queen'?s death",
        tabled("2022-09-08"),
    ),
    feast(r"appleby (?:horse )?fair", fixed(6, 1, length=14)),
    feast(r"up helly aa", nth(1, TUE, -1)),
    feast(r"glastonbury(?: festival)?", nth(6, FRI, -1, shift=-2), season=True, slack=4),
    feast(r"(?:the )?wimbledon final", nth(7, SUN, 2), slack=7),
    feast(r"mischief night", fixed(10, 30)),
    feast(r"groundhog day", fixed(2, 2)),
    feast(
        r"(?:the )?first day of (?:spring|summer|autumn|winter)",
        lambda year: [
            days
            for month in (3, 6, 9, 12)
            for days in (*fixed(month, 1)(year), *fixed(month, 20, length=4)(year))
        ],
    ),
    feast(r"(?:the )?first day of advent", fixed(12, 1)),
    feast(r"(?:the )?(?:king'?s|queen'?s) (?:official )?birthday", nth(6, SAT, 2), slack=7),
)
