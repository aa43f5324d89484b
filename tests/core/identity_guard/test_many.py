"""Held against every case of a panel, a draft is told what identifies, not each coincidence."""

import time
from datetime import date, timedelta

from cdop.core.identity_guard.findings import Kind, Record
from cdop.core.identity_guard.many import check_against
from cdop.core.identity_guard.reading import Reading
from tests.core.identity_guard.items import items

CASE = Record(
    child_name="Wilma Quillfeather",
    mother_name="Hanka Quillfeather",
    date_of_birth=date(2022, 4, 14),
    date_of_death=date(2022, 6, 2),
    hospital="Northmere General Hospital",
)
OTHER = Record(
    child_name="Peter Vale",
    date_of_birth=date(2020, 1, 1),
    date_of_death=date(2020, 2, 19),
)


def evidence(draft: str, records=(CASE, OTHER), near=()) -> list[str]:
    return [each.evidence for each in check_against(Reading.of(draft), records, near)]


def test_a_name_of_any_case_is_found():
    assert evidence("Mrs Quillfeather and Peter spoke.") == ["Mrs Quillfeather", "Peter"]


def test_an_age_alone_is_let_through_for_some_child_has_any_age():
    assert evidence("A baby aged 49 days died.") == []


def test_an_age_of_a_case_the_draft_is_made_from_is_found():
    assert evidence("A baby aged 49 days died.", near=[CASE]) == ["49 days"]


def test_an_age_and_a_day_of_one_case_are_found_together():
    assert evidence("A baby aged 49 days died on the Platinum Jubilee Thursday.") == [
        "49 days",
        "the Platinum Jubilee Thursday",
    ]


def test_an_age_of_one_case_and_a_day_of_another_are_no_sign():
    draft = "A baby aged 140 days died. Another died on the Platinum Jubilee Thursday."

    assert evidence(draft) == []


def test_a_hospital_alone_is_let_through():
    assert evidence("Staff of Northmere General wrote the leaflet.") == []


def test_somebody_else_with_the_same_given_name_is_let_through():
    assert evidence("Our editor is Peter Merrifield.") == []


def test_a_name_is_not_let_through_for_the_capital_that_begins_the_next_line():
    assert evidence("With thanks to Peter\n\nMerrifield wrote the leaflet.") == ["Peter"]


def test_a_name_is_not_let_through_for_the_capitals_of_a_heading():
    assert evidence("## What Wilma Taught Us") == ["Wilma"]


def test_exact_signs_are_found_though_no_case_has_them():
    assert evidence("Ring 07700 900123.") == ["07700 900123"]


def test_a_date_alone_is_let_through_for_some_child_died_on_any_day():
    assert evidence("Published on 2 June 2022. The year to 2 June 2022 was quiet.") == []
    assert evidence("One baby died on 2 June 2022.") == ["2 June 2022"]


def test_a_financial_year_is_no_case_reference():
    numbered = Record(case_reference="CDOP/2023/024")

    assert evidence("Deaths in 2023/24 and in 11/2023.", records=[numbered]) == []
    assert evidence("As in case 24/2023.", records=[numbered]) == ["24/2023"]
    assert evidence("See CDOP 2023/24.", records=[numbered]) == ["CDOP 2023/24"]


def test_what_matches_two_cases_is_told_once():
    assert evidence("Wilma Quillfeather", records=[CASE, CASE]) == ["Wilma Quillfeather"]


def test_every_leak_is_still_found_where_the_case_is_one_of_many():
    item = items("open.jsonl")[0]
    record = Record.of(item["record"])

    found = check_against(Reading.of(item["draft"]), [OTHER, record, CASE])

    assert Kind.REVERSED_NAME in {each.kind for each in found}
    assert len(found) == len(item["leaks"])


def test_two_thousand_cases_are_asked_in_two_seconds():
    records = [
        Record(
            child_name=f"{first} {last}",
            mother_name=f"{last}a {last}",
            date_of_birth=date(2020, 1, 1) + timedelta(days=number),
            date_of_death=date(2020, 3, 1) + timedelta(days=2 * number),
            address=f"{number} Heron Road, Northmere",
            nhs_number=f"999{number:07}",
        )
        for number in range(2000)
        for first, last in [(f"Nimba{number % 40}".title(), f"Demofield{number % 300}")]
    ]
    draft = items("open.jsonl")[3]["draft"]
    began = time.process_time()

    check_against(Reading.of(draft), records)

    assert time.process_time() - began < 2
