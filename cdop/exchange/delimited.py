"""Text files of cells: whatever encoding and separator the program that saved them chose."""

import csv
from collections import Counter
from collections.abc import Iterable
from io import StringIO

from cdop.exchange import refusals
from cdop.exchange.refusals import UnreadableFile

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ENCODINGS = ("utf-8", "cp1252")
_SEPARATORS = ",;\t|"
_SAMPLE_LINES = 60


def read_delimited(content: bytes) -> Iterable[list[str]]:
    """The rows, those that are blank included, so that their numbers stay right."""
    text = _decoded(content)
    separator, text = _separator(text)
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from rows
    except csv.Error as error:
        raise UnreadableFile(
            f"Line {rows.line_num} of the file has a quotation mark that is not closed, or a cell"
            " that is far too long. Open the file in Excel, save it as .xlsx, and upload that."
        ) from error


def _decoded(content: bytes) -> str:
    mark = next((mark for mark in _MARKS if content.startswith(mark)), None)
    for encoding in (_MARKS[mark],) if mark else _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if not any(letter < " " and letter not in "\t\r\n\f\v" for letter in set(text)):
            return text
    raise UnreadableFile(refusals.NOT_TEXT)


def _separator(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    told = first.strip().lower()
    if told.startswith("sep=") and len(told) == 5:
        return told[-1], "\n" + rest  # the line is kept as a blank one, for the row numbers
    sample = text.splitlines()[:_SAMPLE_LINES]
    return max(_SEPARATORS, key=lambda separator: _cells_in_step(sample, separator)), text


def _cells_in_step(sample: list[str], separator: str) -> int:
    """How many cells the separator makes in rows of the commonest length."""
    try:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=separator))
    except csv.Error:
        return 0
    return max(((width - 1) * rows for width, rows in widths.items()), default=0)
