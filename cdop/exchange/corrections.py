"""The rejected lines of an import as a table to correct and bring in again.

Every cell is text: what somebody typed into a log is never run as a formula.
"""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from cdop.core.legacy.columns import BY_NAME, NAMES
from cdop.exchange.models import ImportLine

_SHEET, _LINE, _WHY = "Sheet it was on", "Row it was in", "Why it was rejected"
_STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def corrections_of(lines: Iterable[ImportLine]) -> list[list[str]]:
    """The headings, then one row for each line, as the import reads them."""
    headings = [_SHEET, _LINE, _WHY, *(BY_NAME[name].label for name in NAMES)]
    return [headings, *(_row(line) for line in lines)]


def _row(line: ImportLine) -> list[str]:
    """What could be read, and where it could not, what was written."""
    details = line.details
    values = dict(details["values"])
    for caution in details["warnings"]:
        values[caution["column"]] = values.get(caution["column"]) or caution["value"]
    if details["column"]:
        values[details["column"]] = details["value"] or values.get(details["column"], "")
    why = details["reason"]
    return [line.sheet, str(line.line), why, *(values.get(name, "") for name in NAMES)]


def as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Rejected lines")
        as_text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, as_text if number else bold)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(rows[0]) - 1, 18)
    return out.getvalue()


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows([[_harmless(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_STARTS_OF_FORMULAS) else cell
