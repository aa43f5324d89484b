"""What is left to a reader, written down table by table, never narrows a small number."""

import os
import random
from itertools import combinations

import pytest

from cdop.core.disclosure.attack import attack
from cdop.core.disclosure.model import Release, Zeros
from cdop.core.disclosure.profiles import PROFILES, Audience, Profile
from cdop.core.disclosure.protect import protect
from cdop.core.disclosure.protection import Protection, Reason, Withheld
from cdop.core.disclosure.search import Effort
from cdop.core.disclosure.witnesses import failures
from tests.core.disclosure.enumeration import (
    crossed,
    nothing_but_zeros_and_total,
    random_release,
    shared_out,
    values_left,
)

ROUNDS = int(os.environ.get("ROUNDS", "20"))
BELOW_FIVE = PROFILES[Audience.PARTNER]
BELOW_THREE = Profile(Audience.PARTNER, 3, "1 and 2 are hidden")


def small_cells(release: Release, profile: Profile) -> list:
    return [cell for cell in release.cells if profile.is_small(cell.value)]


def unsafe_cells(release: Release, profile: Profile, published: dict) -> list:
    """Small cells with fewer values than the zeros and the total leave them, by enumeration."""
    at_most = values_left(release, nothing_but_zeros_and_total(release))
    left = values_left(release, published)
    wanted = set(range(1, profile.threshold))
    return [
        cell.key
        for cell in small_cells(release, profile)
        if not at_most[cell.key] & wanted <= left[cell.key]
    ]


def fewest_hidden(release: Release, profile: Profile) -> int:
    """Of all patterns, written down one by one, the fewest hidden cells of a safe one."""
    small = {cell.key for cell in small_cells(release, profile)}
    open_cells = [
        cell.key
        for cell in release.cells
        if cell.key not in small
        and cell.key != release.total
        and not (cell.value == 0 and release.zeros is Zeros.SHOWN)
    ]
    for extra in range(len(open_cells) + 1):
        for chosen in combinations(open_cells, extra):
            hidden = small | set(chosen)
            published = {
                cell.key: None if cell.key in hidden else cell.value for cell in release.cells
            }
            if not unsafe_cells(release, profile, published):
                return extra
    raise AssertionError("hiding everything is always safe")


def exact(protection: Protection) -> dict:
    return {
        key: None if figure is None else figure[0] for key, figure in protection.published().items()
    }


def test_no_random_release_narrows_a_small_number_or_pins_a_hidden_one():
    chance = random.Random(7)
    protected = 0

    for _ in range(ROUNDS):
        release = random_release(chance)
        protection = protect(release, BELOW_FIVE)
        if protection.withheld:
            continue
        published = exact(protection)
        left = values_left(release, published)

        assert unsafe_cells(release, BELOW_FIVE, published) == []
        for key in set(protection.hidden) - set(protection.exposed):
            assert len(left[key]) > 1
        for key in protection.exposed:
            assert len(left[key]) == 1
        assert failures(release, protection) == []
        protected += 1

    assert protected > ROUNDS / 2


def test_no_safe_pattern_hides_fewer_cells():
    chance = random.Random(11)

    for _ in range(8):
        release = crossed((2, 3), shared_out(chance, 6, 9), chance.choice(list(Zeros)))
        protection = protect(release, BELOW_THREE)

        assert protection.optimal
        assert protection.extra_hidden == fewest_hidden(release, BELOW_THREE)
        assert protection.least_hidden == protection.extra_hidden


def test_the_independent_attacker_pins_nothing_of_a_larger_table():
    release = crossed((5, 4), shared_out(random.Random(3), 20, 70))

    protection = protect(release, PROFILES[Audience.PUBLIC])
    ranges = attack(release, protection.published())

    assert protection.hidden
    assert not any(left.pinned for left in ranges.values())
    for key, values in protection.required.items():
        assert ranges[key].keeps(values)


def test_counts_from_1_to_7_are_hidden_from_the_public_and_zeros_are_shown():
    release = crossed((5,), [0, 1, 7, 8, 44])

    protection = protect(release, PROFILES[Audience.PUBLIC])

    assert protection.is_shown((0,))
    assert not protection.is_shown((1,))
    assert not protection.is_shown((2,))
    assert protection.is_shown(("all",))


