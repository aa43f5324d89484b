"""A release as its readers get it: page, workbook, CSV and PDF, each read back by itself."""

import csv
import io
import re
from html.parser import HTMLParser

from openpyxl import load_workbook

from tests.pdf_reading import read_pdf

UNSEEN = "nhsuk-u-visually-hidden"


class PageTables(HTMLParser):
    """Every table of a page by its caption: rows of cells as they are seen."""

    def __init__(self, html):
        super().__init__()
        self.tables, self.rows, self.cell, self.caption = {}, None, None, None
        self.skipped = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.rows = []
        elif tag == "caption":
            self.caption = ""
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = ""
        elif tag == "span" and (self.skipped or UNSEEN in (dict(attrs).get("class") or "")):
            self.skipped += 1

    def handle_endtag(self, tag):
        if tag == "span" and self.skipped:
            self.skipped -= 1
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append(" ".join(self.cell.split()))
            self.cell = None
        elif tag == "caption":
            self.tables[" ".join(self.caption.split())] = self.rows
            self.caption = None

    def handle_data(self, data):
        if self.caption is not None:
            self.caption += data
        elif self.cell is not None and not self.skipped:
            self.cell += data


def on_page(html):
    """{table number: {line: {heading: printed string}}}"""
    return {
        re.match(r"Table (\S+):", caption)[1]: _lines(rows)
        for caption, rows in PageTables(html).tables.items()
        if caption.startswith("Table ")
    }


def in_pdf(content):
    """The same of a PDF, whose tables follow their headings."""
    reading = read_pdf(content)
    numbers = [
        found[1] for _, words in reading.headings if (found := re.match(r"Table (\S+):", words))
    ]
    return {number: _lines(rows) for number, rows in zip(numbers, reading.tables, strict=True)}


def _lines(rows):
    head, *body = rows
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in body}


def in_workbook(content):
    """The same of a workbook, each number set as the workbook shows it."""
    found = {}
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        title = str(sheet["A1"].value)
        if not title.startswith("Table ") or sheet.title in ("Contents", "Definitions"):
            continue
        head = [cell.value for cell in sheet[4]]
        lines = {}
        for row in sheet.iter_rows(min_row=5):
            if row[0].value is None or row[1].value is None:
                break
            texts = [_as_shown(cell) for cell in row[1:]]
            lines[row[0].value] = _joined(dict(zip(head[1:], texts, strict=True)))
        found[re.match(r"Table (\S+):", title)[1]] = lines
    return found


def _as_shown(cell):
    """A number as its format has the workbook show it; only formats that the service writes."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    shape = re.fullmatch(r'(#,##)?0(\.0+)?(%)?(?:"([^"]*)")?', cell.number_format)
    decimals = len(shape[2] or ".") - 1
    number = cell.value * 100 if shape[3] else cell.value
    return f"{number:,.{decimals}f}{shape[3] or ''}{shape[4] or ''}"


def in_csv(content):
    """The same of the CSV."""
    found = {}
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
        unreliable = " [u]" if row["unreliable"] == "Y" and row["percentage"] != "[c]" else ""
        texts = {
            "Deaths": _thousands(row["deaths"]),
            "Out of": _thousands(row["out_of"]),
            "Not known": _thousands(row["not_known"]),
            "Percentage": _share(row["percentage"]) + unreliable,
            "95% interval: from": _share(row["interval_from"]),
            "95% interval: to": _share(row["interval_to"]),
        }
        found.setdefault(row["table"], {})[row["line"]] = _joined(
            {label: text for label, text in texts.items() if text}
        )
    return found


def _thousands(text):
    return f"{int(text):,}" if text.isdecimal() else text


def _share(text):
    return f"{text}%" if text.replace(".", "").isdecimal() else text


def _joined(texts):
    """From and to of an interval as the one string that a page prints."""
    joined = {}
    for label, text in texts.items():
        plain = label.removesuffix(": from").removesuffix(": to")
        first = joined.get(plain, "")
        joined[plain] = text if first in ("", text) else f"{first} to {text}"
    return joined
