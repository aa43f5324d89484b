"""Reads of an issue at the desk: its versions, and the remarks in its margin."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from cdop.core.publication import IssueMove
from cdop.extensions import db
from cdop.newsletters.models import Issue, IssueComment, IssueVersion

JUDGED = (IssueMove.RETURN, IssueMove.APPROVE)


def list_versions(issue: Issue) -> list[IssueVersion]:
    """Newest first."""
    return list(
        db.session.scalars(
            db.select(IssueVersion)
            .where(IssueVersion.issue_id == issue.id)
            .order_by(IssueVersion.number.desc())
            .options(joinedload(IssueVersion.by))
        )
    )


def find_version(issue: Issue, number: int | None) -> IssueVersion | None:
    return db.session.scalar(
        db.select(IssueVersion).where(
            IssueVersion.issue_id == issue.id, IssueVersion.number == number
        )
    )


def find_last_judged(issue: Issue) -> IssueVersion | None:
    """The version on which a chair last decided: what changed since is what is new to read."""
    judged = [step.created_at for step in issue.steps if step.move in JUDGED]
    if not judged:
        return None
    return db.session.scalar(
        db.select(IssueVersion)
        .where(IssueVersion.issue_id == issue.id, IssueVersion.created_at <= max(judged))
        .order_by(IssueVersion.number.desc())
        .limit(1)
    )


def get_comment(comment_id: str) -> IssueComment:
    return db.get_or_404(IssueComment, comment_id)


def list_comments(issue: Issue) -> list[IssueComment]:
    """Open ones first, oldest first."""
    return list(
        db.session.scalars(
            db.select(IssueComment)
            .where(IssueComment.issue_id == issue.id)
            .order_by(IssueComment.settled_at.is_not(None), IssueComment.created_at)
            .options(joinedload(IssueComment.by), joinedload(IssueComment.settled_by))
        )
    )


def count_open_comments(issue: Issue) -> int:
    return (
        db.session.scalar(
            db.select(sa.func.count(IssueComment.id)).where(
                IssueComment.issue_id == issue.id, IssueComment.settled_at.is_(None)
            )
        )
        or 0
    )
