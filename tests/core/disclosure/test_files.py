"""Files of reference cases: every feasible value is found, and the fewest cells are hidden."""

import json
from pathlib import Path

import pytest

from cdop.core.disclosure.files import attack_file, protect_file
from cdop.core.disclosure.profiles import PROFILES, Audience
from cdop.core.disclosure.search import Effort

FOLDER = Path(__file__).resolve().parents[3] / "tests" / "data" / "reference" / "disclosure"
CASES = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}


def test_the_reference_cases_are_here():
    assert len(CASES) == 40


@pytest.mark.parametrize("name", CASES)
def test_an_attack_finds_every_value_that_a_reference_case_leaves_open(name):
    case = CASES[name]

    found = attack_file(case)
    by_key = {json.dumps(case["cells"][cell["index"]]["key"]): cell for cell in found["cells"]}

    for expected in case["expected"]["sensitive"]:
        cell = by_key[json.dumps(expected["cell"])]
        assert cell["values"] == expected["feasible_values"]
        assert cell["max"] == expected["feasible_max"]
        assert cell["pinned"] == expected["exactly_disclosed"]
        assert cell["full"] == expected["full_range_1_to_4"]
    assert len(found["cells"]) == len(case["expected"]["sensitive"])
    assert bool(found["pinned"]) == case["expected"]["any_exact"]


@pytest.mark.parametrize("name", CASES)
def test_a_protected_reference_case_withstands_the_attack(name):
    protected = protect_file(CASES[name])

    found = attack_file(protected)
    optimum = CASES[name]["expected"].get("optimum")

    assert found["pinned"] == 0
    assert protected["extra_hidden"] >= protected["bound"]
    if optimum:
        assert protected["extra_hidden"] == optimum["fewest_secondary"]
        assert all(cell["full"] or optimum["property"] == "relative" for cell in found["cells"])


def test_a_profile_overrides_the_threshold_of_a_file():
    case = CASES["2way-pattern-01"]

    protected = protect_file(case, PROFILES[Audience.PUBLIC])
    shown = [cell["value"] for cell in protected["cells"] if cell["status"] == "published"]

    assert protected["threshold"] == 8
    assert 7 not in shown


def test_the_witnesses_of_a_file_add_up():
    case = CASES["optimum-06"]

    protected = protect_file(case)

    assert protected["witnesses"]
    for witness in protected["witnesses"]:
        for cell in protected["cells"]:
            total = sum(witness["atoms"][atom] for atom in cell["atoms"])
            assert total == cell["value"] if cell["status"] == "published" else total >= 1
        for index, value in witness["proves"]:
            assert sum(witness["atoms"][a] for a in case["cells"][index]["atoms"]) == value


def test_solvers_write_nothing_on_standard_output(capfd):
    protect_file(CASES["years-02"])

    assert capfd.readouterr().out == ""


def test_a_file_tells_what_was_not_proved_in_time_from_what_follows():
    case = CASES["2way-pattern-01"]

    hasty = protect_file(case, effort=Effort.within(-1000.0))

    assert hasty["unproved"] == hasty["exposed"] != []
    assert protect_file(case)["unproved"] == []


def test_a_cell_that_was_never_printed_may_be_zero_even_where_zeros_are_shown():
    case = {
        "threshold": 5,
        "zero_policy": "zeros are always shown, so a suppressed cell is at least 1",
        "n_atoms": 2,
        "atoms_true": [1, 3],
        "cells": [
            {"publication": "P1", "atoms": [0, 1], "status": "published", "value": 4, "true": 4},
            {"publication": "not published", "atoms": [0], "status": "suppressed", "true": 1},
        ],
    }

    (cell,) = attack_file(case)["cells"]

    assert cell["values"] == [0, 1, 2, 3, 4]
