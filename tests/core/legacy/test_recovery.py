"""The shared log, field by field against the truth: all of it is read but what is not there."""

from collections import Counter

from cdop.core.legacy.columns import NAMES
from cdop.core.legacy.reader import Status
from tests.core.legacy.logs import imported, reading_of_shared_log, shared_log, truth

# Left blank where the answer was in truth "not known": the file does not say which it is.
BLANK_FOR_NOT_KNOWN = {
    "expected": 2,
    "jar": 2,
    "smoke_preg": 7,
    "smoke_house": 10,
    "cosleep": 2,
    "put_down": 1,
    "found": 1,
    "surface": 1,
    "alcohol": 1,
    "drugs": 2,
    "advice_mw": 2,
    "advice_hv": 2,
    "out_of_routine": 2,
}
# "Term" instead of a number of weeks.
TERM = {"gestation": 7}


def test_every_field_that_the_file_holds_is_read():
    lost = Counter(
        (name, line.values[name], "NK" if value == "NK" else "known")
        for line in imported(reading_of_shared_log())
        for name, value in truth()[line.values["ref"]].items()
        if line.values[name] != value
    )

    expected = {(name, "", "NK"): count for name, count in BLANK_FOR_NOT_KNOWN.items()}
    expected |= {(name, "", "known"): count for name, count in TERM.items()}
    assert lost == expected
    assert sum(lost.values()) == 42  # of 420 deaths x 33 columns = 13,860 fields


def test_no_field_is_read_as_something_it_is_not():
    wrong = [
        (line.line, name)
        for line in imported(reading_of_shared_log())
        for name, value in truth()[line.values["ref"]].items()
        if line.values[name] not in ("", value)
    ]

    assert wrong == []


def test_each_field_that_was_there_and_is_lost_is_said_to_be():
    remarks = [
        remark
        for line in imported(reading_of_shared_log())
        for remark in line.warnings
        if not line.values[remark.column]
    ]

    assert {(remark.column, remark.value) for remark in remarks} == {("gestation", "Term")}
    assert len(remarks) == 7


def test_every_death_is_imported_once():
    refs = Counter(line.values["ref"] for line in imported(reading_of_shared_log()))

    assert refs == Counter(truth().keys())


def test_every_row_that_is_not_empty_is_accounted_for():
    filled = {
        (sheet.name, number)
        for sheet in shared_log()
        for number, row in enumerate(sheet.rows, 1)
        if any(cell is not None for cell in row)
    }

    lines = [(line.sheet, line.line) for line in reading_of_shared_log().lines]
    assert len(lines) == len(set(lines))
    assert set(lines) == filled
    assert reading_of_shared_log().counts == {
        "imported": 420,
        "duplicate": 6,
        "rejected": 5,
        "ignored": 7,
    }


def test_a_death_entered_twice_is_a_duplicate_of_its_first_line():
    found = {
        line.line: line.duplicate_of
        for line in reading_of_shared_log().lines
        if line.status is Status.DUPLICATE
    }

    assert found == {66: 65, 131: 130, 194: 193, 258: 257, 323: 322, 386: 385}


def test_a_death_before_birth_is_rejected_with_both_dates():
    rejected = [line for line in reading_of_shared_log().lines if line.status is Status.REJECTED]

    assert [line.line for line in rejected] == [89, 176, 264, 351, 438]
    assert {line.column for line in rejected} == {"dod"}
    assert rejected[0].reason == (
        "The death (2 September 2021) is before the birth (2 October 2021)"
    )


def test_titles_headings_and_totals_are_ignored_with_the_reason():
    ignored = {
        (line.sheet, line.line): line.reason
        for line in reading_of_shared_log().lines
        if line.status is Status.IGNORED
    }

    assert ignored == {
        ("Log", 1): "Above the headings",
        ("Log", 3): "The headings",
        ("Log", 105): "A total, not a death",
        ("Log", 207): "A total, not a death",
        ("Log", 308): "A total, not a death",
        ("Log", 410): "A total, not a death",
        ("Lists", 1): "This sheet has no list of deaths",
    }


def test_the_columns_that_are_not_read_are_named():
    sheet = reading_of_shared_log().sheets[0]

    assert list(sheet.mapping) == list(NAMES)
    assert sheet.unused == ["Modifiable factors - detail", "Comments"]
