"""What the audit asks of every sudden infant death: one catalogue for form, columns and tables.

Source: the sudden unexpected death form (old Forms B4 and B10, codes SU01 to SU51) and the
structured history for sudden unexpected death in infancy; ST01 to ST04 are our numbers for its
questions on scene and tests. The facts are in sudden_death_facts.csv. Their names are the column
names, in this order, so a fact is never renamed.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from cdop.core.answers import Answer
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.catalogues.sleep import SharedWith, SleepPosition, SleepSurface


class FactKind(StrEnum):
    """How a fact is answered."""

    ANSWER = "answer"
    CHOICE = "choice"
    NUMBER = "number"


class FactGroup(LabelledEnum):
    """The part of the form a fact stands in."""

    SLEEP = "sleep", "Final sleep"
    SMOKING = "smoking", "Smoking"
    ALCOHOL_DRUGS = "alcohol_drugs", "Alcohol and drugs"
    INFANT = "infant", "The infant"
    ADVICE = "advice", "Safer-sleep advice"
    INVESTIGATION = "investigation", "Joint agency response"


@dataclass(frozen=True)
class Fact:
    """One thing asked about a sudden infant death; `hazard` holds the answers that warn."""

    name: str
    group: FactGroup
    code: str
    short_label: str
    question: str
    hint: str
    kind: FactKind
    choices: type[StrEnum] | None
    hazard: frozenset[str]
    factor_codes: tuple[str, ...]


_NONE: frozenset[str] = frozenset()
_CHOICES: dict[str, type[StrEnum]] = {
    choices.__name__: choices for choices in (Answer, SleepPosition, SleepSurface, SharedWith)
}


def _fact(row: dict[str, str]) -> Fact:
    choices = _CHOICES.get(row["choices"])
    return Fact(
        name=row["name"],
        group=FactGroup(row["group"]),
        code=row["code"],
        short_label=row["short_label"],
        question=row["question"],
        hint=row["hint"],
        kind=_kind(choices),
        choices=choices,
        hazard=frozenset(choices(value) for value in row["hazard"].split()) if choices else _NONE,
        factor_codes=tuple(row["factor_codes"].split()),
    )


def _kind(choices: type[StrEnum] | None) -> FactKind:
    if choices is None:
        return FactKind.NUMBER
    return FactKind.ANSWER if choices is Answer else FactKind.CHOICE


def _load() -> dict[str, Fact]:
    folder = files("cdop.core.catalogues")
    with folder.joinpath("sudden_death_facts.csv").open(encoding="utf-8") as lines:
        return {row["name"]: _fact(row) for row in csv.DictReader(lines)}


FACTS: dict[str, Fact] = _load()
