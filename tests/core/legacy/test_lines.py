"""What becomes of a line: which faults keep a death out, and which are only said."""

from datetime import datetime

import pytest

from cdop.core.answers import Answer
from cdop.core.catalogues.child import Sex
from cdop.core.catalogues.sleep import SleepSurface
from tests.core.legacy.logs import read, read_death, read_deaths


def test_a_line_gives_typed_values_beside_the_texts():
    line = read_death(Sex="Girl", Gestation="39+2", Alcohol="yes")

    assert line.status == "imported"
    assert line.typed["dod"] == datetime(2019, 3, 31).date()
    assert (line.typed["sex"].value, line.typed["gestation"]) == ("F", 39)
    assert line.typed["alcohol"].label == "Yes"
    assert line.typed["age_days"] == 89


def test_not_known_is_typed_as_the_column_knows_it():
    line = read_death(Sex="?", Gestation="NK", Alcohol="NK", Sleep_surface="Unknown", Drugs="N/A")

    texts = {
        name: line.values[name] for name in ("sex", "gestation", "alcohol", "surface", "drugs")
    }
    assert texts == {"sex": "NK", "gestation": "NK", "alcohol": "NK", "surface": "NK", "drugs": ""}
    assert line.typed["sex"] is Sex.NOT_KNOWN
    assert line.typed["gestation"] is None
    assert line.typed["alcohol"] is Answer.NOT_KNOWN
    assert line.typed["surface"] is SleepSurface.NOT_KNOWN
    assert line.typed["drugs"] is Answer.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"Date_of_death": None}, "dod", "There is no date of death"),
        ({"Date_of_death": "NK"}, "dod", "There is no date of death"),
        ({"Date_of_death": "31/02/2019"}, "dod", "There is no such day in the calendar"),
        ({"Date_of_death": "31/12/2018"}, "dod", "The death (31 December 2018) is before the"),
        ({"Date_of_death": "23/11/2026"}, "dod", "(23 November 2026) is in the future"),
        ({"DOB": "31/02/2019"}, "dob", "There is no such day in the calendar"),
        ({"DOB": None}, "dob", "There is neither a date of birth nor an age"),
        ({"DOB": "31/03/2001"}, "dob", "By the dates, the age is 18"),
        ({"DOB": None, "Age": "18 yrs"}, "age_days", "The age is 18 or over"),
        ({"Date_notified": "30/03/2019"}, "notified", "The notification (30 March 2019) is before"),
        ({"Date_reviewed": "30/03/2019"}, "reviewed", "The review (30 March 2019) is before the"),
        ({"Date_reviewed": "23/11/2026"}, "reviewed", "is in the future"),
        ({"Age": "4 years"}, "age_days", "does not agree with the dates, which make it 12 weeks"),
        ({"Age": "9"}, "age_days", "does not agree with the dates"),
        ({"Ref": None, "Surname": "?"}, "last", "Nothing says whose death this is"),
    ],
)
def test_a_line_that_cannot_be_true_or_is_not_enough_is_rejected(cells, column, reason):
    line = read_death(**cells)

    assert (line.status, line.column) == ("rejected", column)
    assert reason in line.reason


def test_a_rejected_line_shows_the_cell_as_it_was_written():
    assert read_death(Date_of_death="31/02/2019").value == "31/02/2019"


@pytest.mark.parametrize("age", ["12/52", "3 months", "2m", "89 days", "90 days", "12", "13 wks"])
def test_an_age_that_rounding_explains_is_accepted(age):
    assert read_death(Age=age).status == "imported"


def test_a_child_of_seventeen_is_a_child_until_the_eighteenth_birthday():
    assert read_death(DOB="01/04/2001").status == "imported"
    assert read_death(DOB="01/04/2001").values["age_days"] == "6573"


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("NHS No", "999 475 1183"),
        ("Postcode", "nowhere"),
        ("Final category", "13"),
        ("Birth weight", "heavy"),
        ("Smoked in pregnancy", "perhaps"),
        ("Date notified", "next week"),
        ("Ethnicity", "Martian"),
    ],
)
def test_an_unreadable_optional_cell_is_blanked_and_said_but_the_death_is_kept(heading, cell):
    line = read_deaths({heading: cell})[0]

    assert line.status == "imported"
    assert [remark.value for remark in line.warnings] == [cell]
    assert line.values[line.warnings[0].column] == ""


