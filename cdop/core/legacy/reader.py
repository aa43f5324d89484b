"""Every row of every sheet accounted for: imported, duplicate of, rejected because, or ignored."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from cdop.core.answers import Answer
from cdop.core.legacy import checks, date_order, spacers
from cdop.core.legacy.ages import Age, unit_in_heading
from cdop.core.legacy.cells import Cell, clean
from cdop.core.legacy.columns import BY_NAME, NAMES, Kind
from cdop.core.legacy.dates import Calendar
from cdop.core.legacy.duplicates import Known, Register, known
from cdop.core.legacy.headings import turned_round
from cdop.core.legacy.identity import split_name
from cdop.core.legacy.mapping import DATE_COLUMNS, Row, check_columns, check_headings
from cdop.core.legacy.tables import Header, Sheet, Table, find_header, find_table, make_table
from cdop.core.legacy.values import Setting, parse


class Status(StrEnum):
    """What became of a row."""

    IMPORTED = "imported"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    IGNORED = "ignored"


@dataclass(frozen=True)
class Caution:
    """A value that was blanked, or kept but should be looked at."""

    column: str
    value: str
    reason: str


@dataclass
class Line:
    """One row that is not wholly empty. `values` is as the import format writes it."""

    sheet: str
    line: int
    status: Status = Status.IMPORTED
    column: str = ""
    value: str = ""
    reason: str = ""
    duplicate_of: int | None = None
    duplicate_sheet: str = ""
    values: dict[str, str] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    age: Age | None = None  # as the file says it, where there are no dates to count between
    warnings: list[Caution] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet,
            "line": self.line,
            "status": self.status.value,
            "duplicate_of": self.duplicate_of,
            "duplicate_sheet": self.duplicate_sheet,
            "column": self.column,
            "value": self.value,
            "reason": self.reason,
            "values": self.values,
            "warnings": [vars(each) for each in self.warnings],
        }


@dataclass(frozen=True)
class SheetSummary:
    """How a sheet was understood, for somebody to confirm."""

    name: str
    hidden: bool
    header_line: int | None
    mapping: dict[str, str]
    unused: list[str]
    notes: list[str]


@dataclass
class Reading:
    lines: list[Line]
    sheets: list[SheetSummary]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(line.status for line in self.lines)
        return {status.value: found[status] for status in Status}

    @property
    def has_table(self) -> bool:
        """False where no sheet could be read as a list of deaths."""
        return any(sheet.mapping for sheet in self.sheets)

    def report(self) -> dict[str, Any]:
        """The report of an import, as plain data. It holds identities."""
        return {
            "counts": self.counts,
            "lines": [line.report() for line in self.lines],
            "sheets": [vars(sheet) for sheet in self.sheets],
        }


def read_lines(
    sheets: Iterable[Sheet], mapping: Mapping[str, str | None] | None = None, *, today: date
) -> Reading:
    """Read the sheets in order. `mapping`, import column to heading, overrides the guess."""
    told = mapping or {}
    check_columns(told)
    found = [(sheet, find_table(sheet, told, Calendar(today, sheet.day_zero))) for sheet in sheets]
    check_headings(told, [table.headings for _, table in found if table])
    register = Register()
    lines: list[Line] = []
    for sheet, table in found:
        lines.extend(_SheetReader(sheet, told, today, register).read(table))
    return Reading(lines, [_summary(sheet, table) for sheet, table in found])


def _summary(sheet: Sheet, table: Table | None) -> SheetSummary:
    notes = (
        ["This sheet is hidden in the workbook; it was read all the same"] if sheet.hidden else []
    )
    if table is None or table.lacks:
        notes.append(_no_table(table))
        return SheetSummary(sheet.name, sheet.hidden, None, {}, [], notes)
    mapping = {name: table.heading_of(name) for name in table.columns}
    if turned_round(mapping.get("expected", "")):
        notes.append(f"“{mapping['expected']}” was turned round: a yes is read as not expected")
    header_line = table.header.last_row + 1
    return SheetSummary(sheet.name, sheet.hidden, header_line, mapping, table.unused, notes)


def _no_table(table: Table | None) -> str:
    if table is None:
        return "This sheet has no list of deaths"
    missing = ", ".join(BY_NAME[name].label.lower() for name in table.lacks)
    return f"This sheet has no list of deaths: no heading was taken to be {missing}"


class _SheetReader:
    """Reads one sheet from top to bottom; the register is shared by all sheets of the file."""

    def __init__(
        self, sheet: Sheet, told: Mapping[str, str | None], today: date, register: Register
    ) -> None:
        self._sheet = sheet
        self._told = told
        self._calendar = Calendar(today, sheet.day_zero)
        self._register = register
        self._imported: dict[tuple[str, int], Line] = {}

    def read(self, table: Table | None) -> Iterable[Line]:
        if table is None or table.lacks:
            reason = _no_table(table)
            yield from (self._ignored(index, reason) for index, _ in self._filled(0))
            return
        for index, _ in self._filled(0, table.header.last_row + 1):
            above = index < table.header.first_row
            yield self._ignored(index, "Above the headings" if above else "The headings")
        yield from self._below(table)

    def _below(self, table: Table) -> Iterable[Line]:
        layout = _Layout(table, self._sheet.rows, self._calendar)
        for index, row in self._filled(table.header.last_row + 1):
            if spacers.heading_row(row, layout.table):
                layout = self._changed(layout, index)
                yield self._ignored(index, "Headings again")
                continue
            reason = spacers.why_not_a_death(row, layout.table)
            yield self._ignored(index, reason) if reason else self._death(index, row, layout)

    def _changed(self, layout: "_Layout", index: int) -> "_Layout":
        """A second table of the sheet may have its columns in another order."""
        row = self._sheet.rows[index]
        header = find_header([row]) or Header(0, 0, [clean(cell) for cell in row])
        moved = Header(index, index, header.headings)
        table = make_table(moved, self._sheet.rows, self._told, self._calendar)
        if table.lacks or table.columns == layout.table.columns:
            return layout
        return _Layout(table, self._sheet.rows, self._calendar)

    def _filled(self, start: int, stop: int | None = None) -> Iterable[tuple[int, Row]]:
        for index, row in enumerate(self._sheet.rows[start:stop], start):
            if any(cell is not None and clean(cell) for cell in row):
                yield index, row

    def _ignored(self, index: int, reason: str) -> Line:
        return Line(self._sheet.name, index + 1, Status.IGNORED, reason=reason)

    def _death(self, index: int, row: Row, layout: "_Layout") -> Line:
        cells = layout.cells(row)
        line = Line(self._sheet.name, index + 1)
        who = known(line.sheet, line.line, cells)
        fault = checks.find_fault(cells, self._calendar.today)
        _fill(line, cells, row, layout)
        if fault:
            line.status, line.column, line.reason = Status.REJECTED, fault.column, fault.reason
            line.value = layout.written(row, fault.column)
        elif not self._mark_duplicate(line, who):
            self._keep(line, who, cells, row, layout)
        return line

    def _mark_duplicate(self, line: Line, who: Known) -> bool:
        match = self._register.same_death(who)
        if match is None:
            return False
        line.status = Status.DUPLICATE
        line.duplicate_of, line.duplicate_sheet = match.known.line, match.known.sheet
        line.reason = f"{match.reason} as line {match.known.line}"
        if match.known.sheet != line.sheet:
            line.reason += f" of “{match.known.sheet}”"
        return True

    def _keep(
        self, line: Line, who: Known, cells: checks.Cells, row: Row, layout: "_Layout"
    ) -> None:
        doubts = self._register.doubts(who)
        if any(doubt.column == "nhs" for doubt in doubts):
            line.values["nhs"], line.typed["nhs"] = "", None
        for remark in (*checks.find_oddities(cells), *doubts):
            written = layout.written(row, remark.column)
            line.warnings.append(Caution(remark.column, written, remark.reason))
        self._register.add(who)


class _Layout:
    """A table together with what its headings and whole columns say about single cells."""

    def __init__(self, table: Table, rows: Sequence[Row], calendar: Calendar) -> None:
        self.table = table
        self._settings = Setting(
            calendar,
            unit_in_heading(table.heading_of("age_days")),
            turned_round(table.heading_of("expected")),
        )
        below = rows[table.header.last_row + 1 :]
        self._orders = date_order.orders_in_doubt(below, table.columns, DATE_COLUMNS)
        columns = table.columns
        self._one_name = "first" in columns and columns["first"] == columns.get("last")
        self._plain = [
            (name, BY_NAME[name], index)
            for name, index in columns.items()
            if not (self._one_name and name in ("first", "last"))
        ]

    def cells(self, row: Row) -> dict[str, Cell]:
        cells = {
            name: parse(column, row[index] if index < len(row) else None, self._settings)
            for name, column, index in self._plain
        }
        if self._one_name:
            cells["first"], cells["last"] = split_name(self._raw(row, "last"))
        for name, order in self._orders.items():
            cells[name] = order.judge(self._raw(row, name), cells[name])
        return cells

    def written(self, row: Row, name: str) -> str:
        """The cell as the file has it, cut short."""
        return clean(self._raw(row, name))[:100]

    def _raw(self, row: Row, name: str) -> object:
        return spacers.cell_at(row, self.table.columns.get(name))


def _fill(line: Line, cells: dict[str, Cell], row: Row, layout: _Layout) -> None:
    for name in NAMES:
        cell = cells.get(name)
        line.values[name] = cell.text if cell else ""
        line.typed[name] = _typed(name, cell) if cell else None
        if cell and cell.problem:
            line.warnings.append(Caution(name, layout.written(row, name), cell.problem))
    _fill_age(line, cells, layout.written(row, "age_days"))


def _typed(name: str, cell: Cell) -> object:
    """A date is a date or nothing: "not known" stays typed only where it is one of the answers."""
    is_answer = BY_NAME[name].kind is Kind.ANSWER
    return None if isinstance(cell.typed, Answer) and not is_answer else cell.typed


def _fill_age(line: Line, cells: dict[str, Cell], written: str) -> None:
    """Days at death by the dates; without a date of birth only what the age itself says."""
    line.age = checks.said_age(cells)
    days = checks.age_in_days(cells)
    line.typed["age_days"] = days
    if days is not None and days >= 0:
        line.values["age_days"] = str(days)
    elif line.age and not checks.day(cells, "dob"):
        line.warnings.append(Caution("age_days", written, "The exact number of days is not given"))
