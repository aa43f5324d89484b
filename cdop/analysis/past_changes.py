"""Whole analyses from before this record, many in a few statements: an import, a demonstration."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.analysis.gate import may, user_id
from cdop.analysis.models import (
    AdviceGiven,
    Analysis,
    FactorScore,
    LearningPoint,
    Ratification,
    Recommendation,
    RecommendationLevel,
    SuddenDeathFacts,
)
from cdop.cases.models import Case
from cdop.core.catalogues.categories import Category
from cdop.core.catalogues.factors import FACTORS
from cdop.core.influence import CURRENT_SCALE, Influence, ScaleVersion
from cdop.core.modifiability import Outcome, proposed_outcome
from cdop.core.sudden_death import FACTS
from cdop.db.base import new_id
from cdop.extensions import db
from cdop.trail.record import record

CHUNK = 500  # ids in one statement


@dataclass(frozen=True, kw_only=True)
class PastScore:
    """One factor as it was scored then."""

    factor_code: str
    influence: Influence
    modifiable: bool
    evidence: str = ""
    scale_version: ScaleVersion = CURRENT_SCALE


@dataclass(frozen=True, kw_only=True)
class PastAnalysis:
    """One analysis as it was made elsewhere or earlier.

    `outcome` is what was concluded; None where that is not known and there are no scores either.
    With scores it is kept only where they do not imply it, with `outcome_reason`. `ratified_at`
    and `ratified_by_id` are given together or not at all: a log seldom says who ratified, and the
    case's stage alone closes the analysis too.
    """

    case_id: str
    category: Category | None = None
    sub_category: str | None = None
    possible_categories: Sequence[str] = ()
    confirmed_at: datetime | None = None
    confirmed_by_id: str | None = None
    outcome: Outcome | None = None
    outcome_reason: str = ""
    case_summary: str = ""
    cause_understood: str = ""
    issues: str = ""
    good_practice: str = ""
    family_follow_up: str = ""
    reviewed_on: date | None = None
    ratified_at: datetime | None = None
    ratified_by_id: str | None = None
    scored_by_id: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    scores: Sequence[PastScore] = ()
    advice: Sequence[Mapping[str, Any]] = ()
    learning_points: Sequence[Mapping[str, Any]] = ()  # text, factor_codes, learning_code
    recommendations: Sequence[Mapping[str, Any]] = ()


def record_past_analyses(
    panel: Panel,
    analyses: Iterable[PastAnalysis],
    *,
    actor: Any,
    imported: bool = True,
) -> dict[str, str]:
    """Write them, one for each case of the panel, and give the analysis ids by case id.

    The trail gets one entry for all. `imported` marks them so that an import can be undone while
    nobody has changed them.
    """
    may(actor, Permission.IMPORT_RUN, panel)
    past = list(analyses)
    _refuse_strangers(panel, [each.case_id for each in past])
    ids = {each.case_id: new_id() for each in past}
    _insert(Analysis, (_form(ids[each.case_id], each, imported) for each in past))
    for model, rows_of in _ROWS:
        _insert(
            model,
            (
                {"analysis_id": ids[each.case_id], **row}
                for each in past
                for row in rows_of(each, user_id(actor))
            ),
        )
    record(actor, "analyses.recorded", panel, count=len(past))
    return ids


def remove_past_analyses(panel: Panel, case_ids: Collection[str], *, actor: Any) -> None:
    """Undo an import's analyses; ValueError where somebody has changed one since."""
    may(actor, Permission.IMPORT_RUN, panel)
    _refuse_strangers(panel, case_ids)
    for ids in _chunks(sorted(case_ids)):
        rows = db.session.execute(
            db.select(Analysis.id, Analysis.imported).where(Analysis.case_id.in_(ids))
        ).all()
        if not all(imported for _, imported in rows):
            raise ValueError("An analysis was changed after the import")
        found = [analysis_id for analysis_id, _ in rows]
        for model in (*(model for model, _ in _ROWS), Ratification):
            db.session.execute(sa.delete(model).where(model.analysis_id.in_(found)))
        db.session.execute(sa.delete(Analysis).where(Analysis.id.in_(found)))
    record(actor, "analyses.removed", panel, count=len(case_ids))


