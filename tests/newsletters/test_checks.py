"""What stops an issue from going to the chair, and what only deserves a second look."""

import time

import pytest

from cdop.newsletters.checks import advice, problems
from cdop.newsletters.template import starting_text

CONTACT = "cdop@example.org"


def found(body: str, app, title: str = "Title", summary: str = "Summary") -> str:
    return "\n".join(problems(title, summary, body, panel_id="x" * 22, contact=CONTACT))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("Call 999 000 0018", "NHS number"),
        ("Call 07700 900123", "phone number “07700 900123”"),
        ("Call +44 20 7946 0018", "phone number"),
        ("Write to jo@example.com", "e-mail address “jo@example.com”"),
        ("[Write to Jo](mailto:jo@example.com)", "e-mail address"),
        ("## One\n\n#### Three", "“Three” is a level too low"),
        ("[click here](https://example.org)", "“click here” do not say where it leads"),
        ("[](https://example.org)", "A link has no words"),
        ("", "Write the newsletter"),
        (starting_text(CONTACT), "Replace or delete every “[Write here: …” of the template"),
    ],
)
def test_it_is_stopped(app, body, why):
    assert why in found(body, app)


@pytest.mark.parametrize(
    "body",
    [
        f"Write to [{CONTACT}](mailto:{CONTACT}).",
        "Call the Lullaby Trust on 0808 802 6868 or the Samaritans on 116 123.",
        "# One\n\n## Two\n\n# Three",
        "## One\n\n### Two\n\n## Three",
        "[The Lullaby Trust](https://www.lullabytrust.org.uk/)",
        "There were 1,234,567 births.",
    ],
)
def test_it_is_let_through(app, body):
    assert found(body, app) == ""


def test_title_and_summary_are_asked_for(app):
    assert "Enter a title\nEnter a summary" in found("Text", app, title="", summary="")


def test_advice_stops_nobody():
    lines = " ".join(advice("T", "S", "Deaths caused by sofas. A 9-week-old."))

    assert "may have contributed" in lines
    assert "exact age" in lines
    assert advice("T", "S", "Fine.") == []


ORDINARY = "Ask parents where the baby will sleep tonight, and write it down. "


@pytest.mark.parametrize("text", ["*a*", "a", "a.", "o'o'", "a-a-", "A", "1", "07", "("])
def test_no_text_takes_much_longer_to_check_than_ordinary_words(app, text):
    def seconds(words):
        began = time.process_time()
        typed = (words * 30_000)[:30_000]
        advice("Title", "Summary", typed)
        problems("Title", "Summary", typed, panel_id="none", contact=CONTACT)
        return time.process_time() - began

    assert seconds(text) < 15 * seconds(ORDINARY)
