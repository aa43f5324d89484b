"""Charts of an audit's tables: drawn once, when it is built or released, and stored with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from cdop.audits.funnels import funnel_of, funnel_picture
from cdop.audits.publishing import Shown, panel_lines, shown_rows
from cdop.audits.tables.model import Picture
from cdop.core.statistics.proportion import proportion
from cdop.web.charts.bars import BarRow, bar_with_intervals, counts_bar
from cdop.web.charts.drawing import DrawingFailed, render_svgs


def draw_exact(
    tables: Sequence[Mapping[str, Any]], findings: Sequence[Mapping[str, Any]] = ()
) -> dict[str, str]:
    """SVG by code of the draft's tables and findings."""
    wanted = [table for table in tables if _is_bars(table) and table["rows"]]
    rows = [
        [_row(Shown(row["label"], row["count"], row["denominator"])) for row in table["rows"]]
        for table in wanted
    ]
    drawn = {each["code"]: each["spec"] for each in findings if each.get("spec")}
    return _drawn(_specs(wanted, rows) | drawn)


def draw_released(tables: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """SVG by code of rendered tables, from what is printed in them; none where all is hidden."""
    shown = [(table, shown_rows(table["content"])) for table in tables if _is_bars(table)]
    kept = [(table, rows) for table, rows in shown if not all(row.hidden for row in rows)]
    rows = [[_row(row) for row in rows] for _, rows in kept]
    return _drawn(_specs([table for table, _ in kept], rows) | _funnels(tables))


def _is_bars(table: Mapping[str, Any]) -> bool:
    return Picture(table["picture"]) in (Picture.SHARES, Picture.COUNTS)


def _funnels(tables: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Panels compared, where enough of them have numbers that are printed."""
    found = {
        table["code"]: (table, funnel_of(panel_lines(table["content"]), table["rate"]))
        for table in tables
        if Picture(table["picture"]) is Picture.FUNNEL
    }
    return {
        code: funnel_picture(funnel, table["title"], table["sentence"], "Deaths with an answer")
        for code, (table, funnel) in found.items()
        if funnel is not None
    }


def _row(shown: Shown) -> BarRow:
    if shown.hidden:
        return BarRow(shown.label, None, hidden=True)
    share = proportion(shown.count, shown.denominator)
    return BarRow(
        shown.label, shown.count, shown.denominator, share.share, share.lower, share.upper
    )


def _specs(
    tables: Sequence[Mapping[str, Any]], rows: Sequence[list[BarRow]]
) -> dict[str, dict[str, Any]]:
    return {
        table["code"]: (
            counts_bar if Picture(table["picture"]) is Picture.COUNTS else bar_with_intervals
        )(lines, table["title"], table["sentence"])
        for table, lines in zip(tables, rows, strict=True)
    }


def _drawn(specs: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    try:
        drawn = render_svgs(list(specs.values())) if specs else []
    except DrawingFailed:
        return {}  # the tables say the same
    return {code: str(svg) for code, svg in zip(specs, drawn, strict=True)}
