"""The figures by which periods, groups and standards of the audit are compared."""

from collections.abc import Mapping
from typing import Any

from cdop.audits.counting import count_line
from cdop.audits.deaths import Records, Where
from cdop.audits.records import NO, YES
from cdop.audits.tables.model import REVIEWED, Line
from cdop.core.hazards import HAZARDS
from cdop.core.sudden_death import FACTS

ASLEEP: Where = {**REVIEWED, "asleep": (YES,)}
EVERYONE: Where = {}


def _one(code: str, label: str, variable: str, value: str, where: Where) -> Line:
    return Line(code, label, variable, frozenset({value}), where=where)


def _fact(name: str, where: Where = REVIEWED) -> Line:
    return _one(name, FACTS[name].short_label, name, YES, where)


def _hazard(code: str) -> Line:
    return _one(f"hazard_{code}", HAZARDS[code].label, f"hazard_{code}", YES, REVIEWED)


HAZARD_MEASURES = tuple(
    _hazard(code)
    for code in (
        *("not_on_back", "shared_sleep", "hazardous_sharing", "sofa_or_armchair"),
        *("head_covered", "loose_bedding", "overheating", "out_of_routine"),
        *("smoking_exposure", "alcohol", "drugs", "substance_misuse"),
    )
)
BACKGROUND = (
    _one("preterm", "Born before 37 weeks", "gestation", "under_37", EVERYONE),
    _one("small", "Birth weight under 2,500 g", "birth_weight", "under_2500", EVERYONE),
    _one("young_mother", "Mother under 20", "mother_age", "under_20", EVERYONE),
    _one("most_deprived", "Most deprived fifth", "deprivation", "1", EVERYONE),
)
UNEXPLAINED = _one("unexplained", "Unexplained", "explained", NO, REVIEWED)
MODIFIABLE = _one("modifiable", "Modifiable factors identified", "outcome", "MF", REVIEWED)
ADVICE = tuple(map(_fact, ("advice_midwife", "advice_health_visitor", "advice_consistent")))
STEPS = tuple(map(_fact, ("history_taken", "scene_visit", "post_mortem", "joint_response_in_time")))
SMOKED = _fact("smoked_in_pregnancy")
FOLLOWED = (*BACKGROUND, UNEXPLAINED, MODIFIABLE, SMOKED, *HAZARD_MEASURES, *ADVICE, *STEPS)


def measured(line: Line, records: Records, inside: int | None = None) -> dict[str, Any]:
    """The line counted among the deaths `inside`, or among all."""
    return count_line(records.everyone if inside is None else inside, line, records)


def followed(records: Records) -> dict[str, list[int]]:
    """Count and denominator of what is followed from audit to audit, as plain values."""
    found: Mapping[str, Any] = {line.code: measured(line, records) for line in FOLLOWED}
    return {code: [line["count"], line["denominator"]] for code, line in found.items()}
