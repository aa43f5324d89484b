"""Where in a sheet the table of deaths is: its headings, over one row or two, and its columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cdop.core.legacy import dates
from cdop.core.legacy.cells import clean
from cdop.core.legacy.columns import BY_NAME, NAMES, Need
from cdop.core.legacy.headings import WHOLE, exact_fit, fit
from cdop.core.legacy.mapping import Row, guess_mapping, told_mapping

_SEARCHED_ROWS = 60
_SURE = 0.75
_FEWEST = 2.5
_LONGEST_HEADING = 80
# A date or a long number.
_DATA = re.compile(r"\d[/.\-]\d{1,2}[/.\-]\d|\d{1,2}[\s\-][A-Za-z]{3,9}[\s\-]\d|\d[\d ]{8,}")


@dataclass(frozen=True)
class Sheet:
    """One sheet as it lies in the file: row 0 is line 1. Cells past the last one are left out."""

    name: str
    rows: Sequence[Row]
    hidden: bool = False
    day_zero: date = dates.EXCEL_DAY_ZERO


@dataclass(frozen=True)
class Header:
    """The headings and the rows, counted from 0, that they stand in."""

    first_row: int
    last_row: int
    headings: list[str]


@dataclass(frozen=True)
class Table:
    header: Header
    columns: dict[str, int] = field(default_factory=dict)

    @property
    def headings(self) -> list[str]:
        return self.header.headings

    @property
    def lacks(self) -> list[str]:
        """The columns without which no line can be imported."""
        missing = [
            name
            for name, column in BY_NAME.items()
            if column.need is Need.ALWAYS and name not in self.columns
        ]
        for need, stands_for in ((Need.IDENTITY, "last"), (Need.AGE, "dob")):
            if not any(BY_NAME[name].need is need for name in self.columns):
                missing.append(stands_for)
        return missing

    @property
    def unused(self) -> list[str]:
        taken = set(self.columns.values())
        return [text for index, text in enumerate(self.headings) if text and index not in taken]

    def heading_of(self, name: str) -> str:
        index = self.columns.get(name)
        return "" if index is None else self.headings[index]


def find_table(
    sheet: Sheet, told: Mapping[str, str | None], calendar: dates.Calendar
) -> Table | None:
    """The first table of the sheet, or None where there is none (a list for look-up, notes)."""
    header = find_header(sheet.rows, [text for text in told.values() if text])
    return make_table(header, sheet.rows, told, calendar) if header else None


def make_table(
    header: Header, rows: Sequence[Row], told: Mapping[str, str | None], calendar: dates.Calendar
) -> Table:
    below = header.last_row + 1
    sample = rows[below : below + 200]
    taken = told_mapping(told, header.headings)
    return Table(header, guess_mapping(header.headings, sample, calendar=calendar, taken=taken))


def find_header(rows: Sequence[Row], told: Sequence[str] = ()) -> Header | None:
    """The row, or two rows, whose cells are most like headings."""
    best, best_score = None, _FEWEST
    for index in range(min(len(rows), _SEARCHED_ROWS)):
        for header in _readings(rows, index):
            score = _score(header.headings, told)
            # A second row is only worth having if it adds a heading.
            if score > best_score + 0.5 * (header.last_row - header.first_row):
                best, best_score = header, score
    return best


def _readings(rows: Sequence[Row], index: int) -> list[Header]:
    upper = _texts(rows[index])
    if not upper:
        return []
    found = [Header(index, index, upper)]
    lower = _texts(rows[index + 1]) if index + 1 < len(rows) else []
    if lower:
        found.append(Header(index, index + 1, _joined(upper, lower)))
    return found


def _texts(row: Row) -> list[str]:
    """The cells as headings; nothing for a row that holds dates or numbers, which is data."""
    numbers = sum(not isinstance(cell, str | None) for cell in row)
    if numbers > 0.2 * sum(cell is not None for cell in row):
        return []
    texts = [clean(cell) for cell in row]
    is_data = sum(bool(_DATA.search(text)) for text in texts) >= 2
    return texts if any(texts) and not is_data else []


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """A heading over several columns belongs to each of them: "Advice" over "MW" and "HV"."""
    width = max(len(upper), len(lower))
    upper = upper + [""] * (width - len(upper))
    lower = lower + [""] * (width - len(lower))
    joined, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above or (group if below else "")
        joined.append(below if _says_it_all(group, below) else f"{group} {below}".strip())
    return joined


def _says_it_all(group: str, below: str) -> bool:
    """Whether the lower heading is enough: the group is the same words or would only blur it."""
    if group == below:
        return True
    alone = exact_fit(below)
    return bool(alone) and not exact_fit(f"{group} {below}") and bool(below)


def _score(headings: Sequence[str], told: Sequence[str]) -> float:
    """How many different columns the headings name, each counted by how well."""
    wanted = {" ".join(text.split()).casefold() for text in told}
    best: dict[str, float] = {}
    for heading in set(headings):
        if not heading or len(heading) > _LONGEST_HEADING:
            continue
        if heading.casefold() in wanted:
            best[f"told {heading.casefold()}"] = 1.5
        name, value = _best_fit(heading)
        if value >= _SURE:
            best[name] = max(best.get(name, 0.0), value)
    return sum(best.values()) + ("dod" in best)


def _best_fit(heading: str) -> tuple[str, float]:
    exact = exact_fit(heading)
    if exact:
        return exact, 1.0
    return max(((name, fit(heading, name)) for name in (*NAMES, WHOLE)), key=lambda pair: pair[1])
