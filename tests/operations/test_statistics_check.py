"""A statistician recomputes published figures by one command."""

from pathlib import Path

from click.testing import CliRunner

from cdop.operations.statistics_check import statistics

REFERENCE = Path(__file__).resolve().parents[1] / "data" / "reference"


def check(folder):
    return CliRunner().invoke(statistics, ["check", str(folder)])


def test_each_file_is_listed_with_its_rows_and_largest_difference():
    answer = check(REFERENCE)

    assert answer.exit_code == 0
    assert "rate_ratio_exact.csv" in answer.output
    assert "0 numbers outside tolerance" in answer.output
    assert "R stops its search" in answer.output


def test_a_number_outside_its_tolerance_ends_with_one(tmp_path):
    (tmp_path / "wilson.csv").write_text(
        "case_id,source,x,n,multiplier,confidence,value,lower,upper\nw_1,,1,2,1,0.95,0.5,0.1,0.9\n"
    )

    answer = check(tmp_path)

    assert answer.exit_code == 1
    assert "w_1 lower: published 0.1, ours 0.09453" in answer.output


def test_files_that_are_not_known_are_named(tmp_path):
    (tmp_path / "wilson.csv").write_bytes((REFERENCE / "wilson_own.csv").read_bytes())
    (tmp_path / "other.csv").write_text("a\n")

    assert "other.csv                          not known" in check(tmp_path).output


def test_a_folder_without_reference_files_or_with_a_damaged_one_says_so(tmp_path):
    assert "No reference files" in check(tmp_path).output
    (tmp_path / "rate.csv").write_text("numerator\n1\n")

    answer = check(tmp_path)

    assert answer.exit_code == 1
    assert "rate.csv" in answer.output
