"""Puts a made-up child, course and texts together: one notification, and one analysis if made."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from cdop.analysis.past_changes import PastAnalysis
from cdop.cases.notification import Notification, PastMove
from cdop.core import nhs_numbers
from cdop.core.answers import Answer
from cdop.core.catalogues.child import Agency
from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome
from cdop.core.workflow import Move
from cdop.demo import factors, invented, sleep, words
from cdop.demo.assumptions import happens
from cdop.demo.cast import Place
from cdop.demo.children import Child, draw_child
from cdop.demo.course import Course, draw_course


@dataclass
class Death:
    """One made-up death before it is written; `analysis` lacks only the id of its case."""

    child: Child
    course: Course
    notification: dict[str, Any]
    analysis: dict[str, Any] = field(default_factory=dict)
    reference: str | None = None  # None: the panel's next

    @property
    def is_reviewed(self) -> bool:
        return any(move is Move.RATIFY for move, _ in self.course.moves)

    @property
    def is_at_panel(self) -> bool:
        return not self.is_reviewed and any(
            move is Move.SEND_TO_PANEL for move, _ in self.course.moves
        )


@dataclass(frozen=True)
class Hands:
    """Whose ids stand by the steps of a case."""

    coordinator: str | None = None
    chair: str | None = None
    member: str | None = None


class Nursery:
    """Draws deaths of one place, one after another, always the same ones for a seed."""

    def __init__(self, place: Place, seed: int, today: date, first_number: int) -> None:
        self._place, self._today = place, today
        self._rng = Random(f"{seed} {place.slug}")
        self._number = first_number

    def draw(self) -> Death:
        rng, number = self._rng, self._number
        self._number += 1
        child = draw_child(rng, self._place.authorities)
        course = draw_course(rng, child, self._today)
        death = Death(child, course, self._notification(rng, child, course, number))
        if course.review_meeting_on is not None:
            death.analysis = _analysis(rng, child, death.is_reviewed, course)
        return death

    def _notification(
        self, rng: Random, child: Child, course: Course, number: int
    ) -> dict[str, Any]:
        first, last = invented.first_name(rng), invented.last_name(rng)
        unexpected = child.expected is Answer.NO
        return {
            "first_name": first,
            "last_name": last,
            "nhs_number": nhs_numbers.synthetic(number),
            "born_on": course.died_on - timedelta(days=child.age_days),
            "died_on": course.died_on,
            "address": invented.address(rng, child.residence_area),
            "postcode": invented.postcode(rng, self._place.district),
            "family": _family(rng, last),
            "professionals": (
                {"agency": Agency.GP.value, "name": rng.choice(invented.SURGERIES), "contact": ""},
            ),
            "sex": child.sex,
            "ethnic_group": child.ethnic_group,
            "residence_area": child.residence_area,
            "deprivation_quintile": child.deprivation_quintile,
            "place_of_death": child.place_of_death,
            "expected": child.expected,
            "joint_response": child.joint_response,
            "joint_response_criteria": child.joint_response_criteria,
            "gestation_weeks": child.gestation_weeks,
            "birth_weight_g": child.birth_weight_g,
            "mother_age": child.mother_age,
            "mother_bmi": child.mother_bmi,
            "circumstances": words.circumstances(child, f"{first} {last}", child.residence_area),
            "suspected_cause": "Not apparent" if unexpected else words.cause(child),
            "certified_cause": words.cause(child) if course.reviewed_on else "",
            "coroner_informed": Answer.YES if unexpected else Answer.NO,
            "post_mortem": Answer.YES if unexpected else Answer.NO,
            "anonymised_summary": words.summary(child) if course.review_meeting_on else "",
            "notified_on": course.notified_on,
            "ncmd_notified_on": course.ncmd_notified_on,
            "reports_requested_on": course.reports_requested_on,
            "reports_returned_on": course.reports_returned_on,
            "review_meeting_on": course.review_meeting_on,
            "reviewed_on": course.reviewed_on,
        }


def notification_of(death: Death, hands: Hands) -> Notification:
    """With who made each move: the chair ratifies, the coordinator does the rest."""
    history = tuple(
        PastMove(move=move, on=on, by_id=hands.chair if move is Move.RATIFY else hands.coordinator)
        for move, on in death.course.moves
    )
    return Notification(**death.notification, history=history)


def analysis_of(death: Death, case_id: str, hands: Hands) -> PastAnalysis:
    """Signed by the chair where the case was ratified, otherwise a draft."""
    signed: dict[str, Any] = {}
    if death.is_reviewed and death.course.reviewed_on and hands.chair:
        at = datetime.combine(death.course.reviewed_on, time(15, 30), UTC)
        signed = {
            "ratified_at": at,
            "ratified_by_id": hands.chair,
            "confirmed_at": at,
            "confirmed_by_id": hands.chair,
        }
    return PastAnalysis(case_id=case_id, scored_by_id=hands.member, **{**death.analysis, **signed})


def _family(rng: Random, last: str) -> tuple[dict[str, Any], ...]:
    return (
        {"name": f"{invented.first_name(rng)} {last}", "relationship": "mother", "born_on": ""},
        {"name": f"{invented.first_name(rng)} {last}", "relationship": "father", "born_on": ""},
    )


def _analysis(rng: Random, child: Child, reviewed: bool, course: Course) -> dict[str, Any]:
    advice = sleep.draw_advice(rng, child) if child.is_sudden_infant else []
    facts = sleep.draw_facts(rng, child, advice) if child.is_sudden_infant else {}
    scores = factors.draw_scores(rng, child, facts)
    made: dict[str, Any] = {
        "case_summary": words.summary(child),
        "cause_understood": words.understood(child, facts),
        "possible_categories": (child.category.value,),
        "facts": facts,
        "advice": advice,
        "scores": [
            type(each)(**{**vars(each), "evidence": words.evidence(rng, each.factor_code)})
            for each in scores
        ],
    }
    if reviewed:
        made |= _conclusion(rng, child, course, made)
    return made


def _conclusion(rng: Random, child: Child, course: Course, made: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "category": child.category,
        "sub_category": child.sub_category,
        "reviewed_on": course.reviewed_on,
    }
    if not child.modifiable and happens(rng, "inadequate_information"):
        found |= {
            "outcome": Outcome.INADEQUATE,
            "outcome_reason": "Reports from two services could not be had.",
        }
    telling = [
        each.factor_code
        for each in made["scores"]
        if each.influence is Influence.MAY_HAVE_CONTRIBUTED and each.modifiable
    ]
    if telling:
        code = rng.choice(telling)
        found["issues"] = "Several services knew parts of what the panel knows now."
        found["learning_points"] = (
            {
                "text": words.learning_point(rng, code),
                "factor_codes": [code],
                "learning_code": words.learning_code(code),
            },
        )
        if rng.random() < 0.35 and course.reviewed_on:
            text, whom = words.recommendation(rng)
            due = course.reviewed_on + timedelta(days=180)
            found["recommendations"] = ({"text": text, "to_whom": whom, "due_on": due},)
    else:
        found["good_practice"] = "The family had one named contact throughout."
    return found
