"""A worker that is killed outright misses nobody, and repeats at most the mails in flight."""

import email
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from cdop.mail.transport import SEVERAL
from tests.mail.conftest import Sink, free_port

ROOT = Path(__file__).resolve().parents[2]
MAILS = 400
QUEUE = f"""
from cdop.app import create_app
from cdop.extensions import db
from cdop.mail.outbox import queue_mail
with create_app().app_context():
    db.create_all()
    for n in range({MAILS}):
        queue_mail(kind="test", recipient=f"p{{n}}@example.org", subject="S", text="T")
    db.session.commit()
"""


@pytest.fixture
def place(tmp_path):
    """A mail server, and the environment of an installation that sends to it."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    environment = os.environ | {
        "CDOP_ENV": "demo",
        "CDOP_DATA": str(tmp_path),
        "CDOP_SMTP_URL": f"smtp://127.0.0.1:{controller.port}",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DATABASE_URL", None)
    yield sink, environment
    controller.stop()


def start(environment) -> subprocess.Popen:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "work"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def wait_for(sink: Sink, number: int) -> None:
    deadline = time.monotonic() + 60
    while len(sink.mails) < number and time.monotonic() < deadline:
        time.sleep(0.005)


def test_a_killed_worker_misses_nobody_and_repeats_hardly_anything(place):
    sink, environment = place
    subprocess.run([sys.executable, "-c", QUEUE], check=True, env=environment, cwd=ROOT)
    kills = 0

    for number in (60, 200):
        worker = start(environment)
        wait_for(sink, number)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        kills += 1
    worker = start(environment)
    deadline = time.monotonic() + 60
    while len(set(sink.recipients)) < MAILS and time.monotonic() < deadline:
        time.sleep(0.05)
    worker.terminate()
    worker.wait(timeout=20)

    times = Counter(sink.recipients)
    ids = {(who, email.message_from_bytes(mail)["Message-ID"]) for who, mail in sink.mails}
    assert len(times) == MAILS
    assert sum(times.values()) - MAILS <= kills * SEVERAL
    assert len(ids) == MAILS
