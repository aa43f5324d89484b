"""A full date that a case has too is told, unless its words say it is of something else."""

from datetime import date, timedelta

import pytest

from cdop.core.identity_guard.findings import Kind, Record, Severity
from cdop.core.identity_guard.guard import check
from cdop.core.identity_guard.many import check_against
from cdop.core.identity_guard.reading import Reading

DIED = date(2023, 3, 7)
CASE = Record(child_name="Wilma Quillfeather", date_of_birth=date(2022, 4, 14), date_of_death=DIED)
MANY = [
    *(
        Record(
            child_name=f"Nimba{number} Demofield{number}",
            date_of_birth=date(2015, 1, 1) + timedelta(days=9 * number),
            date_of_death=date(2023, 4, 1) + timedelta(days=4 * number),
        )
        for number in range(260)
    ),
    CASE,
]


def among(text: str) -> list[tuple[str, Severity]]:
    return [(each.evidence, each.severity) for each in check_against(Reading.of(text), MANY)]


@pytest.mark.parametrize(
    "told",
    [
        "Mum found him not breathing on the sofa on 7 March 2023.",
        "The ambulance came on 7 March 2023.",
        "On 7 March 2023 his grandmother called for help.",
        "She was taken to hospital on 7 March 2023 by air.",
        "A baby died on 7 March 2023.",
        "We will be remembering 7 March 2023.",
    ],
)
def test_the_date_of_something_that_happened_stops_a_text(told):
    assert among(told) == [("7 March 2023", Severity.STOP)]
    assert [each.kind for each in check(told, CASE)] == [Kind.DATE]


@pytest.mark.parametrize(
    "told", ["## 7 March 2023\n\nThe cot was cold.", "The cot was cold (7/3/2023).", "07.03.2023"]
)
def test_a_date_of_who_knows_what_needs_a_reason(told):
    assert [severity for _, severity in among(told)] == [Severity.REASON]


@pytest.mark.parametrize(
    "told",
    [
        "Published on 7 March 2023.",
        "Newsletter, 7 March 2023",
        "The panel met on 7 March 2023.",
        "The guidance of 7 March 2023 has changed.",
        "The year to 7 March 2023 was quiet.",
        "Deaths between 1 April 2022 and 7 March 2023 are counted.",
        "Bookings close at noon; the course runs on 7 March 2023.",
    ],
)
def test_the_date_of_a_meeting_a_paper_or_a_period_stays_quiet(told):
    assert among(told) == []


def test_the_dates_of_a_birth_and_a_death_tell_a_case_together():
    assert len(among("Newsletter, from 14 April 2022 to 7 March 2023")) == 2
