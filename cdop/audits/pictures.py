"""Charts of an audit's tables: drawn once, when it is built or released, and stored with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from cdop.audits.publishing import Shown, shown_rows
from cdop.audits.tables.model import Picture
from cdop.core.statistics.proportion import proportion
from cdop.web.charts.bars import BarRow, bar_with_intervals, counts_bar
from cdop.web.charts.drawing import DrawingFailed, render_svgs


def draw_exact(tables: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """SVG by code of the draft's tables."""
    wanted = [table for table in tables if _is_drawn(table) and table["rows"]]
    rows = [
        [_row(Shown(row["label"], row["count"], row["denominator"])) for row in table["rows"]]
        for table in wanted
    ]
    return _draw(wanted, rows)


def draw_released(tables: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """SVG by code of rendered tables, from what is printed in them; none where all is hidden."""
    shown = [(table, shown_rows(table["content"])) for table in tables if _is_drawn(table)]
    kept = [(table, rows) for table, rows in shown if not all(row.hidden for row in rows)]
    return _draw([table for table, _ in kept], [[_row(row) for row in rows] for _, rows in kept])


def _is_drawn(table: Mapping[str, Any]) -> bool:
    return Picture(table["picture"]) is not Picture.NONE


def _row(shown: Shown) -> BarRow:
    if shown.hidden:
        return BarRow(shown.label, None, hidden=True)
    share = proportion(shown.count, shown.denominator)
    return BarRow(
        shown.label, shown.count, shown.denominator, share.share, share.lower, share.upper
    )


def _draw(tables: Sequence[Mapping[str, Any]], rows: Sequence[list[BarRow]]) -> dict[str, str]:
    specs = [
        (counts_bar if Picture(table["picture"]) is Picture.COUNTS else bar_with_intervals)(
            lines, table["title"], table["sentence"]
        )
        for table, lines in zip(tables, rows, strict=True)
    ]
    try:
        drawn = render_svgs(specs) if specs else []
    except DrawingFailed:
        return {}  # the tables say the same
    return {table["code"]: str(svg) for table, svg in zip(tables, drawn, strict=True)}
