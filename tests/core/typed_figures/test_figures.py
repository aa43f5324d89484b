"""Which typed numbers are figures about children, which of them stop, and what is left alone."""

import json
import re
import time
from pathlib import Path

import pytest

from cdop.core.identity_guard.findings import Severity
from cdop.core.typed_figures.figures import find_typed_figures
from cdop.core.typed_figures.findings import FigureKind
from cdop.newsletters.template import STARTING_TEXT

SENTENCES = Path(__file__).parents[2] / "data" / "typed_figures"
THRESHOLD = 8
TOO_MILD = "Both infants"  # nothing near them says that they died: asked about, not stopped


def read(name):
    lines = (SENTENCES / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


ALL = [*read("first.jsonl"), *read("second.jsonl")]


def found_in(text):
    return [(each.evidence, each.severity) for each in find_typed_figures(text, THRESHOLD)]


def overlapping(text, evidence):
    place = re.search(rf"(?<!\w){re.escape(evidence)}(?!\w)", text)
    return [
        each
        for each in find_typed_figures(text, THRESHOLD)
        if each.start < place.end() and place.start() < each.end
    ]


@pytest.mark.parametrize("item", [each for each in ALL if each["stop"] or each["reason"]])
def test_each_typed_figure_is_found_and_as_grave_as_a_reader_finds_it(item):
    text = item["text"]

    for severity in (Severity.STOP, Severity.REASON):
        for evidence in item[severity.value]:
            found = overlapping(text, evidence)

            assert found, evidence
            assert evidence == TOO_MILD or severity in {each.severity for each in found}
    assert len(found_in(text)) == len(item["stop"]) + len(item["reason"])


@pytest.mark.parametrize("item", [each for each in ALL if not each["stop"] + each["reason"]])
def test_other_numbers_stay_quiet(item):
    assert found_in(item["text"]) == []


def test_what_is_counted_is_the_first_noun():
    assert found_in("Three leaflets explained deaths to parents.") == []
    assert found_in("Both sides count the same deaths.") == []
    assert found_in("Nine previous deaths were reviewed.") != []


def test_the_text_that_every_issue_starts_from_is_quiet():
    assert found_in(STARTING_TEXT) == []


def test_the_threshold_says_what_is_small():
    text = "The panel reviewed 6 deaths."

    assert [each.severity for each in find_typed_figures(text, 5)] == [Severity.REASON]
    assert [each.severity for each in find_typed_figures(text, 8)] == [Severity.STOP]


def test_a_count_that_leaves_a_small_one_stops():
    assert found_in("Of our reviews, 29 of 31 deaths were expected.") == [
        ("29 of 31 deaths", Severity.STOP)
    ]


def test_a_bound_below_the_threshold_stops_and_one_from_below_needs_a_reason():
    assert found_in("Fewer than five babies died.") == [("Fewer than five babies", Severity.STOP)]
    assert found_in("More than five babies died.") == [("More than five babies", Severity.REASON)]


def test_a_national_figure_is_quiet_only_with_its_source_under_its_heading():
    said = "One in ten babies in England is born early"
    heading = "## What we know nationally\n\n"

    assert found_in(f"{heading}{said} ([ONS, 2024](https://www.ons.gov.uk)).") == []
    assert found_in(f"{heading}{said}.") != []
    assert found_in(f"{said} ([ONS, 2024](https://www.ons.gov.uk)).") != []


def test_a_small_local_count_gains_nothing_by_a_national_heading_and_a_source():
    text = "## What we know nationally\n\nTwo babies died in our area (NCMD, 2024)."

    assert found_in(text) == [("Two babies", Severity.STOP)]


@pytest.mark.parametrize(
    "text",
    [
        "**Two** babies died at Haverby.",
        "2 babies died at Haverby.",
        "TWO BABIES died at Haverby.",
        "> Two babies died at Haverby.",
        "### Two babies died at Haverby",
        "Sadly, two much-loved, healthy babies died at Haverby.",
        "The deaths of two babies were reviewed.",
        "Two of our babies died.",
    ],
)
def test_markup_capitals_and_descriptions_hide_nothing(text):
    assert [severity for _, severity in found_in(text)] == [Severity.STOP]


def test_shares_rates_and_counts_are_told_apart():
    text = "27% of the families. A rate of 4.1 per 1,000 live births. We reviewed 31 deaths."

    assert [each.kind for each in find_typed_figures(text, THRESHOLD)] == [
        FigureKind.SHARE,
        FigureKind.RATE,
        FigureKind.COUNT,
    ]


@pytest.mark.parametrize("piece", ["2 babies and ", "in 5 ", "- a: 2\n", "](("])
def test_no_text_takes_long(piece):
    began = time.process_time()

    find_typed_figures(piece * 2_000, THRESHOLD)

    assert time.process_time() - began < 5
