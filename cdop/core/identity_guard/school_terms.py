"""Terms, half terms and school holidays of England and Wales, as widely as councils set them."""

from collections.abc import Callable
from datetime import date, timedelta

from cdop.core.bank_holidays import easter
from cdop.core.identity_guard.feast import Feast, feast
from cdop.core.identity_guard.moons import Days

Calendar = Callable[[int], list[Days]]


def autumn_term(year: int) -> list[Days]:
    return [(date(year, 9, 1), date(year, 12, 22))]


def spring_term(year: int) -> list[Days]:
    return [(date(year, 1, 2), _easter_break(year)[1])]


def summer_term(year: int) -> list[Days]:
    return [(_easter_break(year)[0] + timedelta(days=7), date(year, 7, 25))]


def _easter_break(year: int) -> Days:
    """From the earliest end of the spring term to the latest."""
    sunday = easter(year)
    return min(sunday - timedelta(days=10), date(year, 3, 27)), max(sunday, date(year, 4, 10))


def half_term(month: int) -> Calendar:
    first = {2: (2, 9), 5: (5, 23), 10: (10, 17)}[month]
    return lambda year: [(date(year, *first), date(year, *first) + timedelta(days=18))]


def any_half_term(year: int) -> list[Days]:
    return [days for month in (2, 5, 10) for days in half_term(month)(year)]


def first_days(year: int) -> list[Days]:
    return [*first_day_of(autumn_term)(year), *first_day_of(spring_term)(year)]


def last_days(year: int) -> list[Days]:
    return [(date(year, 7, 17), date(year, 7, 25)), (date(year, 12, 16), date(year, 12, 22))]


def first_day_of(term: Calendar) -> Calendar:
    return lambda year: [
        (begin, begin + timedelta(days=14 if term is summer_term else 7)) for begin, _ in term(year)
    ]


def last_day_of(term: Calendar) -> Calendar:
    return lambda year: [
        (end - timedelta(days=20 if term is spring_term else 8), end) for _, end in term(year)
    ]


def summer_holidays(year: int) -> list[Days]:
    return [(date(year, 7, 17), date(year, 9, 7))]


def christmas_holidays(year: int) -> list[Days]:
    return [(date(year, 12, 16), date(year, 12, 31)), (date(year, 1, 1), date(year, 1, 8))]


SCHOOL_DAYS: tuple[Feast, ...] = (
    *(
        each
        for names, term in (
            ("autumn|winter|michaelmas|september", autumn_term),
            ("spring|lent|january", spring_term),
            ("summer|trinity|april", summer_term),
        )
        for each in (
            feast(
                rf"(?:the )?(?:first day|start|beginning) of (?:the )?(?:{names}) (?:school )?term",
                first_day_of(term),
            ),
            feast(
                rf"(?:the )?(?:last day|end) of (?:the )?(?:{names}) (?:school )?term",
                last_day_of(term),
            ),
            feast(rf"(?:the |that )?(?:{names}) (?:school )?term", term, season=True),
        )
    ),
    feast(r"(?:the )?first day (?:back at school|of (?:the )?(?:school )?term)", first_days),
    feast(
        r"(?:the )?first day of (?:the )?(?:new )?school year",
        first_day_of(autumn_term),
    ),
    feast(r"(?:the )?last day of (?:the )?(?:school )?term", last_days),
    feast(r"(?:the )?(?:october|autumn) half[- ]term(?: holiday| week| break)?", half_term(10)),
    feast(r"(?:the )?(?:february|spring) half[- ]term(?: holiday| week| break)?", half_term(2)),
    feast(
        r"(?:the )?(?:may|whit(?:sun)?|summer) half[- ]term(?: holiday| week| break)?",
        half_term(5),
    ),
    feast(r"(?:the )?half[- ]term(?: holiday| week| break)?", any_half_term, season=True),
    feast(
        r"(?:the )?(?:school )?summer holidays?|(?:the )?six[- ]week holidays?",
        summer_holidays,
        season=True,
    ),
    feast(r"(?:the )?christmas (?:school )?holidays?", christmas_holidays, season=True),
)
