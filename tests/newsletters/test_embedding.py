"""Figures get into a newsletter by the number of a public release, and by nothing else."""

import pytest

from cdop.audits.models import Profile
from cdop.newsletters.rendering import list_embeds, plain_body, render_body, without_withdrawn
from tests.newsletters.build import SVG, issue, released, withdraw_release


def test_a_table_is_put_in_from_what_was_released(make):
    table = released(make)

    result = render_body("Before\n\n[[table 2026-01/1]]\n\nAfter", table.panel_id)

    assert result.problems == []
    assert result.numbers == ["2026-01/1"]
    assert "<caption" in result.html
    assert "41" in result.html
    assert "&lt;i&gt;Cot&lt;/i&gt;" in result.html, "labels are escaped"
    assert "* hides a small number." in result.html
    assert result.html.index("Before") < result.html.index("<caption") < result.html.index("After")


def test_a_chart_brings_its_sentence_and_its_table(make):
    table = released(make)

    result = render_body("[[chart 2026-01/1]]", table.panel_id)

    assert SVG in result.html
    assert "On a sofa in 41 deaths." in result.html
    assert "<td" in result.html


def test_the_line_may_stand_right_under_a_paragraph_or_in_raw_html(make):
    table = released(make)

    for body in ("Text\n[[table 2026-01/1]]\nmore", "<div>\n[[table 2026-01/1]]\n</div>"):
        result = render_body(body, table.panel_id)
        assert result.html.count("<caption") == 1
        assert "embed" not in result.html.replace("app-embed", "")


def test_only_a_line_of_its_own_is_read_as_a_number():
    assert list_embeds("see [[table 2026-01/1]] there") == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[[table 2026-01/9]]", "There is no table 2026-01/9 released to the public"),
        ("[[table 1 or 1=1]]", "is not the number of a table"),
        ("[[chart ../../x]]", "is not the number of a table"),
    ],
)
def test_a_number_that_is_not_there_is_a_clear_error(make, line, why):
    table = released(make)

    result = render_body(line, table.panel_id)

    assert why in result.problems[0]
    assert result.numbers == []


def test_a_withdrawn_table_cannot_be_put_in(make):
    table = released(make)
    withdraw_release(table)

    result = render_body("[[table 2026-01/1]]", table.panel_id)

    assert "was withdrawn" in result.problems[0]
    assert "41" not in result.html


def test_a_table_that_was_not_made_for_the_public_cannot_be_put_in(make):
    table = released(make, profile=Profile.PARTNER)

    result = render_body("[[table 2026-01/1]]", table.panel_id)

    assert "41" not in result.html
    assert result.problems


def test_another_panels_table_cannot_be_put_in(make):
    here, there = make.panel(), make.panel()
    released(make, panel=there)

    result = render_body("[[table 2026-01/1]]", here.id)

    assert "41" not in result.html
    assert result.problems


def test_a_table_without_a_chart_says_so(make):
    table = released(make)
    table.chart_svg = '<svg onload="alert(1)"></svg>'

    result = render_body("[[chart 2026-01/1]]", table.panel_id)

    assert "has no chart" in result.problems[0]
    assert "onload" not in result.html


def test_an_author_cannot_write_the_marks_around_a_table(make):
    panel_id = make.panel_.id

    result = render_body("<!--released 2026-01/1-->kept<!--/released-->", panel_id)

    assert "<!--" not in result.html


def test_a_frozen_table_gives_way_when_its_release_is_withdrawn(make):
    table = released(make)
    html = render_body("A\n\n[[table 2026-01/1]]\n\nB", table.panel_id).html

    shown = without_withdrawn(html, ["2026-01/1"])

    assert "Table 2026-01/1 has been withdrawn." in shown
    assert "41" not in shown
    assert "B" in shown


def test_the_plain_text_spells_the_table_out(make):
    table = released(make)

    text = plain_body("[[table 2026-01/1]]", table.panel_id)

    assert "Table 2026-01/1: Where babies slept" in text
    assert "- Sofa. Deaths: 41" in text


def test_a_submission_with_an_unknown_table_is_refused(make, sign_in):
    row = issue(make, body="## Figures\n\n[[table 2099-01/1]]")

    page = sign_in(row.author).submit(f"/newsletters/{row.id}/submit", version=str(row.version))

    assert page.status_code == 422
    assert "There is no table 2099-01/1 released to the public" in page
