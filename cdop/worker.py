"""The work behind the pages: long jobs, errands and mail, each on its own thread until stopped."""

import atexit
import logging
import signal
import threading
import time
from collections.abc import Callable
from functools import partial

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs import queue
from cdop.jobs.models import Job
from cdop.jobs.queue import Lane
from cdop.mail import returns
from cdop.mail.delivery import forget_old_texts, mail_is_due, send_due

PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
SECONDS_TO_STOP = 5.0
TIDY_EVERY_SECONDS = 3600.0
log = logging.getLogger("cdop.worker")


class Worker:
    """Runs what is due every second; what fails is logged, and tried again later."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._told_to_stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._repeat, args=(turn,), name=f"cdop-{name}", daemon=True)
            for name, turn in (
                ("jobs", partial(run_jobs, Lane.LONG)),
                ("errands", partial(run_jobs, Lane.ERRANDS)),
                ("mail", self._mail_turn),
            )
        ]
        self._tidied = self._read_back = 0.0

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish the mail in hand, leave the rest for next time, and return."""
        self._told_to_stop.set()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def wait(self) -> None:
        while not self._told_to_stop.wait(PAUSE_SECONDS):
            pass

    def _repeat(self, turn: Callable[[], bool]) -> None:
        pause = PAUSE_SECONDS
        while not self._told_to_stop.wait(pause):
            well = self._try(turn)
            pause = PAUSE_SECONDS if well else min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _try(self, turn: Callable[[], bool]) -> bool:
        with self._app.app_context():
            try:
                return turn()
            except Exception as error:  # the last resort: the next turn may go better
                log.warning("a turn failed: %s", type(error).__name__)
                db.session.rollback()
                return False

    def _mail_turn(self) -> bool:
        if time.monotonic() - self._tidied > TIDY_EVERY_SECONDS:
            self._tidied = time.monotonic()
            forget_old_texts()
            db.session.commit()
        if time.monotonic() - self._read_back > returns.EVERY_SECONDS:
            self._read_back = time.monotonic()
            returns.read_back()
        if not mail_is_due():
            return True
        report = send_due(stopping=self._told_to_stop.is_set)
        if report.unreachable:
            log.warning("mail cannot be sent: %s", report.unreachable)
        return not report.unreachable


def run_jobs(lane: Lane) -> bool:
    if job_is_due(lane):
        queue.run_due(lane)
    return True


def job_is_due(lane: Lane) -> bool:
    """Whether there is a job to run; takes no lock that a writer could need."""
    due = sa.select(Job.id).where(queue.is_due(lane, now())).limit(1)
    with Session(db.engine.execution_options(reading=True)) as session:
        return session.scalar(due) is not None


def start(app: Flask) -> Worker:
    """Work beside the web server, in its process, until that ends."""
    worker = Worker(app)
    worker.start()
    atexit.register(worker.stop)
    return worker


@click.command("work")
@with_appcontext
def work() -> None:
    """Run jobs and send mail until stopped: for a process apart from the web servers."""
    worker = Worker(current_app._get_current_object())  # type: ignore[attr-defined]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.start()
    click.echo("Working. Stop with Ctrl+C.")
    worker.wait()
