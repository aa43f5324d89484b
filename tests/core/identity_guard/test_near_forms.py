"""Names joined or taken apart, ages just short of the record's, and words that only look alike."""

from datetime import date

import pytest

from cdop.core.identity_guard.findings import Kind, Record
from cdop.core.identity_guard.guard import check

RECORD = Record(
    child_name="Tamsin Frayne",
    nickname="TJ",
    date_of_birth=date(2022, 5, 30),
    date_of_death=date(2022, 12, 25),
    address="8 Millgate, Netherby",
    professional_name="Sergeant Rowan Aldous",
)
APART = Record(address="8 Bank Side, Netherby")


def kinds(text: str, record: Record = RECORD) -> list[Kind]:
    return [finding.kind for finding in check(text, record)]


@pytest.mark.parametrize("written", ["Mill Gate", "Mill-Gate", "Millgate"])
def test_a_street_is_found_joined_or_taken_apart(written):
    assert kinds(f"The family moved to {written} last spring.") == [Kind.STREET_ONLY]
    assert kinds("The flat on Bankside was cold.", APART) == [Kind.STREET_ONLY]


@pytest.mark.parametrize("written", ["TJ", "T.J.", "T J", "T-J"])
def test_a_nickname_of_capitals_is_found_with_and_without_stops(written):
    assert len(kinds(f"The nurse said that {written} slept well.")) == 1


def test_an_age_just_short_of_a_month_is_found():
    assert kinds("The baby was nearly seven months old.") == [Kind.AGE_EXACT]
    assert kinds("The baby was nearly nine months old.") == []


def test_a_plant_is_not_a_person():
    assert kinds("Red rowan berries, and a rowan by the gate.") == []
    assert kinds("Sergeant Rowan came at once.") == [Kind.PROFESSIONAL]
