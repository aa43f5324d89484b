"""Words and files of births, populations and cited figures."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cdop.core.catalogues.national_figures import published_words
from cdop.core.denominator_sheet import NAMES
from cdop.core.denominators import ALL
from cdop.populations.changes import Outcome
from cdop.populations.models import SLICE, Population
from cdop.web.csv_files import harmless

OUTCOMES = {
    Outcome.ACCEPTED: ("Accepted", "green"),
    Outcome.REPLACED: ("Replaced an older number", "blue"),
    Outcome.UNCHANGED: ("On record already", "grey"),
    Outcome.REJECTED: ("Rejected", "red"),
}
EXAMPLES = (
    ("live_births", "2025/26", "", "", "", "", "", "5310", "Name of the publication", "31/08/2026"),
    ("children", "2025/26", "", "0y", "M", "", "", "2690", "Name of the publication", "31/08/2026"),
)


def area_words(area: str) -> str:
    return "The whole panel" if area == ALL else area


def published(text: str) -> str:
    return published_words(text) or "Day not known"


def template_csv() -> bytes:
    """An empty sheet with two lines as examples."""
    return _csv(NAMES, EXAMPLES)


def figures_csv(figures: Iterable[Population]) -> bytes:
    """The numbers that hold, in the form in which a sheet is loaded."""
    return _csv(
        NAMES,
        (
            (
                *("" if getattr(row, name) == ALL else getattr(row, name) for name in SLICE),
                row.count,
                row.source,
                row.published_on.isoformat(),
            )
            for row in figures
        ),
    )


def rejected_csv(lines: Iterable[Mapping[str, Any]]) -> bytes:
    """The rejected lines with the reason, to correct and load again."""
    rejected = [line for line in lines if line["outcome"] == Outcome.REJECTED]
    return _csv(
        (*NAMES, "line", "why_rejected"),
        ((*(line["said"][name] for name in NAMES), line["line"], line["why"]) for line in rejected),
    )


def _csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(headings)
    writer.writerows(
        [harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return file.getvalue().encode("utf-8-sig")
