"""Writes on what an analysis has in rows: advice given, learning points, recommendations."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError

from cdop.analysis.code_queries import codes_in_use
from cdop.analysis.gate import open_to_change, user_id
from cdop.analysis.models import (
    AdviceGiven,
    Analysis,
    LearningPoint,
    Recommendation,
    RecommendationLevel,
)
from cdop.core.answers import Answer
from cdop.core.catalogues.factors import FACTORS
from cdop.core.catalogues.sleep import MESSAGES, AdviceMethod, ContactPoint, Profession
from cdop.core.moves import NotNow
from cdop.extensions import db
from cdop.trail.record import record
from cdop.web.versions import check_version

Row = TypeVar("Row", AdviceGiven, LearningPoint, Recommendation)


def add_advice(
    analysis: Analysis,
    *,
    actor: Any,
    contact: ContactPoint,
    profession: Profession,
    method: AdviceMethod | None = None,
    messages: Iterable[str] = (),
    recorded: Answer | None = None,
    understood: Answer | None = None,
    others_included: Answer | None = None,
    sleep_space_seen: Answer | None = None,
) -> AdviceGiven:
    """Add safer-sleep advice given at one contact; `messages` are ids such as SSM-01."""
    open_to_change(analysis, actor)
    advice = AdviceGiven(
        analysis=analysis,
        contact=contact,
        profession=profession,
        method=method,
        messages=_known(messages, MESSAGES),
        recorded=recorded,
        understood=understood,
        others_included=others_included,
        sleep_space_seen=sleep_space_seen,
    )
    return _add(advice, actor, "advice.added")


def edit_advice(
    advice: AdviceGiven, *, actor: Any, version: int | str | None, **values: Any
) -> None:
    """Change advice that was read at `version`; `values` by the names of `add_advice`."""
    values["messages"] = _known(values.get("messages", advice.messages), MESSAGES)
    _edit(advice, values, actor=actor, version=version, event="advice.edited")


def add_learning_point(
    analysis: Analysis,
    *,
    actor: Any,
    text: str,
    learning_code: str | None = None,
    factor_codes: Iterable[str] = (),
) -> LearningPoint:
    """Add something that this death teaches; its code is one of the panel's list."""
    open_to_change(analysis, actor)
    point = LearningPoint(
        analysis=analysis,
        text=text.strip(),
        learning_code=_counted_as(analysis, learning_code),
        factor_codes=_known(factor_codes, FACTORS),
        written_by_id=user_id(actor),
    )
    return _add(point, actor, "learning_point.added")


def edit_learning_point(
    point: LearningPoint,
    *,
    actor: Any,
    version: int | str | None,
    text: str,
    learning_code: str | None = None,
    factor_codes: Iterable[str] = (),
) -> None:
    """Change a learning point that was read at `version`."""
    values = {
        "text": text.strip(),
        "learning_code": _counted_as(point.analysis, learning_code, point.learning_code),
        "factor_codes": _known(factor_codes, FACTORS),
    }
    _edit(point, values, actor=actor, version=version, event="learning_point.edited")


def add_recommendation(
    analysis: Analysis,
    *,
    actor: Any,
    text: str,
    to_whom: str = "",
    level: RecommendationLevel = RecommendationLevel.LOCAL,
    lead: str = "",
    due_on: date | None = None,
) -> Recommendation:
    """Add what the panel asks of whom, by when."""
    open_to_change(analysis, actor)
    recommendation = Recommendation(
        analysis=analysis,
        text=text.strip(),
        to_whom=to_whom.strip(),
        level=level,
        lead=lead.strip(),
        due_on=due_on,
    )
    return _add(recommendation, actor, "recommendation.added")


def edit_recommendation(
    recommendation: Recommendation, *, actor: Any, version: int | str | None, **values: Any
) -> None:
    """Change a recommendation that was read at `version`; `values` as in `add_recommendation`."""
    _edit(recommendation, values, actor=actor, version=version, event="recommendation.edited")


def remove_row(
    row: AdviceGiven | LearningPoint | Recommendation, *, actor: Any, version: int | str | None
) -> None:
    """Take a row out; NotNow where it has been passed on or is used elsewhere."""
    analysis = row.analysis
    open_to_change(analysis, actor)
    check_version(row, version)
    kind = row.__tablename__
    try:
        with db.session.begin_nested():
            db.session.delete(row)
    except IntegrityError:
        raise NotNow(
            "This cannot be removed, because it has been passed on. Edit it instead."
        ) from None
    db.session.expire(analysis, ["advice", "learning_points", "recommendations"])
    record(actor, f"{kind}.removed", analysis)


def _add(row: Row, actor: Any, event: str) -> Row:
    db.session.add(row)
    db.session.flush()
    record(actor, event, row)
    return row


def _edit(
    row: Row, values: dict[str, Any], *, actor: Any, version: int | str | None, event: str
) -> None:
    open_to_change(row.analysis, actor)
    check_version(row, version)
    for name, value in values.items():
        setattr(row, name, value)
    db.session.flush()
    record(actor, event, row)


def _counted_as(analysis: Analysis, code: str | None, had: str | None = None) -> str | None:
    """The code, if the panel uses it or the point had it before; ValueError otherwise."""
    if not code or code == had or code in codes_in_use(analysis.panel_id):
        return code or None
    raise ValueError("The panel does not use this code")


def _known(codes: Iterable[str], catalogue: Any) -> list[str]:
    given = set(codes)
    return [code for code in catalogue if code in given]
