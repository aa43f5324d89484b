"""Disguises that were once got past the guard, and their innocent neighbours."""

from datetime import date

import pytest

from cdop.core.identity_guard.feasts import FEASTS
from cdop.core.identity_guard.findings import Kind, Record, Severity
from cdop.core.identity_guard.guard import check
from cdop.core.identity_guard.many import check_against
from cdop.core.identity_guard.reading import Reading

JACK = Record(
    child_name="Jack Oliver Tamsworth",
    date_of_birth=date(2012, 11, 13),
    date_of_death=date(2022, 10, 21),
)


def found(draft: str, record: Record = JACK) -> list[str]:
    return [each.evidence for each in check(draft, record)]


@pytest.mark.parametrize("written", ["J4ck", "0liver", "Ol1ver", "Tamsw0rth", "T4MSW0RTH", "Jack5"])
def test_a_name_with_digits_for_letters_is_found(written):
    expected = [] if written == "Jack5" else [written]

    assert found(f"We talked of {written} then.") == expected
    assert [
        each.evidence for each in check_against(Reading.of(f"We talked of {written}."), [JACK])
    ] == expected


@pytest.mark.parametrize(
    "written",
    ["HbA1c", "vitamin B12", "COVID19", "H1N1", "Q4", "3D", "ward 4a", "room 2B", "1st"],
)
def test_codes_with_letters_and_digits_stay_quiet(written):
    quiet = Record(child_name="Bea Ost", date_of_birth=date(2012, 11, 13))

    assert [each for each in found(f"Look at {written} again.", quiet) if each in written] == []


@pytest.mark.parametrize("written", ["999 118 8889", "999 111 8898", "9991-11-8889"])
def test_an_nhs_number_with_a_slip_in_it_is_still_the_childs(written):
    record = Record(child_name="Bea Ost", nhs_number="999 111 8889")

    [finding] = check(f"{written} stood on a poster.", record)
    [among] = check_against(Reading.of(f"{written} stood on a poster."), [record])

    assert (finding.kind, finding.severity) == (Kind.NHS_NUMBER, Severity.STOP)
    assert among == finding


def test_other_numbers_of_ten_digits_stay_quiet():
    record = Record(child_name="Bea Ost", nhs_number="999 111 8889")

    assert check("Order 1234567891 or 999 222 8889.", record) == []


def test_an_age_said_again_in_another_unit_is_found():
    record = Record(date_of_birth=date(2024, 12, 20), date_of_death=date(2025, 1, 29))

    assert found("She was five weeks old, or forty days.", record) == [
        "five weeks",
        "forty days",
    ]
    assert found("Call within five weeks or forty days.", record) == []


@pytest.mark.parametrize(
    "told",
    [
        "He died in the autumn term.",
        "He died in the autumn term of 2022.",
        "She collapsed during the October half term.",
        "It happened at half-term, when he died.",
    ],
)
def test_a_school_term_tells_when_it_happened(told):
    kinds = [(each.kind, each.severity) for each in check(told, JACK)]

    assert kinds == [(Kind.FESTIVAL_DAY, Severity.REASON)]


@pytest.mark.parametrize(
    "told",
    [
        "Schools plan it in the autumn term.",
        "Training runs in the autumn term 2026.",
        "He died in the spring term.",
        "He died in the autumn term of 2021.",
        "Half-term activities are free.",
        "Swimming lessons begin on the first day of the summer term.",
        "Ask about the summer holidays.",
    ],
)
def test_other_terms_and_terms_in_general_stay_quiet(told):
    assert check(told, JACK) == []


# What newspapers and public notices of the time gave.
KNOWN_DAYS = {
    "Diwali": ["2012-11-13", "2016-10-30", "2022-10-24"],
    "Holi": ["2016-03-24", "2021-03-29"],
    "Dussehra": ["2025-10-02"],
    "Ram Navami": ["2024-04-17"],
    "Lunar New Year": ["2012-01-23", "2026-02-17"],
    "Mid-Autumn Festival": ["2015-09-27", "2025-10-06"],
    "Wesak": ["2023-05-05", "2024-05-22"],
    "Eid al-Fitr": ["2018-06-15", "2022-05-02", "2026-03-20"],
    "Eid al-Adha": ["2019-08-11", "2023-06-28"],
    "Rosh Hashanah": ["2020-09-19", "2025-09-23"],
    "Passover": ["2022-04-16"],
    "Good Friday": ["2024-03-29"],
    "Orthodox Easter": ["2025-04-20"],
}


@pytest.mark.parametrize("name", KNOWN_DAYS)
def test_a_feast_is_known_on_the_days_on_which_it_was_kept(name):
    for day in map(date.fromisoformat, KNOWN_DAYS[name]):
        record = Record(child_name="Bea Ost", date_of_death=day, date_of_birth=date(2005, 1, 9))

        assert found(f"She died on {name}.", record) == [name], day


def test_feasts_of_the_moon_are_known_for_every_child_under_eighteen_since_2023():
    moons = ("diwali", "holi", "lunar new year", "wesak", "onam", "mid-autumn festival")
    feasts = [each for each in FEASTS for name in moons if each.pattern.fullmatch(name)]

    assert len(feasts) == len(moons)
    assert all(feast.days(year) for feast in feasts for year in range(2005, 2036))


FORGE = Record(
    child_name="Zakariya Lund",
    professional_name="April Frost",
    address="The Old Forge, 2 Church Street, Long Marling",
    date_of_birth=date(2023, 1, 30),
    date_of_death=date(2023, 2, 6),
)


@pytest.mark.parametrize(
    ("draft", "evidence"),
    [
        ("A cot stood by the Old Forge hearth.", "Old Forge"),
        ("Zakariya lived for just seven days.", "seven days"),
        ("April Frost visited.", "April Frost"),
        ("The nurse april frost visited.", "april frost"),
    ],
)
def test_a_named_house_a_short_life_and_a_nurse_of_the_month_are_found(draft, evidence):
    assert any(evidence in each for each in found(draft, FORGE))


@pytest.mark.parametrize(
    "draft",
    ["An old forge was there.", "In April frost can come late.", "We answer seven days a week."],
)
def test_a_forge_a_month_and_a_week_stay_quiet(draft):
    assert found(draft, FORGE) == []
