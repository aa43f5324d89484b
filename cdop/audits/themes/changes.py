"""Writes of themes: defined, changed by a further version, retired, and built into an audit."""

from datetime import date
from typing import Any

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.audits import changes as audits
from cdop.audits.models import Audit, AuditKind, Basis
from cdop.audits.themes import queries
from cdop.audits.themes.models import Theme, ThemeVersion
from cdop.audits.themes.preview import matching
from cdop.core.moves import NotNow
from cdop.core.theme import FEWEST, BadTheme, ThemeDefinition, as_plain, fingerprint
from cdop.db.clock import now
from cdop.extensions import db
from cdop.trail.record import record
from cdop.web.versions import bump, check_version

TOO_FEW = (
    f"Fewer than {FEWEST} deaths of this period match. So few are read as cases, not as numbers:"
    " take a longer period or widen the theme."
)
TAKEN = "This panel has a theme of this name already"


class TooFew(ValueError):
    """The audit would be of so few deaths that it singles out cases."""


def define_theme(panel: Panel, *, actor: User, definition: ThemeDefinition) -> Theme:
    """A theme with its first version; BadTheme where the panel has one of the name."""
    policy.check(actor, Permission.AUDIT_BUILD, panel)
    if queries.name_taken(panel.id, definition.name):
        raise BadTheme({"name": TAKEN})
    theme = Theme(panel_id=panel.id, name=definition.name)
    db.session.add(theme)
    db.session.flush()
    _add_version(theme, actor, 1, definition)
    record(actor, "theme.defined", theme)
    return theme


def change_theme(
    theme: Theme, *, actor: User, version: int | str | None, definition: ThemeDefinition
) -> None:
    """Follow the definition by a new one; audits that were built keep the one they used."""
    policy.check(actor, Permission.AUDIT_BUILD, theme)
    check_version(theme, version)
    if queries.name_taken(theme.panel_id, definition.name, by_other_than=theme.id):
        raise BadTheme({"name": TAKEN})
    if as_plain(definition) == theme.newest.definition:
        return
    number = theme.newest.number + 1
    theme.name = definition.name
    bump(theme)
    _add_version(theme, actor, number, definition)
    record(actor, "theme.changed", theme, number=number)


def _add_version(theme: Theme, actor: User, number: int, definition: ThemeDefinition) -> None:
    theme.versions.append(
        ThemeVersion(number=number, definition=as_plain(definition), made_by_id=actor.id)
    )
    db.session.flush()


def retire_theme(theme: Theme, *, actor: User, version: int | str | None) -> None:
    """Build it no more; its audits stay."""
    policy.check(actor, Permission.AUDIT_BUILD, theme)
    check_version(theme, version)
    if theme.is_retired:
        return
    theme.retired_at, theme.retired_by_id = now(), actor.id
    db.session.flush()
    record(actor, "theme.retired", theme)


def bring_back_theme(theme: Theme, *, actor: User, version: int | str | None) -> None:
    """Let a retired theme be built again."""
    policy.check(actor, Permission.AUDIT_BUILD, theme)
    check_version(theme, version)
    theme.retired_at = theme.retired_by_id = None
    db.session.flush()
    record(actor, "theme.brought_back", theme)


def ask_for_themed_audit(
    theme: Theme, *, actor: User, basis: Basis, from_month: date, to_month: date, title: str
) -> Audit:
    """An audit of the newest version, which is frozen with it."""
    policy.check(actor, Permission.AUDIT_BUILD, theme)
    if theme.is_retired:
        raise NotNow("This theme was retired. Bring it back before you build it.")
    if matching(theme.panel, theme.newest.parsed, basis, from_month, to_month) < FEWEST:
        raise TooFew(TOO_FEW)
    return audits.ask_for_audit(
        theme.panel,
        actor=actor,
        kind=AuditKind.THEME,
        design=design_of(theme),
        basis=basis,
        from_month=from_month,
        to_month=to_month,
        title=title,
    )


def design_of(theme: Theme) -> dict[str, Any]:
    """What an audit keeps of the theme: the definition word for word, and where it came from."""
    newest = theme.newest
    return {
        "theme_id": theme.id,
        "number": newest.number,
        "fingerprint": fingerprint(newest.parsed),
        "definition": newest.definition,
    }
