"""Every published figure is recomputed within the tolerance that its source allows."""

import csv
from pathlib import Path

import pytest

from cdop.core.statistics.checks.comparison import Comparison, Tolerance
from cdop.core.statistics.checks.files import (
    UnreadableReference,
    check_file,
    check_folder,
    check_of,
    is_known,
)

ROOT = Path(__file__).resolve().parents[3]
OWN = ROOT / "tests" / "data" / "reference"
SHARED = ROOT.parent / "shared" / "reference" / "open"


def checked(folder):
    return [path for path in sorted(folder.glob("*.csv")) if check_of(path.name)]


def assert_every_number_agrees(path):
    report = check_file(path, check_of(path.name))

    assert report.rows
    assert report.numbers >= report.rows
    assert not report.outside


@pytest.mark.parametrize("path", checked(OWN), ids=lambda path: path.name)
def test_our_own_reference_cases_are_met(path):
    assert_every_number_agrees(path)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared reference figures are not here")
@pytest.mark.parametrize("path", checked(SHARED), ids=lambda path: path.name)
def test_the_published_reference_cases_are_met(path):
    assert_every_number_agrees(path)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared reference figures are not here")
def test_every_file_of_the_reference_is_known():
    assert [path.name for path in SHARED.glob("*.csv") if not is_known(path.name)] == []


@pytest.mark.skipif(not SHARED.exists(), reason="the shared reference figures are not here")
def test_only_two_published_numbers_are_meant_to_differ():
    explained = [(c.case, c.column) for report in check_folder(SHARED) for c in report.explained]

    assert explained == [
        ("co_4", "upper"),
        ("co_9", "odds_ratio_conditional_mle"),
    ]


@pytest.mark.parametrize("path", checked(OWN), ids=lambda path: path.name)
def test_a_falsified_figure_is_found(path, tmp_path):
    for other in OWN.glob("*.csv"):
        (tmp_path / other.name).write_bytes(other.read_bytes())
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    column = next(name for name in reversed(rows[0]) if is_a_result(rows[0][name], name))
    rows[0][column] = falsified(rows[0][column])
    with (tmp_path / path.name).open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)

    report = check_file(tmp_path / path.name, check_of(path.name))

    assert report.outside


def is_a_result(text, name):
    return text not in {"", "inf"} and name not in {"average_per_1000", "ci_note", "note", "source"}


def falsified(text):
    try:
        return str(float(text) * 1.5 + 1)
    except ValueError:
        return f"not {text}"


def test_a_file_that_is_not_in_the_format_of_its_name_says_so(tmp_path):
    (tmp_path / "wilson.csv").write_text("a,b\n1,2\n")

    with pytest.raises(UnreadableReference, match=r"wilson\.csv"):
        list(check_folder(tmp_path))


@pytest.mark.parametrize(
    ("expected", "found", "agrees"),
    [
        ("", None, True),
        ("", 0.0, False),
        ("0.5", None, False),
        ("inf", float("inf"), True),
        ("inf", 5.0, False),
        ("Exact", "Exact", True),
        ("Exact", "Byars", False),
        ("2.0", 2.0 + 1e-9, True),
        ("2.0", 2.0 + 1e-8, False),
        ("0", 0.0, True),
    ],
)
def test_a_blank_agrees_with_no_figure_and_a_number_within_its_tolerance(expected, found, agrees):
    comparison = Comparison("case", "column", expected, found, Tolerance(relative=1e-9))

    assert comparison.agrees is agrees
