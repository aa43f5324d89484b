"""A funnel plot is made of what is printed: a hidden panel has no point, no name and no part."""

import json

import pytest

from cdop.audits.funnels import PanelLine, funnel_of, funnel_picture, funnel_sentence

SHOWN = [
    PanelLine("a", "Ash", 20, 40),
    PanelLine("b", "Birch", 22, 44),
    PanelLine("c", "Cedar", 38, 40),
]
HIDDEN = [PanelLine("d", "Dene", None, 31), PanelLine("e", "Elm", 17, None)]
BIRTHS = {"label": "Per 1,000", "per": 1000, "source": "x"} | {
    "people": {"a": 40_000, "b": 44_000, "c": 20_000, "d": 31_000}
}


def test_hidden_panels_change_neither_picture_nor_words():
    with_them, without = funnel_of([*SHOWN, *HIDDEN], None), funnel_of(SHOWN, None)

    assert with_them == without
    assert funnel_sentence("By panel", with_them) == funnel_sentence("By panel", without)


def test_the_average_is_that_of_the_panels_shown():
    assert funnel_of([*SHOWN, *HIDDEN], None).average == pytest.approx(80 / 124)


def test_a_panel_outside_the_lines_is_named_in_words_and_picture():
    found = funnel_of(SHOWN, None)
    words = funnel_sentence("By panel", found)

    picture = json.dumps(funnel_picture(found, "By panel", words, "Deaths"))

    assert "Cedar lies above it by more than chance explains" in words
    assert "Cedar" in picture
    assert '"Ash"' not in picture


def test_rates_are_compared_by_births_and_a_panel_without_births_is_left_out():
    found = funnel_of([*SHOWN, PanelLine("z", "Zelkova", 12, 12)], BIRTHS)

    assert [point.area.name for point in found.points] == ["Ash", "Birch", "Cedar"]
    assert found.average == pytest.approx(80 / 104_000 * 1000)
    assert "0.77 per 1,000" in funnel_sentence("By panel", found)
    assert "Live births" in json.dumps(funnel_picture(found, "By panel", "", "Deaths"))


def test_two_panels_are_not_compared():
    assert funnel_of([*SHOWN[:2], *HIDDEN], None) is None
    assert "not compared" in funnel_sentence("By panel", None)


def test_no_line_leaves_the_picture():
    found = funnel_of(SHOWN, None)

    layers = funnel_picture(found, "By panel", "", "Deaths")["layer"]

    heights = [each["value"] for layer in layers[:5] for each in layer["data"]["values"]]
    assert 0 <= min(heights) <= max(heights) <= 1


def test_panels_that_do_not_differ_are_said_not_to():
    alike = [PanelLine(str(n), f"Panel {n}", 10, 20) for n in range(4)]

    assert "none differs from it" in funnel_sentence("By panel", funnel_of(alike, None))
