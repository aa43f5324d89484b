"""A chair looks for what keeps coming up, and has an audit built of a theme of their own."""

import pytest

from tests.browser.visits import Visitor

CHAIR = "chair@larkmoor.example"


@pytest.fixture
def chair(visitor, window) -> Visitor:
    return visitor(CHAIR, window)


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


def test_a_chair_adds_a_learning_code(chair, window):
    chair.goes_to("/learning-codes/larkmoor/")
    chair.enters("Name of the code", f"Seen {window}")

    chair.presses("Add code")

    chair.sees("Learning code added")
