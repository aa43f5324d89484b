"""The attacker finds exactly the values that writing down every table finds."""

import os
import random

import pytest

from cdop.core.disclosure.attack import Inconsistent, attack
from cdop.core.disclosure.model import Cell, Release, Statement, Zeros
from tests.core.disclosure.enumeration import crossed, random_release, values_left

# More by hand: ROUNDS=10000 before a change to the attacker is trusted.
ROUNDS = int(os.environ.get("ROUNDS", "200"))


def some_published(chance: random.Random, release: Release) -> dict:
    published = {}
    for cell in release.cells:
        shown = cell.value == 0 and release.zeros is Zeros.SHOWN
        if shown or cell.key == release.total or chance.random() < 0.45:
            published[cell.key] = cell.value
        elif chance.random() < 0.2:
            published[cell.key] = (max(0, cell.value - 1), cell.value + chance.randint(0, 1))
        elif chance.random() < 0.9:
            published[cell.key] = None
    return published


def test_the_attacker_agrees_with_complete_enumeration():
    chance = random.Random(20261122)
    compared = 0

    for _ in range(ROUNDS):
        release = random_release(chance)
        published = some_published(chance, release)
        hidden = [cell.key for cell in release.cells if published.get(cell.key) is None]
        targets = chance.sample(hidden, min(2, len(hidden)))
        found = attack(release, published, targets=targets)
        expected = values_left(release, published)

        for key, left in found.items():
            assert set(left.values) == expected[key]
            assert (left.minimum, left.maximum) == (min(expected[key]), max(expected[key]))
            assert left.pinned == (len(expected[key]) == 1)
            compared += 1

    assert compared > ROUNDS


def test_a_single_hidden_cell_is_recovered_by_subtraction():
    release = crossed((2, 2), [9, 3, 12, 10])
    published = {cell.key: cell.value for cell in release.cells} | {(0, 1): None}

    found = attack(release, published)

    assert found[(0, 1)].pinned
    assert found[(0, 1)].values == (3,)


def test_a_hidden_cell_is_known_not_to_be_zero_where_zeros_are_shown():
    release = crossed((2,), [1, 9])
    published = {("all",): 10, (0,): None, (1,): None}

    found = attack(release, published)

    assert (found[(0,)].minimum, found[(0,)].maximum) == (1, 9)


def test_whole_numbers_pin_a_cell_that_fractions_leave_open():
    # Twice the hidden cell lies between 3 and 5.
    release = Release(
        (2,), (Cell("cell", 2, (frozenset({0}),)),), relations=(Statement(((0, 2),), 3, 5),)
    )

    assert attack(release, {"cell": None})["cell"].values == (2,)


def test_a_cell_without_any_total_has_no_upper_end():
    release = Release((4,), (Cell("cell", 4, (frozenset({0}),)),))

    found = attack(release, {"cell": None})["cell"]

    assert (found.minimum, found.maximum) == (1, None)
    assert found.values == tuple(range(1, 21))


def test_figures_that_contradict_each_other_are_not_passed_over():
    release = crossed((2,), [3, 9])
    published = {("all",): 12, (0,): 12, (1,): None}

    with pytest.raises(Inconsistent):
        attack(release, published)


def test_what_cannot_be_true_is_noticed_where_nobody_looks():
    one, other = Cell("one", 3, (frozenset({0}),)), Cell("other", 9, (frozenset({1}),))
    twice = Cell("twice", 9, (frozenset({1, 2}),))
    release = Release((3, 9, 0), (one, other, twice))

    with pytest.raises(Inconsistent):
        attack(release, {"one": None, "other": 9, "twice": 8}, targets=["one"])


def test_a_sum_over_parts_that_nothing_ties_can_be_what_its_pieces_add_up_to():
    chance = random.Random(5)

    for _ in range(20):
        truth = tuple(chance.randint(0, 4) for _ in range(6))
        sums = ((0, 1), (2, 3), (4, 5), (0, 2, 4), (1, 2))
        cells = tuple(
            Cell(places, sum(truth[each] for each in places), (frozenset(places),))
            for places in sums
        )
        release = Release(truth, cells, zeros=Zeros.HIDEABLE)
        published = {cell.key: cell.value for cell in cells[:3]}

        found = attack(release, published)

        expected = values_left(release, published)
        for key in sums[3:]:
            assert set(found[key].values) == expected[key]
            assert (found[key].minimum, found[key].maximum) == (
                min(expected[key]),
                max(expected[key]),
            )


def test_finding_enough_hides_no_cell_that_cannot_be_all_of_it():
    chance = random.Random(20261123)
    met = 0

    for _ in range(60):
        release = random_release(chance)
        published = some_published(chance, release)
        hidden = [cell.key for cell in release.cells if published.get(cell.key) is None]
        enough = {key: chance.sample(range(1, 8), 3) for key in hidden}
        found = attack(release, published, targets=hidden[:2], enough=enough)
        expected = values_left(release, published)

        for key, left in found.items():
            assert set(left.values) <= expected[key]
            assert left.keeps(enough[key]) == (expected[key] >= set(enough[key]))
            assert left.pinned == (len(expected[key]) == 1)
            met += left.keeps(enough[key])

    assert met


def test_a_table_that_the_solver_wrongly_calls_the_best_is_not_believed():
    # A case in which HiGHS has answered with a table that fits none of its bounds.
    rows = ["01101000", "00111011", "11111101", "01011100", "01001101", "01110110"]
    sums = [42, 252, 277, 41, 222, 48]
    facts = tuple(
        Statement(tuple((atom, 1) for atom, used in enumerate(row) if used == "1"), total, total)
        for row, total in zip(rows, sums, strict=True)
    )
    truth = (16, 1, 24, 15, 17, 8, 0, 196)
    release = Release(truth, (Cell("cell", 24, (frozenset({2}),)),), relations=facts)

    found = attack(release, {}, largest=30)["cell"]

    assert 24 in found.values
