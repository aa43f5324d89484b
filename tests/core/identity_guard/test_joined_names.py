"""A full name joined, bent or sealed in a link is the same name, among however many cases."""

from datetime import date

import pytest

from cdop.core.identity_guard.findings import Kind, Record, Severity
from cdop.core.identity_guard.guard import check
from cdop.core.identity_guard.many import check_against
from cdop.core.identity_guard.reading import Reading

CASE = Record(
    child_name="Ulvina Feignstead",
    mother_name="Lisabe Feignstead",
    father_name="Zofian Wald",
    date_of_birth=date(2022, 4, 14),
    date_of_death=date(2023, 3, 7),
    nhs_number="9993600008",
)
MANY = [
    *(Record(child_name=f"Nimba{n} Demofield{n}", nhs_number=f"999{n:07}") for n in range(260)),
    CASE,
]


def both_ways(text: str) -> list[list[Severity]]:
    found = (check(text, CASE), check_against(Reading.of(text), MANY))
    return [[each.severity for each in one] for one in found]


@pytest.mark.parametrize(
    "written",
    [
        "UlvinaFeignstead",
        "ulvinafeignstead",
        "Ulvina_Feignstead",
        "Ulvina/Feignstead",
        "Ulvina<br>Feignstead",
        "Ulvina\u202eFeignstead",
        "@UlvinaFeignstead",
        "#UlvinaFeignsteadForever",
        "[a link](https://example.org/%55lvina%20Feignstead)",
        "[a link](https://example.org/ulvina-feignstead)",
        "ᴜʟᴠɪɴᴀ ꜰᴇɪɢɴꜱᴛᴇᴀᴅ",
        "the number ٩٩٩٣٦٠٠٠٠٨",
    ],
)
def test_a_full_name_or_number_in_disguise_stops_a_text(written):
    assert both_ways(f"We thought of {written} then.") == [[Severity.STOP]] * 2


@pytest.mark.parametrize(
    "written",
    [
        "Ulvina Feignstaed",
        "Ulvina Feignsted",
        "#JusticeForUlvina",
        "#justiceforulvina",
        "U. l. v. i. n. a",
        "F e i g n s t e a d",
        "Зofian",
    ],
)
def test_a_part_of_a_name_in_disguise_needs_a_reason(written):
    assert both_ways(f"We thought of {written} then.") == [[Severity.REASON]] * 2


@pytest.mark.parametrize(
    "written",
    ["#SaferSleepWeek", "A.B.C.D. tests", "may_field and will-power", "Ulverston", "50%20"],
)
def test_other_tags_and_letters_stay_quiet(written):
    assert both_ways(f"We thought of {written} then.") == [[], []]


def test_a_name_in_an_address_of_mail_is_found_where_the_address_may_stand():
    reading = Reading.of("Write to lisabe.feignstead@example.net today.")

    [found] = check_against(reading, MANY, may_stand=lambda each: each.kind is Kind.EMAIL)

    assert (found.evidence, found.severity) == ("lisabe.feignstead", Severity.STOP)
