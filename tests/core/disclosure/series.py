"""Releases one after another about overlapping years, and what all of them together give away."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from cdop.core.disclosure.attack import attack
from cdop.core.disclosure.earlier import Earlier, readable, with_earlier
from cdop.core.disclosure.profiles import PROFILES, Audience, Profile
from cdop.core.disclosure.protected_tables import ProtectedTables, protect_tables
from cdop.core.disclosure.search import Effort
from cdop.core.disclosure.tables import Table

YEARS = ("2021", "2022", "2023", "2024", "2025")
AREAS = ("north", "south", "west")
CATEGORIES = ("1", "2", "3", "4")
VARIABLES = {"year": YEARS, "area": AREAS, "category": CATEGORIES}
PARTNER = PROFILES[Audience.PARTNER]


@dataclass(frozen=True)
class Outcome:
    """Of the small counts that are hidden: how many follow from all that was published."""

    hidden: int
    recovered: int
    narrowed: int
    numbers_hidden: int


def lines(values: Sequence[str]) -> dict[str, Sequence[str]]:
    return {value: (value,) for value in values} | {"All": values}


def deaths(chance: random.Random, each_year: int) -> list[dict[str, str | None]]:
    return [
        {
            "year": year,
            "area": chance.choices(AREAS, (5, 3, 2))[0],
            "category": chance.choices(CATEGORIES, (6, 4, 2, 1))[0],
        }
        for year in YEARS
        for _ in range(each_year + chance.randint(-5, 5))
    ]


def five_years() -> list[tuple[tuple[str, ...], list[Table]]]:
    """Area by category for each year, and for three years together from the third year on."""
    table = Table("area x category", {"area": lines(AREAS), "category": lines(CATEGORIES)})
    annual = [((year,), [table]) for year in YEARS]
    rolling = [(YEARS[first : first + 3], [table]) for first in range(3)]
    return [*annual[:3], rolling[0], annual[3], rolling[1], annual[4], rolling[2]]


def some_releases(chance: random.Random) -> list[tuple[tuple[str, ...], list[Table]]]:
    possible = [
        Table("year", {"year": lines(YEARS)}),
        Table("area", {"area": lines(AREAS)}),
        Table("category", {"category": lines(CATEGORIES)}),
        Table("area x category", {"area": lines(AREAS), "category": lines(CATEGORIES)}),
    ]
    releases = []
    for _ in range(chance.randint(2, 4)):
        first = chance.randrange(len(YEARS))
        years = YEARS[first : chance.randint(first + 1, len(YEARS))]
        tables = chance.sample(possible, chance.randint(1, 2))
        if len(years) == 1:
            tables = [table for table in tables if table.name != "year"] or [possible[1]]
        releases.append((years, tables))
    return releases


def publish(
    releases: Sequence[tuple[tuple[str, ...], list[Table]]],
    records: list[dict[str, str | None]],
    *,
    with_ledger: bool,
    profile: Profile = PARTNER,
    seconds: float = 10.0,
) -> Outcome:
    """Protect each in turn, with or without regard to those before, and attack all together."""
    told: list[Earlier] = []
    required: dict[object, set[int]] = {}
    for years, tables in releases:
        limited = [_within(table, years) for table in tables]
        protected = protect_tables(
            limited,
            records,
            VARIABLES,
            profile,
            population={"year": years},
            earlier=told if with_ledger else (),
            secret=1,
            effort=Effort.within(seconds),
        )
        told += _ledger(protected)
        for key, values in protected.protection.required.items():
            required[key] = set(values)
    return _attacked(releases[-1], records, told, profile, required if with_ledger else {})


def _within(table: Table, years: tuple[str, ...]) -> Table:
    if "year" not in table.lines:
        return table
    return Table(table.name, {"year": lines(years)})


def _ledger(protected: ProtectedTables) -> list[Earlier]:
    return protected.ledger()


def _attacked(
    last: tuple[tuple[str, ...], list[Table]],
    records: list[dict[str, str | None]],
    told: list[Earlier],
    profile: Profile,
    required: dict[object, set[int]],
) -> Outcome:
    known = readable(told)
    panel = PROFILES[Audience.PANEL]
    everything = protect_tables(
        [_within(table, last[0]) for table in last[1]],
        records,
        VARIABLES,
        panel,
        population={"year": last[0]},
        earlier=told,
    )
    release = everything.tabulation.release
    hidden = {key: (1, None) for key, value in known.items() if value is None}
    published = with_earlier(hidden, known, ())
    small = [
        cell.key for cell in release.cells if cell.key in hidden and profile.is_small(cell.value)
    ]
    # A number that keeps one small value alone keeps another one above the small ones.
    largest = max((max(values) for values in required.values() if values), default=20)
    left = attack(release, published, largest=largest, targets=small)
    return Outcome(
        len(small),
        sum(each.pinned for each in left.values()),
        sum(not each.keeps(required.get(key, ())) for key, each in left.items()),
        sum(value is None for value in known.values()),
    )
