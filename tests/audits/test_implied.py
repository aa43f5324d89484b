"""Relations between tables hold by their definitions, and are reckoned with."""

import random

import pytest

from cdop.audits.attack_task import attack
from cdop.audits.implied import ALWAYS, ASLEEP, COUNT, UNLESS_AWAKE, implied
from cdop.audits.protection_task import protect
from cdop.audits.records import SLEEP_HAZARDS
from cdop.core.hazards import hazards
from cdop.core.sudden_death import FACTS, FactKind

YEARS = ["2023/24", "2024/25"]


def shows_a_hazard(facts):
    found = hazards(facts, gestation_weeks=None, birth_weight_g=None)
    return any(hazard.code in SLEEP_HAZARDS for hazard in found)


def values_of(name):
    fact = FACTS[name]
    choices = ("Y", "N", "NK") if fact.kind is FactKind.ANSWER else [c.value for c in fact.choices]
    return [None, *choices]


@pytest.mark.parametrize(
    ("variable", "value"),
    [(name, value) for facts in (ALWAYS, UNLESS_AWAKE) for name in facts for value in facts[name]],
)
def test_an_answer_stated_to_be_a_hazard_is_one_whatever_else_was_answered(variable, value):
    stated_asleep = "N" if variable in ALWAYS else "Y"

    for other in FACTS:
        for answer in values_of(other):
            facts = {ASLEEP: stated_asleep, other: answer} | {variable: value}
            if variable in ALWAYS or facts[ASLEEP] != "N":
                assert shows_a_hazard(facts), (other, answer)


def task_of(records, variables):
    tables = [
        {"name": f"{name}:0", "variable": name, "where": {}, "labels": labels}
        for name, labels in variables.items()
    ]
    values = {
        name: sorted({v for kept in labels.values() for v in kept})
        for name, labels in variables.items()
    }
    return {
        "audience": "public",
        "secret": 1,
        "tables": tables,
        "variables": {"year": YEARS, **values},
        "population": {"year": YEARS},
        "records": records,
        "earlier": [],
    }


COUNTS = {str(n): [str(n)] for n in range(4)} | {"4+": ["4+"], "known": ["0", "1", "2", "3", "4+"]}
ANSWERS = {"yes": ["Y"], "known": ["N", "Y"]}


def test_that_deaths_with_a_hazard_bound_an_answer_is_reckoned_with():
    # 9 of 40 have no hazard, so at most 31 mothers smoke: 31 do, and 31 + 9 = 40 says who.
    chance = random.Random(1)
    records = [
        {
            "year": chance.choice(YEARS),
            COUNT: "0" if n < 9 else "1",
            "mother_smokes": "N" if n < 9 else "Y",
        }
        for n in range(40)
    ]
    task = task_of(records, {COUNT: COUNTS, "mother_smokes": ANSWERS})

    stated = implied(task, task["tables"])
    answer = protect(task)
    told = {"published": answer["figures"], "total": answer["total"]}
    found = attack(task | told | {"required": answer["required"], "revised": answer["revised"]})

    assert [each["upper"] for each in stated] == [40]
    assert (found["failed"], found["pinned"], found["narrowed"]) == ("", 0, 0)


def test_a_small_number_that_follows_from_a_hazard_count_is_attacked_with_it():
    # 4 of 40 have no hazard and 36 smoke: were 36 shown, "no hazard" could not be 5 or more.
    records = [
        {"year": YEARS[n % 2], COUNT: "0" if n < 4 else "1", "mother_smokes": "N" if n < 4 else "Y"}
        for n in range(40)
    ]
    task = task_of(records, {COUNT: COUNTS, "mother_smokes": ANSWERS})

    answer = protect(task)
    naive = {
        "mother_smokes:0": {"yes": 36, "known": 40},
        f"{COUNT}:0": {"0": None, "1": None, "2": 0, "3": 0, "4+": 0, "known": 40},
    }
    told = {"published": naive, "total": 40, "revised": []}
    found = attack(task | told | {"required": answer["required"]})

    assert answer["figures"]["mother_smokes:0"]["yes"] is None
    assert found["narrowed"] > 0
