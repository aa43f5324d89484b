"""What becomes of work that was given up: it is tried again, or left; each of them once."""

from typing import Any

import sqlalchemy as sa

from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.models import Job, JobState


def try_again(job: Job) -> bool:
    """Have it run once more, with as many attempts as at first; false if it waits for nobody.

    The attempts go on being counted, so that a worker that was taken for dead long ago cannot end
    the new run.
    """
    return _settle(
        job,
        state=JobState.WAITING,
        attempts_before=Job.attempts,
        due_at=now(),
        heartbeat_at=None,
        finished_at=None,
        problem=None,
    )


def leave(job: Job) -> bool:
    """Nothing more comes of it, and nobody is told of it any longer; false if it is settled."""
    return _settle(job, left_at=now())


def _settle(job: Job, **values: Any) -> bool:
    given_up = (Job.id == job.id, Job.state == JobState.FAILED, Job.left_at.is_(None))
    settled = db.session.execute(
        sa.update(Job).where(*given_up).values(values).returning(Job.id)
    ).first()
    db.session.refresh(job)
    return settled is not None
