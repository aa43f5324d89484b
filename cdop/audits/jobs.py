"""The work behind an audit's pages: what a release would print is worked out on the worker."""

from cdop.audits import changes, preparing, queries
from cdop.audits.models import Profile
from cdop.core.moves import NotNow
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import handles, show_progress


@handles(changes.PREPARE)
def prepare(job: Job) -> None:
    """Protect, attack and draw, unless that was done meanwhile.

    Nobody else could write while this waits, so the transaction ends before the long part.
    """
    show_progress(job, 0, 1)
    audit_id, profile = job.payload["audit_id"], Profile(job.payload["profile"])
    audit = queries.get_audit(audit_id)
    if changes.find_preview(audit, profile) is not None:
        return
    try:
        plan = preparing.gather(audit, profile)
    except NotNow:
        return  # the page says so itself
    db.session.rollback()
    candidate = preparing.work_out(plan)
    changes.keep_preview(queries.get_audit(audit_id), profile, candidate)
