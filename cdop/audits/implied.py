"""What the definitions of an audit's tables imply of each other, for a reader to reckon with.

How many hazards came together is worked out from other answers, which are tabulated too: a death
with none of them has no answer that is a hazard by itself, and where each hazard is tabulated the
deaths with each add up to the deaths times how many they had.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from cdop.audits.records import MOST_HAZARDS, NO, SLEEP_HAZARDS, YES
from cdop.core.catalogues.sleep import SleepPosition, SleepSurface

COUNT, ASLEEP = "hazard_count", "asleep"
PREFIX = "hazard_"
# Of every so many hazards at once; and of all of them.
TOGETHER = (1, 2)

# Answers that show a hazard whatever else was answered.
ALWAYS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("smoked_in_pregnancy", "mother_smokes", "partner_smokes", "household_smoker"), (YES,)
    ),
    **dict.fromkeys(("sharer_smokes", "sharer_alcohol", "sharer_drugs", "sharer_medicine"), (YES,)),
    **dict.fromkeys(("carer_alcohol_24h", "carer_drugs_24h"), (YES,)),
    **dict.fromkeys(("alcohol_misuse", "drug_misuse"), (YES,)),
}
# Answers that show one unless the infant was known to be awake.
UNLESS_AWAKE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("head_covered", "loose_bedding", "clutter", "overheated"), (YES,)),
    **dict.fromkeys(("swaddled", "wedged_or_overlaid", "sharer_tired", "out_of_routine"), (YES,)),
    "safe_space_available": (NO,),
    "position_put_down": tuple(
        position.value
        for position in (SleepPosition.SIDE, SleepPosition.FRONT, SleepPosition.PROPPED)
    ),
    "surface": tuple(
        surface.value
        for surface in (
            *(SleepSurface.SOFA, SleepSurface.ARMCHAIR, SleepSurface.POD, SleepSurface.FLOOR),
            *(SleepSurface.CAR_SEAT, SleepSurface.BOUNCER, SleepSurface.SLING),
        )
    ),
}


def implied(task: Mapping[str, Any], tables: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Relations between these tables, and what the task states itself."""
    counted = {table["variable"] for table in tables}
    stated = list(task.get("relations", ()))
    if COUNT not in counted:
        return stated
    hazards = [code for code in sorted(SLEEP_HAZARDS) if PREFIX + code in counted]
    return [*stated, *_answers(task, counted), *_hazards(task, hazards)]


def _answers(task: Mapping[str, Any], counted: set[str]) -> Iterator[dict[str, Any]]:
    """Those who gave an answer that is a hazard, and those with no hazard, are different deaths.

    Of all deaths, whose number is always public; so nothing is tied where nobody had no hazard.
    """
    none, everybody = [_key(task, COUNT, "0"), 1], _total(task)
    for variable, values in ALWAYS.items():
        if variable in counted:
            yield _at_most(everybody, [[_key(task, variable, *values), 1], none])
    awake = [_key(task, ASLEEP, NO), -1]
    for variable, values in UNLESS_AWAKE.items():
        if {variable, ASLEEP} <= counted:
            yield _at_most(everybody, [[_key(task, variable, *values), 1], none, awake])


def _total(task: Mapping[str, Any]) -> int:
    """The deaths of the population, as the attacker was told or as they are."""
    limits = {name: set(kept) for name, kept in task["population"].items()}
    counted = sum(
        all(record.get(name, "") in kept for name, kept in limits.items())
        for record in task["records"]
    )
    return int(task.get("total", counted))


def _hazards(task: Mapping[str, Any], hazards: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Of any `many` hazards a death has at most `many`, and at most as many as it has at all."""
    sizes = sorted({*TOGETHER, len(hazards)}) if hazards else []
    for many in sizes:
        for chosen in combinations(hazards, many):
            had = [[_key(task, PREFIX + code, YES), 1] for code in chosen]
            yield _at_most(0, had + _times(task, many))
    if hazards and len(hazards) == len(SLEEP_HAZARDS):
        had = [[_key(task, PREFIX + code, YES), 1] for code in hazards]
        yield {"terms": had + _times(task, MOST_HAZARDS), "lower": 0, "upper": None}


def _at_most(most: int, terms: list[list[Any]]) -> dict[str, Any]:
    return {"terms": terms, "lower": None, "upper": most}


def _times(task: Mapping[str, Any], most: int) -> list[list[Any]]:
    """Less the deaths with each number of hazards, times that number but `most` at most."""
    values = [str(number) for number in range(1, MOST_HAZARDS)]
    terms = [[_key(task, COUNT, value), -min(int(value), most)] for value in values]
    return [*terms, [_key(task, COUNT, f"{MOST_HAZARDS}+"), -most]]


def _key(task: Mapping[str, Any], variable: str, *values: str) -> list[list[Any]]:
    limits = {name: sorted(kept) for name, kept in task["population"].items()}
    return [[name, kept] for name, kept in sorted((limits | {variable: sorted(values)}).items())]
