"""Reads a sheet of denominators: every line becomes a number or a reason, and none is lost.

The columns are those of COLUMNS, in any order and in capitals or small letters; a blank, like
"all", means that the number is not narrowed. The same reading serves the template and the form.
"""

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cdop.core.ages import FinancialYear
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.denominators import ALL, KINDS, MOST, Measure, Slice

MOST_LINES = 5_000
MOST_BYTES = 2 << 20
LONGEST_SOURCE = 300


@dataclass(frozen=True)
class Column:
    """A column of the sheet: its heading, and what may stand in it."""

    name: str
    meaning: str
    needed: bool = False


def _codes(kind: type[LabelledEnum]) -> str:
    return ", ".join(f"{each.value} ({each.label})" for each in kind if each.value != ALL)


COLUMNS = (
    Column("measure", "live_births or children", needed=True),
    Column("year", "Financial year the number is used for, such as 2025/26", needed=True),
    Column("area", "One of the panel’s local authorities; blank for the whole panel"),
    Column("age", f"{_codes(KINDS['age'])}; blank for all ages and for births"),
    Column("sex", f"{_codes(KINDS['sex'])}; blank for both"),
    Column("ethnic_group", f"{_codes(KINDS['ethnic_group'])}; blank for all"),
    Column("deprivation", "1 (most deprived fifth) to 5 (least deprived); blank for all"),
    Column("count", "A whole number, such as 5,310", needed=True),
    Column("source", "Who published it, and where", needed=True),
    Column("published_on", "The day it was published, such as 31/08/2025", needed=True),
)
NAMES = tuple(column.name for column in COLUMNS)
_MEASURES = {
    **{each.value: each for each in Measure},
    "births": Measure.LIVE_BIRTHS,
    "live births": Measure.LIVE_BIRTHS,
    "children under 18": Measure.CHILDREN,
    "child population": Measure.CHILDREN,
}


class UnreadableSheet(ValueError):
    """The file as a whole cannot be read; the message says what to do."""


class BadLine(ValueError):
    """One line is wrong; the message says how."""


@dataclass(frozen=True)
class Figure:
    """One number as the sheet gives it."""

    slice: Slice
    count: int
    source: str
    published_on: date


