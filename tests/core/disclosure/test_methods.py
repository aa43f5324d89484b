"""Levels, rounding and what tells something of a whole group: each keeps its own promise."""

import random
from dataclasses import replace

import pytest

from cdop.core.disclosure.attack import attack
from cdop.core.disclosure.attributes import Attribute
from cdop.core.disclosure.earlier import Earlier
from cdop.core.disclosure.model import Cell, Release, Zeros
from cdop.core.disclosure.profiles import PROFILES, Attributes, Audience, Level
from cdop.core.disclosure.protect import protect
from cdop.core.disclosure.protection import Reason
from cdop.core.disclosure.rounding import FEWEST_VALUES, protect_by_rounding
from cdop.core.disclosure.witnesses import failures
from tests.core.disclosure.enumeration import (
    crossed,
    nothing_but_zeros_and_total,
    random_release,
    values_left,
)

BELOW_FIVE = PROFILES[Audience.PARTNER]


def at(level: Level):
    return replace(BELOW_FIVE, level=level)


def small_keys(release: Release) -> list:
    return [cell.key for cell in release.cells if BELOW_FIVE.is_small(cell.value)]


def hideable(release: Release) -> Release:
    return replace(release, zeros=Zeros.HIDEABLE)


def test_at_level_m_two_values_are_left_to_whoever_knows_that_zeros_are_shown():
    chance = random.Random(4)

    for _ in range(25):
        release = random_release(chance, Zeros.SHOWN)
        protection = protect(release, at(Level.M))
        if protection.withheld:
            continue
        published = protection.published()
        knowing = values_left(release, published)
        unknowing = values_left(hideable(release), published)
        shown = nothing_but_zeros_and_total(release)
        at_most = values_left(hideable(release), shown)

        for key in set(small_keys(release)) - set(protection.exposed):
            assert len(knowing[key]) > 1
            assert at_most[key] & {1, 2, 3, 4} <= unknowing[key]
        assert failures(release, protection) == []


def test_at_level_h_every_value_stays_and_zeros_may_be_hidden():
    chance = random.Random(5)

    for _ in range(25):
        release = random_release(chance, Zeros.SHOWN)
        protection = protect(release, at(Level.H))
        if protection.withheld:
            continue
        left = values_left(hideable(release), protection.published())

        total = release.cell(release.total).value
        for key in small_keys(release):
            assert set(range(1, min(4, total) + 1)) <= left[key]


def test_level_m_hides_no_more_cells_than_level_s_in_a_dense_table():
    release = crossed((3, 3), [1, 7, 2, 6, 12, 3, 3, 9, 14])

    strict, relaxed = (protect(release, at(level)).extra_hidden for level in (Level.S, Level.M))

    assert relaxed <= strict


def test_rounded_tables_add_up_and_leave_every_small_count_three_values():
    chance = random.Random(6)

    for number in range(25):
        release = random_release(chance, Zeros.SHOWN)
        protection = protect_by_rounding(release, BELOW_FIVE, secret=number)
        if protection.withheld:
            continue
        left = values_left(hideable(release), protection.published())

        assert all(figure % 5 == 0 for figure in protection.rounded.values())
        for key in small_keys(release):
            assert len(left[key]) >= FEWEST_VALUES
        assert failures(hideable(release), protection) == []
        assert protection.exposed == ()


def test_rounded_margins_are_the_sums_of_rounded_cells():
    release = crossed((3, 3), [3, 8, 12, 7, 7, 2, 1, 14, 6])

    rounded = protect_by_rounding(release, BELOW_FIVE, secret=1).rounded

    for row in (0, 1, 2):
        assert rounded[(row, "all")] == sum(rounded[(row, column)] for column in (0, 1, 2))
    assert rounded[("all", "all")] == sum(rounded[(row, "all")] for row in (0, 1, 2))


def test_a_rounded_figure_and_an_exact_earlier_one_are_attacked_together():
    # 12 were told of before, and 9 and 3 make it up: the ranges of 9 and 3 must not meet in one.
    release = crossed((2,), [9, 3])
    told = [Earlier(("all",), 12)]

    protection = protect_by_rounding(release, BELOW_FIVE, earlier=told, secret=1)
    known = protection.published() | {("all",): 12}

    left = attack(hideable(release), known, targets=[(1,)])[(1,)]
    assert len(left.values) >= FEWEST_VALUES


def test_what_was_rounded_before_narrows_what_may_be_hidden_now():
    # 4 was printed as 5, so it is known to lie between 1 and 9; all of these stay possible.
    release = crossed((3,), [4, 20, 36])
    told = [Earlier((0,), (1, 9))]

    protection = protect(release, BELOW_FIVE, earlier=told)

    assert protection.required[(0,)] == (1, 2, 3, 4)
    assert failures(release, protection, {(0,): (1, 9)}) == []
    assert not protection.is_shown((1,)) or not protection.is_shown((2,))


def test_a_number_that_is_all_of_its_group_is_put_before_the_reviewer():
    release = crossed((2, 2), [24, 0, 10, 10])

    found = {finding.key: finding for finding in protect(release, BELOW_FIVE).findings}

    assert found[(0, 0)].kind is Attribute.ALL
    assert (found[(0, 0)].count, found[(0, 0)].of) == (24, 24)


def test_a_number_whose_rest_is_small_is_put_before_the_reviewer():
    yes = Cell("yes", 23, (frozenset({0}),))
    known = Cell("known", 25, (frozenset({0, 1}),))
    release = Release((23, 2), (yes, known), "known")

    found = protect(release, BELOW_FIVE).findings

    assert [(each.key, each.kind) for each in found] == [("yes", Attribute.COMPLEMENT)]


def test_a_group_that_makes_up_nearly_all_is_put_before_the_reviewer():
    release = crossed((2,), [95, 5])

    found = protect(release, BELOW_FIVE).findings

    assert [(each.key, each.kind) for each in found] == [((0,), Attribute.DOMINATES)]


def test_a_profile_can_have_such_numbers_hidden():
    release = crossed((3,), [95, 5, 0])
    profile = replace(BELOW_FIVE, attributes=Attributes.HIDE)

    protection = protect(release, profile)

    assert protection.decisions[(0,)].reason is Reason.DOMINATES
    assert not protection.is_shown((1,))


@pytest.mark.parametrize("level", Level)
def test_a_cell_hidden_once_and_now_zero_is_told_as_the_level_tells_zeros(level):
    release = crossed((3,), [0, 20, 36])

    protection = protect(release, at(level), earlier=[Earlier((0,), None)])

    assert protection.is_shown((0,)) == (level is not Level.H)
    assert failures(release, protection, {(0,): None}) == []
