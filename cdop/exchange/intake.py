"""From a line of an old log to a case and its analysis: what each column becomes."""

from collections.abc import Mapping
from typing import Any

from cdop.analysis.past_changes import PastAnalysis
from cdop.cases.notification import Notification
from cdop.core.answers import Answer
from cdop.core.catalogues.categories import Category
from cdop.core.catalogues.child import JarCriterion
from cdop.core.legacy.reader import Line
from cdop.core.modifiability import Outcome
from cdop.core.workflow import Stage

# Column of the log -> fact of the sudden-death questions.
FACT_OF = {
    "smoke_preg": "smoked_in_pregnancy",
    "smoke_house": "household_smoker",
    "cosleep": "shared_surface",
    "put_down": "position_put_down",
    "found": "position_found",
    "surface": "surface",
    "alcohol": "carer_alcohol_24h",
    "drugs": "carer_drugs_24h",
    "advice_mw": "advice_midwife",
    "advice_hv": "advice_health_visitor",
    "out_of_routine": "out_of_routine",
}
OUTCOME_OF = {
    Answer.YES: Outcome.IDENTIFIED,
    Answer.NO: Outcome.NONE_IDENTIFIED,
    Answer.NOT_KNOWN: Outcome.INADEQUATE,
}
NO_NAME = "Name not recorded"


def notification_of(line: Line) -> Notification:
    """The death as the line tells it.

    A reviewed line is a closed case. Where the log says that a death was sudden and unexpected,
    that stands for the criterion of the joint agency response, which such logs do not keep.
    """
    told = line.typed
    sudden = told.get("sudi")
    return Notification(
        first_name=told.get("first") or told.get("ref") or NO_NAME,
        last_name=told.get("last") or NO_NAME,
        nhs_number=told.get("nhs"),
        nhs_number_absent="" if told.get("nhs") else "not_currently_available",
        born_on=told.get("dob"),
        died_on=told["dod"],
        postcode=told.get("postcode") or "",
        age_days=None if told.get("dob") else _age(line),
        sex=told.get("sex"),
        ethnic_group=told.get("ethnicity"),
        residence_area=told.get("la") or "",
        expected=told.get("expected"),
        joint_response=told.get("jar"),
        joint_response_criteria=(JarCriterion.SUDDEN.value,) if sudden is Answer.YES else (),
        sudden_unexpected=sudden,
        gestation_weeks=told.get("gestation"),
        birth_weight_g=told.get("birth_weight"),
        mother_age=told.get("mother_age"),
        mother_bmi=told.get("bmi"),
        notified_on=told.get("notified") or told["dod"],
        reviewed_on=told.get("reviewed"),
        stage=Stage.CLOSED if told.get("reviewed") else Stage.NOTIFIED,
    )


def _age(line: Line) -> int | None:
    if line.typed.get("age_days") is not None:
        return line.typed["age_days"]
    return line.age.low if line.age is not None else None


def analysis_of(line: Line, case_id: str) -> PastAnalysis | None:
    """What the log says of the review; None where it says nothing."""
    told = line.typed
    category = told.get("category")
    facts = facts_of(told)
    outcome = OUTCOME_OF.get(told["modifiable"]) if told.get("reviewed") else None
    if category is None and outcome is None and not facts:
        return None
    return PastAnalysis(
        case_id=case_id,
        category=category,
        possible_categories=[Category(category).value] if category else [],
        outcome=outcome,
        outcome_reason="As recorded in the imported log" if outcome else "",
        reviewed_on=told.get("reviewed"),
        facts=facts,
    )


def facts_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """The sudden-death facts. Where an infant was put down to sleep, it is taken to have slept."""
    facts = {fact: told[name] for name, fact in FACT_OF.items() if told.get(name) is not None}
    if facts.get("position_put_down") or facts.get("surface"):
        facts["asleep"] = Answer.YES
    return facts
