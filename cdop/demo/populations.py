"""Births and children of the made-up panels: numbers of nowhere, and labelled so."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from cdop.accounts.models import Panel
from cdop.core import ages
from cdop.core.denominator_sheet import Figure, Sheet, SheetLine
from cdop.core.denominators import Measure, Slice
from cdop.demo.people import Stage
from cdop.populations import changes

SOURCE = "Made-up numbers for the demonstration"
YEARS = 6
CHILDREN_PER_DEATH = 3_300  # a year: about 30 deaths in 100,000 children
BIRTHS_PER_CHILD = 0.049
FEWER_EACH_YEAR = 0.008
AREAS = (43, 34, 23)
AGES = {"0y": 49, "1-4y": 209, "5-9y": 282, "10-14y": 291, "15-17y": 169}
SEXES = {"M": 512, "F": 488}
GROUPS = {"white": 705, "mixed": 72, "asian": 131, "black": 68, "other": 24}
FIFTHS = {"1": 236, "2": 214, "3": 196, "4": 182, "5": 172}
TOO_MANY_AT_FIRST = 14  # births of the newest year, until they were restated


def load_populations(stage: Stage, panel: Panel, deaths: int, on: date) -> None:
    """Some whole years, loaded as a coordinator would; the newest births were restated since."""
    coordinator = stage.of(panel, "coordinator")
    last = ages.financial_year(on).first - 1
    children = deaths / YEARS * CHILDREN_PER_DEATH
    figures = [
        figure
        for back in range(YEARS)
        for figure in _year(panel, last - back, round(children * (1 + back * FEWER_EACH_YEAR)))
        if figure.published_on <= on
    ]
    newest = Slice(Measure.LIVE_BIRTHS.value, ages.FinancialYear(last).label)
    first = [
        replace(each, count=each.count + TOO_MANY_AT_FIRST) if each.slice == newest else each
        for each in figures
    ]
    restated = [
        replace(each, source=f"{SOURCE}, restated", published_on=date(last + 1, 10, 15))
        for each in figures
        if each.slice == newest
    ]
    for edition in (first, [each for each in restated if each.published_on <= on]):
        changes.load_sheet(panel, _sheet(edition), actor=coordinator)


def _year(panel: Panel, first: int, children: int) -> Iterator[Figure]:
    year = ages.FinancialYear(first)
    areas = dict(zip(panel.local_authorities, AREAS, strict=False))
    cuts = {"area": areas, "sex": SEXES, "ethnic_group": GROUPS, "deprivation": FIFTHS}
    totals = {Measure.CHILDREN: children, Measure.LIVE_BIRTHS: round(children * BIRTHS_PER_CHILD)}
    for measure, total in totals.items():
        whole = Slice(measure.value, year.label)
        yield _figure(whole, total)
        own = cuts | {"age": AGES} if measure is Measure.CHILDREN else cuts
        for name, shares in own.items():
            for value, count in _shared_out(total, shares).items():
                yield _figure(replace(whole, **{name: value}), count)


def _figure(group: Slice, count: int) -> Figure:
    published = date(ages.FinancialYear.parse(group.year).first + 1, 8, 31)
    return Figure(group, count, SOURCE, published)


def _shared_out(total: int, shares: Mapping[str, int]) -> dict[str, int]:
    """Whole numbers in about these proportions that add up to the total."""
    sum_of_shares, given, running = sum(shares.values()), 0, 0
    found = {}
    for value, share in shares.items():
        running += share
        upto = round(total * running / sum_of_shares)
        found[value], given = upto - given, upto
    return found


def _sheet(figures: Iterable[Figure]) -> Sheet:
    return Sheet(
        tuple(
            SheetLine(number, _said(figure), figure)
            for number, figure in enumerate(figures, start=2)
        )
    )


def _said(figure: Figure) -> dict[str, str]:
    group = {name: str(value) for name, value in vars(figure.slice).items() if value != "all"}
    blank = dict.fromkeys(vars(figure.slice), "")
    return {
        **blank,
        **group,
        "count": f"{figure.count}",
        "source": figure.source,
        "published_on": f"{figure.published_on:%d/%m/%Y}",
    }
