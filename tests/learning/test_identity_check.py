"""A text about to leave is held against all of the panel's cases: that and where, never whose."""

from datetime import date

import pytest

from cdop.core.identity_guard.contacts import CONTACTS
from cdop.core.identity_guard.findings import Kind, Severity
from cdop.extensions import db
from cdop.learning.identity_check import check_parts
from cdop.learning.identity_records import record_of

BORN, DIED = date(2022, 4, 14), date(2022, 6, 2)


def case_of(make, **values):
    values = {"first_name": "Zoë-Marie", "last_name": "Quillfeather", **values}
    case = make.case(born_on=BORN, died_on=DIED, age_days=49, **values)
    case.identity.family = [
        {"name": "Hanka Quillfeather", "relationship": "mother", "born_on": ""},
        {"name": "Bartholomew Tunstall", "relationship": "uncle", "born_on": ""},
    ]
    case.identity.professionals = [
        {"agency": "gp", "name": "Fable Lane Surgery", "contact": ""},
        {"agency": "hospital", "name": "Princess Adela Hospital", "contact": ""},
        {"agency": "police", "name": "PC Perpetua Inkpen", "contact": ""},
        {"agency": "housing", "name": "Orla Spindle", "contact": ""},
    ]
    case.identity.address = "12 Heron Pond Lane, Northmere"
    case.identity.postcode = "ZZ99 3VZ"
    db.session.commit()
    return case


def words(text: str, make, **values) -> list[str]:
    return [each.words for each in check_parts({"body": text}, panel_id=make.panel_.id, **values)]


def test_the_record_holds_all_that_the_case_knows_of_people_and_places(make):
    record = record_of(case_of(make).identity, "CDOP/2022/007")

    assert record.child_name == "Zoë-Marie Quillfeather"
    assert (record.mother_name, record.father_name) == ("Hanka Quillfeather", "")
    assert (record.gp_surgery, record.hospital) == ("Fable Lane Surgery", "Princess Adela Hospital")
    assert record.professional_name == "PC Perpetua Inkpen"
    assert record.others == ("Bartholomew Tunstall", "Orla Spindle")
    assert record.case_reference == "CDOP/2022/007"


def test_names_of_any_case_of_the_panel_are_found(make):
    case_of(make)

    assert words("As Zoe-Marie, and Bartholomew, and Ms Spindle said", make) == [
        "Zoe-Marie",
        "Bartholomew",
        "Ms Spindle",
    ]


def test_another_panels_cases_are_not_asked(make):
    here, there = make.panel(), make.panel()
    case_of(make, panel=there)

    assert check_parts({"body": "Mrs Quillfeather"}, panel_id=here.id) == []


def test_a_passage_says_part_line_and_place_but_no_case(make):
    case = case_of(make)
    parts = {"title": "Safer sleep", "body": "Sofas are unsafe.\nThe Quillfeathers knew."}

    [passage] = check_parts(parts, panel_id=make.panel_.id)

    assert (passage.part, passage.line, passage.words) == ("body", 2, "Quillfeathers")
    assert parts["body"][passage.start : passage.end] == passage.words
    assert case.id not in repr(passage)
    assert "Zoë" not in repr(passage)


def test_weak_signs_count_for_the_cases_that_a_text_is_made_from(make):
    case = case_of(make)
    text = "A baby aged seven weeks died."

    assert words(text, make) == []
    assert words(text, make, near=[case.id]) == ["seven weeks"]


def test_a_safer_wording_is_offered(make):
    case = case_of(make)

    [passage] = check_parts(
        {"body": "A baby aged seven weeks died."}, panel_id=make.panel_.id, near=[case.id]
    )

    assert (passage.kind, passage.severity) == (Kind.AGE_EXACT, Severity.REASON)
    assert passage.safer == "under three months"
    assert "exact age" in passage.why


def test_numbers_of_nobody_known_are_found_too(make):
    make.panel()

    assert words("Ring 07700 900123 or 0808 802 6868.", make) == ["07700 900123"]


def test_a_contact_may_stand_where_it_belongs_but_hides_no_name_in_it(make):
    case_of(make)
    text = "Write to hanka.quillfeather@example.net or ring 01632 960 123."

    found = check_parts({"body": text}, panel_id=make.panel_.id, may_stand=CONTACTS)

    assert [(each.words, each.severity) for each in found] == [
        ("hanka.quillfeather", Severity.STOP)
    ]


def test_a_mobile_number_is_no_contact_of_an_office(make):
    case_of(make)
    parts = {"body": "Ring 07700 900 123, or 01632 960 123."}

    found = check_parts(parts, panel_id=make.panel_.id, may_stand=CONTACTS)

    assert [(each.words, each.severity) for each in found] == [("07700 900 123", Severity.STOP)]


@pytest.mark.parametrize(
    ("summary", "body"),
    [("The home in ZZ99", "3VZ was cold."), ("The number is 999 000", "0018 it said.")],
)
def test_an_identifier_over_two_parts_is_marked_in_both(make, summary, body):
    case_of(make).identity.nhs_number = "9990000018"
    parts = {"title": "Warm homes", "summary": summary, "body": body}

    found = check_parts(parts, panel_id=make.panel_.id)

    assert [(each.part, each.severity) for each in found] == [
        ("summary", Severity.STOP),
        ("body", Severity.STOP),
    ]
    assert all(parts[each.part][each.start : each.end] == each.words for each in found)
    assert found[1].words == body.split()[0]
