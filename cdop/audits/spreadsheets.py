"""A booklet as a workbook: numbers as numbers, a filter on each table, and never a formula.

The same booklet gives the same bytes: the file says of itself no moment and no maker.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cdop.audits.booklets import Booklet, Field, Printed, fields_of
from cdop.audits.publishing import UNRELIABLE

WIDE, NARROW, NUMBER = 60, 22, 15
NO_MOMENT = datetime(2000, 1, 1)
HEADER = 3  # the row of the column headings, counted from 0
DEFINED = ("Table", "Title", "What is counted", "Out of")


def workbook(booklet: Booklet) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, plain) as book:
        book.set_properties({"title": booklet.title, "created": NO_MOMENT})
        styles = _Styles(book)
        _notes(book.add_worksheet("Notes"), booklet, styles)
        names = [
            *(f"Table {place}" for place, _ in enumerate(booklet.tables, start=1)),
            *(f"Finding {place}" for place, _ in enumerate(booklet.findings, start=1)),
        ]
        _contents(book.add_worksheet("Contents"), booklet, names, styles)
        _definitions(book.add_worksheet("Definitions"), booklet, styles)
        for name, table in zip(names, booklet.every, strict=True):
            _table(book.add_worksheet(name), table, styles)
    return out.getvalue()


class _Styles:
    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.header = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        )
        self.words = book.add_format({"text_wrap": True, "valign": "top"})
        self.link = book.add_format({"font_color": "#005EB8", "underline": 1})
        self.sign = book.add_format({"align": "right", "valign": "top"})
        self._book = book
        self._numbers: dict[str, Any] = {}

    def number(self, form: str) -> Any:
        """The style of numbers shown in this form."""
        if form not in self._numbers:
            self._numbers[form] = self._book.add_format({"num_format": form, "valign": "top"})
        return self._numbers[form]


def _notes(page: Any, booklet: Booklet, styles: _Styles) -> None:
    page.set_column(0, 0, NARROW)
    page.set_column(1, 1, WIDE + NARROW)
    rows = [
        ("Title", booklet.title),
        *([("Release", booklet.number)] if booklet.number else []),
        *([("Released on", booklet.published)] if booklet.published else []),
        *([("Take care", booklet.warning)] if booklet.warning else []),
        *booklet.facts,
        *[
            ("How to read it" if not place else "", words)
            for place, words in enumerate(booklet.key)
        ],
    ]
    for place, (label, words) in enumerate(rows):
        page.write_string(place, 0, label, styles.bold)
        page.write_string(place, 1, words, styles.words)


def _contents(page: Any, booklet: Booklet, names: Sequence[str], styles: _Styles) -> None:
    """Every sheet with a table, and the way there."""
    page.set_column(0, 0, NARROW)
    page.set_column(1, 1, WIDE + NARROW)
    _headings(page, 0, ("Sheet", "Table"), len(names), styles)
    for place, (name, table) in enumerate(zip(names, booklet.every, strict=True), start=1):
        page.write_url(place, 0, f"internal:'{name}'!A1", styles.link, name)
        page.write_string(place, 1, f"{table.number}: {table.title}", styles.words)


def _definitions(page: Any, booklet: Booklet, styles: _Styles) -> None:
    """Beside every table what is counted, out of what, of which period and as of when."""
    about = [label for label, _ in booklet.tables[0].about] if booklet.tables else []
    page.set_column(0, 0, NUMBER)
    page.set_column(1, 3, WIDE)
    page.set_column(4, 3 + len(about), NARROW)
    _headings(page, 0, (*DEFINED, *about), len(booklet.tables), styles)
    for line, table in enumerate(booklet.tables, start=1):
        what, out_of = (*table.notes[:2], "", "")[:2]
        words = [table.number, table.title, what, out_of, *(said for _, said in table.about)]
        for place, each in enumerate(words):
            page.write_string(line, place, each, styles.words)


def _headings(page: Any, row: int, headings: Sequence[str], lines: int, styles: _Styles) -> None:
    """Headings that stay in sight, with a filter on the lines below."""
    for place, heading in enumerate(headings):
        page.write_string(row, place, heading, styles.header)
    page.freeze_panes(row + 1, 1)
    if lines:
        page.autofilter(row, 0, row + lines, len(headings) - 1)


def _table(page: Any, table: Printed, styles: _Styles) -> None:
    fields, rows = fields_of(table.content), table.content["rows"]
    page.set_column(0, 0, WIDE)
    page.set_column(1, max(1, len(fields)), NUMBER)
    page.write_string(0, 0, f"Table {table.number}: {table.title}", styles.title)
    page.write_string(1, 0, table.sentence)
    _headings(page, HEADER, ("Line", *(each.label for each in fields)), len(rows), styles)
    for line, row in enumerate(rows, start=HEADER + 1):
        page.write_string(line, 0, row["label"], styles.words)
        for place, each in enumerate(fields, start=1):
            _cell(page, line, place, each, row["cells"], styles)
    below = [*table.notes, *(f"{label}: {words}" for label, words in table.about)]
    for line, note in enumerate(below, start=HEADER + len(rows) + 2):
        page.write_string(line, 0, note)


def _cell(page: Any, line: int, place: int, field: Field, cells: Any, styles: _Styles) -> None:
    text, value = field.text(cells), field.value(cells)
    if value is None:
        page.write_string(line, place, text, styles.sign)
    else:
        page.write_number(line, place, value, styles.number(_form(text)))


def _form(text: str) -> str:
    """How the number is shown: as it was printed, with its decimals, percent sign and mark."""
    plain, marked, _ = text.partition(f" {UNRELIABLE}")
    bare, percent, _ = plain.partition("%")
    _, point, decimals = bare.partition(".")
    whole = "0" if percent else "#,##0"
    mark = f'"{marked}"' if marked else ""
    return f"{whole}{point}{'0' * len(decimals)}{percent}{mark}"
