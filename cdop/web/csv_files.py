"""Tables as CSV that a spreadsheet program opens without running anything."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from flask import Response

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_response(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """A table to download; a cell never begins a formula."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def harmless(cell: str) -> str:
    """The cell's text; what would begin a formula is led by an apostrophe."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
