"""What all charts share: size, type and colours that can be told apart, also on a phone.

A chart is drawn 440 units wide, in type that stays readable when a phone shrinks it.
"""

from typing import Any

WIDTH = 440
FONT = "Arial, Helvetica, sans-serif"
FONT_SIZE = 17
LINE = 21
TEXT = "#212b32"
QUIET = "#425563"
GRID = "#d8dde0"
BLUE = "#005eb8"
# Each at least 3:1 on white, and told apart by shape and dash as well.
SERIES = ("#005eb8", "#ae2573", "#007f3b", "#b35900", "#330072", "#425563")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [1, 3])
HIDDEN = "hidden to protect small numbers"


def chart(
    title: str, description: str, height: int, layers: list[dict[str, Any]]
) -> dict[str, Any]:
    """A Vega-Lite specification; title and description go to the picture's own text."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": description,
        "usermeta": {"title": title},
        "width": WIDTH,
        "height": height,
        "padding": {"left": 10, "right": 14, "top": 6, "bottom": 6},
        "autosize": {"type": "pad", "contains": "content"},
        "layer": layers,
        "config": {
            "font": FONT,
            "background": None,
            "view": {"stroke": None},
            "text": {"fontSize": FONT_SIZE, "fill": TEXT},
            "axis": {
                "labelFontSize": FONT_SIZE,
                "titleFontSize": FONT_SIZE,
                "titleFontWeight": "normal",
                "labelColor": TEXT,
                "titleColor": TEXT,
                "gridColor": GRID,
                "domainColor": QUIET,
                "tickColor": QUIET,
            },
        },
    }
