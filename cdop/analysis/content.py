"""An analysis as plain values: what is frozen when it is ratified, and what an export holds."""

from typing import Any

from cdop.analysis.models import (
    AdviceGiven,
    Analysis,
    FactorScore,
    LearningPoint,
    Recommendation,
    SuddenDeathFacts,
)
from cdop.analysis.queries import implied_outcome, outcome_of
from cdop.core.sudden_death import FACTS

OF_FORM = (
    "case_summary",
    "cause_understood",
    "possible_categories",
    "category",
    "sub_category",
    "outcome_reason",
    "issues",
    "good_practice",
    "family_follow_up",
    "refer_to",
    "reviewed_on",
)
OF_SCORE = ("factor_code", "domain", "influence", "modifiable", "scale_version", "evidence")
OF_ADVICE = (
    "contact",
    "profession",
    "method",
    "messages",
    "recorded",
    "understood",
    "others_included",
    "sleep_space_seen",
)
OF_POINT = ("text", "learning_code", "factor_codes")
OF_RECOMMENDATION = ("text", "to_whom", "level", "lead", "due_on")

Row = (
    Analysis | FactorScore | SuddenDeathFacts | AdviceGiven | LearningPoint | Recommendation | None
)


def content_of(analysis: Analysis) -> dict[str, Any]:
    """Everything recorded, by name; codes, not words."""
    return {
        **_values(analysis, OF_FORM),
        "outcome": _plain(outcome_of(analysis)),
        "implied_outcome": _plain(implied_outcome(analysis)),
        "factors": [_values(each, OF_SCORE) for each in analysis.scores],
        "sudden_death_facts": _values(analysis.facts, tuple(FACTS)) if analysis.facts else {},
        "advice": [_values(each, OF_ADVICE) for each in analysis.advice],
        "learning_points": [_values(each, OF_POINT) for each in analysis.learning_points],
        "recommendations": [_values(each, OF_RECOMMENDATION) for each in analysis.recommendations],
    }


def _values(row: Row, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
