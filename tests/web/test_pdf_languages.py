"""A passage in another language keeps its language and its direction in a PDF."""

from cdop.web.pdf.from_html import from_html


def test_what_says_its_language_keeps_it():
    [before, inside] = from_html('<p>متن</p><div lang="en-GB" dir="ltr"><p>Sofa: 41.</p></div>')

    assert before["kind"] == "paragraph"
    assert (inside["kind"], inside["language"]) == ("in_language", "en-GB")
    assert [each["kind"] for each in inside["blocks"]] == ["paragraph"]
