"""A rate is divided by a number that is on record, or there is no rate and a reason."""

from datetime import date

import pytest

from cdop.core.denominator_sheet import NAMES, UnreadableSheet, read_sheet
from cdop.core.denominators import Denominators, Known, Measure, Slice

AREAS = ("Northmere", "Southmere")
TODAY = date(2026, 11, 22)
BIRTHS, CHILDREN = Measure.LIVE_BIRTHS, Measure.CHILDREN


def known(count: int, published: date = date(2025, 8, 31)) -> Known:
    return Known(count, "Made-up office", published)


def on_record(**counts: int) -> Denominators:
    """`births_2025=100` is all births of 2025/26."""
    slices = {}
    for name, count in counts.items():
        measure, _, year = name.partition("_")
        kind = BIRTHS if measure == "births" else CHILDREN
        slices[Slice(kind, f"{year}/{int(year) % 100 + 1:02}")] = known(count)
    return Denominators(AREAS, slices)


def test_several_years_are_added_up():
    found = on_record(births_2024=400, births_2025=380).total(BIRTHS, ["2024/25", "2025/26"])

    assert found.value == 780
    assert found.sources == ("Made-up office, published 31 August 2025",)


def test_while_one_year_is_missing_there_is_no_denominator_and_the_reason_names_the_year():
    found = on_record(births_2025=380).total(BIRTHS, ["2024/25", "2025/26"])

    assert found.value is None
    assert found.reason == "No live births on record for 2024/25"


def test_the_whole_panel_is_the_sum_of_all_its_local_authorities():
    parts = {
        Slice(BIRTHS, "2025/26", "Northmere"): known(200),
        Slice(BIRTHS, "2025/26", "Southmere"): known(150),
    }

    assert Denominators(AREAS, parts).total(BIRTHS, ["2025/26"]).value == 350


def test_some_of_the_local_authorities_do_not_stand_for_the_whole_panel():
    parts = {Slice(BIRTHS, "2025/26", "Northmere"): known(200)}

    assert Denominators(AREAS, parts).total(BIRTHS, ["2025/26"]).value is None


def test_a_group_without_its_own_number_is_not_estimated_from_the_whole():
    found = on_record(children_2025=90_000).total(CHILDREN, ["2025/26"], age="0y")

    assert found.value is None


def test_nothing_is_divided_by_nought():
    assert on_record(births_2025=0).total(BIRTHS, ["2025/26"]).value is None


def test_parts_that_do_not_add_up_to_the_whole_are_reported():
    parts = {
        Slice(CHILDREN, "2025/26"): known(1000),
        Slice(CHILDREN, "2025/26", sex="M"): known(510),
        Slice(CHILDREN, "2025/26", sex="F"): known(480),
    }

    assert Denominators(AREAS, parts).disagreements() == [
        "Children under 18, 2025/26: the numbers by sex add up to 990, the whole says 1,000"
    ]


def test_a_slice_is_said_in_words():
    group = Slice(CHILDREN, "2025/26", age="1-4y", sex="F", deprivation="1")

    assert group.words == "1 to 4 years, Female, Fifth 1 (most deprived fifth)"
    assert Slice(BIRTHS, "2025/26").words == "Everybody"


HEADINGS = ",".join(NAMES)
GOOD = "live_births,2025/26,Northmere,,,,,5310,Made-up office,31/08/2025"


def read(*lines: str, headings: str = HEADINGS):
    return read_sheet("\n".join([headings, *lines]).encode(), AREAS, TODAY)


def test_a_line_becomes_a_number_with_its_source_and_date():
    [line] = read(GOOD).lines

    assert line.figure.slice == Slice(BIRTHS, "2025/26", "Northmere")
    assert (line.figure.count, line.figure.published_on) == (5310, date(2025, 8, 31))
    assert line.problem == ""


