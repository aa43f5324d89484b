"""Reads of themes; every list is ordered, every get is a record or a 404."""

from collections.abc import Sequence

from sqlalchemy.orm import defer, joinedload, selectinload

from cdop.audits.models import Audit, AuditKind
from cdop.audits.queries import get_panel
from cdop.audits.themes.models import Theme, ThemeVersion
from cdop.extensions import db

FULL = (
    joinedload(Theme.panel),
    selectinload(Theme.versions).joinedload(ThemeVersion.made_by),
)


def get_theme(panel_slug: str, theme_id: str) -> Theme:
    panel = get_panel(panel_slug)
    return db.one_or_404(
        db.select(Theme).where(Theme.id == theme_id, Theme.panel_id == panel.id).options(*FULL)
    )


def list_themes(panel_id: str) -> Sequence[Theme]:
    """The panel's own, those in use first, by name."""
    themes = db.session.scalars(
        db.select(Theme)
        .where(Theme.panel_id == panel_id)
        .order_by(Theme.retired_at.is_not(None), Theme.created_at)
        .options(*FULL)
    )
    return sorted(themes, key=lambda theme: (theme.is_retired, theme.name.casefold()))


def name_taken(panel_id: str, name: str, *, by_other_than: str | None = None) -> bool:
    themes = list_themes(panel_id)
    return any(
        each.name.casefold() == name.casefold() and each.id != by_other_than for each in themes
    )


def list_audits(theme: Theme) -> list[Audit]:
    """The audits built of any of its versions, newest first; their results stay closed."""
    built = db.session.scalars(
        db.select(Audit)
        .where(Audit.panel_id == theme.panel_id, Audit.kind == AuditKind.THEME)
        .order_by(Audit.created_at.desc())
        .options(joinedload(Audit.built_by), defer(Audit.results, raiseload=True))
    )
    return [audit for audit in built if audit.design.get("theme_id") == theme.id]
