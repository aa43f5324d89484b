"""Horizontal bars: shares with their intervals, counts, and counts in groups.

A hidden row carries nothing into the picture but its label: not its length, not its place in
the scale, not whether it is one or many.
"""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cdop.web.charts.theme import BLUE, FONT_SIZE, HIDDEN, LINE, QUIET, TEXT, WIDTH, chart

CHARACTERS = 48  # to a line of labels
BAR = 20
GAP = 14
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 100_000)


@dataclass(frozen=True)
class BarRow:
    """One line of a bar chart."""

    label: str
    count: int | None
    denominator: int | None = None
    share: float | None = None
    lower: float | None = None
    upper: float | None = None
    hidden: bool = False


@dataclass(frozen=True)
class BarGroup:
    """Rows under one heading: a year, an area."""

    label: str
    rows: Sequence[BarRow]


def bar_with_intervals(rows: Sequence[BarRow], title: str, description: str) -> dict[str, Any]:
    """Shares as bars, each with its 95 per cent interval as a line."""
    drawn = [_share_row(row) for row in rows]
    top = max((v for row in drawn for v in (row["value"], row.get("upper")) if v), default=1.0)
    return _bars(drawn, title, description, _share_ticks(top), ".0%")


def counts_bar(rows: Sequence[BarRow], title: str, description: str) -> dict[str, Any]:
    """Counts as bars."""
    return grouped_bars([BarGroup("", rows)], title, description)


def grouped_bars(groups: Sequence[BarGroup], title: str, description: str) -> dict[str, Any]:
    """Counts as bars, under headings."""
    drawn: list[dict[str, Any]] = []
    for group in groups:
        heading = [{"text": group.label, "heading": True, "value": None}] if group.label else []
        drawn += heading + [_count_row(row) for row in group.rows]
    top = max((row["value"] for row in drawn if row["value"]), default=1)
    return _bars(drawn, title, description, _count_ticks(top), ",d")


def _share_row(row: BarRow) -> dict[str, Any]:
    if row.hidden:
        return _hidden_row(row)
    if row.share is None:
        return {"text": row.label, "value": None, "note": "no known answers"}
    counted = "" if row.count is None else f"{row.count:,} of {row.denominator or 0:,}, "
    return {
        "text": f"{row.label}: {counted}{row.share:.0%}",
        "value": row.share,
        "lower": row.lower,
        "upper": row.upper,
    }


def _count_row(row: BarRow) -> dict[str, Any]:
    if row.hidden or row.count is None:
        return _hidden_row(row)
    return {"text": f"{row.label}: {row.count:,}", "value": row.count}


def _hidden_row(row: BarRow) -> dict[str, Any]:
    return {"text": row.label, "value": None, "note": HIDDEN}


def _share_ticks(top: float) -> list[float]:
    step = 10 if top <= 0.5 else 20
    return [tick / 100 for tick in range(0, math.ceil(round(top * 100, 6) / step) * step + 1, step)]


def _count_ticks(top: int) -> list[float]:
    step = next((step for step in STEPS if top <= step * 6), STEPS[-1])
    return list(range(0, math.ceil(top / step) * step + 1, step))


def _bars(
    rows: list[dict[str, Any]], title: str, description: str, ticks: list[float], numbers: str
) -> dict[str, Any]:
    height = _place(rows)
    lines = [
        {"y": row["y"] + i * LINE, "text": line, "heading": row.get("heading", False)}
        for row in rows
        for i, line in enumerate(row["lines"])
    ]
    bars = [row for row in rows if row["value"] is not None]
    whiskers = [row for row in bars if row.get("lower") is not None]
    notes = [row for row in rows if row.get("note")]
    y = {"type": "quantitative", "scale": {"domain": [0, height], "reverse": True}, "axis": None}
    x = {
        "type": "quantitative",
        "scale": {"domain": [0, ticks[-1]], "nice": False},
        "axis": {"format": numbers, "values": ticks, "title": None, "grid": False},
    }
    layers = [
        _rects(bars, x, y),
        *_whiskers(whiskers, x, y),
        _text([line for line in lines if not line["heading"]], y, TEXT),
        _text([line for line in lines if line["heading"]], y, TEXT, "bold"),
        _text([{"y": n["bar"] + 2, "text": n["note"]} for n in notes], y, QUIET),
    ]
    return chart(title, description, height, layers)


def _place(rows: list[dict[str, Any]]) -> int:
    """Give each row its lines and its place, from the top down; the whole height comes back."""
    y = 0
    for row in rows:
        row["lines"] = textwrap.wrap(row.pop("text"), CHARACTERS) or [""]
        row["y"] = y
        y += len(row["lines"]) * LINE
        row["bar"], row["bar_end"] = y, y + BAR
        y += GAP if row.get("heading") else BAR + GAP
    return max(y, LINE)


def _rects(rows: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [_only(row, "value", "bar", "bar_end") for row in rows]},
        "mark": {"type": "rect", "fill": BLUE},
        "encoding": {
            "x": {"field": "value", **x},
            "x2": {"datum": 0},
            "y": {"field": "bar", **y},
            "y2": {"field": "bar_end"},
        },
    }


def _whiskers(
    rows: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]
) -> list[dict[str, Any]]:
    values = [
        {"lower": row["lower"], "upper": row["upper"], "middle": row["bar"] + BAR / 2}
        for row in rows
    ]
    encoding = {
        "x": {"field": "lower", **x},
        "x2": {"field": "upper"},
        "y": {"field": "middle", **y},
    }
    # A white edge keeps the line visible where it lies on the bar.
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rule", "stroke": colour, "strokeWidth": width},
            "encoding": encoding,
        }
        for colour, width in (("#ffffff", 6), (TEXT, 3))
    ]


def _text(
    values: list[dict[str, Any]], y: dict[str, Any], colour: str, weight: str = "normal"
) -> dict[str, Any]:
    return {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "top",
            "x": 0,
            "fill": colour,
            "fontSize": FONT_SIZE,
            "fontWeight": weight,
            "limit": WIDTH,
        },
        "encoding": {"y": {"field": "y", **y}, "text": {"field": "text"}},
    }


def _only(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}
