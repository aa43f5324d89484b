"""Forms that drafts of other authors brought: each is found, and its innocent neighbour is not."""

from datetime import date

import pytest

from cdop.core.identity_guard.findings import Kind, Record, Severity
from cdop.core.identity_guard.guard import check
from cdop.core.identity_guard.many import check_against
from cdop.core.identity_guard.reading import Reading

RECORD = Record(
    child_name="Yusuf Carter",
    mother_name="Chen Meiling",
    father_name="Heather Frost",
    nickname="Jags",
    date_of_birth=date(2019, 2, 8),
    date_of_death=date(2023, 2, 7),
    nhs_number="9995883190",
    address="Room 8, Gantry House Hostel, 64 Weaver Bank, Merrow",
    gp_surgery="Worle Valley Practice",
    nursery="Buttercup Corner Pre-school",
    hospital="Queen Philippa Hospital",
    professional_name="Dr Kerensa May",
)


def found(draft: str, record: Record = RECORD) -> list[str]:
    return [each.evidence for each in check(draft, record)]


@pytest.mark.parametrize(
    "written",
    [
        "nine nine nine, five double-eight, three one nine oh",
        "triple nine five eight eight three one nine zero",
        "9995 88 3l9O",
    ],
)
def test_an_nhs_number_in_words_or_with_letters_stops_alone_and_among_all(written):
    draft = f"The slide showed {written} to all."

    [finding] = check(draft, RECORD)

    assert (finding.kind, finding.severity) == (Kind.NHS_NUMBER, Severity.STOP)
    assert check_against(Reading.of(draft), [RECORD]) == [finding]


def test_a_telephone_in_words_stops_and_other_rows_of_digits_do_not():
    said = "oh double seven double oh, nine hundred one two three"

    assert found(f"Her number is {said}.") == [said]
    assert found("Count one, two, three, four, five, six, seven. Five to nine two or three.") == []


@pytest.mark.parametrize(
    "written",
    [
        "Mei Ling", "Mei-ling", "He-\nather", "H—r", "Yousef", "Yusuf_notes.docx",
    ],
)  # fmt: skip
def test_a_name_cut_in_two_masked_or_in_another_spelling_is_found(written):
    assert found(f"Then {written} came home.") == [written]


def test_a_family_in_the_plural_is_found():
    assert found("We asked the Carters about it.") == ["Carters"]
    assert found("Ask carters and movers about it.") == []


@pytest.mark.parametrize(
    "written",
    [
        "Worle Vly", "Worle V.", "Buttercup Cnr.", "Queen Phil.", "Queen P. Hosp.", "Gantry House",
        "Gantry Hse", "room eight", "rm 8", "number 64 on the Bank",
    ],
)  # fmt: skip
def test_a_place_abbreviated_or_in_part_is_found(written):
    assert found(f"The crew went to {written} at once.") != []


@pytest.mark.parametrize(
    "told",
    [
        "He would have been four the next day.",
        "He died three days after. It was the day before he turned four.",
        "She was on call. He died a day before turning four.",
        "A boy aged 3¾ or so drowned; he was three and eleven months.",
    ],
)
def test_an_age_counted_from_a_birthday_is_found(told):
    assert found(told) != []


def test_an_age_counted_from_the_birth_is_found():
    record = Record(date_of_birth=date(2022, 4, 12), date_of_death=date(2022, 4, 14))

    assert found("She was born two days before, on the Tuesday.", record) != []
    assert found("The baby died on day 2.", record) == ["day 2"]
    assert found("Watch babies in the first two days of life.", record) == []


WORLD = {
    "Pohela Boishakh": (2023, 4, 14),
    "Somali Independence Day": (2023, 7, 1),
    "Ukraine's Independence Day": (2023, 8, 24),
    "Carnival Monday": (2023, 8, 28),
    "the day the King was crowned": (2023, 5, 6),
    "Wigilia": (2023, 12, 24),
    "Ugadi": (2023, 3, 22),
    "Karva Chauth": (2022, 10, 13),
    "Chhath": (2022, 10, 30),
    "Dragon Boat Festival": (2023, 6, 22),
    "Lag BaOmer": (2023, 5, 9),
    "Tisha B'Av": (2023, 7, 27),
    "Fat Thursday": (2024, 2, 8),
    "Christmas for his church": (2024, 1, 7),
}


@pytest.mark.parametrize("name", WORLD)
def test_days_that_families_of_many_countries_keep_are_known(name):
    record = Record(date_of_birth=date(2010, 9, 9), date_of_death=date(*WORLD[name]))

    assert found(f"The child died on {name}.", record) == [name]
    assert found(f"The child died on {name}.", Record(date_of_death=date(2023, 9, 20))) == []


@pytest.mark.parametrize(
    "draft",
    [
        "Report a fault on 01632 960580.",
        "The epilepsy nurse line is 01632 960410.",
        "Book interpreters through the county service, 01632 960114.",
        "Text 07700 900461 to order a leaflet.",
        "Free locks for families with young children: 01632 960405.",
        "Ring 01632 960731 about fencing.",
    ],
)
def test_a_number_given_out_for_everybody_stays_quiet(draft):
    assert found(draft) == []


@pytest.mark.parametrize(
    "draft",
    [
        "Her mother's line is 01632 960410.",
        "Text Heath on 07700 900461.",
        "The family left 01632 960 555 for us.",
        "Ring 01632 960731 and ask for Rasa.",
        "Contact on 07700 900431 for the family.",
    ],
)
def test_a_familys_own_number_still_stops(draft):
    assert Severity.STOP in {each.severity for each in check(draft, RECORD)}


@pytest.mark.parametrize(
    "draft",
    [
        "Dr Yusuf Haque wrote to landlords.",
        "Dr May-Lin Ko edits the chart.",
        "Candles for Diwali, Hanukkah or Christmas stand on sand.",
        "Talk about feeding at night before the Christmas break.",
        "Training is in room 8 on Monday.",
        "Saint Yusef's flag is old.",
        "The office is at 12 Weaver House.",
        "A Year 3 girl asked. Some 8 February birthdays are only clerical.",
        "Ahmed Siddiqui joins us on 8 February.",
    ],
)
def test_what_only_looks_like_them_stays_quiet(draft):
    assert found(draft) == []
