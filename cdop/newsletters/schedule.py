"""From sign-off to publication: a hold in which it can be stopped, then exactly once at its time.

The time is kept in UTC on the issue, and a job of the same transaction answers to that one
request: a stopped or repeated request leaves a job that finds nothing to do. The publication
itself is unique to its issue, whatever restarts, clocks or second workers do.
"""

from datetime import datetime, timedelta

from flask import current_app

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import User
from cdop.core import publication as life
from cdop.core.moves import NotNow
from cdop.core.publication import IssueMove
from cdop.db.base import new_id
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import enqueue, handles
from cdop.newsletters import changes
from cdop.newsletters.models import Issue
from cdop.trail.record import record
from cdop.web.versions import check_version

LATE = timedelta(minutes=10)
COULD_NOT = "It did not go out, because it no longer passes the checks: "
NO_LONGER_MAY = "It did not go out, because who asked for it may no longer publish."


def hold() -> timedelta:
    """How long an issue can still be stopped after it was asked to go out."""
    return timedelta(minutes=current_app.config["NEWSLETTER_HOLD_MINUTES"])


def ask_to_publish(
    issue: Issue, *, actor: User, version: int | str | None, at: datetime | None = None
) -> datetime | None:
    """Publish at the time, or as soon as the hold is over; without a hold, None: it is out."""
    policy.check(actor, Permission.ISSUE_PUBLISH, issue)
    check_version(issue, version)
    life.apply(IssueMove.SCHEDULE, issue.state)
    if issue.is_held:
        raise NotNow("This issue already waits to go out.")
    moment = max(at or now(), now() + hold())
    if moment <= now():
        changes.publish_issue(issue, actor=actor, version=version)
        return None
    changes.must_be_ready(issue)
    issue.publish_at, issue.publish_asked_by_id = moment, actor.id
    issue.publish_order = new_id()
    changes.move_issue(issue, IssueMove.SCHEDULE, actor=actor)
    job = enqueue("newsletter.publish", issue_id=issue.id, order=issue.publish_order)
    job.due_at = moment
    db.session.flush()
    record(actor, "issue.scheduled", issue, at=moment.isoformat(timespec="minutes"))
    return moment


def stop_issue(issue: Issue, *, actor: User, version: int | str | None, reason: str) -> None:
    """Keep it from going out; it stays approved, and can be asked for again."""
    policy.check(actor, Permission.ISSUE_PUBLISH, issue)
    check_version(issue, version)
    if not issue.is_held:
        raise NotNow("This issue does not wait to go out.")
    _stop(issue, actor, reason)


def is_late(issue: Issue) -> bool:
    """It should be out by now: its job failed, or nothing runs jobs."""
    return issue.publish_at is not None and issue.is_held and issue.publish_at + LATE < now()


@handles("newsletter.publish", tries_again=True)
def publish_at_its_time(job: Job) -> None:
    """Publish, if this is still the request that counts."""
    issue = db.session.get(Issue, job.payload["issue_id"], with_for_update=True)
    if issue is None or issue.publish_order != job.payload["order"] or not issue.is_held:
        return
    actor = db.session.get(User, issue.publish_asked_by_id)
    if (
        actor is None
        or not actor.is_active
        or not policy.allowed(actor, Permission.ISSUE_PUBLISH, issue)
    ):
        _stop(issue, actor or issue.author, NO_LONGER_MAY)
        return
    try:
        changes.publish_issue(issue, actor=actor, version=issue.version)
    except changes.NotReady as early:
        _stop(issue, actor, COULD_NOT + "; ".join(early.problems))


def _stop(issue: Issue, actor: User, reason: str) -> None:
    issue.publish_at = issue.publish_asked_by_id = issue.publish_order = None
    changes.move_issue(issue, IssueMove.STOP, actor=actor, comment=reason)
