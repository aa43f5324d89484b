"""The bridge: the only place where cases become rows of coded facts that an audit may count.

What crosses it is coded: no name, date, place of work, text or id of a case. Reads run in a fixed
number of statements, however many deaths there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from cdop.analysis.models import AdviceGiven, Analysis, FactorScore, SuddenDeathFacts
from cdop.audits.models import Basis
from cdop.cases.models import Case
from cdop.core import ages
from cdop.core.answers import Answer
from cdop.core.catalogues.categories import Category
from cdop.core.catalogues.child import AgeBand, EthnicGroup, Sex
from cdop.core.catalogues.sleep import ContactPoint, Profession
from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome, proposed_outcome
from cdop.core.sudden_death import FACTS, hazards, is_sudi
from cdop.core.workflow import Stage
from cdop.extensions import db

NOT_COUNTED = (Stage.VOID, Stage.MERGED)
REVIEWED = (Stage.RATIFIED, Stage.CLOSED)  # imported reviews were ratified before this record


@dataclass(frozen=True)
class Advice:
    """Safer-sleep advice at one contact."""

    contact: ContactPoint
    profession: Profession
    messages: tuple[str, ...]
    recorded: Answer | None


@dataclass(frozen=True)
class ReviewedDeath:
    """One sudden infant death as coded facts; `reviewed` says whether its analysis is ratified.

    Facts, factors, category and outcome are filled only where it is.
    """

    year: str  # the financial year by the audit's basis, "2025/26"
    age_band: AgeBand
    sex: Sex | None
    ethnic_group: EthnicGroup | None
    deprivation_quintile: int | None
    area: str
    gestation_weeks: int | None
    birth_weight_g: int | None
    mother_age: int | None
    reviewed: bool
    category: Category | None = None
    sub_category: str | None = None
    outcome: Outcome | None = None
    facts: Mapping[str, str | None] = field(default_factory=dict)
    factors: Mapping[str, tuple[Influence, bool]] = field(default_factory=dict)
    advice: tuple[Advice, ...] = ()
    hazards: tuple[str, ...] = ()  # codes of core.hazards


@dataclass(frozen=True)
class Counted:
    """The audit's population, and how many other deaths of the period are not in it, and why."""

    deaths: tuple[ReviewedDeath, ...]
    left_out: Mapping[str, int]  # reason -> count


def counted_deaths(panel_id: str, basis: Basis, from_month: date, to_month: date) -> Counted:
    """Every sudden infant death of the panel in the period, and the others by reason.

    By death: all deaths whose month of death lies in the period, reviewed or not. By review: all
    whose panel review lies in it. Void and merged cases are nobody's death and are left out.
    """
    rows = list(db.session.execute(_infants(panel_id, basis, from_month, to_month)).mappings())
    inside = [row for row in rows if _is_counted(row)]
    left_out = _left_out(panel_id, basis, from_month, to_month, rows)
    analysis_ids = [row["analysis_id"] for row in inside if _is_reviewed(row)]
    factors = _factors(panel_id, basis, from_month, to_month) if analysis_ids else {}
    advice = _advice(panel_id, basis, from_month, to_month) if analysis_ids else {}
    deaths = [_death(row, basis, factors, advice) for row in inside]
    return Counted(tuple(sorted(deaths, key=_order)), left_out)


def _period(panel_id: str, basis: Basis, from_month: date, to_month: date) -> list[Any]:
    after = ages.add_months(to_month, 1)
    place = Case.death_month if basis is Basis.DEATH else Case.reviewed_on
    return [
        Case.panel_id == panel_id,
        place >= from_month,
        place < after,
        Case.stage.not_in(NOT_COUNTED),
    ]


def _infants(
    panel_id: str, basis: Basis, from_month: date, to_month: date
) -> sa.Select[*tuple[Any, ...]]:
    facts = SuddenDeathFacts.__table__
    return (
        sa.select(
            Case.death_month,
            Case.reviewed_on,
            Case.age_days,
            Case.sex,
            Case.ethnic_group,
            Case.deprivation_quintile,
            Case.residence_area,
            Case.gestation_weeks,
            Case.birth_weight_g,
            Case.mother_age,
            Case.expected,
            Case.joint_response,
            Case.joint_response_criteria,
            Case.sudden_unexpected,
            Case.stage,
            Analysis.id.label("analysis_id"),
            Analysis.category,
            Analysis.sub_category,
            Analysis.outcome,
            *(facts.c[name] for name in FACTS),
        )
        .select_from(Case)
        .outerjoin(Analysis, Analysis.case_id == Case.id)
        .outerjoin(SuddenDeathFacts, SuddenDeathFacts.analysis_id == Analysis.id)
        .where(*_period(panel_id, basis, from_month, to_month), Case.age_days <= 365)
    )


