"""The life of a lesson, from draft to approved wording, as one table of states and moves.

Source: two-person sign-off of everything that leaves a panel. An approved lesson that is changed
goes back to draft; one that no longer holds is retired, never deleted.
"""

from enum import StrEnum

from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.moves import MoveRule, NotNow, possible

__all__ = ["MOVES", "Audience", "LessonMove", "LessonState", "Theme", "apply", "moves_from"]


class LessonState(StrEnum):
    """Where a lesson stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    LessonState.DRAFT: "Draft",
    LessonState.SUBMITTED: "Waiting for sign-off",
    LessonState.RETURNED: "Returned for changes",
    LessonState.APPROVED: "Approved",
    LessonState.RETIRED: "Retired",
}


class LessonMove(StrEnum):
    """What moves a lesson from one state to another."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    TAKE_BACK = "take_back"
    RETIRE = "retire"


def _from(*states: LessonState) -> frozenset[LessonState]:
    return frozenset(states)


MOVES: dict[LessonMove, MoveRule[LessonState]] = {
    LessonMove.SUBMIT: MoveRule(
        _from(LessonState.DRAFT, LessonState.RETURNED), LessonState.SUBMITTED, "Ask for sign-off"
    ),
    LessonMove.RETURN: MoveRule(
        _from(LessonState.SUBMITTED), LessonState.RETURNED, "Return for changes", needs_reason=True
    ),
    LessonMove.APPROVE: MoveRule(_from(LessonState.SUBMITTED), LessonState.APPROVED, "Approve"),
    LessonMove.TAKE_BACK: MoveRule(
        _from(LessonState.SUBMITTED, LessonState.APPROVED), LessonState.DRAFT, "Take back to draft"
    ),
    LessonMove.RETIRE: MoveRule(
        _from(LessonState.DRAFT, LessonState.RETURNED, LessonState.APPROVED),
        LessonState.RETIRED,
        "Retire",
    ),
}


def moves_from(state: LessonState) -> list[LessonMove]:
    """The moves that may be made from the state, the usual next step first."""
    return possible(MOVES, state)


def apply(move: LessonMove, state: LessonState) -> LessonState:
    """The state the move leads to; NotNow where it cannot start from the present one."""
    rule = MOVES[move]
    if state not in rule.from_states:
        raise NotNow(f"“{rule.label}” is not possible while the lesson is “{state.label}”.")
    return rule.to


class Audience(LabelledEnum):
    """For whom a lesson is written."""

    MIDWIFE = "midwife", "Midwife"
    HEALTH_VISITOR = "health_visitor", "Health visitor"
    GP = "gp", "GP"
    HOSPITAL = "hospital", "Hospital staff"
    AMBULANCE = "ambulance", "Ambulance staff"
    SOCIAL_WORKER = "social_worker", "Social worker"
    HOUSING_OFFICER = "housing_officer", "Housing officer"
    POLICE = "police", "Police"
    SCHOOL = "school", "School or nursery"
    PARENT = "parent", "Parent or carer"
    EVERYONE = "everyone", "Everyone"


class Theme(LabelledEnum):
    """What learning points and lessons are about; a code is never renamed."""

    SAFER_SLEEP = "safer_sleep", "Safer sleep"
    SMOKING = "smoking", "Smoking"
    ALCOHOL_AND_DRUGS = "alcohol_drugs", "Alcohol and drugs"
    MATERNITY = "maternity", "Pregnancy, birth and newborn care"
    ILLNESS = "illness", "Recognising a seriously ill child"
    LONG_TERM_CONDITIONS = "conditions", "Asthma, epilepsy and other conditions"
    INJURY = "injury", "Injury, water and road safety"
    MENTAL_HEALTH = "mental_health", "Mental health and suicide"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    HOUSING = "housing", "Housing and poverty"
    WORKING_TOGETHER = "working_together", "Services working together"
    BEREAVEMENT = "bereavement", "Bereavement care"
    OTHER = "other", "Other"
