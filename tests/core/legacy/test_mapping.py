"""A mapping told outright wins over the guess, and a wrong one says what there is."""

import pytest

from cdop.core.legacy.mapping import MappingError
from tests.core.legacy.logs import read

HEADINGS = ["Thing", "Who", "When", "Then", "DOB"]
ROW = ["A1", "Pell", "02/01/2019", "04/01/2019", "01/01/2019"]
MAPPING = {"ref": "Thing", "last": "who ", "dod": "When"}


def test_a_mapping_names_the_columns_that_no_guess_could_find():
    line = read(HEADINGS, ROW, mapping=MAPPING).lines[-1]

    assert line.status == "imported"
    assert (line.values["last"], line.values["dod"]) == ("Pell", "2019-01-02")
    assert line.values["dob"] == "2019-01-01"  # still guessed


def test_a_mapping_wins_over_the_guess():
    reading = read(
        ["Ref", "DOB", "Date of death", "Died"],
        ["A1", "01/01/2019", "02/01/2019", "03/01/2019"],
        mapping={"dod": "Died"},
    )

    assert reading.lines[-1].values["dod"] == "2019-01-03"


def test_a_column_mapped_to_nothing_is_not_read():
    headings = ["Ref", "DOB", "Date of death", "Sex"]
    row = ["A1", "01/01/2019", "02/01/2019", "F"]

    reading = read(headings, row, mapping={"sex": None})

    assert reading.lines[-1].values["sex"] == ""
    assert reading.sheets[0].unused == ["Sex"]


def test_first_and_last_name_may_be_mapped_to_the_same_column():
    mapping = {**MAPPING, "last": "Who", "first": "Who"}

    line = read(HEADINGS, ["A1", "Pell, Orla", *ROW[2:]], mapping=mapping).lines[-1]

    assert (line.values["first"], line.values["last"]) == ("Orla", "Pell")


def test_an_unknown_heading_is_an_error_that_names_those_in_the_file():
    with pytest.raises(MappingError) as error:
        read(HEADINGS, ROW, mapping={**MAPPING, "sex": "Gender"})

    assert "“Gender”" in str(error.value)
    assert "Thing, Who, When, Then, DOB" in str(error.value)


def test_an_unknown_column_is_an_error_that_names_those_that_can_be_read():
    with pytest.raises(MappingError) as error:
        read(HEADINGS, ROW, mapping={"surname": "Who"})

    assert "“surname”" in str(error.value)
    assert "ref, first, last, nhs" in str(error.value)


def test_a_heading_that_is_not_text_is_an_error():
    with pytest.raises(MappingError):
        read(HEADINGS, ROW, mapping={"dod": 3})
