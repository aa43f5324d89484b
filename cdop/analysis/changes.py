"""Writes on the Analysis form: factors, facts, category, outcome, words, and ratifying it.

What comes in rows (advice, learning points, recommendations) is written by `row_changes`, and
whole analyses from before this record by `past_changes`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cdop.access.permissions import Permission
from cdop.analysis.content import content_of
from cdop.analysis.gate import may, open_to_change, refuse_closed, user_id
from cdop.analysis.missing import missing_parts
from cdop.analysis.models import Analysis, FactorScore, Ratification, SuddenDeathFacts
from cdop.analysis.queries import find_analysis, find_score, implied_outcome
from cdop.cases.changes import move_stage
from cdop.cases.models import Case
from cdop.core.catalogues.categories import SUB_CATEGORIES, Category, category_of
from cdop.core.catalogues.factors import FACTORS, Domain
from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome
from cdop.core.moves import NotNow
from cdop.core.sudden_death import FACTS
from cdop.core.workflow import Move
from cdop.db.clock import now
from cdop.extensions import db
from cdop.trail.record import record
from cdop.web.versions import check_version

NARRATIVE = ("case_summary", "cause_understood", "issues", "good_practice", "family_follow_up")


class AlreadyScored(Exception):
    """The factor has a score; it is to be edited instead of added."""

    def __init__(self, score: FactorScore) -> None:
        super().__init__("The factor has been scored already")
        self.score = score


class NotReady(Exception):
    """Ratifying was asked for too early; `missing` says what is wanting, fit to show."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("The analysis is not complete")
        self.missing = missing


class ReasonWanted(ValueError):
    """The chair departs from what the factors imply without saying why."""


def open_analysis(case: Case, *, actor: Any) -> Analysis:
    """The analysis of the case; begun with the first thing recorded in it."""
    may(actor, Permission.ANALYSIS_RECORD, case)
    db.session.execute(db.select(Case.id).where(Case.id == case.id).with_for_update())
    found = find_analysis(case.id)
    if found is not None:
        return found
    refuse_closed(case)
    analysis = Analysis(case=case, possible_categories=[], refer_to=[])
    analysis.facts, analysis.scores = None, []
    db.session.add(analysis)
    db.session.flush()
    record(actor, "analysis.started", analysis)
    return analysis


def score_factor(
    analysis: Analysis,
    *,
    actor: Any,
    factor_code: str,
    influence: Influence,
    modifiable: bool,
    evidence: str = "",
    domain: Domain | None = None,
) -> FactorScore:
    """Add a factor of the catalogue; AlreadyScored where it has a score."""
    open_to_change(analysis, actor)
    factor = FACTORS[factor_code]
    existing = find_score(analysis, factor_code)
    if existing is not None:
        raise AlreadyScored(existing)
    score = FactorScore(
        factor_code=factor_code,
        domain=_one_of_its_domains(factor_code, domain or factor.domain),
        influence=influence,
        modifiable=modifiable,
        evidence=evidence.strip(),
        scored_by_id=user_id(actor),
    )
    analysis.scores.append(score)
    db.session.flush()
    record(
        actor,
        "factor.scored",
        analysis,
        factor=factor_code,
        influence=influence,
        modifiable=modifiable,
    )
    return score


def rescore_factor(
    score: FactorScore,
    *,
    actor: Any,
    version: int | str | None,
    influence: Influence,
    modifiable: bool,
    evidence: str = "",
    domain: Domain | None = None,
) -> None:
    """Change a score that was read at `version`."""
    open_to_change(score.analysis, actor)
    check_version(score, version)
    score.influence, score.modifiable = influence, modifiable
    score.evidence = evidence.strip()
    score.domain = _one_of_its_domains(score.factor_code, domain or score.domain)
    score.scored_by_id = user_id(actor)
    db.session.flush()
    record(
        actor,
        "factor.rescored",
        score.analysis,
        factor=score.factor_code,
        influence=influence,
        modifiable=modifiable,
    )


def remove_factor(score: FactorScore, *, actor: Any, version: int | str | None) -> None:
    """Take a factor out of the analysis."""
    analysis = score.analysis
    open_to_change(analysis, actor)
    check_version(score, version)
    analysis.scores.remove(score)
    db.session.delete(score)
    db.session.flush()
    record(actor, "factor.removed", analysis, factor=score.factor_code)


def _one_of_its_domains(factor_code: str, domain: Domain) -> Domain:
    factor = FACTORS[factor_code]
    return domain if domain in (factor.domain, *factor.other_domains) else factor.domain


def record_facts(
    analysis: Analysis,
    *,
    actor: Any,
    facts: Mapping[str, Any],
    version: int | str | None = None,
) -> SuddenDeathFacts:
    """Set sudden-death facts by name; those not named stay. `version` where a form was edited."""
    open_to_change(analysis, actor)
    row = analysis.facts
    if row is None:
        row = analysis.facts = SuddenDeathFacts()
    elif version is not None:
        check_version(row, version)
    values = {name: _fact(name, value) for name, value in facts.items()}
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    db.session.flush()
    record(actor, "facts.recorded", analysis, count=len(changed))
    return row


