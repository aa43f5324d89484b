"""Reads of what chairs wrote of an audit: words by section, recommendations, standards."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy.orm import joinedload

from cdop.accounts.models import Panel
from cdop.audits import queries
from cdop.audits.draft import headings
from cdop.audits.models import Audit, AuditRecommendation, PanelStandard, SectionWords
from cdop.core.catalogues.audit_standards import STANDARDS
from cdop.extensions import db


@dataclass(frozen=True)
class SectionOf:
    """A section of an audit, under the same wall as the audit."""

    audit: Audit
    place: int
    heading: str

    @property
    def panel_id(self) -> str:
        return self.audit.panel_id

    @property
    def author_ids(self) -> set[str]:
        return self.audit.author_ids


def get_section(audit_id: str, place: int) -> SectionOf:
    audit = queries.get_built_audit(audit_id)
    found = headings(audit)
    return SectionOf(audit, place, found[place]) if place < len(found) else abort(404)


def list_versions(audit: Audit, section: str) -> list[SectionWords]:
    """What was written of the section, newest first."""
    return list(
        db.session.scalars(
            db.select(SectionWords)
            .where(SectionWords.audit_id == audit.id, SectionWords.section == section)
            .order_by(SectionWords.created_at.desc(), SectionWords.id)
            .options(joinedload(SectionWords.written_by))
        )
    )


def latest_words(audit: Audit) -> dict[str, SectionWords]:
    """The latest words of each section that a chair wrote; empty ones give the section back."""
    rows = db.session.scalars(
        db.select(SectionWords)
        .where(SectionWords.audit_id == audit.id)
        .order_by(SectionWords.created_at, SectionWords.id)
    )
    latest = {row.section: row for row in rows}
    return {section: row for section, row in latest.items() if row.text}


def list_recommendations(audit: Audit) -> list[AuditRecommendation]:
    return list(
        db.session.scalars(
            db.select(AuditRecommendation)
            .where(AuditRecommendation.audit_id == audit.id)
            .order_by(AuditRecommendation.created_at, AuditRecommendation.id)
        )
    )


def get_recommendation(recommendation_id: str) -> AuditRecommendation:
    return db.one_or_404(
        db.select(AuditRecommendation)
        .where(AuditRecommendation.id == recommendation_id)
        .options(joinedload(AuditRecommendation.audit).joinedload(Audit.panel))
    )


def find_audit_before(audit: Audit) -> Audit | None:
    """The panel's last audit of the same kind, basis and design whose period ended before."""
    audits = db.session.scalars(
        queries.audits_of([audit.panel_id]).where(
            Audit.kind == audit.kind,
            Audit.basis == audit.basis,
            Audit.to_month < audit.to_month,
        )
    )
    before = [each for each in audits if each.design == audit.design and each.is_built]
    return max(before, key=lambda each: (each.to_month, each.created_at), default=None)


def list_earlier_recommendations(audit: Audit) -> Sequence[AuditRecommendation]:
    before = find_audit_before(audit)
    return list_recommendations(before) if before else []


def get_standard(panel_slug: str, code: str) -> PanelStandard:
    """The panel's standard, or one yet to be stored that says what the service ships."""
    panel: Panel = queries.get_panel(panel_slug)
    shipped = STANDARDS.get(code.upper()) or abort(404)
    found = db.session.scalar(
        db.select(PanelStandard).where(
            PanelStandard.panel_id == panel.id, PanelStandard.code == shipped.code
        )
    )
    return found or PanelStandard(
        panel_id=panel.id,
        code=shipped.code,
        criterion=shipped.criterion,
        target=shipped.target,
        source=shipped.source,
        in_use=True,
        version=1,
    )
