"""The few things that oversight itself does, each on record."""

from typing import Any

from cdop.access.permissions import Permission
from cdop.access.policy import check
from cdop.core.moves import NotNow
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs import settling
from cdop.jobs.models import Job
from cdop.mail.models import MailState, OutboxMail
from cdop.trail.record import record


def note_verification(*, actor: Any, entries: int, faults: int) -> None:
    check(actor, Permission.TRAIL_READ)
    record(actor, "trail.verified", entries=entries, faults=faults)


def retry_mail(mail: OutboxMail, *, actor: Any) -> None:
    """Try again at once a mail that was given up."""
    check(actor, Permission.MAIL_RETRY, mail)
    if mail.state is not MailState.FAILED:
        raise NotNow("Only a mail that could not be sent is sent again.")
    mail.state, mail.attempts, mail.next_attempt_at = MailState.QUEUED, 0, now()
    db.session.flush()
    record(actor, "mail.retried", mail)


SETTLED = "This work has been tried again or left already."


def retry_work(job: Job, *, actor: Any) -> None:
    """Have work that was given up done once more; whoever asked for it need not ask again."""
    check(actor, Permission.WORK_SETTLE, job)
    if not settling.try_again(job):
        raise NotNow(SETTLED)
    record(actor, "work.retried", job, kind=job.kind)


def leave_work(job: Job, *, actor: Any) -> None:
    """Let it be: it is kept, and shown as a notice no longer."""
    check(actor, Permission.WORK_SETTLE, job)
    if not settling.leave(job):
        raise NotNow(SETTLED)
    record(actor, "work.left", job, kind=job.kind)
