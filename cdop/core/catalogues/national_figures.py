"""Figures that others published, each with its source and when: shown beside local ones only.

They are as published at the time, and sources revise them: a revision is a new figure with a
later date of publication, never a silent change. The rows are in national_figures.csv; an
administrator may restate them (see cdop.populations).

Marks: C the figure was seen at the address given; P seen in part; U not confirmed.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files


class Mark(StrEnum):
    """How sure the figure is."""

    CONFIRMED = "C"
    PARTLY = "P"
    UNCONFIRMED = "U"

    @property
    def label(self) -> str:
        return {"C": "Confirmed", "P": "Partly confirmed", "U": "Not confirmed"}[self.value]


@dataclass(frozen=True)
class CitedFigure:
    """One figure that somebody else published.

    `measure` is what it measures, the same through the years; `published` is a day, a month or
    a year as far as known ("2025-11"), or blank.
    """

    code: str
    measure: str
    name: str
    area: str
    year: str
    value: Decimal
    unit: str
    source: str
    published: str = ""
    url: str = ""
    lower: Decimal | None = None
    upper: Decimal | None = None
    mark: Mark = Mark.CONFIRMED

    @property
    def shown(self) -> str:
        """The value with its unit, such as "48%" or "3.8 per 1,000 live births"."""
        number = f"{self.value:,}"
        return f"{number}%" if self.unit == "%" else f"{number} {self.unit}"

    @property
    def published_words(self) -> str:
        """ "13 November 2025", "November 2025" or "2025", as far as known; blank if not."""
        return published_words(self.published)


def published_words(text: str) -> str:
    """A day, month or year of publication as a reader says it."""
    if len(text) < len("2025-11"):
        return text
    day = date.fromisoformat(text if len(text) > len("2025-11") else f"{text}-01")
    words = f"{day:%B %Y}"
    return f"{day.day} {words}" if len(text) > len("2025-11") else words


def shipped_figures() -> tuple[CitedFigure, ...]:
    """Every figure that comes with the service, in the order of the file."""
    with (files(__package__) / "national_figures.csv").open("r", encoding="utf-8") as file:
        return tuple(_figure(row) for row in csv.DictReader(file))


def _figure(row: dict[str, str]) -> CitedFigure:
    return CitedFigure(
        code=row["code"],
        measure=row["measure"],
        name=row["name"],
        area=row["area"],
        year=row["year"],
        value=Decimal(row["value"]),
        unit=row["unit"],
        source=row["source"],
        published=row["published"],
        url=row["url"],
        lower=Decimal(row["lower"]) if row["lower"] else None,
        upper=Decimal(row["upper"]) if row["upper"] else None,
        mark=Mark(row["mark"]),
    )


def latest_of(measure: str, figures: Iterable[CitedFigure]) -> CitedFigure | None:
    """The figure of the latest year that was published on this measure."""
    found = [figure for figure in figures if figure.measure == measure]
    return max(found, key=lambda figure: (figure.year, figure.published), default=None)
