"""Audits and releases as workbooks and as CSV: the strings of the page, and never a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.audits.models import Audit, Release
from cdop.audits.presenters import definition, definition_rows, profile_explanation
from cdop.audits.publishing import COLUMNS, exact_content

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDE, NARROW = 60, 16
SHEET_NAME = 31


@dataclass(frozen=True)
class Sheet:
    """One table as it is printed."""

    number: str
    title: str
    content: Mapping[str, Any]


def release_xlsx(release: Release) -> bytes:
    return _workbook(_release_notes(release), _released(release))


def release_csv(release: Release) -> bytes:
    return _csv(_release_notes(release), _released(release))


def audit_xlsx(audit: Audit) -> bytes:
    return _workbook(_audit_notes(audit), _exact(audit))


def audit_csv(audit: Audit) -> bytes:
    return _csv(_audit_notes(audit), _exact(audit))


def _released(release: Release) -> list[Sheet]:
    return [Sheet(table.number, table.title, table.content) for table in release.tables]


def _exact(audit: Audit) -> list[Sheet]:
    return [
        Sheet(str(number), table["title"], exact_content(table))
        for number, table in enumerate(audit.results["tables"], start=1)
        if table["rows"]
    ]


def _release_notes(release: Release) -> list[tuple[str, str]]:
    return [
        ("Title", release.title),
        ("Release", release.number),
        *definition_rows(release.definition),
        ("Small numbers", profile_explanation(release.profile)),
    ]


def _audit_notes(audit: Audit) -> list[tuple[str, str]]:
    return [
        ("Title", audit.title),
        ("Confidential", "Exact numbers for the panel only. Do not pass on."),
        *definition_rows(definition(audit)),
    ]


def _csv(notes: Iterable[tuple[str, str]], sheets: Sequence[Sheet]) -> bytes:
    """What it is, line by line; then one long table of all lines of all tables."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for note in notes:
        writer.writerow([_harmless(text) for text in note])
    writer.writerow([])
    writer.writerow(["Table", "Title", "Line", *(label for _, label in COLUMNS), "Notes"])
    for sheet in sheets:
        for row in sheet.content["rows"]:
            cells = [row["cells"].get(key, "") for key, _ in COLUMNS]
            words = [sheet.number, sheet.title, row["label"], *cells]
            writer.writerow(
                [_harmless(text) for text in (*words, " ".join(sheet.content["notes"]))]
            )
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """A spreadsheet must not run what a cell begins with."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _workbook(notes: Iterable[tuple[str, str]], sheets: Sequence[Sheet]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, plain) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        page = book.add_worksheet("Notes")
        page.set_column(0, 0, NARROW)
        page.set_column(1, 1, WIDE, wrapped)
        for place, (label, text) in enumerate(notes):
            page.write_string(place, 0, label, bold)
            page.write_string(place, 1, text)
        for position, sheet in enumerate(sheets, start=1):
            _write(book.add_worksheet(f"Table {position}"[:SHEET_NAME]), sheet, bold, wrapped)
    return out.getvalue()


def _write(page: Any, sheet: Sheet, bold: Any, wrapped: Any) -> None:
    """A header that stays in sight, one line a row, and the definition below."""
    columns = sheet.content["columns"]
    page.set_column(0, 0, WIDE, wrapped)
    page.set_column(1, len(columns), NARROW)
    page.freeze_panes(1, 1)
    page.write_string(0, 0, f"Table {sheet.number}: {sheet.title}", bold)
    for place, column in enumerate(columns, start=1):
        page.write_string(0, place, column["label"], bold)
    rows = sheet.content["rows"]
    for line, row in enumerate(rows, start=1):
        page.write_string(line, 0, row["label"])
        for place, column in enumerate(columns, start=1):
            page.write_string(line, place, row["cells"].get(column["key"], ""))
    for line, note in enumerate(sheet.content["notes"], start=len(rows) + 2):
        page.write_string(line, 0, note)
