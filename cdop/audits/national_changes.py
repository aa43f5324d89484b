"""Writes of national views: taking part, asking for one, and releasing what was protected."""

from datetime import date

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.accounts.models import Panel, Setting, User
from cdop.audits import changes, national_queries, queries
from cdop.audits.models import Audit, AuditKind, Basis, Profile, Release
from cdop.audits.tables.national import NATIONAL
from cdop.core.moves import NotNow
from cdop.db.base import new_id
from cdop.db.clock import today
from cdop.extensions import db
from cdop.jobs.queue import enqueue
from cdop.trail.record import record

FEWEST_PANELS = 2
TOO_FEW = "A national view needs at least two panels that take part."
ANOTHER_PANEL = "Only a chair of another panel than the one that asked can release a national view."


def take_part(panel: Panel, *, actor: User, takes_part: bool) -> None:
    """Let the panel's deaths be pooled with those of others from now on, or not."""
    policy.check(actor, Permission.NATIONAL_ASK, panel)
    if national_queries.takes_part(panel, today()) is takes_part:
        return
    values = {"panel_id": panel.id, "code": national_queries.TAKES_PART}
    setting = db.session.scalar(
        db.select(Setting).filter_by(**values, effective_from=today())
    ) or Setting(id=new_id(), **values, effective_from=today(), source="The panel's chair")
    setting.value = {"takes_part": takes_part}
    db.session.add(setting)
    db.session.flush()
    record(actor, "national.took_part" if takes_part else "national.stayed_out", panel)


def ask_for_view(
    panel: Panel,
    *,
    actor: User,
    basis: Basis,
    from_month: date,
    to_month: date,
    profile: Profile,
) -> Audit:
    """Have the deaths of all panels that take part counted and protected, in one go."""
    policy.check(actor, Permission.NATIONAL_ASK, panel)
    panels = national_queries.list_taking_part(today())
    if len(panels) < FEWEST_PANELS:
        raise NotNow(TOO_FEW)
    return changes.ask_for_audit(
        panel,
        actor=actor,
        basis=basis,
        from_month=from_month,
        to_month=to_month,
        title=NATIONAL.title,
        kind=AuditKind.NATIONAL,
        design={"panels": {each.id: each.name for each in panels}, "profile": profile.value},
    )


def release_view(audit: Audit, *, actor: User) -> Release:
    """Freeze what was protected; the panel that asked does not release it itself."""
    policy.check(actor, Permission.NATIONAL_RELEASE, audit)
    if audit.panel_id in actor.panels_as(Role.CHAIR):
        raise NotNow(ANOTHER_PANEL)
    profile = profile_of(audit)
    if changes.find_preview(audit, profile) is None:
        raise NotNow("Look at what would be published first.")
    return changes.release_audit(audit, actor=actor, profile=profile)


def profile_of(audit: Audit) -> Profile:
    return Profile(audit.design["profile"])


def try_again(audit: Audit, *, actor: User) -> None:
    """Have a view counted or protected anew where that failed, or other figures came out since."""
    policy.check(actor, Permission.NATIONAL_ASK, audit)
    if not audit.is_built:
        changes.try_again(audit, actor=actor)
        return
    profile = profile_of(audit).value
    job = queries.find_job(changes.PREPARE, audit_id=audit.id, profile=profile)
    if not queries.is_under_way(job):
        enqueue(changes.PREPARE, actor=actor, audit_id=audit.id, profile=profile)
        record(actor, "audit.offered", audit)
