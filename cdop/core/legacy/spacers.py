"""The rows of a table that are no deaths: totals, headings again, notes between the lines."""

import re
from datetime import date

from cdop.core.legacy.cells import clean
from cdop.core.legacy.headings import exact_fit
from cdop.core.legacy.mapping import Row
from cdop.core.legacy.tables import Table

_TOTAL = re.compile(
    r"((grand|sub|running|cumulative|yearly|annual)[\s\-]*)?totals?\b|sum\b|count\b|average\b"
    r"|mean\b|median\b|number of\b|no\.? of\b|n\s*=|deaths in\b|year to date\b",
    re.IGNORECASE,
)


def why_not_a_death(row: Row, table: Table) -> str:
    """In plain words; empty where the row may be a death."""
    columns = table.columns
    if isinstance(cell_at(row, columns.get("dod")), date) and cell_at(row, columns.get("nhs")):
        return ""
    if not any(clean(cell_at(row, index)) for index in set(columns.values())):
        return "Nothing in the columns that are read"
    filled = dict.fromkeys(text for cell in row if (text := clean(cell)))
    named = bool(clean(cell_at(row, columns.get("nhs"))))
    if _TOTAL.match(next(iter(filled))) and not named:
        return "A total, not a death"
    if len(filled) == 1:
        return "A heading or a note: only one cell is filled in"
    if len(filled) == 2 and not clean(cell_at(row, columns.get("dod"))) and not named:
        return "A note: there is no date of death and no NHS number"
    return ""


def heading_row(row: Row, table: Table) -> bool:
    """Whether a row inside a table is a set of headings again."""
    telling = cell_at(row, table.columns.get("dod"))
    if not isinstance(telling, str) or any(letter.isdigit() for letter in telling):
        return False
    texts = [cell for cell in row if isinstance(cell, str) and clean(cell)]
    named = {exact_fit(text) for text in texts if len(text) <= 80} - {""}
    return len(named) >= max(3, len(texts) / 2)


def cell_at(row: Row, index: int | None) -> object:
    return row[index] if index is not None and index < len(row) else None
