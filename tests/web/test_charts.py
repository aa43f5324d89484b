"""Charts are safe to show, have a name, and give away nothing of what is hidden."""

import json

import pytest

from cdop.web.charts import drawing
from cdop.web.charts.bars import BarGroup, BarRow, bar_with_intervals, counts_bar, grouped_bars
from cdop.web.charts.drawing import DrawingFailed, render_svgs
from cdop.web.charts.svg import clean
from cdop.web.charts.trends import Point, Series, trend

SHOWN = BarRow("Smoking in the home", 12, 40, 0.3, 0.18, 0.45)


def test_a_hidden_row_is_drawn_the_same_whatever_its_numbers_are():
    def spec(draw, hidden):
        return draw([SHOWN, hidden], "Factors", "Shares")

    few = BarRow("Bed shared", 1, 3, 0.33, 0.1, 0.9, hidden=True)
    many = BarRow("Bed shared", 700, 900, 0.78, 0.7, 0.8, hidden=True)
    for draw in (bar_with_intervals, counts_bar):
        assert spec(draw, few) == spec(draw, many)
        assert "700" not in json.dumps(spec(draw, many))


def test_a_hidden_point_is_a_gap_whatever_its_value_is():
    def spec(value):
        points = [Point("2024/25", 4, 2, 6), Point("2025/26", value, value, value, hidden=True)]
        return trend([Series("Infant", points)], "Deaths", "By year")

    assert spec(1) == spec(900) == spec(None)


@pytest.fixture(scope="module")
def pictures():
    groups = [BarGroup("2024/25", [SHOWN]), BarGroup("2025/26", [BarRow("Overheating", 0)])]
    return render_svgs(
        [
            bar_with_intervals(
                [SHOWN, BarRow("Overheating", 0, 0)], "Factors <1>", "Shares & more"
            ),
            grouped_bars(groups, "Counts", "By year"),
            trend([Series("Infant", [Point("2024/25", 0.1)])], "Trend", "By year", share=True),
        ]
    )


def test_a_picture_has_a_name_and_fits_its_place(pictures):
    first = pictures[0]

    assert 'role="img"' in first
    assert "Factors &lt;1&gt;</title>" in first
    assert "Shares &amp; more</desc>" in first
    assert "viewBox=" in first.split(">")[0]
    assert "width=" not in first.split(">")[0]
    assert len({picture.split('id="')[1].split('"')[0] for picture in pictures}) == 3


def test_a_picture_holds_only_shapes_and_words(pictures):
    for picture in pictures:
        for banned in ("style", "<script", "href", "url(", " on", "class=", "aria-label="):
            assert banned not in picture


def test_what_the_picture_says_is_written_in_it(pictures):
    assert "Smoking in the home: 12 of 40, 30%" in pictures[0]
    assert "no known answers" in pictures[0]


def test_the_same_figures_give_the_same_bytes_without_drawing_again(pictures, monkeypatch):
    monkeypatch.setattr(drawing, "_draw", lambda specs: pytest.fail("drawn again"))
    spec = trend([Series("Infant", [Point("2024/25", 0.1)])], "Trend", "By year", share=True)

    assert render_svgs([spec, spec]) == [pictures[2], pictures[2]]


def test_whatever_an_engine_writes_only_the_listed_parts_stay():
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="x()" width="9">'
        "<script>x()</script><style>g{}</style><image href='//evil.example'/>"
        '<a href="//evil.example"><text>a</text></a>'
        '<rect width="1.23456" fill="url(#a)" style="fill:red"/></svg>'
    )

    assert clean(drawn, "T", "D").endswith('<rect width="1.2" /></svg>')


def test_a_chart_that_cannot_be_drawn_says_so():
    with pytest.raises(DrawingFailed):
        render_svgs([{"description": "", "usermeta": {"title": ""}, "mark": 5}])
