"""Declaring a conflict of interest, which shuts the case to a person at once, and lifting it."""

from typing import Any

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import User
from cdop.cases.changes import refuse
from cdop.cases.models import Case, Conflict
from cdop.cases.notification import NotAccepted, Problem
from cdop.cases.queries import holds_case_role
from cdop.core.workflow import NotNow
from cdop.db.clock import now
from cdop.extensions import db
from cdop.trail.record import record


def declare_conflict(case: Case, *, actor: Any, user: User, reason: str) -> Conflict:
    """From this row on the case is not there for the person.

    Everybody declares for themselves; coordinators may declare for others of the panel.
    """
    own = user.id == actor.id
    policy.check(actor, Permission.CONFLICT_DECLARE if own else Permission.CASE_MANAGE, case)
    refuse([] if reason.strip() else [Problem("reason", "Give the reason")])
    if not holds_case_role(user, case.panel_id):
        raise NotAccepted([Problem("user", "This person does not sit on the panel")])
    if user.id in case.conflicted_user_ids:
        raise NotNow("A conflict of this person is declared already.")
    conflict = Conflict(user_id=user.id, declared_by_id=actor.id, reason=reason.strip())
    case.conflicts.append(conflict)
    db.session.flush()
    record(actor, "conflict.declared", case, person=user.id, own=own)
    return conflict


def lift_conflict(conflict: Conflict, *, actor: Any, reason: str) -> None:
    """Open the case to the person again: by a chair who has no conflict in it, with a reason."""
    policy.check(actor, Permission.CONFLICT_LIFT, conflict)
    if conflict.lifted_at is not None:
        raise NotNow("This conflict has been lifted already.")
    refuse([] if reason.strip() else [Problem("reason", "Give the reason")])
    conflict.lifted_at, conflict.lifted_by_id = now(), actor.id
    conflict.lift_reason = reason.strip()
    db.session.flush()
    record(actor, "conflict.lifted", conflict.case, person=conflict.user_id)