def _refuse_strangers(panel: Panel, case_ids: Collection[str]) -> None:
    own = set(db.session.scalars(db.select(Case.id).where(Case.panel_id == panel.id)))
    if not own.issuperset(case_ids):
        raise ValueError("A case is not one of the panel's")


def _chunks(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    listed = list(rows)
    if listed:
        db.session.execute(sa.insert(model), listed)


def _form(analysis_id: str, past: PastAnalysis, imported: bool) -> dict[str, Any]:
    return {
        "id": analysis_id,
        "case_id": past.case_id,
        "imported": imported,
        "possible_categories": list(past.possible_categories),
        "refer_to": [],
        "outcome": past.outcome if _differs(past) else None,
        "outcome_reason": past.outcome_reason if _differs(past) else "",
        **{name: getattr(past, name) for name in _AS_GIVEN},
    }


_AS_GIVEN = (
    "category",
    "sub_category",
    "confirmed_at",
    "confirmed_by_id",
    "case_summary",
    "cause_understood",
    "issues",
    "good_practice",
    "family_follow_up",
    "reviewed_on",
    "ratified_at",
    "ratified_by_id",
)


def _differs(past: PastAnalysis) -> bool:
    """Without scores nothing implies the outcome, so it is kept as it was concluded."""
    scores = [(each.influence, each.modifiable) for each in past.scores]
    return not scores or past.outcome not in (None, proposed_outcome(scores))


def _score_rows(past: PastAnalysis, by_id: str | None) -> Iterable[dict[str, Any]]:
    for each in past.scores:
        yield {
            "factor_code": each.factor_code,
            "domain": FACTORS[each.factor_code].domain,
            "influence": each.influence,
            "modifiable": each.modifiable,
            "evidence": each.evidence,
            "scale_version": each.scale_version,
            "scored_by_id": past.scored_by_id or by_id,
        }


def _facts_rows(past: PastAnalysis, _by_id: str | None) -> Iterable[dict[str, Any]]:
    if past.facts:
        yield {name: past.facts.get(name) for name in FACTS}


def _advice_rows(past: PastAnalysis, _by_id: str | None) -> Iterable[dict[str, Any]]:
    for each in past.advice:
        yield {
            "contact": each["contact"],
            "profession": each["profession"],
            "method": each.get("method"),
            "messages": list(each.get("messages", ())),
            **{name: each.get(name) for name in _ADVICE_ANSWERS},
        }


_ADVICE_ANSWERS = ("recorded", "understood", "others_included", "sleep_space_seen")


def _point_rows(past: PastAnalysis, by_id: str | None) -> Iterable[dict[str, Any]]:
    for each in past.learning_points:
        yield {
            "text": each["text"],
            "factor_codes": list(each.get("factor_codes", ())),
            "learning_code": each.get("learning_code"),
            "written_by_id": past.scored_by_id or by_id,
        }


def _recommendation_rows(past: PastAnalysis, _by_id: str | None) -> Iterable[dict[str, Any]]:
    for each in past.recommendations:
        yield {
            "text": each["text"],
            "to_whom": each.get("to_whom", ""),
            "level": each.get("level", RecommendationLevel.LOCAL),
            "lead": each.get("lead", ""),
            "due_on": each.get("due_on"),
        }


_ROWS: tuple[tuple[Any, Any], ...] = (
    (FactorScore, _score_rows),
    (SuddenDeathFacts, _facts_rows),
    (AdviceGiven, _advice_rows),
    (LearningPoint, _point_rows),
    (Recommendation, _recommendation_rows),
)
