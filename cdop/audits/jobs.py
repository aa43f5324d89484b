"""The work behind an audit's pages: it is counted, and made ready for release, on the worker.

Nobody else could write while a job waits, so its transaction ends before each long part.
"""

from cdop.accounts.models import User
from cdop.audits import building, changes, preparing
from cdop.audits.leaving_out import chosen
from cdop.audits.models import Audit, Profile
from cdop.audits.ways import Way
from cdop.core.moves import NotNow
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import handles, show_progress

ALL_PARTS = len(preparing.STEPS) * preparing.PARTS


@handles(changes.BUILD)
def build(job: Job) -> None:
    """Read, count and draw, unless that was done meanwhile."""
    show_progress(job, 0, 1)
    audit_id, asked_by_id, moment = job.payload["audit_id"], job.asked_by_id, now()
    audit = db.session.get(Audit, audit_id)
    if audit is None or audit.is_built:
        return
    counted = building.results_apart(audit.panel, building.wish_of(audit))
    audit = db.session.get(Audit, audit_id, with_for_update=True, populate_existing=True)
    if audit is None or audit.is_built:
        return
    asker = db.session.get_one(User, asked_by_id)
    changes.keep_results(audit, counted, actor=asker, as_of=moment)
    if audit.pools_panels:  # nobody looks at it before it is protected
        changes.offer_audit(audit, actor=asker)


@handles(changes.PREPARE)
def prepare(job: Job) -> None:
    """Protect, attack and draw, unless that was done meanwhile; longer if it was not proved."""
    show_progress(job, 0, ALL_PARTS)
    audit_id, profile = job.payload["audit_id"], Profile(job.payload["profile"])
    way = Way(job.payload.get("way", Way.S))
    with building.reading_apart():
        audit = db.session.get(Audit, audit_id)
        if audit is None:
            return
        without = chosen(audit, [job.payload.get("without", "")]) if audit.is_built else ()
        before = changes.find_preview(audit, profile, way, without)
        if before is not None and not before.get("not_proved"):
            return
        try:
            plan = preparing.gather(audit, profile, way, without)
        except NotNow:
            return  # the page says so itself
    candidate = preparing.work_out(
        plan,
        lambda done: show_progress(job, done, ALL_PARTS),
        propose=True,
        longer=before is not None,
    )
    audit = db.session.get(Audit, audit_id, with_for_update=True, populate_existing=True)
    if audit is not None:
        changes.keep_preview(audit, profile, candidate)