@dataclass(frozen=True)
class SheetLine:
    """One line of the sheet: its number as in a spreadsheet, what it said, what came of it."""

    number: int
    said: Mapping[str, str]
    figure: Figure | None = None
    problem: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read: its lines in order, and the headings that nothing is taken from."""

    lines: tuple[SheetLine, ...]
    unused: tuple[str, ...] = ()
    blank: int = 0


def read_sheet(content: bytes, areas: Collection[str], today: date) -> Sheet:
    """Read a CSV file; raise UnreadableSheet where it holds no such sheet."""
    rows = _rows(content)
    headings = [_heading(text) for text in rows[0]] if rows else []
    missing = [column.name for column in COLUMNS if column.needed and column.name not in headings]
    if missing:
        raise UnreadableSheet(
            f"The first line has no column {_listed(missing)}. Start from the template, and save"
            " the file as CSV."
        )
    repeated = sorted({name for name in headings if name in NAMES and headings.count(name) > 1})
    if repeated:
        raise UnreadableSheet(f"More than one column is called {_listed(repeated)}.")
    filled = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    if not filled:
        raise UnreadableSheet("The file has headings, but no line under them.")
    if len(filled) > MOST_LINES:
        raise UnreadableSheet(f"The file has more than {MOST_LINES:,} lines. Split it.")
    unused = tuple(
        text.strip()
        for text, name in zip(rows[0], headings, strict=True)
        if text.strip() and name not in NAMES
    )
    lines = _read_lines(filled, headings, areas, today)
    return Sheet(lines, unused, blank=len(rows) - 1 - len(filled))


def _rows(content: bytes) -> list[list[str]]:
    if b"\x00" in content:
        raise UnreadableSheet("This is not a CSV file. Save the sheet as CSV, and upload that.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error:
        raise UnreadableSheet("The file could not be read as CSV.") from None


def _heading(text: str) -> str:
    return re.sub(r"[\s-]+", "_", text.strip().lower())


def _listed(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _read_lines(
    filled: Sequence[tuple[int, list[str]]],
    headings: Sequence[str],
    areas: Collection[str],
    today: date,
) -> tuple[SheetLine, ...]:
    lines: list[SheetLine] = []
    first_seen: dict[Slice, int] = {}
    for number, row in filled:
        said = dict.fromkeys(NAMES, "") | {
            name: cell for name, cell in zip(headings, row, strict=False) if name in NAMES
        }
        try:
            if any(row[len(headings) :]):
                raise BadLine("The line has more cells than there are headings")
            figure = figure_of(said, areas, today)
            if figure.slice in first_seen:
                earlier = first_seen[figure.slice]
                raise BadLine(f"Line {earlier} of this file is about the same people and year")
        except BadLine as wrong:
            lines.append(SheetLine(number, said, problem=str(wrong)))
            continue
        first_seen[figure.slice] = number
        lines.append(SheetLine(number, said, figure))
    return tuple(lines)


def figure_of(said: Mapping[str, str], areas: Collection[str], today: date) -> Figure:
    """One line as a number; raise BadLine where it is none."""
    measure = _MEASURES.get(said["measure"].strip().lower())
    if measure is None:
        raise BadLine("The measure must be live_births or children")
    cuts = {name: _code(name, said[name]) for name in KINDS}
    if measure is Measure.LIVE_BIRTHS and cuts["age"] != ALL:
        raise BadLine("Births have no age: leave the age blank")
    group = Slice(measure.value, year_of(said["year"]), _area(said["area"], areas), **cuts)
    return Figure(group, _count(said["count"]), _source(said["source"]), _day(said, today))


def _code(name: str, text: str) -> str:
    wanted = text.strip().lower() or ALL
    for each in KINDS[name]:
        if wanted in (each.value.lower(), each.label.lower()):
            return each.value
    words = name.replace("_", " ")
    raise BadLine(f"The {words} “{text[:40]}” is none of {_codes(KINDS[name])}")


def year_of(text: str) -> str:
    """ "2025/26", from that or from 2025-26 or 2025/2026."""
    found = re.fullmatch(r"(\d{4})\s*[/–-]\s*(?:\d\d)?(\d\d)", text.strip())
    try:
        return FinancialYear.parse(f"{found[1]}/{found[2]}" if found else "").label
    except ValueError:
        raise BadLine("The year must be a financial year, such as 2025/26") from None


def _area(text: str, areas: Collection[str]) -> str:
    wanted = text.strip().lower()
    if wanted in ("", ALL):
        return ALL
    for area in areas:
        if area.lower() == wanted:
            return area
    raise BadLine(f"“{text[:60]}” is not a local authority of this panel")


def _count(text: str) -> int:
    plain = text.strip().replace(",", "").replace(" ", "")
    if not re.fullmatch(r"\d{1,9}", plain, flags=re.ASCII):
        raise BadLine("The count must be a whole number, such as 5310")
    if int(plain) > MOST:
        raise BadLine(f"The count must be {MOST:,} or less")
    return int(plain)


def _source(text: str) -> str:
    if not text.strip():
        raise BadLine("Say where the number comes from")
    if len(text) > LONGEST_SOURCE:
        raise BadLine(f"The source must be {LONGEST_SOURCE} characters or fewer")
    return text.strip()


def _day(said: Mapping[str, str], today: date) -> date:
    text = said["published_on"].strip()
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text, flags=re.ASCII)
    uk = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text, flags=re.ASCII)
    parts = iso.groups() if iso else uk.groups()[::-1] if uk else ("0", "0", "0")
    try:
        day = date(*(int(part) for part in parts))
    except ValueError:
        raise BadLine("The day of publication must be a date, such as 31/08/2025") from None
    if day > today:
        raise BadLine("The day of publication lies in the future")
    return day
