"""Work that is asked for is done once: by one worker, however many there are."""

import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa

from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs import queue
from cdop.jobs.alone import only_one
from cdop.jobs.models import Job, JobState
from cdop.jobs.queue import HANDLERS, STALE, Lane, enqueue, run_due

HOLD = """
import sqlite3, sys
lock = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
lock.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def does(monkeypatch):
    """`does(handler)`: a job of the kind `test` runs it; returns that job, asked for."""

    def ask(handler):
        monkeypatch.setitem(HANDLERS, "test", handler)
        job = enqueue("test")
        db.session.commit()
        return job.id

    return ask


def _job(job_id):
    db.session.expire_all()
    return db.session.get(Job, job_id)


@pytest.mark.both_engines
def test_a_job_is_run_once(app, does):
    ran = []
    job_id = does(lambda job: ran.append(job.id))

    run_due()
    run_due()

    assert ran == [job_id]
    assert _job(job_id).state is JobState.DONE


@pytest.mark.both_engines
def test_what_a_failing_job_wrote_is_gone_and_the_next_one_runs(app, does):
    def fails(job):
        enqueue("never")
        db.session.flush()
        raise LookupError("a word that must not be kept")

    job_id = does(fails)

    run_due()

    assert (_job(job_id).state, _job(job_id).problem) == (JobState.FAILED, "LookupError")
    assert db.session.scalar(sa.select(Job.id).where(Job.kind == "never")) is None


@pytest.mark.both_engines
def test_a_long_step_is_not_taken_up_by_a_second_worker(app, does, monkeypatch):
    monkeypatch.setattr(queue, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(queue, "STALE", timedelta(seconds=0.5))
    taken = []

    def second_worker():
        with app.app_context():
            taken.append(run_due())

    def takes_long(job):
        db.session.rollback()
        time.sleep(1)
        thread = threading.Thread(target=second_worker)
        thread.start()
        thread.join()

    job_id = does(takes_long)

    run_due()

    assert taken == [0]
    assert (_job(job_id).state, _job(job_id).attempts) == (JobState.DONE, 1)


@pytest.mark.both_engines
def test_a_job_whose_worker_died_is_taken_up_again(app, does):
    ran = []
    job_id = does(lambda job: ran.append(job.id))
    _job(job_id).state, _job(job_id).heartbeat_at = JobState.RUNNING, now() - 2 * STALE
    db.session.commit()

    run_due()

    assert ran == [job_id]


@pytest.mark.both_engines
def test_a_worker_that_was_taken_for_dead_drops_its_work(app, does):
    def sleeps_too_long(job):
        job.attempts += 1  # another worker took it up
        db.session.commit()
        enqueue("never")

    job_id = does(sleeps_too_long)

    run_due()

    assert _job(job_id).state is JobState.RUNNING
    assert db.session.scalar(sa.select(Job.id).where(Job.kind == "never")) is None


def test_on_sqlite_a_second_process_leaves_the_work_to_the_first(app, does):
    ran = []
    job_id = does(lambda job: ran.append(job.id))
    path = f"{app.config['DATA']}/jobs.lock"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}

    with subprocess.Popen([sys.executable, "-c", HOLD, path], **pipes) as other:
        other.stdout.readline()
        while_held = run_due()
        other.kill()
    afterwards = run_due()

    assert (while_held, afterwards, ran) == (0, 1, [job_id])


def test_the_lock_is_held_for_as_long_as_a_job_runs(app, does):
    seen = []

    def looks(job):
        with only_one("jobs", queue.LOCKS[Lane.LONG]) as mine:
            seen.append(mine)

    does(looks)

    run_due()

    assert seen == [False]


@pytest.mark.both_engines
def test_what_sends_something_out_is_tried_again_and_in_the_end_given_up(app, does, monkeypatch):
    monkeypatch.setattr(queue, "TRY_AGAIN", {"test"})
    tried = []

    def fails(job):
        tried.append(job.attempts)
        raise OSError("the line is down")

    job_id = does(fails)
    states = []
    for _ in range(queue.MOST_ATTEMPTS + 1):
        run_due()
        job = _job(job_id)
        states.append(job.state)
        job.due_at = now()
        db.session.commit()

    assert tried == [1, 2, 3]
    assert states == [JobState.WAITING, JobState.WAITING, JobState.FAILED, JobState.FAILED]
