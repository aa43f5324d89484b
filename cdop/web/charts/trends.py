"""Lines over time, several told apart by colour, dash and shape; a hidden point is a gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cdop.web.charts.theme import DASHES, FONT_SIZE, QUIET, SERIES, SHAPES, chart

HEIGHT = 240


@dataclass(frozen=True)
class Point:
    """A value in a period such as 2025/26; nothing of a hidden one is drawn but the word."""

    period: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Series:
    label: str
    points: Sequence[Point]


def trend(
    series: Sequence[Series], title: str, description: str, *, unit: str = "", share: bool = False
) -> dict[str, Any]:
    """One line a series, with intervals where there is only one; `unit` titles the value axis."""
    periods = list(dict.fromkeys(point.period for line in series for point in line.points))
    shown = [_drawn(point, line.label) for line in series for point in line.points]
    hidden = sorted({p.period for s in series for p in s.points if p.hidden}, key=periods.index)
    x = _periods(periods)
    top = max((v for row in shown for v in (row["value"], row["upper"]) if v), default=1)
    y = {
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": True},
        "axis": {
            "title": unit or None,
            "titleAlign": "left",
            "titleAngle": 0,
            "titleX": 0,
            "titleY": -14,
            "tickCount": 5,
            "format": ".0%" if share else ",~f",
        },
    }
    layers = [*_intervals(shown, x, y, len(series)), _lines(shown, x, y, series)]
    if hidden:
        layers.append(_gaps(hidden, x))
    return chart(title, description, HEIGHT, layers)


def _drawn(point: Point, line: str) -> dict[str, Any]:
    """The point, or the gap in its line, whatever stands behind it."""
    value = None if point.hidden else point.value
    lower, upper = (None, None) if value is None else (point.lower, point.upper)
    return {
        "period": point.period,
        "value": value,
        "lower": lower,
        "upper": upper,
        "line": line,
    }


def _periods(periods: list[str]) -> dict[str, Any]:
    return {
        "type": "ordinal",
        "sort": None,
        "scale": {"domain": periods, "type": "point", "padding": 0.5},
        "axis": {"title": None, "labelAngle": -45 if len(periods) > 6 else 0, "grid": False},
    }


def _lines(
    shown: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], series: Sequence[Series]
) -> dict[str, Any]:
    labels = [line.label for line in series]
    one = len(labels) == 1
    legend = (
        None
        if one
        else {
            "title": None,
            "orient": "bottom",
            "columns": 2,
            "labelLimit": 400,
            "labelFontSize": FONT_SIZE,
            "symbolSize": 120,
        }
    )

    def scale(values: Sequence[Any]) -> dict[str, Any]:
        looks = [values[i % len(values)] for i in range(len(labels))]
        return {
            "field": "line",
            "type": "nominal",
            "sort": None,
            "scale": {"domain": labels, "range": looks},
            "legend": legend,
        }

    place = {"x": {"field": "period", **x}, "y": {"field": "value", **y}}
    return {
        "data": {"values": [_row(row, "period", "value", "line") for row in shown]},
        "layer": [
            {
                "mark": {"type": "line", "strokeWidth": 2.5},
                "encoding": {**place, "color": scale(SERIES), "strokeDash": scale(DASHES)},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                "encoding": {**place, "color": scale(SERIES), "shape": scale(SHAPES)},
            },
        ],
    }


def _intervals(
    shown: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], lines: int
) -> list[dict[str, Any]]:
    rows = [_row(r, "period", "lower", "upper") for r in shown if r["lower"] is not None]
    if lines != 1 or not rows:
        return []
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "rule", "stroke": QUIET, "strokeWidth": 2},
            "encoding": {
                "x": {"field": "period", **x},
                "y": {"field": "lower", **y},
                "y2": {"field": "upper"},
            },
        }
    ]


def _gaps(hidden: list[str], x: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [{"period": period} for period in hidden]},
        "mark": {
            "type": "text",
            "text": "hidden",
            "y": HEIGHT - 4,
            "baseline": "bottom",
            "fill": QUIET,
            "fontSize": FONT_SIZE - 2,
        },
        "encoding": {"x": {"field": "period", **x}},
    }


def _row(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}