def test_numbers_and_years_may_be_written_as_people_write_them():
    [line] = read('Children,2025-26,all,5 to 9 years,m,White,all,"12,345",ONS,2025-08-31').lines

    assert line.figure.count == 12_345
    assert line.figure.slice == Slice(
        CHILDREN, "2025/26", age="5-9y", sex="M", ethnic_group="white"
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("cats,2025/26,,,,,,5,ONS,31/08/2025", "The measure must be"),
        ("live_births,2025,,,,,,5,ONS,31/08/2025", "The year must be a financial year"),
        ("live_births,2025/27,,,,,,5,ONS,31/08/2025", "The year must be a financial year"),
        ("live_births,2025/26,Elsewhere,,,,,5,ONS,31/08/2025", "not a local authority"),
        ("live_births,2025/26,,0y,,,,5,ONS,31/08/2025", "Births have no age"),
        ("children,2025/26,,baby,,,,5,ONS,31/08/2025", "The age “baby” is none of"),
        ("children,2025/26,,,,,6,5,ONS,31/08/2025", "The deprivation “6” is none of"),
        ("live_births,2025/26,,,,,,,ONS,31/08/2025", "The count must be a whole number"),
        ("live_births,2025/26,,,,,,-5,ONS,31/08/2025", "The count must be a whole number"),
        ("live_births,2025/26,,,,,,5.5,ONS,31/08/2025", "The count must be a whole number"),
        ("live_births,2025/26,,,,,,99999999,ONS,31/08/2025", "10,000,000 or less"),
        ("live_births,2025/26,,,,,,5,,31/08/2025", "Say where the number comes from"),
        ("live_births,2025/26,,,,,,5,ONS,soon", "The day of publication must be a date"),
        ("live_births,2025/26,,,,,,5,ONS,31/02/2025", "The day of publication must be a date"),
        ("live_births,2025/26,,,,,,5,ONS,31/12/2026", "lies in the future"),
        ("live_births,2025/26,,,,,,5,ONS,31/08/2025,more", "more cells than there are headings"),
    ],
)
def test_a_wrong_line_is_rejected_with_the_reason(line, reason):
    [read_line] = read(line).lines

    assert read_line.figure is None
    assert reason in read_line.problem


def test_a_wrong_line_does_not_keep_the_others_out():
    sheet = read("nonsense", GOOD)

    assert [line.figure is not None for line in sheet.lines] == [False, True]
    assert [line.number for line in sheet.lines] == [2, 3]


def test_the_second_line_about_the_same_people_is_rejected():
    second = read(GOOD, GOOD).lines[1]

    assert second.problem == "Line 2 of this file is about the same people and year"


def test_blank_lines_are_counted_and_every_other_line_is_accounted_for():
    sheet = read(GOOD, "", ",,,,,,,,,")

    assert (len(sheet.lines), sheet.blank) == (1, 2)


def test_headings_may_stand_in_any_order_and_unknown_ones_are_named():
    sheet = read(
        "ONS,2025-08-31,5310,2025/26,live_births,x",
        headings="Source,Published on,Count,Year,Measure,Remark",
    )

    assert sheet.lines[0].figure.count == 5310
    assert sheet.unused == ("Remark",)


def test_semicolons_separate_cells_as_well_as_commas_do():
    sheet = read(GOOD.replace(",", ";"), headings=HEADINGS.replace(",", ";"))

    assert sheet.lines[0].figure.count == 5310


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The first line has no column"),
        (b"year,count\n2025/26,5", "“measure”"),
        (HEADINGS.encode(), "no line under them"),
        (b"PK\x03\x04\x00\x00", "not a CSV file"),
        (f"{HEADINGS},year\n{GOOD}".encode(), "More than one column is called “year”"),
    ],
)
def test_a_file_that_is_no_such_sheet_is_refused_whole(content, reason):
    with pytest.raises(UnreadableSheet, match=reason):
        read_sheet(content, AREAS, TODAY)
