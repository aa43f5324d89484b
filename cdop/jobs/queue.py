"""Asking for work, claiming it and running it; a job whose worker died is taken up again.

Nobody takes up a job that is being worked on. On PostgreSQL its worker says every few seconds that
it lives, however long one step takes. On SQLite the job itself may be the one writer, and nothing
could be said beside it: there one process at a time does the work, by a lock that dies with it.

There are two lanes, each with a worker of its own: what sends something out is never held up by
what takes long.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.alone import only_one
from cdop.jobs.models import Job, JobState

Handler = Callable[[Job], None]
HANDLERS: dict[str, Handler] = {}
TRY_AGAIN: set[str] = set()
PUT_OFF = timedelta(minutes=2)  # twice as long after a second failure
STALE = timedelta(minutes=2)
BEAT_SECONDS = 15.0
MOST_ATTEMPTS = 3
log = logging.getLogger("cdop.jobs")


class Lane(StrEnum):
    """Which worker does a job; the value names its lock on SQLite."""

    ERRANDS = "errands"  # what sends something out, and is soon done
    LONG = "jobs"


LOCKS = {Lane.LONG: 4_270_003, Lane.ERRANDS: 4_270_004}


def handles(kind: str, *, tries_again: bool = False) -> Callable[[Handler], Handler]:
    """Register a handler. It runs in one transaction of its own; what fails leaves no trace.

    What sends something out `tries_again`: nobody would ask for it a second time.
    """

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        if tries_again:
            TRY_AGAIN.add(kind)
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
    # `job.id` would be read anew, and so lock out writers; the identity is known without.
    job_id = (sa.inspect(job).identity or ("",))[0]
    _progress[job_id] = (done, steps)
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.execute(
                sa.update(Job)
                .where(Job.id == job_id)
                .values(done_steps=done, all_steps=steps, heartbeat_at=now())
            )


_progress: dict[str, tuple[int, int]] = {}


def progress_of(job: Job) -> tuple[int, int]:
    """Steps done, and steps in all (0 when that is not known)."""
    if job.state is JobState.RUNNING:
        return _progress.get(job.id, (job.done_steps, job.all_steps))
    return (job.done_steps, job.all_steps)


def run_due(*lanes: Lane) -> int:
    """Run everything that is due; how many jobs were run. Call it with no changes pending."""
    count = 0
    while done := sum(_run_lane(lane) for lane in lanes or Lane):
        count += done
    return count


def is_due(lane: Lane, moment: datetime) -> sa.ColumnElement[bool]:
    """The jobs of a lane that wait, and those whose worker died."""
    waits = sa.and_(Job.state == JobState.WAITING, Job.due_at <= moment)
    left = sa.and_(Job.state == JobState.RUNNING, Job.heartbeat_at < moment - STALE)
    errand = Job.kind.in_(sorted(TRY_AGAIN))
    return sa.and_(errand if lane is Lane.ERRANDS else sa.not_(errand), sa.or_(waits, left))


def _is_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"


def _run_lane(lane: Lane) -> int:
    if _is_postgresql():
        return _run_all(lane)
    db.session.rollback()
    with only_one(lane.value, LOCKS[lane]) as mine:
        return _run_all(lane) if mine else 0


def _run_all(lane: Lane) -> int:
    count = 0
    while (job_id := _claim(lane)) is not None:
        _run(job_id)
        count += 1
    return count


def _claim(lane: Lane) -> str | None:
    moment = now()
    due = is_due(lane, moment)
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
    attempt, kind = job.attempts, job.kind
    tries = attempt - job.attempts_before
    try:
        if tries > MOST_ATTEMPTS:
            raise RuntimeError("too many attempts")
        with _beating(job_id):
            HANDLERS[kind](job)
        _end(job_id, attempt, JobState.DONE)
    except Exception as error:  # the last resort: a broken job must not stop the others
        db.session.rollback()
        log.exception("job %s %s failed", job_id, type(error).__name__)
        _fail(job_id, kind, attempt, tries, type(error).__name__)
    finally:
        _progress.pop(job_id, None)


@contextmanager
def _beating(job_id: str) -> Iterator[None]:
    """Say that the job is worked on, for as long as it is: what stops saying so is taken up."""
    if not _is_postgresql():
        yield
        return
    engine, over = db.engine, threading.Event()
    alive = sa.update(Job).where(Job.id == job_id, Job.state == JobState.RUNNING)

    def beat() -> None:
        while not over.wait(BEAT_SECONDS):
            try:
                with engine.begin() as connection:
                    connection.execute(alive.values(heartbeat_at=now()))
            except sa.exc.SQLAlchemyError as error:
                log.warning("job %s has no heartbeat: %s", job_id, type(error).__name__)

    thread = threading.Thread(target=beat, name="cdop-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _fail(job_id: str, kind: str, attempt: int, tries: int, problem: str) -> None:
    """Give the job up, or put it off where it would be asked for by nobody else."""
    if kind not in TRY_AGAIN or tries >= MOST_ATTEMPTS:
        _end(job_id, attempt, JobState.FAILED, problem)
        return
    db.session.execute(
        sa.update(Job)
        .where(Job.id == job_id, Job.attempts == attempt)
        .values(state=JobState.WAITING, problem=problem, due_at=now() + PUT_OFF * tries)
    )
    db.session.commit()


def _end(job_id: str, attempt: int, state: JobState, problem: str | None = None) -> None:
    """Commit the job's work with its end, unless it was taken for dead and is another's by now."""
    values = {"state": state, "finished_at": now(), "problem": problem}
    if state is JobState.DONE:
        values["done_steps"] = Job.all_steps
    ended = db.session.execute(
        sa.update(Job)
        .where(Job.id == job_id, Job.attempts == attempt)
        .values(values)
        .returning(Job.id)
    )
    if ended.first() is not None:
        db.session.commit()
    else:
        db.session.rollback()
        log.warning("job %s was taken up by another worker; its first outcome is dropped", job_id)
