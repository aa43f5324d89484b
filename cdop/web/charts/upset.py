"""Combinations as an UpSet picture: a column of dots for each, its number as a bar above.

Bars and joined dots are told apart by shape, so that nothing hangs on colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cdop.web.charts.theme import BLUE, FONT_SIZE, GRID, LINE, QUIET, TEXT, WIDTH, chart

TOP = 110  # height of the bars
ROW = 2 * LINE + 4
DOT = 7
GAP = 26


@dataclass(frozen=True)
class Combination:
    """Which of the sets, by their places, and how many have exactly these."""

    places: tuple[int, ...]
    number: int


def upset(
    labels: Sequence[str],
    totals: Sequence[int],
    combinations: Sequence[Combination],
    title: str,
    description: str,
) -> dict[str, Any]:
    """One row a set with its name and number above its dots; one column a combination."""
    height = TOP + GAP + ROW * len(labels)
    step = WIDTH / max(len(combinations), 1)
    columns = [(place + 0.5) * step for place in range(len(combinations))]
    return chart(
        title,
        description,
        height,
        [
            _bars(combinations, columns, step, height),
            _numbers(combinations, columns, height),
            _dots(labels, combinations, columns, height, filled=False),
            _links(combinations, columns, height),
            _dots(labels, combinations, columns, height, filled=True),
            _names(labels, totals, height, edge=5),  # white, so that no line runs through a word
            _names(labels, totals, height),
        ],
    )


def _scales(height: int) -> tuple[dict[str, Any], dict[str, Any]]:
    x = {"type": "quantitative", "scale": {"domain": [0, WIDTH], "nice": False}, "axis": None}
    y = {"type": "quantitative", "scale": {"domain": [0, height], "reverse": True}, "axis": None}
    return x, y


def _row(place: int) -> float:
    """The middle of a set's dots, below its name."""
    return TOP + GAP + ROW * place + LINE + DOT + 2


def _tall(number: int, most: int) -> float:
    return TOP - LINE - (TOP - LINE) * number / max(most, 1) + LINE


def _bars(
    combinations: Sequence[Combination], columns: Sequence[float], step: float, height: int
) -> dict[str, Any]:
    x, y = _scales(height)
    most = max((each.number for each in combinations), default=1)
    half = min(step * 0.35, 14)
    values = [
        {"x": at - half, "x2": at + half, "y": _tall(each.number, most), "y2": TOP}
        for each, at in zip(combinations, columns, strict=True)
    ]
    encoding = {
        "x": {"field": "x", **x},
        "x2": {"field": "x2"},
        "y": {"field": "y", **y},
        "y2": {"field": "y2"},
    }
    return {
        "data": {"values": values},
        "mark": {"type": "rect", "fill": BLUE},
        "encoding": encoding,
    }


def _numbers(
    combinations: Sequence[Combination], columns: Sequence[float], height: int
) -> dict[str, Any]:
    most = max((each.number for each in combinations), default=1)
    values = [
        {"x": at, "y": _tall(each.number, most) - 4, "text": f"{each.number:,}"}
        for each, at in zip(combinations, columns, strict=True)
    ]
    return _text(values, height, align="center", baseline="bottom", colour=TEXT)


def _names(
    labels: Sequence[str], totals: Sequence[int], height: int, *, edge: int = 0
) -> dict[str, Any]:
    values = [
        {"x": 0, "y": _row(place) - DOT - 4, "text": f"{label}: {total:,}"}
        for place, (label, total) in enumerate(zip(labels, totals, strict=True))
    ]
    layer = _text(values, height, align="left", baseline="bottom", colour=TEXT)
    if edge:
        layer["mark"] |= {"fill": "#ffffff", "stroke": "#ffffff", "strokeWidth": edge}
    return layer


def _text(
    values: list[dict[str, Any]], height: int, *, align: str, baseline: str, colour: str
) -> dict[str, Any]:
    x, y = _scales(height)
    return {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "align": align,
            "baseline": baseline,
            "fill": colour,
            "fontSize": FONT_SIZE,
            "limit": WIDTH,
        },
        "encoding": {
            "x": {"field": "x", **x},
            "y": {"field": "y", **y},
            "text": {"field": "text"},
        },
    }


def _dots(
    labels: Sequence[str],
    combinations: Sequence[Combination],
    columns: Sequence[float],
    height: int,
    *,
    filled: bool,
) -> dict[str, Any]:
    x, y = _scales(height)
    values = [
        {"x": at, "y": _row(place)}
        for each, at in zip(combinations, columns, strict=True)
        for place in range(len(labels))
        if (place in each.places) is filled
    ]
    looks = {"fill": TEXT} if filled else {"fill": "#ffffff", "stroke": QUIET, "strokeWidth": 1}
    return {
        "data": {"values": values},
        "mark": {"type": "circle", "size": (DOT * 2) ** 2 * 0.7, "opacity": 1, **looks},
        "encoding": {"x": {"field": "x", **x}, "y": {"field": "y", **y}},
    }


def _links(
    combinations: Sequence[Combination], columns: Sequence[float], height: int
) -> dict[str, Any]:
    x, y = _scales(height)
    values = [
        {"x": at, "y": _row(min(each.places)), "y2": _row(max(each.places))}
        for each, at in zip(combinations, columns, strict=True)
        if len(each.places) > 1
    ]
    return {
        "data": {"values": values or [{"x": 0, "y": 0, "y2": 0}]},
        "mark": {"type": "rule", "stroke": TEXT if values else GRID, "strokeWidth": 3},
        "encoding": {
            "x": {"field": "x", **x},
            "y": {"field": "y", **y},
            "y2": {"field": "y2"},
        },
    }