def test_a_review_before_the_notification_is_kept_and_said():
    line = read_death(Date_notified="30/04/2019", Date_reviewed="20/04/2019")

    assert line.status == "imported"
    assert line.warnings[0].reason == "The review is before the notification"


def test_the_same_nhs_number_is_the_same_death_whatever_else_is_spelled_otherwise():
    first, second = read_deaths(
        {"NHS No": "9994751182"}, {"NHS No": "999 475 1182", "Ref": "A2", "Surname": "PEL"}
    )

    assert (second.status, second.duplicate_of) == ("duplicate", first.line)
    assert second.values["ref"] == "A2"


@pytest.mark.parametrize(
    "again",
    [
        {"Surname": "PELL", "Forename": "orla"},
        {"Surname": "Orla", "Forename": "Pell"},
        {"Surname": "Pell ", "Forename": "Órla"},
    ],
)
def test_the_same_name_and_dates_are_the_same_death(again):
    assert read_deaths({}, {**again, "Ref": "A2"})[1].status == "duplicate"


def test_a_slip_in_the_name_is_the_same_death_unless_the_reference_differs():
    slip = {"Surname": "Carver", "Ref": ""}
    same, other = {"Surname": "Caver", "Ref": ""}, {"Surname": "Caver", "Ref": "A2"}

    assert read_deaths(slip, same)[1].status == "duplicate"
    kept = read_deaths({**slip, "Ref": "A1"}, other)[1]
    assert kept.status == "imported"
    assert "may be the same death" in kept.warnings[0].reason


def test_twins_are_two_deaths():
    lines = read_deaths(
        {"Forename": "Twin 1", "Ref": ""},
        {"Forename": "Twin 2", "Ref": ""},
        {"Forename": "Mina", "Ref": "", "NHS No": "9994751182"},
        {"Forename": "Mira", "Ref": "", "NHS No": "9996479064"},
        {"Forename": "Leon", "Ref": "", "Sex": "M"},
        {"Forename": "Leona", "Ref": "", "Sex": "F"},
    )

    assert {line.status for line in lines} == {"imported"}


def test_one_nhs_number_on_two_children_is_dropped_from_the_second():
    first, second = read_deaths(
        {"NHS No": "9994751182"},
        {
            "NHS No": "9994751182",
            "Ref": "A2",
            "Surname": "Gale",
            "Forename": "Rafi",
            "DOB": "01/02/2020",
            "Date of death": "01/03/2020",
        },
    )

    assert second.status == "imported"
    assert (first.values["nhs"], second.values["nhs"]) == ("9994751182", "")
    assert "another child" in second.warnings[0].reason


def test_a_rejected_line_is_no_reason_to_turn_away_the_corrected_one_below_it():
    wrong, right = read_deaths({"Date of death": "31/12/2018"}, {})

    assert (wrong.status, right.status) == ("rejected", "imported")


def test_totals_notes_and_repeated_headings_are_not_deaths():
    headings = ["Ref", "Surname", "DOB", "Date of death", "Sex"]
    reading = read(
        headings,
        ["A1", "Pell", "01/01/2019", "02/01/2019", "F"],
        ["Total 2019", None, None, 1, None],
        ["Grand total", 1, 1, 1, 1],
        ["2020"],
        headings,
        [None, None, None, None, None, "seen by the panel office"],
        ["Key:", "NK = not known"],
    )

    assert [line.reason for line in reading.lines[2:]] == [
        "A total, not a death",
        "A total, not a death",
        "A heading or a note: only one cell is filled in",
        "Headings again",
        "Nothing in the columns that are read",
        "A note: there is no date of death and no NHS number",
    ]


def test_the_report_holds_what_the_command_promises():
    report = read(["Ref", "DOB", "Date of death"], ["A1", "01/01/2019", "02/01/2019"]).report()

    assert report["counts"] == {"imported": 1, "duplicate": 0, "rejected": 0, "ignored": 1}
    line = report["lines"][1]
    assert (line["sheet"], line["line"], line["status"]) == ("Log", 2, "imported")
    assert line["duplicate_of"] is None
    assert line["values"]["dod"] == "2019-01-02"
    assert line["values"]["sex"] == ""
