"""The life of a lesson, from draft to approved wording, as one table of states and moves.

Source: two-person sign-off of everything that leaves a panel. The panel checks what was learnt, the
editor words it for the public, the guard finds no identity in it, the chair approves. An approved
lesson that is changed goes back to draft; one that no longer holds is retired, never deleted.
"""

import re
from enum import StrEnum

from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.moves import MoveRule, make, possible


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

    PANEL_CHECK = "panel_check"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    TAKE_BACK = "take_back"
    RETIRE = "retire"


def _from(*states: LessonState) -> frozenset[LessonState]:
    return frozenset(states)


MOVES: dict[LessonMove, MoveRule[LessonState]] = {
    LessonMove.PANEL_CHECK: MoveRule(
        _from(LessonState.DRAFT), LessonState.DRAFT, "The panel has checked it"
    ),
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
        needs_reason=True,
    ),
}


def moves_from(state: LessonState) -> list[LessonMove]:
    """The moves that may be made from the state, the usual next step first."""
    return possible(MOVES, state)


def apply(move: LessonMove, state: LessonState) -> LessonState:
    """The state the move leads to; NotNow where it cannot start from the present one."""
    return make(MOVES, move, state, "lesson")


class LessonStage(LabelledEnum):
    """How far a lesson is on its way to a reader, as people speak of it."""

    DRAFT = "draft", "Draft"
    RETURNED = "returned", "Returned for changes"
    PANEL_CHECKED = "panel_checked", "Panel-checked"
    WORDED = "worded", "Public wording written"
    IDENTITY_CHECKED = "identity_checked", "Identity-checked"
    APPROVED = "approved", "Approved"
    RETIRED = "retired", "Retired"


def stage_of(state: LessonState, *, panel_checked: bool, identity_checked: bool) -> LessonStage:
    """The stage that the state and the checks made so far amount to."""
    if state is LessonState.DRAFT:
        return LessonStage.PANEL_CHECKED if panel_checked else LessonStage.DRAFT
    if state is LessonState.SUBMITTED:
        return LessonStage.IDENTITY_CHECKED if identity_checked else LessonStage.WORDED
    return LessonStage(state.value)


class Standing(LabelledEnum):
    """How a lesson stands in the library that panels share."""

    OFFERED = "offered", "Offered"
    REWORDED = "reworded", "Being reworded"
    RETIRED = "retired", "Retired"
    WITHDRAWN = "withdrawn", "Taken out of the library"


def standing_of(state: LessonState, *, withdrawn: bool) -> Standing:
    """Only words that its own panel approves at present can be read and adopted."""
    if state is LessonState.RETIRED:
        return Standing.RETIRED
    if withdrawn:
        return Standing.WITHDRAWN
    return Standing.OFFERED if state is LessonState.APPROVED else Standing.REWORDED


class Strength(LabelledEnum):
    """On what a lesson rests."""

    ONE_REVIEW = "one_review", "Seen in one review"
    SEVERAL_REVIEWS = "several_reviews", "Seen in several reviews"
    AUDIT = "audit", "Shown by a local audit"
    NATIONAL = "national", "Supported by national evidence or guidance"


VERBS = ("ask", "show", "record", "refer", "check")


_LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(.*)", re.MULTILINE)
_VERB_FIRST = re.compile(rf"[\s>*+#_\d.)-]*(?:{'|'.join(VERBS)})\b", re.IGNORECASE)


def without_verb(text: str) -> list[str]:
    """What does not begin with one of the verbs: items of the list, or the text if it has none."""
    items = _LIST_ITEM.findall(text)
    if not items and not any(_VERB_FIRST.match(line) for line in text.splitlines()):
        items = [text.strip()] if text.strip() else []
    return [re.sub(r"[*_]", "", item) for item in items if not _VERB_FIRST.match(item)]


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
