"""Days and ages told in unusual words, and people who only share a given name."""

from datetime import date

import pytest

from cdop.core.identity_guard.findings import Record
from cdop.core.identity_guard.guard import check
from cdop.core.identity_guard.many import check_against
from cdop.core.identity_guard.reading import Reading

RECORD = Record(
    child_name="Rhoswen Frayne",
    mother_name="Helen Frayne",
    date_of_birth=date(2023, 5, 4),
    date_of_death=date(2023, 5, 6),
)
OLDER = Record(date_of_birth=date(2021, 3, 30), date_of_death=date(2021, 12, 26))
MARCH = Record(date_of_birth=date(2022, 1, 8), date_of_death=date(2024, 3, 17))


def evidence(text: str, record: Record = RECORD) -> list[str]:
    return [each.evidence for each in check(text, record)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The baby lived for two days and was born at home.", "two days"),
        ("She died aged about 48 hours.", "48 hours"),
        ("On Coronation Day a child drowned.", "Coronation Day"),
        ("She died on 6.v.2023 at home.", "6.v.2023"),
        ("Bu farw ar 6 Mai 2023.", "6 Mai 2023"),
        ("She died on the sixth of the fifth month.", "the sixth of the fifth month"),
        ("In May 2023, the first Saturday, a child died.", "May 2023, the first Saturday"),
    ],
)
def test_a_day_or_age_is_found_in_unusual_words(text, told):
    assert evidence(text) == [told]


def test_an_age_told_by_how_much_it_falls_short_is_found():
    assert evidence("He was four days short of nine months.", OLDER) == [
        "four days short of nine months"
    ]
    assert evidence("He was four days short of eight months.", OLDER) == []


def test_a_feast_before_a_noun_tells_of_that_day():
    text = "St Patrick's Day parades had closed the road that Sunday."

    assert evidence(text, MARCH) == ["St Patrick's Day"]
    assert evidence("St Patrick's Day parades are loud.", MARCH) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rhoswen Merrifield sang, and Helen of Troy is a tale.",
        "The editor is Helen West of the trust.",
        "Records are asked for within 48 hours.",
        "The course takes two days.",
    ],
)
def test_somebody_else_with_the_given_name_and_limits_stay_quiet(text):
    assert evidence(text) == []
    assert check_against(Reading.of(text), [RECORD]) == []


@pytest.mark.parametrize(
    "text",
    ["What Rhoswen Taught Us", "Our Rhoswen Rose was born.", "Rhoswen And her mother slept."],
)
def test_a_capital_after_the_childs_name_is_not_always_a_surname(text):
    assert evidence(text) == ["Rhoswen"]
    assert [each.evidence for each in check_against(Reading.of(text), [RECORD])] == ["Rhoswen"]


def test_the_number_and_postcode_of_an_office_are_nobodys():
    office = "Contact the panel: 01632 960 018, Civic Centre, Broad Street, Penhurst WQ1 1AA."
    home = "The family lives at WQ1 1AA; ring 01632 960 018. Contact the panel on 07700 900123."

    assert evidence(office) == []
    assert evidence(home) == ["WQ1 1AA", "01632 960 018", "07700 900123"]
    assert evidence(office, Record(postcode="WQ1 1AA")) == ["WQ1 1AA"]


def test_a_day_said_of_another_year_is_not_the_childs():
    assert evidence("6 May is a Wednesday in 2026.") == []
    assert evidence("A child died on 6 May, the report of 2026 says.") == ["6 May"]
