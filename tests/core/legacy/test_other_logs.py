"""The logs of other panels: the same deaths laid out in other ways are read as the same deaths."""

import random
from datetime import date, datetime

import pytest

from cdop.core.legacy.columns import NAMES
from cdop.core.legacy.reader import read_lines
from cdop.core.legacy.tables import Sheet
from cdop.exchange.workbook import open_workbook
from tests.core.legacy.logs import TODAY, differences, entries, imported, read, read_death

RENAMED = {
    "ref": "Case ID",
    "first": "Given name",
    "last": "Family name",
    "nhs": "NHS",
    "dob": "Date of Birth (dd/mm/yyyy)",
    "dod": "Died",
    "age_days": "Age",
    "sex": "Gender",
    "ethnicity": "Ethnic group",
    "la": "Borough",
    "postcode": "Home postcode",
    "expected": "Was the death expected?",
    "jar": "Rapid Response (Y/N)",
    "category": "Category of death agreed",
    "sudi": "SUDI / SIDS",
    "gestation": "Gestational age at birth",
    "birth_weight": "Birthweight",
    "bmi": "Maternal BMI at booking",
    "mother_age": "Maternal age",
    "smoke_preg": "Smoking during pregnancy",
    "smoke_house": "Household smokers?",
    "cosleep": "Bed sharing",
    "put_down": "Position when put down",
    "found": "How found",
    "surface": "Sleeping place",
    "alcohol": "Parental alcohol",
    "drugs": "Parental drug use",
    "advice_mw": "Safer sleep advice - midwife",
    "advice_hv": "Safer sleep advice - health visitor",
    "out_of_routine": "Out of usual routine",
    "modifiable": "Modifiable factors identified?",
    "notified": "Date of notification",
    "reviewed": "Date of CDOP meeting",
}


def under(headings, names=NAMES):
    return [headings, *([entry[name] for name in names] for entry in entries())]


def test_columns_in_another_order_under_other_headings_are_found():
    names = random.Random(7).sample(NAMES, len(NAMES))

    reading = read(*under([RENAMED[name] for name in names], names))

    assert reading.sheets[0].mapping == RENAMED
    assert differences(reading) == []


def test_typing_slips_in_headings_are_forgiven():
    slips = {**RENAMED, "dob": "Date of Brith", "ethnicity": "Ethinicity", "postcode": "Postocde"}

    reading = read(*under([slips[name] for name in NAMES]))

    assert reading.sheets[0].mapping == slips


def test_columns_that_are_evident_from_their_cells_are_found_under_bad_headings():
    bad = {
        **RENAMED,
        "nhs": "Column 7",
        "postcode": "Addr4",
        "sex": "Code",
        "ethnicity": "Eth?",
        "category": "Outcome",
    }

    reading = read(*under([bad[name] for name in NAMES]))

    assert reading.sheets[0].mapping == bad
    assert differences(reading) == []


def test_somebody_elses_number_and_dates_are_not_taken_for_the_childs():
    found = read_death(**{"Mother NHS number": "9994751182", "Mother's DOB": "01/01/1990"})

    assert found.values["nhs"] == ""
    assert found.values["dob"] == "2019-01-01"


@pytest.mark.parametrize("join", ["{last}, {first}", "{first} {last}", "{LAST} {first}"])
def test_a_name_in_one_column_is_split(join):
    def whole(entry):
        first, last = entry["first"], entry["last"]
        return join.format(first=first, last=last, LAST=last.upper())

    names = [name for name in NAMES if name not in ("first", "last")]
    rows = [[whole(entry), *(entry[name] for name in names)] for entry in entries()]

    reading = read(["Child's name", *(RENAMED[name] for name in names)], *rows)

    assert differences(reading) == []


def test_headings_over_two_rows_are_read_together():
    groups = {"first": "Child", "dob": "Dates", "gestation": "Birth", "bmi": "Mother"}
    groups |= {"smoke_house": "Home", "put_down": "Position", "surface": "Sleep"}
    groups |= {"advice_mw": "Safe sleep advice", "out_of_routine": "Panel"}
    short = {"dob": "Birth", "dod": "Death", "put_down": "Put down", "found": "Found"}
    short |= {"mother_age": "Age", "bmi": "BMI", "advice_mw": "MW", "advice_hv": "HV"}
    upper = [groups.get(name) for name in NAMES]
    lower = [short.get(name, RENAMED[name]) for name in NAMES]

    reading = read(["Case log 2015 to 2022"], [], upper, *under(lower))

    assert reading.sheets[0].header_line == 4
    assert reading.sheets[0].mapping["advice_hv"] == "Safe sleep advice HV"
    assert reading.sheets[0].mapping["mother_age"] == "Mother Age"
    assert reading.sheets[0].mapping["age_days"] == "Age"
    assert differences(reading) == []


def test_headings_far_down_the_sheet_are_found():
    above = [["CONFIDENTIAL"], [], ["Printed", datetime(2022, 3, 1)], ["Contact: the panel office"]]

    reading = read(*above * 4, *under([RENAMED[name] for name in NAMES]))

    assert reading.sheets[0].header_line == 17
    assert differences(reading) == []


def test_one_sheet_a_year_is_read_as_one_log():
    years: dict[str, list] = {}
    for entry in entries():
        years.setdefault(str(entry["ref"])[5:9], []).append([entry[name] for name in NAMES])
    headings = [RENAMED[name] for name in NAMES]
    sheets = [Sheet(year, [[f"Deaths in {year}"], headings, *rows]) for year, rows in years.items()]

    reading = read_lines(sheets, today=TODAY)

    assert len(reading.sheets) == 8
    assert reading.counts == {"imported": 420, "duplicate": 0, "rejected": 0, "ignored": 16}


