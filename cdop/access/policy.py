"""Who may do what. A permission is granted when every rule on any one line holds.

A subject is a panel, a case, or anything that says its `panel_id` and, where it belongs to a
case, its `case`. `None` as subject asks "anywhere at all?", which decides navigation and lists;
lists themselves are filtered by query.
"""

from collections.abc import Callable
from typing import Any

from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.core.sign_off import Stand

Rule = Callable[[Any, Any], bool]


class Denied(Exception):
    """The person may not do this; the page says no more than that nothing was found."""

    def __init__(self, permission: Permission, subject: Any = None) -> None:
        super().__init__(permission.value)
        self.permission = permission
        self.subject = subject


def _holder(role: Role) -> Rule:
    def holds(user: Any, subject: Any) -> bool:
        if not getattr(user, "is_authenticated", False):
            return False
        if subject is None:
            return user.holds(role)
        panel_id = getattr(subject, "panel_id", None)
        return panel_id is not None and user.holds(role, panel_id)

    holds.__name__ = f"is_{role.value}"
    return holds


is_coordinator = _holder(Role.COORDINATOR)
is_member = _holder(Role.MEMBER)
is_chair = _holder(Role.CHAIR)
is_editor = _holder(Role.EDITOR)
is_governance = _holder(Role.GOVERNANCE)


def is_administrator(user: Any, _subject: Any) -> bool:
    return getattr(user, "is_authenticated", False) and user.holds(Role.ADMINISTRATOR)


def holds_a_role(user: Any, _subject: Any) -> bool:
    """Anybody who works here: for what others published anyway."""
    return getattr(user, "is_authenticated", False) and bool(user.current_memberships)


def works_with_lessons(user: Any, _subject: Any) -> bool:
    """On whatever panel: what is in the library was approved, and tells of no case."""
    roles = (Role.EDITOR, Role.CHAIR, Role.MEMBER, Role.COORDINATOR)
    return getattr(user, "is_authenticated", False) and any(user.holds(role) for role in roles)


def has_no_conflict(user: Any, subject: Any) -> bool:
    """A declared conflict shuts out reading as well as scoring, at once, chair included."""
    case = getattr(subject, "case", subject)
    return user.id not in getattr(case, "conflicted_user_ids", ())


def did_not_write_it(user: Any, subject: Any) -> bool:
    """Nobody signs off their own work."""
    return subject is None or user.id not in subject.author_ids


def readers_have_it(_user: Any, subject: Any) -> bool:
    """A chair takes back what is out; a draft is its editors' to drop."""
    return subject is None or subject.state is Stand.OPEN


def is_of_one_panel(_user: Any, subject: Any) -> bool:
    """What pools several panels has no exact numbers for anybody."""
    return not getattr(getattr(subject, "audit", subject), "pools_panels", False)


def sits_anywhere(user: Any, _subject: Any) -> bool:
    """Holds a place on some panel, whichever."""
    return getattr(user, "is_authenticated", False) and any(
        user.holds(role) for role in (Role.CHAIR, Role.COORDINATOR, Role.MEMBER)
    )


def chairs_anywhere(user: Any, _subject: Any) -> bool:
    return getattr(user, "is_authenticated", False) and user.holds(Role.CHAIR)


def was_approved(_user: Any, subject: Any) -> bool:
    """Only wording that was signed off is read outside the editor's desk."""
    return subject is None or subject.approved_at is not None


def is_somebody_else(user: Any, subject: Any) -> bool:
    """Nobody gives themselves a role, or takes a bar off their own account."""
    return subject is None or user.id != subject.id