def test_a_partner_sees_a_count_of_five():
    release = crossed((3,), [5, 20, 35])

    protection = protect(release, BELOW_FIVE)

    assert protection.hidden == ()


def test_the_panel_sees_everything():
    release = crossed((3,), [1, 2, 0])

    protection = protect(release, PROFILES[Audience.PANEL])

    assert protection.hidden == ()
    assert protection.published()[(0,)] == (1, 1)


def test_nothing_is_published_about_fewer_records_than_the_threshold():
    release = crossed((2,), [0, 7])

    protection = protect(release, PROFILES[Audience.PUBLIC])

    assert protection.withheld is Withheld.FEW_RECORDS
    assert set(protection.hidden) == {(0,), (1,), ("all",)}


def test_that_there_were_no_deaths_at_all_may_be_said():
    release = crossed((2,), [0, 0])

    protection = protect(release, PROFILES[Audience.PUBLIC])

    assert protection.withheld is None
    assert protection.hidden == ()


def test_a_small_number_that_follows_from_the_zeros_is_reported():
    # Nine categories with someone in each, and nine records: each has exactly one.
    release = crossed((10,), [1] * 9 + [0])

    protection = protect(release, PROFILES[Audience.PUBLIC])

    assert set(protection.exposed) == {(number,) for number in range(9)}


def test_a_percentage_may_be_shown_only_if_all_its_counts_are():
    release = crossed((3,), [3, 21, 36])

    protection = protect(release, PROFILES[Audience.PUBLIC])

    assert not protection.may_show([(0,), ("all",)])
    assert protection.may_show([("all",)])


def test_reasons_are_kept_for_us():
    release = crossed((3,), [3, 21, 36])

    protection = protect(release, PROFILES[Audience.PUBLIC])

    assert protection.decisions[(0,)].reason is Reason.SMALL
    assert protection.decisions[(1,)].reason is Reason.PROTECTS
    assert protection.decisions[(2,)].reason is None
    assert protection.extra_hidden == 1


def test_the_same_release_is_protected_in_the_same_way_again():
    release = crossed((4, 3), shared_out(random.Random(5), 12, 60))

    first = protect(release, PROFILES[Audience.PUBLIC], secret=42)
    second = protect(release, PROFILES[Audience.PUBLIC], secret=42)

    assert first == second


def test_a_secret_number_changes_which_cells_are_hidden_but_not_how_many():
    release = crossed((3, 3), [3, 20, 30, 20, 20, 20, 30, 20, 20])

    patterns = {
        frozenset(protect(release, BELOW_FIVE, secret=secret).hidden) for secret in range(8)
    }

    assert len(patterns) > 1
    assert {len(pattern) for pattern in patterns} == {4}


def test_out_of_time_everything_but_zeros_and_the_total_is_hidden():
    release = crossed((3, 3), [3, 20, 30, 0, 20, 20, 30, 20, 20])

    protection = protect(release, BELOW_FIVE, effort=Effort(may_go_on=lambda: False))
    shown = {key for key, decision in protection.decisions.items() if decision.is_shown}

    assert shown == {("all", "all"), (1, 0)}
    assert not protection.optimal
    assert failures(release, protection) == []


def test_a_figure_that_is_public_anyway_is_shown_and_reckoned_with():
    release = crossed((2, 2), [3, 20, 25, 30])

    protection = protect(release, BELOW_FIVE, fixed=[(0, "all")])

    assert protection.is_shown((0, "all"))
    assert unsafe_cells(release, BELOW_FIVE, exact(protection)) == []


@pytest.mark.parametrize("tamper", ["shown", "witness", "missing"])
def test_a_proof_that_was_tampered_with_is_refused(tamper):
    release = crossed((3,), [3, 21, 36])
    protection = protect(release, BELOW_FIVE)
    parts = vars(protection).copy()
    if tamper == "shown":
        parts["decisions"] = {**protection.decisions, (1,): protection.decisions[(2,)]}
    elif tamper == "witness":
        first = protection.witnesses[0]
        moved = (first.atoms[0] + 1, *first.atoms[1:])
        parts["witnesses"] = (type(first)(moved, first.proves), *protection.witnesses[1:])
    else:
        parts["witnesses"] = protection.witnesses[1:]

    assert failures(release, protection) == []
    assert failures(release, Protection(**parts)) != []
