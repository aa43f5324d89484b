"""What sudden infant deaths are read beside, taken in while the database may be read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from cdop.audits.dataset import Period, counted_deaths
from cdop.audits.kind import Asked, Population
from cdop.audits.models import Audit, AuditKind, AuditState, Basis, PanelStandard
from cdop.audits.sudi import compared, standards
from cdop.audits.sudi.earlier import period_before
from cdop.audits.sudi.measures import followed
from cdop.core import ages
from cdop.core.catalogues.audit_standards import STANDARDS, Standard
from cdop.core.catalogues.child import BroadEthnicGroup, DeprivationQuintile
from cdop.core.denominators import Denominators, Measure
from cdop.extensions import db
from cdop.populations.queries import denominators, list_cited_figures


def context_of(asked: Asked, population: Population) -> dict[str, Any]:
    return {
        "cited": compared.plain(list_cited_figures()),
        "births": _births(asked),
        "earlier": _earlier(asked, population),
        "standards": standards.plain(list_standards(asked.panel.id)),
    }


BY_REVIEW = (
    "Deaths are placed by the date of their review, so there are no rates: how many are reviewed in"
    " a year depends on the panel."
)
PART_OF_A_YEAR = (
    "Live births are on record by financial year, and the period is not of whole ones, so there are"
    " no rates."
)


def _births(asked: Asked) -> dict[str, Any]:
    """What rates are divided by; where no rate would be one of deaths a year, the reason alone."""
    if asked.basis is not Basis.DEATH:
        return {"all": None, "no_rates": BY_REVIEW}
    if (asked.from_month.month, asked.to_month.month) != (4, 3):
        return {"all": None, "no_rates": PART_OF_A_YEAR}
    return births_of(denominators(asked.panel), asked.years)


def births_of(known: Denominators, years: tuple[str, ...]) -> dict[str, Any]:
    """Live births of the period: all, and by the groups that are compared; None where not known."""

    def total(**group: str) -> int | None:
        return known.total(Measure.LIVE_BIRTHS, years, **group).value

    everyone = known.total(Measure.LIVE_BIRTHS, years)
    return {
        "all": everyone.value,
        "reason": everyone.reason,
        "sources": list(everyone.sources),
        "deprivation": {
            fifth.value: total(deprivation=fifth.value)
            for fifth in DeprivationQuintile
            if fifth is not DeprivationQuintile.NOT_KNOWN
        },
        "ethnic_group": {
            group.value: total(ethnic_group=group.value)
            for group in BroadEthnicGroup
            if group is not BroadEthnicGroup.NOT_KNOWN
        },
    }


def _earlier(asked: Asked, population: Population) -> Mapping[str, Any] | None:
    first, last = period_before(asked.from_month, asked.to_month, _periods_built(asked))
    counted = counted_deaths(Period(asked.panel_ids, asked.basis, first, last), population)
    if not len(counted.records):
        return None
    return {
        "period": _words(first, last),
        "counted": len(counted.records),
        "rows": followed(counted.records),
    }


def _periods_built(asked: Asked) -> list[tuple[date, date]]:
    """The periods of the panel's audits of the same kind and basis."""
    rows = db.session.execute(
        sa.select(Audit.from_month, Audit.to_month).where(
            Audit.panel_id == asked.panel.id,
            Audit.kind == AuditKind.SUDI,
            Audit.basis == asked.basis,
            Audit.state != AuditState.BUILDING,
        )
    )
    return [(first, last) for first, last in rows]


def _words(first: date, last: date) -> str:
    if first.month == 4 and last.month == 3:
        labels = [ages.financial_year(month).label for month in (first, last)]
        return labels[0] if labels[0] == labels[1] else f"{labels[0]} to {labels[1]}"
    return f"{first:%B %Y} to {last:%B %Y}"


def list_standards(panel_id: str) -> list[Standard]:
    """The standards that the service ships, as the panel words and sets them."""
    own = {
        row.code: row
        for row in db.session.scalars(
            db.select(PanelStandard).where(PanelStandard.panel_id == panel_id)
        )
    }
    return [_set_by(own.get(code), shipped) for code, shipped in STANDARDS.items()]


def _set_by(own: PanelStandard | None, shipped: Standard) -> Standard:
    if own is None:
        return shipped
    mark = shipped.mark if own.source == shipped.source else "P"
    return Standard(
        shipped.code, own.criterion, shipped.line, own.target, own.source, mark, own.in_use
    )
