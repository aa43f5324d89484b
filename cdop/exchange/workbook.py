"""Opens a spreadsheet somebody sent us, or says in one sentence how they can put it right.

Nothing in the file is trusted: sizes are checked before anything is unpacked, formulas are never
evaluated (only the value that was last saved is read), macros are never looked at, and a file
with entities or a document type in its XML is refused.
"""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from cdop.core.legacy.tables import Sheet
from cdop.exchange import refusals
from cdop.exchange.delimited import read_delimited
from cdop.exchange.packages import check_package
from cdop.exchange.refusals import UnreadableFile

__all__ = ["MAX_COLUMNS", "MAX_FILE_BYTES", "MAX_ROWS", "UnreadableFile", "open_workbook"]

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 256
MAX_CELLS = 3_000_000
MAX_SHEETS = 100
# The most rows a spreadsheet program allows: gaps in the numbering are filled no further.
_LAST_ROW = 1_048_576
_MOST_SPREAD_CELLS = 100_000

Row = Sequence[object]


def open_workbook(source: Path | BinaryIO | bytes) -> list[Sheet]:
    """The sheets of an .xlsx or .csv file, told apart by what is in it and not by its name."""
    content = _content(source)
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content, check_package(content))
    refusal = refusals.why_not_a_workbook(content)
    if refusal:
        raise UnreadableFile(refusal)
    return [Sheet("CSV file", _within_limits(read_delimited(content)))]


def _content(source: Path | BinaryIO | bytes) -> bytes:
    if isinstance(source, bytes):
        content = source
    elif isinstance(source, Path):
        with source.open("rb") as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
    else:
        content = source.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile(
            f"The file is larger than {MAX_FILE_BYTES // 1024 // 1024} MB. Copy the rows with the"
            " deaths into a new workbook, without pictures, and upload that."
        )
    return content


def _workbook(content: bytes, merges: dict[str, list[str]]) -> list[Sheet]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _sheets(content, merges)
    except UnreadableFile:
        raise
    except Exception as error:  # a damaged part can make the library raise anything
        raise UnreadableFile(refusals.DAMAGED) from error


def _sheets(content: bytes, merges: dict[str, list[str]]) -> list[Sheet]:
    import openpyxl

    book = openpyxl.load_workbook(
        BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    try:
        if len(book.worksheets) > MAX_SHEETS:
            raise UnreadableFile(refusals.TOO_MUCH_INSIDE)
        return [_sheet(page, merges, book.epoch.date()) for page in book.worksheets]
    finally:
        book.close()


def _sheet(page: Any, merges: dict[str, list[str]], day_zero: Any) -> Sheet:
    # The size that a sheet claims is often wrong, and may be absurd.
    page.reset_dimensions()
    rows = _within_limits(page.iter_rows(max_row=_LAST_ROW, values_only=True))
    path = page._worksheet_path.lstrip("/")
    _spread_merged_cells(rows, merges.get(path, []))
    return Sheet(page.title, rows, hidden=page.sheet_state != "visible", day_zero=day_zero)


def _within_limits(rows: Iterable[Row]) -> list[Row]:
    """The rows down to the last that holds anything."""
    kept: list[Row] = []
    filled = cells = last = 0
    for number, row in enumerate(_narrow(rows), 1):
        is_blank = row.count(None) == len(row)
        kept.append(() if is_blank else row)
        if is_blank:
            continue
        last, filled, cells = number, filled + 1, cells + len(row)
        if filled > MAX_ROWS or cells > MAX_CELLS:
            raise UnreadableFile(
                f"A sheet has more than {MAX_ROWS:,} rows or far too many cells. Split the log"
                " into one file for each year, and upload them one by one."
            )
    del kept[last:]
    return kept


def _narrow(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        if len(row) > MAX_COLUMNS:
            beyond = row[MAX_COLUMNS:]
            if beyond.count(None) + beyond.count("") != len(beyond):
                raise UnreadableFile(
                    f"A sheet has more than {MAX_COLUMNS} columns. Copy the columns of the case"
                    " log into a new workbook, and upload that."
                )
            row = row[:MAX_COLUMNS]
        yield row


def _spread_merged_cells(rows: list[Row], ranges: Sequence[str]) -> None:
    """Write the value of a merged range into each of its cells, as it looks on the screen."""
    from openpyxl.utils import range_boundaries

    left = _MOST_SPREAD_CELLS
    for text in ranges:
        first_column, top, last_column, bottom = range_boundaries(text)
        bottom, last_column = min(bottom, len(rows)), min(last_column, MAX_COLUMNS)
        left -= max(0, bottom - top + 1) * max(0, last_column - first_column + 1)
        if left < 0:
            return
        value = _at(rows, top - 1, first_column - 1)
        if value is not None:
            for index in range(top - 1, bottom):
                rows[index] = _filled(rows[index], first_column - 1, last_column, value)


def _at(rows: Sequence[Row], row: int, column: int) -> object:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def _filled(row: Row, start: int, stop: int, value: object) -> Row:
    cells = [*row, *[None] * (stop - len(row))]
    cells[start:stop] = [value if cell is None else cell for cell in cells[start:stop]]
    return tuple(cells)
