"""Disclosure control in its child process: told how far it is, safe when it cannot go on."""

import random

import pytest

from cdop.audits import protecting
from cdop.core.disclosure.protection import Withheld

YEARS = ["2023/24", "2024/25"]
LABELS = {"yes": ["Y"], "known": ["N", "Y"], "missing": ["NK"]}


def task_of(records, tables, names):
    return {
        "audience": "public",
        "secret": 1,
        "tables": tables,
        "variables": {"year": YEARS} | {name: ["N", "NK", "Y"] for name in names},
        "population": {"year": YEARS},
        "records": records,
        "earlier": [],
    }


def table(name, where=None):
    return {"name": f"{name}:{len(where or {})}", "variable": name, "labels": LABELS} | {
        "where": where or {}
    }


def some_records(names, number=40):
    chance = random.Random(2)
    return [
        {"year": chance.choice(YEARS)}
        | {name: chance.choices(("Y", "N", "NK"), (5, 3, 1))[0] for name in names}
        for _ in range(number)
    ]


@pytest.fixture
def small_task():
    names = ("smoke", "sofa", "dummy")
    return task_of(some_records(names), [table(name) for name in names], names)


def attacked(task, answer):
    told = {"published": answer["figures"], "total": answer["total"]}
    return protecting.in_child(
        "attack", task | told | {name: answer[name] for name in ("required", "revised")}
    )


def test_the_child_tells_how_many_groups_of_tables_are_done(small_task):
    heard = []

    answer = protecting.in_child("protect", small_task, lambda *how_far: heard.append(how_far))

    assert heard == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert answer["failures"] == []


def test_what_the_child_decides_survives_the_attack_in_another(small_task):
    answer = protecting.in_child("protect", small_task)

    found = attacked(small_task, answer)

    assert (found["failed"], found["pinned"], found["narrowed"]) == ("", 0, 0)


def attacked_here(task, answer):
    told = {"published": answer["figures"], "total": answer["total"]}
    return protecting.attack(task | told | {name: answer[name] for name in ("required", "revised")})


@pytest.mark.parametrize("level", ["S", "M", "H"])
def test_every_level_survives_its_attack(small_task, level):
    task = small_task | {"level": level}
    answer = protecting.protect(task)

    found = attacked_here(task, answer)

    assert answer["level"] == level
    assert (found["failed"], found["pinned"], found["narrowed"]) == ("", 0, 0)


def test_out_of_time_more_is_hidden_and_nothing_given_away(small_task):
    quick = protecting.protect(small_task | {"whole_seconds": 0})
    careful = protecting.protect(small_task)

    found = attacked(small_task, quick)

    assert quick["hidden"] >= careful["hidden"]
    assert (found["failed"], found["pinned"], found["narrowed"]) == ("", 0, 0)


def test_what_was_not_proved_in_time_is_left_out_and_not_called_exposed(small_task):
    answer = protecting.protect(small_task | {"seconds": -1000.0})

    assert answer["withheld"] == ""
    assert answer["unproved"] == answer["withheld_tables"] != []


def test_totals_of_which_nothing_was_proved_are_withheld_for_that_reason():
    # 4 more deaths than an earlier release told: whether that is safe takes time to find out.
    earlier = [[[["year", YEARS[:1]]], 20]]
    records = [{"year": YEARS[0]}] * 20 + [{"year": YEARS[1]}] * 4
    task = task_of(records, [], ()) | {"earlier": earlier}

    assert protecting.protect(task)["withheld"] == Withheld.FOLLOWS
    assert protecting.protect(task | {"seconds": -1000.0})["withheld"] == Withheld.UNPROVED


@pytest.fixture
def rounding_task(small_task):
    return small_task | {"method": "round", "level": "H"}


def test_rounded_figures_are_multiples_of_five_and_survive_the_attack(rounding_task):
    answer = protecting.protect(rounding_task)

    found = attacked_here(rounding_task, answer)

    printed = [figure for lines in answer["figures"].values() for figure in lines.values()]
    assert printed and all(figure % 5 == 0 for figure in [answer["total"], *printed])
    assert answer["failures"] == []
    assert (found["failed"], found["pinned"], found["narrowed"]) == ("", 0, 0)
    assert found["checked"] > 0


def test_the_ledger_of_a_rounded_release_tells_ranges(rounding_task):
    answer = protecting.protect(rounding_task)

    told = {tuple(map(str, key)): value for key, _, value in answer["ledger"]}

    assert all(shown for _, shown, _ in answer["ledger"])
    assert all(most - least <= 8 for least, most in told.values())


