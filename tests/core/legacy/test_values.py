"""What people write, and what is made of it."""

from datetime import date, datetime, time

import pytest

from cdop.core.answers import Answer
from cdop.core.legacy import identity, measures
from cdop.core.legacy.ages import parse_age
from cdop.core.legacy.columns import BY_NAME
from cdop.core.legacy.dates import Calendar, parse_date
from cdop.core.legacy.values import Setting, parse

SETTING = Setting(Calendar(date(2026, 11, 22)))


def read(column, raw):
    return parse(BY_NAME[column], raw, SETTING)


@pytest.mark.parametrize(
    "raw",
    [
        datetime(2019, 3, 31),
        date(2019, 3, 31),
        43555,
        43555.0,
        "43555",
        "31/03/2019",
        "31/3/19",
        "31.3.19",
        "31-03-2019",
        "2019-03-31",
        "2019-03-31 00:00:00",
        "2019/03/31",
        "20190331",
        "31032019",
        "31 Mar 2019",
        "31-Mar-19",
        "31Mar2019",
        "31st March 2019",
        "31st of March, 2019",
        "Sunday 31 March 2019",
        "Sun 31/3/19",
        "March 31, 2019",
        "31 March '19",
        "31/03/2019 14:30",
        " 31/03/2019\u00a0",
    ],
)
def test_a_date_is_read_however_it_is_written(raw):
    assert read("dod", raw).typed == date(2019, 3, 31)
    assert read("dod", raw).text == "2019-03-31"
    assert read("dod", raw).problem == ""


def test_a_date_that_could_be_american_is_read_as_british():
    assert read("dod", "03/04/2019").typed == date(2019, 4, 3)


def test_a_date_that_must_be_american_is_refused_with_the_way_to_write_it():
    cell = read("dod", "03/31/2019")

    assert cell.unreadable
    assert "no month 31" in cell.problem
    assert "31/03/2019" in cell.problem


def test_a_year_in_two_digits_is_never_in_the_far_future():
    assert read("dob", "16.6.98").typed == date(1998, 6, 16)
    assert read("dob", "16.6.26").typed == date(2026, 6, 16)


@pytest.mark.parametrize(
    "raw",
    ["30/02/2019", "31/04/2019", "March 2019", "2019", "31/3/0219", "soon", time(1), 12, True],
)
def test_a_date_that_is_none_is_refused_with_a_reason(raw):
    assert read("dod", raw).unreadable
    assert read("dod", raw).problem


def test_a_date_marked_as_uncertain_is_kept_and_said_to_be():
    cell = read("dod", "?31/03/2019")

    assert cell.typed == date(2019, 3, 31)
    assert cell.problem == "The file marks this as uncertain"


def test_a_day_number_of_a_macintosh_workbook_counts_from_1904():
    calendar = Calendar(date(2026, 11, 22), day_zero=date(1904, 1, 1))

    assert parse_date(42093, calendar).typed == date(2019, 3, 31)


@pytest.mark.parametrize("raw", ["tbc", "TBC", "awaiting inquest", "pending", "", "-", None])
def test_a_date_still_to_come_is_blank_without_complaint(raw):
    assert read("reviewed", raw) == ("", None, "")


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        ("3/52", 21, 27),
        ("4 months", 121, 152),
        ("4m", 121, 152),
        ("4/12", 121, 152),
        ("8wks", 56, 62),
        ("six weeks", 42, 48),
        ("7 days", 7, 7),
        ("7/7", 7, 7),
        ("<1 day", 0, 0),
        ("12 hrs", 0, 0),
        ("30 minutes", 0, 0),
        ("at birth", 0, 0),
        ("2 yrs 3m", 821, 852),
        ("2y3m", 821, 852),
        ("2 5/12", 882, 913),
        ("6 weeks and 3 days", 45, 46),
        ("17 yrs", 6209, 6574),
        ("17 years old", 6209, 6574),
        ("4", 1460, 1826),
        (4, 1460, 1826),
        (datetime(2026, 7, 3), 3, 3),
        (datetime(2026, 12, 4), 121, 152),
        (datetime(1952, 10, 1), 70, 76),
    ],
)
def test_an_age_is_read_as_the_days_it_can_stand_for(raw, low, high):
    age = parse_age(raw).typed

    assert (age.low, age.high) == (low, high)


@pytest.mark.parametrize("raw", ["term + 3", "6+3", "a baby", "4 5", "3 weeks 2 years"])
def test_an_age_that_says_nothing_certain_is_refused(raw):
    assert parse_age(raw).unreadable


