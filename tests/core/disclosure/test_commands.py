"""`flask disclosure` on files: what it prints, how it ends, and what it says of bad input."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cdop.audits.commands import disclosure

FOLDER = Path(__file__).resolve().parents[2] / "data" / "reference" / "disclosure"
ZEROS_SHOWN = "zeros are always shown, so a suppressed cell is at least 1"


def run(*arguments):
    return CliRunner().invoke(disclosure, [str(argument) for argument in arguments])


def small_case(**changes):
    cells = [
        {"key": {"row": name}, "publication": "P1", "atoms": atoms, "status": "published"}
        | {"value": true, "true": true}
        for name, atoms, true in (
            ("a", [0], 3),
            ("b", [1], 9),
            ("c", [2], 12),
            ("all", [0, 1, 2], 24),
        )
    ]
    case = {"threshold": 5, "zero_policy": ZEROS_SHOWN, "n_atoms": 3, "atoms_true": [3, 9, 12]}
    return case | {"cells": cells} | changes


@pytest.fixture
def written(tmp_path):
    def write(case):
        path = tmp_path / "case.json"
        path.write_text(case if isinstance(case, str) else json.dumps(case))
        return path

    return write


@pytest.mark.parametrize("options", [[], ["--level", "M"], ["--level", "H"], ["--method", "round"]])
@pytest.mark.parametrize("name", ["2way-pattern-01", "percent-02", "years-01", "hierarchy-01"])
def test_what_is_protected_survives_the_attack(written, name, options):
    protected = run("protect", FOLDER / f"{name}.json", *options)

    attacked = run("attack", written(protected.output))

    assert (protected.exit_code, attacked.exit_code) == (0, 0)
    assert json.loads(attacked.output)["pinned"] == 0


def test_protecting_tells_what_it_hid_how_far_from_the_best_and_the_proof(written):
    answer = json.loads(run("protect", written(small_case())).output)

    assert [cell["status"] for cell in answer["cells"]].count("suppressed") == answer["hidden"] == 2
    assert (answer["extra_hidden"], answer["bound"], answer["gap"]) == (1, 1, 0)
    assert answer["level"] == "S"
    assert {value for witness in answer["witnesses"] for _, value in witness["proves"]} >= {
        1,
        2,
        3,
        4,
    }


def test_a_pinned_cell_ends_the_attack_with_1(written):
    case = small_case()
    case["cells"][0] |= {"status": "suppressed", "value": None}

    found = run("attack", written(case))

    assert found.exit_code == 1
    assert json.loads(found.output)["cells"][0]["values"] == [3]


def test_the_public_profile_hides_what_a_partner_may_see(written):
    case = small_case(atoms_true=[6, 9, 9])
    for cell, value in zip(case["cells"], (6, 9, 9, 24), strict=True):
        cell |= {"value": value, "true": value}

    hidden = {
        profile: json.loads(run("protect", written(case), "--profile", profile).output)["hidden"]
        for profile in ("panel", "partner", "public")
    }

    assert (hidden["panel"], hidden["partner"]) == (0, 0)
    assert hidden["public"] == 2


def test_rounding_prints_multiples_of_five_and_their_ranges(written):
    answer = json.loads(run("protect", written(small_case()), "--method", "round").output)

    for cell in answer["cells"]:
        assert cell["status"] == "interval"
        assert cell["rounded"] % 5 == 0
        assert cell["lower"] <= cell["true"] <= cell["upper"]


def broken(change):
    case = small_case()
    change(case)
    return case


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ("{", "not JSON"),
        ("[]", "no JSON object"),
        (small_case(threshold=0), "threshold"),
        (small_case(threshold=10**9), "threshold"),
        (small_case(threshold=True), "threshold"),
        (small_case(n_atoms=True), "n_atoms"),
        (broken(lambda case: case["cells"][1].update(value=10**30)), "Cell 1: it is published"),
        (small_case(zero_policy="never"), "zero_policy"),
        (small_case(n_atoms=2), "atoms_true"),
        (small_case(cells=[]), "cells"),
        (broken(lambda case: case["cells"][1].update(atoms=[7])), "Cell 1: `atoms`"),
        (broken(lambda case: case["cells"][1].update(atoms=[])), "Cell 1: `atoms`"),
        (broken(lambda case: case["cells"][2].update(status="gone")), "Cell 2: `status`"),
        (broken(lambda case: case["cells"][2].update(value=None)), "Cell 2: it is published"),
        (broken(lambda case: case["cells"][0].update(true=4)), "Cell 0: `true`"),
    ],
)
def test_bad_input_is_refused_in_words_and_ends_with_2(written, case, says):
    found = run("protect", written(case))

    assert found.exit_code == 2
    assert says in found.output


def test_figures_that_contradict_each_other_end_the_attack_with_2(written):
    case = small_case()
    case["cells"][3] |= {"value": 25}
    case["cells"][0] |= {"status": "suppressed", "value": None}
    case["cells"][1] |= {"value": 25}

    found = run("attack", written(case))

    assert found.exit_code == 2
    assert "No whole-number table" in found.output


@pytest.mark.parametrize("options", [[], ["--level", "M"], ["--level", "H"], ["--method", "round"]])
def test_the_proof_in_a_protected_file_can_be_replayed(written, options):
    for path in sorted(FOLDER.glob("*.json"))[::3]:
        protected = run("protect", path, *options)

        replayed = run("replay", written(protected.output))

        assert replayed.exit_code == 0, (path.name, replayed.output)


def test_a_proof_does_not_hold_once_a_hidden_number_is_shown(written):
    answer = json.loads(run("protect", written(small_case())).output)
    answer["cells"][1] |= {"status": "published", "value": 9}

    replayed = run("replay", written(answer))

    assert replayed.exit_code == 1
    assert not json.loads(replayed.output)["holds"]


def test_a_file_without_a_proof_cannot_be_replayed(written):
    assert run("replay", written(small_case())).exit_code == 2