POLICY: dict[Permission, list[list[Rule]]] = {
    Permission.CASE_LIST: [[is_coordinator], [is_member], [is_chair]],
    Permission.CASE_NOTIFY: [[is_coordinator]],
    Permission.CASE_READ: [
        [is_coordinator, has_no_conflict],
        [is_member, has_no_conflict],
        [is_chair, has_no_conflict],
    ],
    Permission.CASE_MANAGE: [[is_coordinator, has_no_conflict]],
    Permission.CASE_EXPORT: [[is_coordinator, has_no_conflict]],
    Permission.CASE_RECEIVE: [[is_coordinator, has_no_conflict]],
    Permission.IDENTITY_READ: [[is_coordinator, has_no_conflict]],
    Permission.IDENTITY_EDIT: [[is_coordinator, has_no_conflict]],
    Permission.IDENTITY_SEARCH: [[is_coordinator]],
    Permission.CONFLICT_DECLARE: [
        [is_coordinator, has_no_conflict],
        [is_member, has_no_conflict],
        [is_chair, has_no_conflict],
    ],
    Permission.CONFLICT_LIFT: [[is_chair, has_no_conflict]],
    Permission.ANALYSIS_READ: [
        [is_coordinator, has_no_conflict],
        [is_member, has_no_conflict],
        [is_chair, has_no_conflict],
    ],
    Permission.ANALYSIS_RECORD: [
        [is_coordinator, has_no_conflict],
        [is_member, has_no_conflict],
        [is_chair, has_no_conflict],
    ],
    Permission.ANALYSIS_RATIFY: [[is_chair, has_no_conflict]],
    Permission.ANALYSIS_REOPEN: [[is_chair, has_no_conflict]],
    Permission.LEARNING_CODES: [[is_coordinator], [is_chair]],
    Permission.IMPORT_RUN: [[is_coordinator]],
    Permission.AUDIT_READ: [
        [is_chair, is_of_one_panel],
        [is_coordinator, is_of_one_panel],
        [is_member, is_of_one_panel],
    ],
    Permission.AUDIT_BUILD: [[is_chair, is_of_one_panel]],
    Permission.AUDIT_RELEASE: [[is_chair, is_of_one_panel, did_not_write_it]],
    Permission.NATIONAL_READ: [[sits_anywhere]],
    Permission.NATIONAL_ASK: [[is_chair]],
    Permission.NATIONAL_RELEASE: [[chairs_anywhere, did_not_write_it]],
    Permission.RELEASE_READ: [[is_chair], [is_coordinator], [is_member], [is_editor]],
    Permission.RELEASE_WITHDRAW: [[is_chair]],
    Permission.EXTERNAL_RECORD: [[is_chair], [is_coordinator]],
    Permission.POPULATION_READ: [
        [is_coordinator],
        [is_member],
        [is_chair],
        [is_editor],
        [is_administrator],
    ],
    Permission.POPULATION_LOAD: [[is_coordinator], [is_chair], [is_administrator]],
    Permission.CITED_READ: [[holds_a_role]],
    Permission.CITED_EDIT: [[is_administrator]],
    Permission.POINT_PASS_ON: [[is_chair, has_no_conflict]],
    Permission.POINT_READ: [[is_editor], [is_chair]],
    Permission.LESSON_READ: [
        [is_editor],
        [is_chair],
        [is_member, was_approved],
        [is_coordinator, was_approved],
    ],
    Permission.LESSON_WRITE: [[is_editor]],
    Permission.LESSON_CHECK: [[is_editor], [is_chair]],
    Permission.LESSON_APPROVE: [[is_chair, did_not_write_it]],
    Permission.LESSON_OFFER: [[is_editor], [is_chair]],
    Permission.LIBRARY_READ: [[works_with_lessons]],
    Permission.LESSON_RETIRE: [[is_editor], [is_chair]],
    Permission.ISSUE_READ: [[is_editor], [is_chair]],
    Permission.ISSUE_WRITE: [[is_editor]],
    Permission.ISSUE_COMMENT: [[is_editor], [is_chair]],
    Permission.ISSUE_DECIDE: [[is_chair, did_not_write_it]],
    Permission.ISSUE_PUBLISH: [[is_editor], [is_chair]],
    Permission.ISSUE_WITHDRAW: [[is_editor], [is_chair]],
    Permission.SUBSCRIBERS_READ: [[is_editor]],
    Permission.SUBSCRIBERS_CHANGE: [[is_editor]],
    Permission.SUBSCRIBERS_ERASE: [[is_editor]],
    Permission.TRAINING_READ: [[is_editor], [is_chair], [is_coordinator]],
    Permission.TRAINING_MANAGE: [[is_editor]],
    Permission.TRAINING_MOVE: [[is_editor], [is_chair]],
    Permission.TRAINING_DECIDE: [[is_chair, did_not_write_it]],
    Permission.TRAINING_WITHDRAW: [[is_editor], [is_chair, readers_have_it]],
    Permission.PAGE_READ: [[is_editor], [is_chair], [is_coordinator]],
    Permission.PAGE_WRITE: [[is_editor]],
    Permission.PAGE_MOVE: [[is_editor], [is_chair]],
    Permission.PAGE_DECIDE: [[is_chair, did_not_write_it]],
    Permission.PAGE_WITHDRAW: [[is_editor], [is_chair, readers_have_it]],
    Permission.TRAIL_READ: [[is_governance]],
    Permission.PEOPLE_MANAGE: [[is_administrator]],
    Permission.ACCOUNT_CHANGE: [[is_administrator, is_somebody_else]],
    Permission.PANEL_SETTINGS: [[is_administrator]],
    Permission.MAIL_READ: [[is_administrator]],
    Permission.MAIL_RETRY: [[is_administrator]],
    Permission.WORK_SETTLE: [[is_administrator]],
}


def allowed(user: Any, permission: Permission, subject: Any = None) -> bool:
    """Whether the person may; for templates and navigation as well as for the gate."""
    return any(all(rule(user, subject) for rule in line) for line in POLICY[permission])


def check(user: Any, permission: Permission, subject: Any = None) -> None:
    """Refuse, unless allowed."""
    if not allowed(user, permission, subject):
        raise Denied(permission, subject)
