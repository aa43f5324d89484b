"""What an annual report needs besides deaths: people, cited figures, and the report before it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cdop.audits.dataset import Period, counted_deaths, learning_labels
from cdop.audits.kind import Asked, Population
from cdop.audits.models import Audit, AuditKind, AuditRecommendation, AuditState, Basis
from cdop.core.catalogues.national_figures import CitedFigure, latest_of
from cdop.core.denominators import KINDS, Denominators, Measure
from cdop.core.modifiability import Outcome
from cdop.extensions import db
from cdop.populations.queries import denominators, list_cited_figures

CITED = (
    "modifiable-share",
    "child-death-rate",
    "infant-death-rate",
    "neonatal-death-rate",
    "infant-share",
    "neonatal-share",
    "boys-share",
    "sudden-share",
    "perinatal-modifiable-share",
)
GROUPS = {
    Measure.LIVE_BIRTHS: ("sex", "ethnic_group", "deprivation", "area"),
    Measure.CHILDREN: ("age", "sex", "ethnic_group", "deprivation", "area"),
}


def context_of(asked: Asked, population: Population) -> dict[str, Any]:
    """Plain values, frozen with the report; no rate rests on anything that is not here."""
    known = denominators(asked.panel)
    return {
        "basis": asked.basis.value,
        "panel": asked.panel.name,
        "areas": list(asked.panel.local_authorities),
        "year": asked.years[-1],
        "years": list(asked.years),
        "people": {measure.value: _people(known, measure, asked) for measure in Measure},
        "cited": _cited(list_cited_figures()),
        "learning_labels": learning_labels(asked.panel_ids),
        "reviews": _reviews(asked, population),
        "last_year": _last_year(asked),
    }


def _people(known: Denominators, measure: Measure, asked: Asked) -> dict[str, Any]:
    """Numbers by year, and of each group over the whole period: None where one year is missing."""
    whole = known.total(measure, asked.years)
    return {
        "by_year": {year: known.total(measure, [year]).value for year in asked.years},
        "whole": whole.value,
        "reason": whole.reason,
        "sources": list(whole.sources),
        **{name: _by_group(known, measure, asked, name) for name in GROUPS[measure]},
    }


def _by_group(
    known: Denominators, measure: Measure, asked: Asked, name: str
) -> dict[str, int | None]:
    values: Sequence[str] = (
        known.areas if name == "area" else [each.value for each in KINDS[name] if each != "all"]
    )
    return {value: known.total(measure, asked.years, **{name: value}).value for value in values}


def _cited(figures: Sequence[CitedFigure]) -> dict[str, dict[str, str]]:
    """The latest of each series that the report compares with."""
    found = {measure: latest_of(measure, figures) for measure in CITED}
    return {
        measure: {
            "name": figure.name,
            "shown": figure.shown,
            "value": str(figure.value),
            "area": figure.area,
            "year": figure.year,
            "source": figure.source,
            "published": figure.published_words,
        }
        for measure, figure in found.items()
        if figure is not None
    }


def _reviews(asked: Asked, population: Population) -> dict[str, dict[str, int]]:
    """Reviews completed in each year, of whichever deaths: for the panel, never released."""
    period = Period(asked.panel_ids, Basis.REVIEW, asked.from_month, asked.to_month)
    records = counted_deaths(period, population).records
    return {
        year: {
            "reviewed": records.count({"year": (year,)}),
            "modifiable": records.count({"year": (year,), "outcome": (Outcome.IDENTIFIED.value,)}),
            "told": records.count({"year": (year,), "outcome": tuple(o.value for o in Outcome)}),
        }
        for year in asked.years
    }


def _last_year(asked: Asked) -> dict[str, Any]:
    """The newest report of an earlier period, with what it recommended and how far that came."""
    before = db.session.scalar(
        db.select(Audit)
        .where(
            Audit.panel_id == asked.panel.id,
            Audit.kind == AuditKind.ANNUAL,
            Audit.state != AuditState.BUILDING,
            Audit.to_month < asked.to_month,
        )
        .order_by(
            Audit.to_month.desc(), (Audit.state == AuditState.RELEASED).desc(), Audit.as_of.desc()
        )
        .limit(1)
    )
    if before is None:
        return {}
    recommended = db.session.scalars(
        db.select(AuditRecommendation)
        .where(AuditRecommendation.audit_id == before.id)
        .order_by(AuditRecommendation.created_at, AuditRecommendation.id)
    )
    return {"title": before.title, "recommended": [_recommended(each) for each in recommended]}


def _recommended(row: AuditRecommendation) -> dict[str, str]:
    return {
        "text": row.text,
        "owner": row.owner,
        "due": _day(row.due_on),
        "state": row.state.value,
        "progress": row.progress,
    }


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B %Y}"


def rate_people(
    context: Mapping[str, Any], measure: Measure, group: str = ""
) -> Mapping[str, int | None]:
    """Whom a rate is divided by: of each year, or of each group over the whole period."""
    people = context.get("people", {}).get(measure.value, {})
    return people.get(group or "by_year", {})
