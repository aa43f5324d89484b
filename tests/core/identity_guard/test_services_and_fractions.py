"""Lines of services, ages in fractions, references joined up and feasts told as past."""

from datetime import date

import pytest

from cdop.core.identity_guard.findings import Kind, Record, Severity
from cdop.core.identity_guard.guard import check
from cdop.core.identity_guard.many import check_against
from cdop.core.identity_guard.reading import Reading

RECORD = Record(
    child_name="Margaret Ward",
    mother_name="Ifrah Muir",
    nickname="K-Man",
    date_of_birth=date(2007, 6, 5),
    date_of_death=date(2023, 12, 24),
    address="Flat 140, 44 Tinsmith Row, Eldersby",
    nursery="Gan Shalom",
    hospital="Northcliff & District General",
    professional_name="Dr Rhiannon Pugh",
    case_reference="SB/CDOP/0612",
)


def found(draft: str, record: Record = RECORD) -> list[str]:
    return [each.evidence for each in check(draft, record)]


@pytest.mark.parametrize(
    "draft",
    [
        "Training pens: 01632 960909.",
        "**Cot loans:** 01632 960909",
        "Telephone interpreters: 01632 960288.",
        "On any Friday the epilepsy nurse takes calls: 01632 960229.",
        "Baby weigh clinics: Tuesdays, 07700 900214.",
        "Text-for-advice: 07700 900733.",
        "Text SLEEP to 07700 900111",
        "To join, ring 01632 960222.",
        "Contact Jo Brand, training lead, on 01632 960222.",
        "Interpreters can be booked on 01632 960222.",
        "| Asthma nurse | 01632 960222 |",
        "Tel. 01632 960222 (weekdays)",
        "Jo Brand, 07700 900468, has the keys.",
        "Warm wishes,\nNell (01632 960417)",
        "Kind regards,\nJane Smith\nPanel manager\n01632 960111",
    ],
)
def test_a_line_that_a_service_answers_stays_quiet(draft):
    assert found(draft) == []


@pytest.mark.parametrize(
    "draft",
    [
        "Next of kin: 01632 960733.",
        "Emergency contact: 01632 960733.",
        "Number on file: 01632 960733.",
        "Foster carer: 01632 960733.",
        "Family home: 01632 960733.",
        "The neighbour rang back: 01632 960733.",
        "Mum's mobile: 07700 900733.",
        "| Home phone | 01632 960733 |",
        "The team rang 01632 960733 twice.",
        "To reach her, ring 01632 960733.",
        "Jo Brand, 07700 900468, knew him.",
        "Spare pens: 07700 900733.",
        "Rhoda Bell: 01632 960733.",
    ],
)
def test_a_number_that_somebody_has_still_stops(draft):
    assert Severity.STOP in {each.severity for each in check(draft, RECORD)}


@pytest.mark.parametrize("written", ["SBCDOP0612", "sb-cdop-06I2", "SB/CDOP/O612", "SB CDOP 0612"])
def test_a_reference_joined_or_with_letters_for_figures_stops_alone_and_among_all(written):
    draft = f"The note {written} asks for a card."

    [finding] = check(draft, RECORD)

    assert (finding.kind, finding.severity) == (Kind.CASE_REFERENCE, Severity.STOP)
    assert check_against(Reading.of(draft), [RECORD]) == [finding]


@pytest.mark.parametrize(
    ("born", "told"),
    [
        ((2007, 6, 5), "The young man of sixteen and a half was hurt."),
        ((2007, 3, 20), "The girl, sixteen and three quarters, went in."),
        ((2007, 3, 20), "She was 16¾ and swam well."),
        ((2014, 5, 10), "He was 9 7/12. The pen was locked away."),
        ((2022, 9, 20), "A toddler of one and a quarter died."),
    ],
)
def test_an_age_in_fractions_of_a_year_is_found(born, told):
    record = Record(date_of_birth=date(*born), date_of_death=date(2023, 12, 24))

    assert len(found(told, record)) == 1


def test_fractions_of_other_things_stay_quiet():
    assert found("Boys climbed 16½ miles. The talk takes sixteen and a half minutes.") == []


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ((2023, 3, 1), "The infant was carried at her brother's St David's Day assembly."),
        ((2022, 6, 19), "On Father's Day two summers ago a van rolled back."),
        ((2024, 1, 15), "| 12.10 | Sweet rice brought in for Thai Pongal shared in class |"),
        ((2024, 3, 20), "She became dry while relatives gathered to jump the Newroz fires."),
        ((2023, 6, 24), "On the night of São João she was found."),
        ((2020, 11, 11), "They light a candle for his birthday every eleventh of November."),
    ],
)
def test_a_feast_that_is_told_as_past_is_found(day, told):
    assert len(found(told, Record(date_of_death=date(*day)))) == 1


@pytest.mark.parametrize(
    "draft",
    [
        "Schools plan a St David's Day assembly.",
        "Ask about Father's Day cards.",
        "Clinics close every eleventh of November.",
        "Newroz fires need a marshal.",
    ],
)
def test_the_same_feasts_in_general_stay_quiet(draft):
    record = Record(date_of_birth=date(2020, 11, 11), date_of_death=date(2023, 3, 1))

    assert found(draft, record) == []


@pytest.mark.parametrize(
    "written", ["k-man", "Ifraax", "44, Tinsmith Rw", "N&DGH", "N & DG", "the Gan", "flat 140"]
)
def test_a_form_of_the_familys_own_words_is_found(written):
    assert len(found(f"The crew took them to {written} that night.")) == 1


@pytest.mark.parametrize(
    "draft",
    [
        "Flat 140 mm gaps are too wide.",
        "They walk the moor (muir, in Scots) to reach homes.",
        "We thank Peggy Ward-Lyons of the county group.",
        "Apologies came from Dr Owen Pughe.",
        "Minutes\n\n4.4 Ward staff let forty people pray.",
        "Tinsmiths and drapers sold them.",
        "Iffrah Osborne of the county team spoke.",
        "Children aged 16 and over were asked.",
    ],
)
def test_what_only_looks_like_the_family_stays_quiet(draft):
    assert found(draft) == []
