"""A chair looks for what keeps coming up, and has an audit built of a theme of their own."""

import pytest

from tests.browser.visits import Visitor

CHAIR = "chair@larkmoor.example"


@pytest.fixture
def chair(visitor, window) -> Visitor:
    return visitor(CHAIR, window)


def comes_to_the_draft(chair: Visitor) -> None:
    """Without scripts a person looks again; with them the page goes on by itself."""
    for _ in range(60):
        if chair.page.locator("main").get_by_text("Offer for release").count():
            break
        chair.page.wait_for_timeout(2_000)
        if chair.path.endswith("/progress"):
            chair.goes_to(chair.path)
    chair.arrives()


def test_a_chair_looks_through_the_findings(chair):
    chair.goes_to("/themes/")
    chair.sees("What most surely rises comes first")

    for view in ("Over time", "By age", "By category", "Found together"):
        chair.follows(view)
        chair.sees("by date of panel review")

    chair.sees("of factors were looked at")


def test_a_chair_filters_and_sorts_the_findings(chair):
    chair.goes_to("/themes/larkmoor?view=years")
    chair.chooses("Age at death", "0 to 27 days")
    chair.presses("Show")
    chair.sees("aged 0 to 27 days")

    chair.follows("Found", within="#matrix")

    chair.sees("aged 0 to 27 days")


def test_a_chair_defines_a_theme_counts_it_and_has_it_built(chair, window):
    name = f"Babies born early, {window}"
    chair.goes_to("/themes/larkmoor/audits")
    chair.follows("Start from this example : Prematurity")
    chair.enters("Name of the theme", name)
    chair.presses("Count the deaths that match")
    chair.sees("Deaths that match now")
    chair.presses("Save the theme")
    chair.sees("Theme saved")

    chair.follows("Build an audit of it")
    chair.ticks("Deaths whose panel review took place in it")
    chair.presses("Build the audit")

    comes_to_the_draft(chair)
    chair.sees("Built of version 1 of the theme")
    chair.sees("What learning points were about")


def test_a_chair_adds_a_learning_code(chair, window):
    chair.goes_to("/learning-codes/larkmoor/")
    chair.enters("Name of the code", f"Seen {window}")

    chair.presses("Add code")

    chair.sees("Learning code added")