def test_a_death_on_the_sheets_of_two_years_is_a_duplicate():
    rows = under([RENAMED[name] for name in NAMES])[:2]

    reading = read_lines([Sheet("2021", rows), Sheet("2022", rows)], today=TODAY)

    line = reading.lines[-1]
    assert (line.status, line.duplicate_of, line.duplicate_sheet) == ("duplicate", 2, "2021")
    assert line.reason == "The same NHS number as line 2 of “2021”"


def test_a_second_table_below_the_first_may_have_its_columns_in_another_order():
    reading = read(
        ["Ref", "Surname", "DOB", "Date of death"],
        ["A1", "Pell", "01/01/2019", "02/01/2019"],
        [],
        ["Ref", "Date of death", "DOB", "Surname"],
        ["A2", "02/03/2020", "01/03/2020", "Gale"],
    )

    assert [line.status for line in reading.lines] == ["ignored", "imported", "ignored", "imported"]
    assert reading.lines[-1].values["dod"] == "2020-03-02"
    assert reading.lines[-1].values["last"] == "Gale"


def test_a_file_of_cells_with_semicolons_and_windows_letters_is_read():
    def written(cell):
        if cell is None:
            return ""
        text = cell.strftime("%d/%m/%Y") if isinstance(cell, date) else str(cell)
        return '"' + text.replace('"', '""') + '"'

    rows = under([RENAMED[name] for name in NAMES])
    rows[0][1] = "Forename"
    text = "\r\n".join(";".join(written(cell) for cell in row) for row in rows)

    reading = read_lines(
        open_workbook((text + "\r\nNote: “see file”").encode("cp1252")), today=TODAY
    )

    assert differences(reading) == []
    assert reading.lines[-1].status == "ignored"


def test_dates_that_look_american_are_read_as_british():
    found = read_death(DOB="01/02/2019", Date_of_death="03/04/2019")

    assert (found.values["dob"], found.values["dod"]) == ("2019-02-01", "2019-04-03")


def test_a_column_of_american_dates_is_refused_rather_than_half_misread():
    reading = read(
        ["Ref", "Surname", "DOB", "Date of death"],
        ["A1", "Pell", "01/31/2019", "03/25/2019"],
        ["A2", "Gale", "02/28/2019", "03/04/2019"],
        ["A3", "Vance", "02/02/2019", "03/03/2019"],
    )

    assert [line.status for line in reading.lines] == [
        "ignored",
        "rejected",
        "rejected",
        "imported",
    ]
    assert "type it as 25/03/2019" in reading.lines[1].reason
    assert "month first" in reading.lines[2].reason


def test_dates_that_excel_has_half_turned_are_marked():
    turned = [[f"A{n}", "Pell", 1, datetime(2019, 3, n + 1)] for n in range(9)]
    typed = [[f"B{n}", "Gale", 1, f"{n + 13}/03/2019"] for n in range(5)]

    reading = read(["Ref", "Surname", "Age", "Date of death"], *turned, *typed)

    reasons = [[each.reason for each in line.warnings] for line in imported(reading)]
    assert any("changed day and month" in reason for reason in reasons[0])
    assert not any("changed day and month" in reason for reason in reasons[-1])


def test_a_log_with_ages_and_no_dates_of_birth_is_read():
    names = [name for name in NAMES if name != "dob"]

    reading = read(*under([RENAMED[name] for name in names], names))

    kept = [name for name in names if name != "age_days"]
    assert differences(reading, kept) == []
    exact = [line for line in imported(reading) if line.values["age_days"]]
    vague = [line for line in imported(reading) if not line.values["age_days"]]
    assert all(line.age is not None for line in vague)
    assert len(exact) + len(vague) == 420
    assert {each.reason for line in vague for each in line.warnings} >= {
        "The exact number of days is not given"
    }


def test_the_unit_of_bare_ages_is_taken_from_the_heading():
    months = read(["Ref", "Date of death", "Age (months)"], ["A1", "01/01/2019", 7]).lines[-1]
    days = read(["Ref", "Date of death", "Age in days"], ["A1", "01/01/2019", 7]).lines[-1]

    assert (months.age.low, months.age.high) == (213, 243)
    assert days.values["age_days"] == "7"


def test_a_column_for_unexpected_deaths_is_turned_round():
    reading = read(
        ["Ref", "DOB", "Date of death", "Unexpected death?"],
        ["A1", "01/01/2019", "02/02/2019", "Yes"],
        ["A2", "01/02/2019", "02/03/2019", "NK"],
        ["A3", "01/02/2019", "02/04/2019", "Unexpected"],
    )

    assert [line.values["expected"] for line in imported(reading)] == ["N", "NK", "N"]
    assert "turned round" in reading.sheets[0].notes[0]


def test_a_hidden_sheet_is_read_and_named():
    rows = under([RENAMED[name] for name in NAMES])

    reading = read_lines([Sheet("Old", rows, hidden=True)], today=TODAY)

    assert reading.counts["imported"] == 420
    assert "hidden" in reading.sheets[0].notes[0]


def test_a_list_without_dates_of_death_is_ignored_with_what_is_missing():
    reading = read(["Ref", "Surname", "Forename", "DOB"], ["A1", "Pell", "Orla", "01/01/2019"])

    assert reading.has_table is False
    assert reading.lines[1].status == "ignored"
    assert reading.lines[1].reason == (
        "This sheet has no list of deaths: no heading was taken to be date of death"
    )