def _is_counted(row: Mapping[str, Any]) -> bool:
    """What the panel itself recorded in an older log goes before what can be worked out."""
    criteria, jar = row["joint_response_criteria"] or (), row["joint_response"]
    if row["sudden_unexpected"] in (Answer.YES, Answer.NO):
        criteria, jar = (), row["sudden_unexpected"]
    return is_sudi(row["age_days"], row["expected"], criteria, jar)


def _is_reviewed(row: Mapping[str, Any]) -> bool:
    return row["analysis_id"] is not None and row["stage"] in REVIEWED


def _left_out(
    panel_id: str, basis: Basis, from_month: date, to_month: date, rows: Iterable[Any]
) -> dict[str, int]:
    everyone = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(Case)
        .where(*_period(panel_id, basis, from_month, to_month))
    )
    reasons: Counter[str] = Counter(
        {"one_year_or_older": 0, "expected": 0, "expected_not_known": 0, "not_sudden": 0}
    )
    infants = 0
    for row in rows:
        if not ages.is_infant(row["age_days"]):
            continue
        infants += 1
        if _is_counted(row):
            continue
        reasons[_reason(row["expected"])] += 1
    reasons["one_year_or_older"] = (everyone or 0) - infants
    return dict(reasons)


def _reason(expected: Answer | None) -> str:
    if expected is Answer.YES:
        return "expected"
    return "not_sudden" if expected is Answer.NO else "expected_not_known"


def _of_period(panel_id: str, basis: Basis, from_month: date, to_month: date) -> list[Any]:
    return [
        *_period(panel_id, basis, from_month, to_month),
        Case.age_days <= 365,
        Case.expected == Answer.NO,
        Case.stage.in_(REVIEWED),
    ]


def _factors(
    panel_id: str, basis: Basis, from_month: date, to_month: date
) -> dict[str, dict[str, tuple[Influence, bool]]]:
    found: dict[str, dict[str, tuple[Influence, bool]]] = defaultdict(dict)
    scores = sa.select(
        FactorScore.analysis_id,
        FactorScore.factor_code,
        FactorScore.influence,
        FactorScore.modifiable,
    )
    scores = scores.join(Analysis, Analysis.id == FactorScore.analysis_id)
    scores = scores.join(Case, Case.id == Analysis.case_id)
    for analysis_id, code, influence, modifiable in db.session.execute(
        scores.where(*_of_period(panel_id, basis, from_month, to_month))
    ):
        found[analysis_id][code] = (influence, modifiable)
    return found


def _advice(
    panel_id: str, basis: Basis, from_month: date, to_month: date
) -> dict[str, list[Advice]]:
    found: dict[str, list[Advice]] = defaultdict(list)
    given = sa.select(
        AdviceGiven.analysis_id,
        AdviceGiven.contact,
        AdviceGiven.profession,
        AdviceGiven.messages,
        AdviceGiven.recorded,
    )
    given = given.join(Analysis, Analysis.id == AdviceGiven.analysis_id)
    given = given.join(Case, Case.id == Analysis.case_id)
    for analysis_id, contact, profession, messages, recorded in db.session.execute(
        given.where(*_of_period(panel_id, basis, from_month, to_month))
    ):
        found[analysis_id].append(Advice(contact, profession, tuple(sorted(messages)), recorded))
    return found


def _death(
    row: Mapping[str, Any],
    basis: Basis,
    factors: Mapping[str, dict[str, tuple[Influence, bool]]],
    advice: Mapping[str, list[Advice]],
) -> ReviewedDeath:
    day = row["death_month"] if basis is Basis.DEATH else row["reviewed_on"]
    known = {
        "year": ages.financial_year(day).label,
        "age_band": ages.age_band(row["age_days"]),
        "sex": row["sex"],
        "ethnic_group": row["ethnic_group"],
        "deprivation_quintile": row["deprivation_quintile"],
        "area": row["residence_area"],
        "gestation_weeks": row["gestation_weeks"],
        "birth_weight_g": row["birth_weight_g"],
        "mother_age": row["mother_age"],
    }
    if not _is_reviewed(row):
        return ReviewedDeath(**known, reviewed=False)
    facts = {name: row[name] for name in FACTS}
    scored = dict(sorted(factors.get(row["analysis_id"], {}).items()))
    return ReviewedDeath(
        **known,
        reviewed=True,
        category=row["category"],
        sub_category=row["sub_category"],
        outcome=row["outcome"] or proposed_outcome(scored.values()),
        facts=facts,
        factors=scored,
        advice=tuple(sorted(advice.get(row["analysis_id"], []), key=str)),
        hazards=tuple(
            hazard.code
            for hazard in hazards(
                facts,
                gestation_weeks=row["gestation_weeks"],
                birth_weight_g=row["birth_weight_g"],
                age_days=row["age_days"],
            )
        ),
    )


def _order(death: ReviewedDeath) -> str:
    """An order that follows from the facts alone, so that it says nothing of who came first."""
    return repr(death)