@pytest.mark.parametrize(
    ("column", "raw", "text"),
    [
        ("gestation", "39+2", "39"),
        ("gestation", "39/40", "39"),
        ("gestation", "39+2/40", "39"),
        ("gestation", "39 weeks", "39"),
        ("gestation", "39w2d", "39"),
        ("gestation", 39, "39"),
        ("birth_weight", "3.04 Kg", "3040"),
        ("birth_weight", "2660g", "2660"),
        ("birth_weight", "2,660 g", "2660"),
        ("birth_weight", "2,660", "2660"),
        ("birth_weight", 2660, "2660"),
        ("birth_weight", 3.2, "3200"),
        ("birth_weight", "0.40kg", "400"),
        ("birth_weight", "7lb 4oz", "3289"),
        ("birth_weight", "6 lbs", "2722"),
        ("birth_weight", "3kg 200g", "3200"),
        ("bmi", "BMI 27.0", "27.0"),
        ("bmi", 27, "27.0"),
        ("mother_age", "27 yrs", "27"),
        ("sex", "Girl", "F"),
        ("sex", "m", "M"),
        ("sex", 1, "M"),
        ("ethnicity", "WB", "White British"),
        ("ethnicity", "Asian or Asian British - Pakistani", "Asian Pakistani"),
        ("ethnicity", "MIXED WHITE & BLACK CARIBBEAN", "Mixed White & Black Caribbean"),
        ("ethnicity", "Any other White background", "White Other"),
        ("ethnicity", "N", "Black African"),
        ("ethnicity", "?", "Not known"),
        ("la", "Central Beds", "Central Bedfordshire"),
        ("la", "Bedford BC", "Bedford Borough"),
        ("la", "Bury MBC", "Bury"),
        ("la", "Milton Keynes", "Milton Keynes"),
        ("postcode", "lu93gn", "LU9 3GN"),
        ("postcode", "LU9 OAP", "LU9 0AP"),
        ("nhs", "999 475 1182", "9994751182"),
        ("nhs", 9994751182.0, "9994751182"),
        ("category", "Cat 8", "8"),
        ("category", "8 - Perinatal/neonatal event", "8"),
        ("category", "Sudden unexpected, unexplained death", "10"),
        ("category", 10, "10"),
        ("surface", "settee", "sofa"),
        ("surface", "MOSES BASKET", "Moses basket"),
        ("put_down", "supine", "back"),
        ("found", "L side", "side"),
        ("found", "tummy", "front"),
        ("put_down", "in arms", "held"),
        ("expected", "Unexpected", "N"),
        ("modifiable", "No modifiable factors identified", "N"),
    ],
)
def test_a_value_is_read_however_it_is_written(column, raw, text):
    assert read(column, raw).text == text
    assert read(column, raw).problem == ""


@pytest.mark.parametrize("raw", ["Y", "y ", "YES", "Yes", "true", "✓", True, 1])
def test_yes_is_read_however_it_is_written(raw):
    assert read("alcohol", raw).typed is Answer.YES


@pytest.mark.parametrize("raw", ["N", "no", "No ", "nil", "none", False, 0])
def test_no_is_read_however_it_is_written(raw):
    assert read("alcohol", raw).typed is Answer.NO


@pytest.mark.parametrize("raw", ["NK", "n/k", "?", "Unknown", "not known", "not recorded"])
def test_not_known_is_kept_apart_from_blank(raw):
    assert read("alcohol", raw).text == "NK"
    assert read("alcohol", "").text == ""


def test_not_applicable_is_written_as_blank_but_remembered():
    assert read("alcohol", "N/A").text == ""
    assert read("alcohol", "N/A").typed is Answer.NOT_APPLICABLE
    assert read("alcohol", None).typed is None


def test_an_answer_with_detail_keeps_the_answer_and_says_so():
    cell = read("smoke_preg", "Yes - 10 a day")

    assert cell.typed is Answer.YES
    assert cell.problem == "Only the answer is kept, not the words after it"


@pytest.mark.parametrize("raw", ["Y?", "maybe", "yes/no", "ex-smoker", "20/day", "No concerns"])
def test_a_doubtful_answer_is_not_guessed_at(raw):
    assert read("smoke_preg", raw).unreadable


@pytest.mark.parametrize(
    ("column", "raw", "part_of_reason"),
    [
        ("gestation", "Term", "number of weeks is not given"),
        ("gestation", "37-38", "cannot be read"),
        ("gestation", 60, "between 16 and 45"),
        ("birth_weight", "30400g", "between 150 g and 7,000 g"),
        ("nhs", "999 475 1183", "check digit"),
        ("nhs", "999475118", "10 digits"),
        ("nhs", "9.99475E+09", "rounded"),
        ("postcode", "none of your business", "not a postcode"),
        ("category", "11", "1 to 10"),
        ("category", "8 - Malignancy", "the words another"),
        ("sex", "cat", "M or F"),
        ("ethnicity", "Martian", "national ethnic groups"),
        ("surface", "hammock", "not in the list"),
        ("la", "#REF!", "shows an error"),
        ("expected", "y" * 5000, "far too much text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_english(column, raw, part_of_reason):
    assert read(column, raw).unreadable
    assert part_of_reason in read(column, raw).problem


def test_an_odd_body_mass_index_is_kept_and_marked():
    cell = measures.parse_bmi(8.1)

    assert cell.text == "8.1"
    assert "please check" in cell.problem


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Rahman, Hamza", "Hamza", "Rahman"),
        ("RAHMAN Hamza", "Hamza", "Rahman"),
        ("Hamza Rahman", "Hamza", "Rahman"),
        ("HAMZA RAHMAN", "Hamza", "Rahman"),
        ("Jan van der Berg", "Jan", "van der Berg"),
        ("O'BRIEN, MARY-ANNE", "Mary-Anne", "O'Brien"),
        ("Baby A Pell", "Baby A", "Pell"),
        ("Pell", "", "Pell"),
    ],
)
def test_one_cell_with_the_whole_name_is_split(written, first, last):
    found = identity.split_name(written)

    assert (found[0].text, found[1].text) == (first, last)
