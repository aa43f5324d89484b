"""A funnel plot: each area's rate against its size, between the lines that chance explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cdop.web.charts.theme import BLUE, DASHES, FONT_SIZE, QUIET, TEXT, chart

HEIGHT = 320


@dataclass(frozen=True)
class FunnelPoint:
    """One area; its name stands in the picture only where it lies outside the lines."""

    label: str
    size: float
    value: float
    outside: bool = False


@dataclass(frozen=True)
class FunnelLine:
    """The limits at one size of area; None where there is no line."""

    size: float
    near_lower: float | None
    near_upper: float | None
    far_lower: float | None
    far_upper: float | None


def funnel(
    points: Sequence[FunnelPoint],
    lines: Sequence[FunnelLine],
    average: float,
    title: str,
    description: str,
    *,
    size_title: str,
    value_title: str,
    share: bool = False,
) -> dict[str, Any]:
    """Points between a solid average, dashed 95 per cent and dotted 99.8 per cent lines."""
    top = max([average, *(point.value for point in points)]) * 1.25
    top = min(1.0, top) if share else top
    x = {
        "type": "quantitative",
        "axis": {"title": size_title, "grid": False, "tickCount": 5, "format": ",d"},
        "scale": {"domain": [0, max(line.size for line in lines)], "nice": True},
    }
    y = {
        "type": "quantitative",
        "axis": {
            "title": value_title,
            "titleAlign": "left",
            "titleAngle": 0,
            "titleX": 0,
            "titleY": -14,
            "tickCount": 5,
            "format": ".0%" if share else ",~f",
        },
        "scale": {"domain": [0, top], "nice": True},
    }
    layers = [
        *(
            _line([(line.size, getattr(line, name)) for line in lines], top, x, y, dash)
            for name, dash in (
                ("near_lower", DASHES[1]),
                ("near_upper", DASHES[1]),
                ("far_lower", DASHES[2]),
                ("far_upper", DASHES[2]),
            )
        ),
        _average(lines, average, x, y),
        _points(points, x, y),
        _names(points, x, y),
    ]
    return chart(title, description, HEIGHT, layers)


def _line(
    limits: Sequence[tuple[float, float | None]],
    top: float,
    x: dict[str, Any],
    y: dict[str, Any],
    dash: list[int],
) -> dict[str, Any]:
    """One limit, as far as the picture reaches."""
    values = [
        {"size": size, "value": value}
        for size, value in limits
        if value is not None and value <= top
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "line", "stroke": QUIET, "strokeWidth": 1.5, "strokeDash": dash},
        "encoding": {"x": {"field": "size", **x}, "y": {"field": "value", **y}},
    }


def _average(
    lines: Sequence[FunnelLine], average: float, x: dict[str, Any], y: dict[str, Any]
) -> dict[str, Any]:
    ends = [0.0, max(line.size for line in lines)]
    return {
        "data": {"values": [{"size": end, "value": average} for end in ends]},
        "mark": {"type": "line", "stroke": TEXT, "strokeWidth": 1.5},
        "encoding": {"x": {"field": "size", **x}, "y": {"field": "value", **y}},
    }


def _points(points: Sequence[FunnelPoint], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [{"size": p.size, "value": p.value} for p in points]},
        "mark": {"type": "point", "filled": True, "size": 80, "fill": BLUE, "opacity": 1},
        "encoding": {"x": {"field": "size", **x}, "y": {"field": "value", **y}},
    }


def _names(points: Sequence[FunnelPoint], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    """Beside the point, on the side where there is room."""
    middle = max((p.size for p in points), default=0) / 2
    named = [p for p in points if p.outside]
    return {
        "layer": [
            {
                "data": {
                    "values": [
                        {"size": p.size, "value": p.value, "name": p.label}
                        for p in named
                        if (p.size > middle) is right
                    ]
                },
                "mark": {
                    "type": "text",
                    "align": "right" if right else "left",
                    "dx": -8 if right else 8,
                    "fontSize": FONT_SIZE - 2,
                },
                "encoding": {
                    "x": {"field": "size", **x},
                    "y": {"field": "value", **y},
                    "text": {"field": "name", "type": "nominal"},
                },
            }
            for right in (False, True)
        ]
    }
