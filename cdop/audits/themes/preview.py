"""How many deaths a definition fits as they are recorded now, before anybody builds an audit."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cdop.accounts.models import Panel
from cdop.audits.dataset import Period, count_kept_back, counted_deaths
from cdop.audits.forms import last_whole_years
from cdop.audits.models import Basis
from cdop.audits.presenters import period
from cdop.audits.records import YES
from cdop.audits.tables.theme import population_of
from cdop.core.theme import FEWEST, ThemeDefinition
from cdop.db.clock import today


@dataclass(frozen=True)
class Preview:
    """Numbers only, and without the deaths in which the person declared a conflict."""

    matching: int
    reviewed: int
    considered: int
    by_year: list[tuple[str, int]]
    period: str
    left_out_for_you: int

    @property
    def awaiting(self) -> int:
        return self.matching - self.reviewed

    @property
    def too_few(self) -> bool:
        return self.matching < FEWEST


def preview_of(panel: Panel, theme: ThemeDefinition, user: Any) -> Preview:
    """The deaths of the last five whole financial years, by date of death."""
    first, last = last_whole_years(today())
    asked = Period((panel.id,), Basis.DEATH, first, last, kept_from=user.id)
    counted = counted_deaths(asked, population_of(theme))
    records = counted.records
    return Preview(
        matching=len(records),
        reviewed=records.count({"reviewed": (YES,)}),
        considered=len(records) + sum(counted.left_out.values()),
        by_year=[(year, records.count({"year": (year,)})) for year in asked.years],
        period=period(first, last).lower(),
        left_out_for_you=count_kept_back(asked),
    )


def matching(panel: Panel, theme: ThemeDefinition, basis: Basis, first: date, last: date) -> int:
    """How many deaths an audit of the period would count."""
    counted = counted_deaths(Period((panel.id,), basis, first, last), population_of(theme))
    return len(counted.records)
