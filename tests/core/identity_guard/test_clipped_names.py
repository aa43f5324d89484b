"""Names clipped, run apart or written small, and a feast at which a family sat together."""

from datetime import date

import pytest

from cdop.core.identity_guard.findings import Record
from cdop.core.identity_guard.guard import check

RECORD = Record(
    child_name="Ionuț Popescu-Field",
    mother_name="Mihaela Popescu",
    date_of_birth=date(2018, 6, 19),
    date_of_death=date(2024, 6, 16),
    nursery="Treetops Day Nursery",
    gp_surgery="St Wilfrid's Surgery",
    hospital="St Brannoc's Hospital",
    professional_name="Dr Samuel Baptiste-Green",
)


def found(draft: str) -> list[str]:
    return [each.evidence for each in check(draft, RECORD)]


@pytest.mark.parametrize(
    ("draft", "evidence"),
    [
        ("The letter from Dr B-G was not read.", "Dr B-G"),
        ("St Wilf's had no plan for seizures.", "St Wilf's"),
        ("At St Brannocks there was no private room.", "St Brannocks"),
        ("He was in his second week at Tree Tops.", "Tree Tops"),
        ('In the words of *mihaela*, "it was his quiet place".', "mihaela"),
        ("The boy slept in his seat for most of Father's Day.", "Father's Day"),
        ("The family were sharing a meal for Father's Day.", "Father's Day"),
    ],
)
def test_a_short_or_careless_form_is_found(draft, evidence):
    assert found(draft) == [evidence]


@pytest.mark.parametrize(
    "draft",
    [
        "Send cards for Father's Day early.",
        "Most Father's Days pass without a call.",
        "The BG reading was high.",
        "Look out for the tree tops in the park.",
    ],
)
def test_words_like_them_stay_quiet(draft):
    assert found(draft) == []
