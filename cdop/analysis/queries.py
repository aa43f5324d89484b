"""Reads of analyses: one case's Analysis form and what it adds up to, or many as coded facts."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from cdop.analysis.models import AdviceGiven, Analysis, FactorScore, SuddenDeathFacts
from cdop.cases.models import Case, CaseAccount, StageMove
from cdop.core.catalogues.categories import Category, propose
from cdop.core.catalogues.factors import FACTORS
from cdop.core.hazards import LOW_BIRTH_WEIGHT_G, PRETERM_WEEKS, Hazard, hazards
from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome, proposed_outcome
from cdop.core.sudden_death import FACTS, is_sudi
from cdop.core.workflow import Move, Stage
from cdop.extensions import db


def find_analysis(case_id: str) -> Analysis | None:
    """The case's analysis with everything recorded in it, or None before the first entry."""
    return db.session.scalar(
        db.select(Analysis)
        .where(Analysis.case_id == case_id)
        .options(
            joinedload(Analysis.case).selectinload(Case.conflicts),
            joinedload(Analysis.facts),
            selectinload(Analysis.scores),
        )
    )


def get_analysis(case_id: str) -> Analysis:
    """The case's analysis, or 404."""
    return db.one_or_404(db.select(Analysis).where(Analysis.case_id == case_id))


def find_score(analysis: Analysis | None, factor_code: str) -> FactorScore | None:
    """The score of the factor, if there is one."""
    if analysis is None:
        return None
    return next((each for each in analysis.scores if each.factor_code == factor_code), None)


def implied_outcome(analysis: Analysis) -> Outcome:
    """What the scored factors imply."""
    return proposed_outcome((each.influence, each.modifiable) for each in analysis.scores)


def outcome_of(analysis: Analysis) -> Outcome | None:
    """The outcome: what the chair chose instead, else what the scored factors imply.

    None as long as nothing was scored, concluded or ratified.
    """
    return _outcome(
        analysis.outcome,
        [(each.influence, each.modifiable) for each in analysis.scores],
        analysis.ratified_at is not None,
    )


def _outcome(
    chosen: Outcome | None, scores: Sequence[tuple[Influence, bool]], ratified: bool
) -> Outcome | None:
    if chosen is not None:
        return chosen
    return proposed_outcome(scores) if scores or ratified else None


def proposed_category(analysis: Analysis) -> Category | None:
    """The category that the hierarchy proposes of all that could apply."""
    return propose(analysis.possible_categories)


def facts_of(analysis: Analysis | None) -> dict[str, Any]:
    """The sudden-death facts by name; None is blank."""
    row = analysis.facts if analysis else None
    return {name: getattr(row, name, None) for name in FACTS}


def hazards_of(case: Case, analysis: Analysis | None) -> list[Hazard]:
    """The hazards that the recorded facts show."""
    return hazards(
        facts_of(analysis),
        gestation_weeks=case.gestation_weeks,
        birth_weight_g=case.birth_weight_g,
        age_days=case.age_days,
    )


def suggested_factors(case: Case, analysis: Analysis | None) -> dict[str, list[Hazard]]:
    """Factors that the hazards point to and nobody has scored yet, with the hazards, by code."""
    scored = {each.factor_code for each in analysis.scores} if analysis else set()
    shown = _factors_shown(case, facts_of(analysis))
    found: dict[str, list[Hazard]] = {}
    for hazard in hazards_of(case, analysis):
        closest = [code for code in hazard.factor_codes if code in shown]
        for code in closest or hazard.factor_codes:
            if code not in scored:
                found.setdefault(code, []).append(hazard)
    return {code: found[code] for code in FACTORS if code in found}


def _factors_shown(case: Case, facts: dict[str, Any]) -> set[str]:
    """The factors that single facts name, to choose among several that a hazard stands for."""
    shown = {
        code
        for fact in FACTS.values()
        if facts[fact.name] in fact.hazard
        for code in fact.factor_codes
    }
    if case.gestation_weeks is not None and case.gestation_weeks < PRETERM_WEEKS:
        shown.add("A01")
    if case.birth_weight_g is not None and case.birth_weight_g < LOW_BIRTH_WEIGHT_G:
        shown.add("A02")
    return shown


def is_sudden_infant_death(case: Case) -> bool:
    """Whether the death belongs to the audit of sudden infant deaths."""
    return is_sudi(case.age_days, case.expected, case.joint_response_criteria, case.joint_response)


def anonymised_summary(case_id: str) -> str:
    """What the coordinator wrote for the panel; nothing else of the account is opened."""
    return (
        db.session.scalar(
            db.select(CaseAccount.anonymised_summary).where(CaseAccount.case_id == case_id)
        )
        or ""
    )


def list_moves(case_id: str, *moves: Move) -> list[StageMove]:
    """When the case was moved so, by whom and why, in order."""
    return list(
        db.session.scalars(
            db.select(StageMove)
            .where(StageMove.case_id == case_id, StageMove.move.in_(moves))
            .options(joinedload(StageMove.by))
            .order_by(StageMove.created_at, StageMove.id)
        )
    )


@dataclass(frozen=True)
class CodedScore:
    """One factor, without its evidence."""

    factor_code: str
    domain: str
    influence: Influence
    modifiable: bool