def _fact(name: str, value: Any) -> Any:
    choices = FACTS[name].choices
    if value is None or value == "" or choices is None:
        return value or None
    return choices(value)


def record_category(
    analysis: Analysis,
    *,
    actor: Any,
    possible: Iterable[str],
    version: int | str | None = None,
) -> None:
    """Set the categories (or sub-categories) that could apply; the chair confirms one.

    A confirmed category stands until the chair confirms again.
    """
    open_to_change(analysis, actor)
    _check(analysis, version)
    order = [*Category, *SUB_CATEGORIES]
    codes = sorted({str(code) for code in possible}, key=order.index)
    analysis.possible_categories = codes
    db.session.flush()
    record(actor, "category.recorded", analysis, codes=codes)


def confirm_category(
    analysis: Analysis,
    *,
    actor: Any,
    code: str,
    version: int | str | None = None,
) -> None:
    """The chair confirms the category of death, by its code or that of a sub-category."""
    open_to_change(analysis, actor, Permission.ANALYSIS_RATIFY)
    _check(analysis, version)
    analysis.category = category_of(code)
    analysis.sub_category = code if code in SUB_CATEGORIES else None
    analysis.confirmed_at, analysis.confirmed_by_id = now(), user_id(actor)
    db.session.flush()
    record(actor, "category.confirmed", analysis, code=code)


def override_outcome(
    analysis: Analysis,
    *,
    actor: Any,
    outcome: Outcome | None,
    reason: str = "",
    version: int | str | None = None,
) -> None:
    """The chair chooses another outcome than the factors imply, and says why.

    None, or what the factors imply anyway, lets the outcome follow from the factors again.
    """
    open_to_change(analysis, actor, Permission.ANALYSIS_RATIFY)
    _check(analysis, version)
    follows = outcome is None or outcome is implied_outcome(analysis)
    if not follows and not reason.strip():
        raise ReasonWanted()
    analysis.outcome = None if follows else outcome
    analysis.outcome_reason = "" if follows else reason.strip()
    db.session.flush()
    event = "outcome.restored" if follows else "outcome.overridden"
    record(actor, event, analysis, outcome=outcome)


def record_narrative(
    analysis: Analysis,
    *,
    actor: Any,
    version: int | str | None = None,
    refer_to: Iterable[str] | None = None,
    **texts: str,
) -> None:
    """Set texts of the form by name (see NARRATIVE), and whom the death is referred to."""
    open_to_change(analysis, actor)
    _check(analysis, version)
    for name, text in texts.items():
        if name not in NARRATIVE:
            raise KeyError(name)
        setattr(analysis, name, text.strip())
    if refer_to is not None:
        analysis.refer_to = sorted(str(code) for code in refer_to)
    db.session.flush()
    record(actor, "analysis.written", analysis, fields=sorted(texts))


def _check(analysis: Analysis, version: int | str | None) -> None:
    if version is not None:
        check_version(analysis, version)


def ratify(
    analysis: Analysis,
    *,
    actor: Any,
    reviewed_on: date,
    version: int | str | None = None,
) -> None:
    """The chair closes the analysis as the panel agreed it, and the case moves on.

    NotReady where something is wanting; NotNow or NotAccepted where the case cannot move.
    """
    open_to_change(analysis, actor, Permission.ANALYSIS_RATIFY)
    _check(analysis, version)
    missing = missing_parts(analysis)
    if missing:
        raise NotReady(missing)
    move_stage(analysis.case, Move.RATIFY, actor=actor, on=reviewed_on)
    analysis.reviewed_on = reviewed_on
    analysis.ratified_at, analysis.ratified_by_id = now(), actor.id
    db.session.flush()
    db.session.add(
        Ratification(
            analysis=analysis,
            ratified_at=analysis.ratified_at,
            ratified_by_id=actor.id,
            reviewed_on=reviewed_on,
            content=content_of(analysis),
        )
    )
    db.session.flush()
    record(actor, "analysis.ratified", analysis, category=analysis.category)


def reopen(analysis: Analysis, *, actor: Any, reason: str) -> None:
    """A chair opens a ratified analysis to change again; what was ratified is kept."""
    may(actor, Permission.ANALYSIS_REOPEN, analysis)
    if not analysis.is_closed:
        raise NotNow("This analysis is open already.")
    move_stage(analysis.case, Move.REOPEN, actor=actor, reason=reason)
    analysis.ratified_at = analysis.ratified_by_id = None
    analysis.imported = False
    if analysis.ratifications:
        last = analysis.ratifications[-1]
        last.reopened_at, last.reopened_by_id, last.reason = now(), actor.id, reason.strip()
    db.session.flush()
    record(actor, "analysis.reopened", analysis)
