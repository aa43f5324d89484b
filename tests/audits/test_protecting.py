"""Disclosure control in its child process: told how far it is, safe when it cannot go on."""

import random

import pytest

from cdop.audits import protecting

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


@pytest.mark.parametrize("level", ["S", "M", "H"])
def test_every_level_survives_its_attack(small_task, level):
    task = small_task | {"level": level}
    answer = protecting.protect(task)

    told = {"published": answer["figures"], "total": answer["total"]}
    found = protecting.attack(
        task | told | {name: answer[name] for name in ("required", "revised")}
    )

    assert answer["level"] == level
    assert (found["failed"], found["pinned"], found["narrowed"]) == ("", 0, 0)


def test_out_of_time_more_is_hidden_and_nothing_given_away(small_task):
    quick = protecting.protect(small_task | {"whole_seconds": 0})
    careful = protecting.protect(small_task)

    found = attacked(small_task, quick)

    assert quick["hidden"] >= careful["hidden"]
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
