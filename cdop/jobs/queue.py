"""Asking for work, claiming it and running it; a job whose worker died is taken up again."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.models import Job, JobState

Handler = Callable[[Job], None]
HANDLERS: dict[str, Handler] = {}
STALE = timedelta(minutes=2)
MOST_ATTEMPTS = 3
log = logging.getLogger("cdop.jobs")


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register a handler. It runs in one transaction of its own; what fails leaves no trace."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def enqueue(kind: str, *, actor: Any = None, steps: int = 0, **payload: Any) -> Job:
    """Ask for work; it starts after the present transaction commits."""
    job = Job(kind=kind, payload=payload, all_steps=steps, asked_by_id=getattr(actor, "id", None))
    db.session.add(job)
    db.session.flush()
    return job


def get_job(job_id: str) -> Job:
    return db.get_or_404(Job, job_id)


def show_progress(job: Job, done: int, steps: int) -> None:
    """Make progress visible while the job's own transaction is still open.

    SQLite has one writer, which is the job itself, so there it is kept in this process;
    on PostgreSQL a connection of its own tells every process.
    """
    _progress[job.id] = (done, steps)
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.execute(
                sa.update(Job)
                .where(Job.id == job.id)
                .values(done_steps=done, all_steps=steps, heartbeat_at=now())
            )


_progress: dict[str, tuple[int, int]] = {}


def progress_of(job: Job) -> tuple[int, int]:
    """Steps done, and steps in all (0 when that is not known)."""
    if job.state is JobState.RUNNING:
        return _progress.get(job.id, (job.done_steps, job.all_steps))
    return (job.done_steps, job.all_steps)


def run_due() -> int:
    """Run everything that is due; how many jobs were run."""
    count = 0
    while (job_id := _claim()) is not None:
        _run(job_id)
        count += 1
    return count


def _claim() -> str | None:
    moment = now()
    due = sa.or_(
        sa.and_(Job.state == JobState.WAITING, Job.due_at <= moment),
        sa.and_(Job.state == JobState.RUNNING, Job.heartbeat_at < moment - STALE),
    )
    if db.session.scalar(db.select(Job.id).where(due).limit(1)) is None:
        db.session.rollback()
        return None
    job = db.session.scalar(
        db.select(Job).where(due).order_by(Job.due_at).limit(1).with_for_update(skip_locked=True)
    )
    if job is None:
        db.session.rollback()
        return None
    job.state, job.heartbeat_at, job.attempts = JobState.RUNNING, moment, job.attempts + 1
    db.session.commit()
    return job.id


def _run(job_id: str) -> None:
    job = db.session.get(Job, job_id)
    if job is None:
        return
    try:
        if job.attempts > MOST_ATTEMPTS:
            raise RuntimeError("too many attempts")
        HANDLERS[job.kind](job)
        job.state, job.finished_at = JobState.DONE, now()
        job.done_steps = job.all_steps
        db.session.commit()
    except Exception as error:  # the last resort: a broken job must not stop the others
        db.session.rollback()
        log.exception("job %s %s failed", job_id, type(error).__name__)
        _fail(job_id, type(error).__name__)
    finally:
        _progress.pop(job_id, None)


def _fail(job_id: str, problem: str) -> None:
    job = db.session.get(Job, job_id)
    if job is not None:
        job.state, job.finished_at, job.problem = JobState.FAILED, now(), problem
        db.session.commit()
