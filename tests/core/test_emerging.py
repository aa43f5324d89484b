"""What is called a rise: enough deaths, an exact test, and how many were looked at."""

from math import inf

from cdop.audits.themes.associations import associations
from cdop.core.emerging import Direction, Seen, judge, split_years


def judged(*seen: Seen):
    return {each.seen.code: each for each in judge(seen, associations(s.cells for s in seen))}


def directions(*seen: Seen) -> list[tuple[str, Direction]]:
    found = judge(seen, associations(each.cells for each in seen))
    return [(each.seen.code, each.direction) for each in found]


def test_the_latest_two_years_are_pooled_and_compared_with_all_before():
    years = ["2021/22", "2022/23", "2023/24", "2024/25"]

    assert split_years(years) == (["2023/24", "2024/25"], ["2021/22", "2022/23"])
    assert split_years(["2024/25"]) == (["2024/25"], [])


def test_a_share_that_rose_beyond_chance_is_a_clear_rise():
    rose = Seen("A14", recent=20, recent_of=40, before=10, before_of=160)

    assert judged(rose)["A14"].direction is Direction.CLEAR_RISE


def test_a_rise_that_many_comparisons_could_bring_by_chance_is_only_possible():
    rose = Seen("A14", recent=9, recent_of=40, before=13, before_of=160)
    others = [Seen(f"B{n:02}", 8, 40, 32, 160) for n in range(20)]

    assert judged(rose)["A14"].direction is Direction.CLEAR_RISE
    assert judged(rose, *others)["A14"].direction is Direction.POSSIBLE_RISE


def test_nothing_is_said_of_what_was_seen_in_fewer_than_five_deaths_lately():
    new = Seen("C29", recent=4, recent_of=20, before=0, before_of=200)

    assert judged(new)["C29"].direction is Direction.TOO_FEW
    assert judged(new)["C29"].association is None


def test_a_few_lately_out_of_few_are_no_rise_even_where_there_were_many_before():
    seen = Seen("B01", recent=4, recent_of=4, before=20, before_of=200)

    assert judged(seen)["B01"].direction is Direction.TOO_FEW


def test_what_was_never_seen_before_has_an_infinite_ratio_and_a_finite_lower_limit():
    new = judged(Seen("C29", recent=8, recent_of=20, before=0, before_of=200))["C29"]

    assert new.association.value == inf
    assert new.association.lower > 1
    assert new.direction is Direction.CLEAR_RISE


def test_without_years_before_nothing_is_compared():
    seen = Seen("B01", recent=20, recent_of=40, before=0, before_of=0)

    assert judged(seen)["B01"].direction is Direction.TOO_FEW


def test_rises_come_first_then_no_change_then_falls_and_what_cannot_be_told_last():
    found = directions(
        Seen("E1", recent=1, recent_of=40, before=2, before_of=160),
        Seen("D1", recent=5, recent_of=40, before=90, before_of=160),
        Seen("B1", recent=12, recent_of=40, before=48, before_of=160),
        Seen("A1", recent=30, recent_of=40, before=30, before_of=160),
    )

    assert found == [
        ("A1", Direction.CLEAR_RISE),
        ("B1", Direction.NO_CHANGE),
        ("D1", Direction.CLEAR_FALL),
        ("E1", Direction.TOO_FEW),
    ]
