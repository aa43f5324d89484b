"""Reads of national views: the views themselves, and which panels take part."""

from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import Select
from sqlalchemy.orm import defer, joinedload, selectinload

from cdop.accounts.models import Panel, Setting
from cdop.accounts.queries import list_panels
from cdop.audits.models import Audit, AuditKind, Release
from cdop.extensions import db

TAKES_PART = "national_view"


def views() -> Select[Any]:
    """Every national view, whoever asked for it, newest first; results stay sealed."""
    return (
        db.select(Audit)
        .where(Audit.kind == AuditKind.NATIONAL)
        .order_by(Audit.created_at.desc(), Audit.id)
        .options(
            joinedload(Audit.panel),
            joinedload(Audit.built_by),
            selectinload(Audit.releases).defer(Release.protection, raiseload=True),
            defer(Audit.results, raiseload=True),
        )
    )


def get_view(audit_id: str) -> Audit:
    audit = db.one_or_404(
        db.select(Audit)
        .where(Audit.id == audit_id)
        .options(joinedload(Audit.panel), joinedload(Audit.built_by))
    )
    return audit if audit.pools_panels else abort(404)


def find_release(audit: Audit) -> Release | None:
    """The release of a view, if it is out and was not withdrawn."""
    return db.session.scalar(
        db.select(Release)
        .where(Release.audit_id == audit.id, Release.withdrawn_at.is_(None))
        .order_by(Release.created_at.desc())
        .options(selectinload(Release.tables), joinedload(Release.released_by))
    )


def takes_part(panel: Panel, on: date) -> bool:
    """Whether the panel's deaths are pooled with those of others; they are unless it said no."""
    setting = db.session.scalar(
        db.select(Setting)
        .where(
            Setting.panel_id == panel.id,
            Setting.code == TAKES_PART,
            Setting.effective_from <= on,
        )
        .order_by(Setting.effective_from.desc())
        .limit(1)
    )
    return setting is None or bool(setting.value["takes_part"])


def list_taking_part(on: date) -> list[Panel]:
    return [panel for panel in list_panels() if takes_part(panel, on)]
