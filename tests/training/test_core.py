"""How far training reached is counted by the last session each person came to."""

from datetime import date

import pytest

from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand, apply, moves_from
from cdop.core.training import Tier, Trained, coverage
from cdop.training.presenters import cover_map

TODAY = date(2026, 11, 22)


def trained(person: str, on: date, tier: Tier = Tier.ONE, agency: str = "Trust") -> Trained:
    return Trained(person, agency, "midwife", tier, on)


def covered(needs, *attended):
    return coverage(needs, attended, today=TODAY, refresh_months=24)


def test_nothing_is_open_without_a_second_person():
    assert apply(Move.SUBMIT, Stand.DRAFT) is Stand.SUBMITTED
    assert apply(Move.APPROVE, Stand.SUBMITTED) is Stand.OPEN
    with pytest.raises(NotNow, match="not possible while it is “Draft”"):
        apply(Move.APPROVE, Stand.DRAFT)
    assert moves_from(Stand.CLOSED) == []


def test_a_person_who_came_twice_counts_once():
    needs = {("Trust", "midwife", Tier.ONE): 4}

    [line] = covered(
        needs, trained("a", date(2025, 1, 1)), trained("a", date(2026, 1, 1)), trained("b", TODAY)
    )

    assert (line.trained, line.share, line.missing) == (2, 0.5, 2)


def test_training_that_is_over_no_longer_counts_and_is_due():
    needs = {("Trust", "midwife", Tier.ONE): 2}

    [line] = covered(needs, trained("a", date(2024, 11, 22)), trained("b", date(2024, 12, 30)))

    assert (line.trained, line.due) == (1, 2)


def test_a_higher_tier_covers_the_lower_ones():
    needs = {("Trust", "midwife", tier): 1 for tier in Tier}

    lines = covered(needs, trained("a", TODAY, Tier.TWO))

    assert [(line.tier, line.trained) for line in lines] == [
        (Tier.ONE, 1),
        (Tier.TWO, 1),
        (Tier.THREE, 0),
    ]


def test_without_a_number_of_staff_there_is_no_share():
    [line] = covered({}, trained("a", TODAY))

    assert (line.needed, line.share, line.missing, line.trained) == (None, None, None, 1)


def test_more_trained_than_staff_is_never_more_than_all():
    needs = {("Trust", "midwife", Tier.ONE): 1}

    [line] = covered(needs, trained("a", TODAY), trained("b", TODAY))

    assert (line.share, line.missing) == (1.0, 0)


def test_the_map_shows_each_group_once_with_every_subject_beside_it():
    needs = {("Trust", "midwife", Tier.ONE): 4, ("Council", "housing", Tier.ONE): 10}
    sleep = covered(needs, *(trained(person, date(2026, 1, 5)) for person in "abcd"))
    smoking = covered(needs, trained("a", date(2025, 1, 10)))

    rows = cover_map([("Safer sleep", 24, sleep), ("Smoking", 24, smoking)])

    assert [(line.agency, [each.words for each in reached]) for line, reached in rows] == [
        ("Council", ["0%", "0%"]),
        ("Trust", ["100%", "25%, 1 due"]),
    ]
    assert [each.colour for each in rows[1][1]] == ["green", "red"]


def test_the_map_gives_no_share_where_nobody_entered_how_many_there_are():
    sleep = covered({}, trained("a", date(2026, 1, 5)))
    smoking = covered({}, trained("b", date(2026, 1, 5), agency="Council"))

    rows = cover_map([("Safer sleep", 24, sleep), ("Smoking", 24, smoking)])

    assert [[each.words for each in reached] for _, reached in rows] == [
        ["–", "1 trained"],
        ["1 trained", "–"],
    ]