@dataclass(frozen=True)
class CodedAdvice:
    """Advice at one contact, as codes."""

    contact: str
    profession: str
    method: str | None
    messages: tuple[str, ...]
    recorded: str | None
    understood: str | None
    others_included: str | None
    sleep_space_seen: str | None


@dataclass(frozen=True)
class CodedCase:
    """One death as an audit may see it: codes and numbers, nothing sealed, no reference.

    `case` and `form` hold the columns of CASE_COLUMNS and FORM_COLUMNS by name, `facts` the
    sudden-death facts. Without an analysis `form` and `facts` are all None.
    """

    case_id: str
    is_ratified: bool
    case: dict[str, Any]
    form: dict[str, Any]
    facts: dict[str, Any]
    scores: tuple[CodedScore, ...]
    advice: tuple[CodedAdvice, ...]
    outcome: Outcome | None


CASE_COLUMNS = (
    "panel_id",
    "stage",
    "sex",
    "age_days",
    "death_month",
    "ethnic_group",
    "residence_area",
    "deprivation_quintile",
    "place_of_death",
    "expected",
    "joint_response",
    "joint_response_criteria",
    "gestation_weeks",
    "birth_weight_g",
    "mother_age",
    "mother_bmi",
    "reviewed_on",
)
FORM_COLUMNS = ("category", "sub_category", "possible_categories", "outcome")


def list_for_audit(
    panel_ids: Collection[str],
    *,
    died_from: date | None = None,
    died_to: date | None = None,
    reviewed_from: date | None = None,
    reviewed_to: date | None = None,
    age_under_days: int | None = None,
    ratified_only: bool = False,
) -> list[CodedCase]:
    """The panels' deaths as coded facts, by month of death, in three statements whatever their
    number. Void and merged cases are left out; both ends of a period count.

    `died_from` and `died_to` compare with the first day of the month of death.
    """
    where = _audited(panel_ids, died_from, died_to, reviewed_from, reviewed_to)
    if age_under_days is not None:
        where.append(Case.age_days < age_under_days)
    if ratified_only:
        where.append(Case.stage.in_((Stage.RATIFIED, Stage.CLOSED)))
    scores = _rows_by_analysis(FactorScore, CodedScore, FactorScore.factor_code, where)
    advice = _rows_by_analysis(AdviceGiven, CodedAdvice, AdviceGiven.id, where)
    rows = db.session.execute(
        db.select(
            Case.id,
            Analysis.id,
            *(getattr(Case, name) for name in CASE_COLUMNS),
            *(getattr(Analysis, name) for name in FORM_COLUMNS),
            Analysis.ratified_at.is_not(None),
            *(getattr(SuddenDeathFacts, name) for name in FACTS),
        )
        .outerjoin(Analysis, Analysis.case_id == Case.id)
        .outerjoin(SuddenDeathFacts, SuddenDeathFacts.analysis_id == Analysis.id)
        .where(*where)
        .order_by(Case.death_month, Case.id)
    )
    return [_coded_case(tuple(row), scores, advice) for row in rows]


def _audited(
    panel_ids: Collection[str],
    died_from: date | None,
    died_to: date | None,
    reviewed_from: date | None,
    reviewed_to: date | None,
) -> list[sa.ColumnElement[bool]]:
    limits = (
        (died_from, Case.death_month.__ge__),
        (died_to, Case.death_month.__le__),
        (reviewed_from, Case.reviewed_on.__ge__),
        (reviewed_to, Case.reviewed_on.__le__),
    )
    return [
        Case.panel_id.in_(panel_ids),
        Case.stage.not_in((Stage.VOID, Stage.MERGED)),
        *(compare(day) for day, compare in limits if day is not None),
    ]


def _rows_by_analysis(
    model: Any, kind: Any, order: Any, where: Iterable[sa.ColumnElement[bool]]
) -> dict[str, list[Any]]:
    names = list(kind.__dataclass_fields__)
    columns: list[Any] = [model.analysis_id, *(getattr(model, name) for name in names)]
    rows = db.session.execute(
        db.select(*columns)
        .join(Analysis, Analysis.id == model.analysis_id)
        .join(Case, Case.id == Analysis.case_id)
        .where(*where)
        .order_by(model.analysis_id, order)
    )
    found: dict[str, list[Any]] = {}
    for row in rows:
        values = (tuple(value) if isinstance(value, list) else value for value in row[1:])
        found.setdefault(row[0], []).append(kind(*values))
    return found


def _coded_case(
    row: Sequence[Any], scores: dict[str, list[CodedScore]], advice: dict[str, list[CodedAdvice]]
) -> CodedCase:
    case_id, analysis_id, *rest = row
    values = iter(rest)
    case = {name: next(values) for name in CASE_COLUMNS}
    form = {name: next(values) for name in FORM_COLUMNS}
    ratified_here = bool(next(values))
    own = tuple(scores.get(analysis_id, ()))
    judged = [(each.influence, each.modifiable) for each in own]
    return CodedCase(
        case_id=case_id,
        is_ratified=case["stage"] in (Stage.RATIFIED, Stage.CLOSED),
        case=case,
        form=form,
        facts={name: next(values) for name in FACTS},
        scores=own,
        advice=tuple(advice.get(analysis_id, ())),
        outcome=_outcome(form["outcome"], judged, ratified_here),
    )
