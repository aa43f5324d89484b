"""The work behind an audit's pages: what a release would print is worked out on the worker."""

from cdop.audits import changes, queries
from cdop.audits.models import Profile
from cdop.core.moves import NotNow
from cdop.jobs.models import Job
from cdop.jobs.queue import handles, show_progress


@handles(changes.PREPARE)
def prepare(job: Job) -> None:
    """Protect, attack and draw, unless that was done meanwhile."""
    show_progress(job, 0, 1)
    audit = queries.get_audit(job.payload["audit_id"])
    profile = Profile(job.payload["profile"])
    if changes.find_preview(audit, profile) is None:
        try:
            changes.keep_preview(audit, profile)
        except NotNow:
            return  # the page says so itself
