"""Panels and their settings, as an administrator keeps them."""

from datetime import date
from typing import Any

from cdop.access.permissions import Permission
from cdop.access.policy import check
from cdop.accounts.models import Panel, Setting
from cdop.accounts.queries import CLOCK_SETTING
from cdop.core.clocks import ClockRule, Unit
from cdop.db.base import new_id
from cdop.extensions import db
from cdop.trail.record import record
from cdop.web.versions import check_version


def add_panel(*, actor: Any, slug: str, **values: Any) -> Panel:
    check(actor, Permission.PANEL_SETTINGS)
    panel = Panel(id=new_id(), slug=slug, **values)
    db.session.add(panel)
    db.session.flush()
    record(actor, "panel.added", panel)
    return panel


def edit_panel(panel: Panel, *, actor: Any, version: int | str | None, **values: Any) -> None:
    """Everything but the short name, which stands in public addresses."""
    check(actor, Permission.PANEL_SETTINGS, panel)
    check_version(panel, version)
    for name, value in values.items():
        setattr(panel, name, value)
    db.session.flush()
    record(actor, "panel.edited", panel)


def set_clock(
    panel: Panel,
    rule: ClockRule,
    *,
    actor: Any,
    target: int,
    unit: Unit,
    source: str,
    effective_from: date,
) -> Setting:
    """Set the panel's own target from a day on; what held before that day stays on record."""
    check(actor, Permission.PANEL_SETTINGS, panel)
    code = CLOCK_SETTING + rule.code
    setting = db.session.scalar(
        db.select(Setting).where(
            Setting.panel_id == panel.id,
            Setting.code == code,
            Setting.effective_from == effective_from,
        )
    )
    if setting is None:
        setting = Setting(id=new_id(), panel_id=panel.id, code=code, effective_from=effective_from)
        db.session.add(setting)
    setting.value = {"target": target, "unit": str(unit)}
    setting.source, setting.mark = source, "U"
    db.session.flush()
    record(actor, "setting.changed", panel, code=code, target=target, unit=unit)
    return setting
