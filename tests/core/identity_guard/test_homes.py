"""A house by its number and its street is one family's home, however common the street is."""

from datetime import date

import pytest

from cdop.core.identity_guard.findings import Kind, Record, Severity
from cdop.core.identity_guard.guard import check
from cdop.core.identity_guard.many import check_against
from cdop.core.identity_guard.reading import Reading

STREETS = ("Fable Close", "High Street", "Paper Moon Way", "Nowhere Lane", "Pretend Road")
TOWNS = ("Thistleham", "Eastvale", "Larkmoor")
MANY = [
    Record(
        child_name=f"Nimba{number} Demofield{number}",
        date_of_birth=date(2020, 1, 1),
        address=f"{number + 1} {STREETS[number % 5]}, {TOWNS[number % 3]}",
    )
    for number in range(260)
]
HOME = MANY[41]  # 42 High Street, Larkmoor


def both_ways(text: str) -> list[list[tuple[Kind, Severity]]]:
    """Held against the record alone, and against every case."""
    reading = Reading.of(text)
    alone, among = check(text, HOME), check_against(reading, MANY)
    return [
        [(each.kind, each.severity) for each in found if each.kind is Kind.ADDRESS]
        for found in (alone, among)
    ]


@pytest.mark.parametrize(
    "told",
    [
        "The home at 42 High Street, Larkmoor was cold.",
        "The home at 42 High Street was cold.",
        "The home at 42, High St. was cold.",
        "The home, No. 42 High Street, was cold.",
        "It was Flat 2, 42 High Street.",
        "It was Flat 2/42 High Street.",
        "The home at 42\nHigh Street\nLarkmoor was cold.",
        "The home at 42 high street was cold.",
        "The home at **42** High&nbsp;Street was cold.",
        "In High Street, at number 42, the boiler failed.",
        "They lived at forty-two High Street.",
    ],
)
def test_a_number_and_its_street_stop_a_text_however_they_are_written(told):
    assert both_ways(told) == [[(Kind.ADDRESS, Severity.STOP)]] * 2


@pytest.mark.parametrize(
    "told",
    [
        "The clinic in High Street opens at 9.",
        "The library at 420 High Street has leaflets.",
        "42 highly trained nurses and 42 families came.",
        "Ring 42 42 42 or visit High Street on 42 days.",
    ],
)
def test_the_street_alone_or_another_number_is_nobodys_home(told):
    assert both_ways(told) == [[], []]


def test_every_home_of_a_panel_is_found_among_the_others():
    found = [
        check_against(Reading.of(f"The home at {record.address.split(',')[0]} was cold."), MANY)
        for record in MANY[::6]
    ]

    assert all([each.kind for each in one] == [Kind.ADDRESS] for one in found)


def test_a_flat_in_a_house_without_a_number_is_a_home():
    record = Record(address="Flat 9, Corn Exchange House, Haverby")
    draft = "The family of 9 Corn Exchange House moved."

    [finding] = check_against(Reading.of(draft), [*MANY, record])

    assert (finding.kind, finding.severity) == (Kind.ADDRESS, Severity.STOP)