@pytest.mark.parametrize("not_known", [1, 4, 7])
def test_rounding_tells_no_more_of_what_an_earlier_release_hid(not_known):
    # Hidden, it was any number from 1 to 7. "5" is 1 to 9 and tells no more; "0" is 4 at most.
    answers = ["Y"] * 20 + ["N"] * (20 - not_known) + ["NK"] * not_known
    records = [{"year": YEARS[0], "smoke": answer} for answer in answers]
    task = task_of(records, [table("smoke")], ["smoke"]) | {"level": "S"}
    first = protecting.protect(task)
    earlier = [[key, value if shown else None] for key, shown, value in first["ledger"]]
    rounding = task | {"method": "round", "level": "H", "earlier": earlier}

    answer = protecting.protect(rounding)
    other = {"yes": 20, "known": 40, "missing": 0}

    assert first["figures"]["smoke:0"]["missing"] is None
    assert answer["figures"]["smoke:0"]["missing"] == 5
    assert attacked_here(rounding, answer)["narrowed"] == 0
    if not_known < 5:
        lower = answer | {"figures": {"smoke:0": other}}
        assert attacked_here(rounding, lower)["narrowed"] > 0


def test_hiding_after_rounding_reckons_with_the_ranges(rounding_task):
    first = protecting.protect(rounding_task)
    earlier = [[key, value] for key, _, value in first["ledger"]]
    task = rounding_task | {"method": "hide", "level": "S", "earlier": earlier}
    answer = protecting.protect(task)

    found = attacked_here(task, answer)

    assert answer["failures"] == []
    assert (found["failed"], found["pinned"], found["narrowed"]) == ("", 0, 0)


@pytest.mark.parametrize(
    ("first", "second"), [("S", "H"), ("H", "S"), ("M", "S"), ("H", "M"), ("S", "M")]
)
def test_a_release_at_another_level_stays_safe_beside_the_first(small_task, first, second):
    one = protecting.protect(small_task | {"level": first})
    hidden = [0, None] if first == "H" else None
    earlier = [[key, value if shown else hidden] for key, shown, value in one["ledger"]]
    task = small_task | {"level": second, "earlier": earlier}
    answer = protecting.protect(task)

    found = attacked_here(task, answer)

    assert answer["failures"] == []
    assert (found["failed"], found["pinned"], found["narrowed"]) == ("", 0, 0)


def test_a_child_that_fails_releases_nothing():
    with pytest.raises(protecting.NotProtected):
        protecting.in_child("protect", {"no": "task"})


def test_a_table_that_ties_too_many_questions_is_left_out():
    names = [f"question_{number}" for number in range(9)]
    ring = [
        table(one, {other: ["Y"]}) | {"name": f"{one} and {other}"}
        for one in names
        for other in names
        if one < other
    ]
    task = task_of(some_records(names), [*ring, table(names[0])], names)

    answer = protecting.protect(task | {"seconds": 1.0})

    assert answer["tangled"]
    assert set(answer["tangled"]) <= set(answer["withheld_tables"])
    assert f"{names[0]}:0" in answer["figures"]


def test_what_is_asked_of_the_designer_comes_back_as_plain_data(small_task):
    ages = ["a", "b", "c", "d"]
    labels = {age: [age] for age in ages} | {"known": ages}
    by_age = {"name": "age:0", "variable": "age", "where": {}, "labels": labels}
    task = small_task | {
        "tables": [by_age],
        "variables": {"year": YEARS, "age": ages},
        "records": [
            {"year": YEARS[0], "age": age}
            for age, count in zip(ages, (20, 3, 5, 12), strict=True)
            for _ in range(count)
        ],
        "ordered": ["age"],
    }

    found = protecting.in_child("propose", task)

    assert found["proposals"][0]["variable"] == "age"
    assert found["after"]["share"] > found["before"]["share"]


def test_a_weaker_level_does_not_tell_more_of_what_was_hidden_before():
    # Both were hidden, each of them 1 to 3; shown now, one gives away the other.
    labels = {"a": ["a"], "b": ["b"], "c": ["c"]}
    by_kind = {"name": "kind:0", "variable": "kind", "where": {}, "labels": labels}
    kinds = ["a", *["b"] * 3, *["c"] * 30]
    records = [{"year": YEARS[0], "kind": kind} for kind in kinds]
    task = task_of(records, [by_kind], ()) | {
        "level": "M",
        "variables": {"year": YEARS, "kind": ["a", "b", "c"]},
        "earlier": [
            [[["year", YEARS]], 34],
            [[["kind", ["a"]], ["year", YEARS]], None],
            [[["kind", ["b"]], ["year", YEARS]], None],
        ],
    }
    told = {
        "published": {"kind:0": {"a": None, "b": 3, "c": 30}},
        "required": [],
        "revised": [],
        "total": 34,
    }

    assert protecting.attack(task | told)["narrowed"] > 0
