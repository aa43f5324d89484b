"""The worker does what is due within seconds, goes on after a fault, and stops when told."""

import threading
import time

import pytest

from cdop import worker
from cdop.extensions import db
from cdop.jobs import queue
from cdop.jobs.models import Job, JobState
from cdop.jobs.queue import Lane
from cdop.mail.models import MailState, OutboxMail
from cdop.mail.outbox import queue_mail


@pytest.fixture
def working(app, monkeypatch):
    """A worker that looks for work many times a second."""
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0.02)
    started = worker.Worker(app)
    yield started
    started.stop()


def eventually(statement, wanted) -> bool:
    for _ in range(200):
        db.session.rollback()
        with db.engine.execution_options(reading=True).connect() as connection:
            if connection.scalar(statement) == wanted:
                return True
        time.sleep(0.05)
    return False


@pytest.mark.both_engines
def test_jobs_run_and_mail_leaves(app, working, monkeypatch):
    ran = []
    monkeypatch.setitem(queue.HANDLERS, "test", lambda job: ran.append(job.payload["number"]))
    queue.enqueue("test", number=7)
    queue_mail(kind="test", recipient="a@example.org", subject="S", text="T")
    db.session.commit()

    working.start()

    assert eventually(db.select(OutboxMail.state), MailState.SENT)
    assert eventually(db.select(Job.state), JobState.DONE)
    assert ran == [7]


def test_a_job_that_fails_stops_no_other(app, working, monkeypatch):
    ran = []
    monkeypatch.setitem(queue.HANDLERS, "broken", lambda job: 1 / 0)
    monkeypatch.setitem(queue.HANDLERS, "test", lambda job: ran.append(1))
    queue.enqueue("broken")
    queue.enqueue("test")
    db.session.commit()

    working.start()

    done = db.select(db.func.count()).where(Job.state == JobState.DONE)
    assert eventually(done, 1)
    assert ran == [1]


def test_an_idle_worker_takes_no_lock_from_writers(app, monkeypatch):
    queue.enqueue("unknown")
    db.session.commit()
    db.session.execute(db.update(Job).values(problem="x"))  # holds SQLite's write lock

    assert worker.job_is_due(Lane.LONG)


def test_a_worker_stops_within_seconds(app, working):
    working.start()
    began = time.monotonic()

    working.stop()

    assert time.monotonic() - began < 2


@pytest.mark.both_engines
def test_what_sends_something_out_is_not_held_up_by_long_work(app, working, monkeypatch):
    over, sent = threading.Event(), threading.Event()

    def takes_long(job):
        db.session.rollback()  # as long work does, so that others can write
        over.wait(20)

    monkeypatch.setitem(queue.HANDLERS, "long", takes_long)
    monkeypatch.setitem(queue.HANDLERS, "errand", lambda job: sent.set())
    monkeypatch.setattr(queue, "TRY_AGAIN", {"errand"})
    queue.enqueue("long")
    db.session.commit()
    working.start()
    assert eventually(db.select(Job.state), JobState.RUNNING)

    queue.enqueue("errand")
    queue_mail(kind="test", recipient="a@example.org", subject="S", text="T")
    db.session.commit()

    assert sent.wait(5)
    assert eventually(db.select(OutboxMail.state), MailState.SENT)
    assert not over.is_set()
    over.set()
    assert eventually(db.select(db.func.count()).where(Job.state == JobState.DONE), 2)
