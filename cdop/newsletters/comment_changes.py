"""Writes of remarks in the margin: made by editors and chairs, settled by either."""

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import User
from cdop.db.clock import now
from cdop.extensions import db
from cdop.newsletters.models import Issue, IssueComment
from cdop.trail.record import record


def comment(issue: Issue, *, actor: User, section: str, text: str) -> IssueComment:
    policy.check(actor, Permission.ISSUE_COMMENT, issue)
    made = IssueComment(issue_id=issue.id, section=section, text=text, by_id=actor.id)
    db.session.add(made)
    db.session.flush()
    record(actor, "issue.commented", issue)
    return made


def settle(remark: IssueComment, *, actor: User) -> None:
    """A second time changes nothing."""
    policy.check(actor, Permission.ISSUE_COMMENT, remark)
    if remark.settled_at is not None:
        return
    remark.settled_at, remark.settled_by_id = now(), actor.id
    db.session.flush()
    record(actor, "issue.comment_settled", remark.issue)
