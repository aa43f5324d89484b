"""The chair is told of numbers in the commentary that a table may hide."""

import pytest

from cdop.audits import changes
from cdop.audits.commentary import numbers_in
from cdop.extensions import db


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 3 deaths a parent had drunk.", ["3"]),
        ("Three infants slept on a sofa, and both died in May.", ["Three", "both"]),
        ("A quarter of them, 12.5%, had been found prone.", ["quarter", "12.5%"]),
        ("In 2023/24 and 2024, up to 31 March 2026, no one was asked.", []),
        ("There were 2024 deaths.", ["2024"]),
        ("See [[table 2026-01/3]] on sofas.", []),
        ("Agree what will be done to meet standard S07, which 4 did not.", ["4"]),
        ("Often somebody phoned.", []),
    ],
)
def test_numbers_that_could_be_counts_are_found(text, found):
    assert [passage.number for passage in numbers_in(text)] == found


def test_a_passage_shows_the_words_round_the_number():
    words = "word " * 40

    (passage,) = numbers_in(f"{words}only 4 infants {words}")

    assert passage.before.startswith("… word")
    assert passage.before.endswith("only ")
    assert passage.after.startswith(" infants")
    assert passage.after.endswith("…")


def test_the_author_is_warned_before_offering_and_may_offer(build, reviewed_death, sign_in, chair):
    reviewed_death()
    audit = build()
    changes.comment(audit, actor=chair, version=audit.version, commentary="Only 3 infants slept.")
    db.session.commit()
    browser = sign_in(chair)

    page = browser.get(f"/audits/{audit.id}/offer")
    offered = browser.submit(f"/audits/{audit.id}/offer")

    assert "Check that no number here gives a hidden count away" in page
    assert "<mark>3</mark>" in page.html
    assert "Take back" in offered
