"""A newsletter to many readers against plain smtplib to the same mail server, and under kill -9.

Plain smtplib has it easier: it sends one prepared message over and over, each with `sendmail`,
over one connection, reads no database and keeps no account of what was sent. The two take turns,
and the ratio is the median of the rounds, so that what else the machine does strikes both.
"""

import argparse
import os
import random
import signal
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from flask_migrate import upgrade

from cdop.access.roles import Role
from cdop.accounts.models import Membership, Panel, User
from cdop.app import create_app
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.queue import run_due
from cdop.mail.delivery import send_due
from cdop.mail.messages import letter_of, message_of
from cdop.mail.models import MailState, OutboxMail
from cdop.mail.transport import SEVERAL, SmtpTransport
from cdop.newsletters import changes
from cdop.newsletters.reader_changes import email_mark
from cdop.newsletters.reader_models import Subscriber, SubscriberState

ROOT = Path(__file__).resolve().parents[1]
BODY = (
    "## Welcome\n\n"
    + "Ask where the baby will sleep tonight, and on the next night away.\n\n" * 60
    + "## Support\n\n[Find bereavement support](/support)."
)
ENOUGH = 0.8
KILLS = 3
PATIENCE_SECONDS = 300


@dataclass
class Sink:
    """The mail server, and what it wrote down."""

    process: subprocess.Popen
    port: int
    log: Path

    def lines(self) -> list[tuple[str, str]]:
        return [tuple(line.split()) for line in self.log.read_text().splitlines()]

    def clear(self) -> None:
        os.truncate(self.log, 0)


def start_sink(folder: Path, kind: str = "bare") -> Sink:
    log = folder / "sink.txt"
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sink", kind, str(log)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    return Sink(process, int(process.stdout.readline()), log)


def prepare(readers: int) -> None:
    """A panel, its people, its readers, and an issue that just went out."""
    upgrade()
    panel = Panel(slug="bench", name="Bench CDOP", area="Bench")
    db.session.add(panel)
    db.session.flush()
    editor, chair = (_person(role, panel) for role in (Role.EDITOR, Role.CHAIR))
    for number in range(readers):
        email = f"reader{number}@readers.example"
        db.session.add(
            Subscriber(
                panel_id=panel.id,
                email=email,
                email_mark=email_mark(panel.id, email),
                state=SubscriberState.CONFIRMED,
                asked_at=now(),
                confirmed_at=now(),
            )
        )
    db.session.flush()
    issue = changes.start_issue(panel, actor=editor, title="Nights away from home")
    changes.edit_issue(
        issue, actor=editor, version=issue.version, summary="What to ask.", body=BODY
    )
    changes.submit_issue(issue, actor=editor, version=issue.version)
    changes.approve_issue(issue, actor=chair, version=issue.version)
    changes.publish_issue(issue, actor=editor, version=issue.version)
    db.session.commit()


def _person(role: Role, panel: Panel) -> User:
    user = User(name=role.value, email=f"{role.value}@bench.example")
    user.memberships = [Membership(role=role, panel_id=panel.id)]
    db.session.add(user)
    db.session.flush()
    return user


@dataclass
class Rate:
    """Mails a second, what one cost the processor, and over how many connections they went."""

    a_second: float
    microseconds: float
    connections: int = 1


def by_smtplib(sink: Sink, readers: int) -> Rate:
    """By the plainest program there can be: one message, one connection."""
    letter = letter_of(db.session.scalar(db.select(OutboxMail).limit(1)))
    message = message_of(letter, "cdop@example.org")
    begun, busy = time.perf_counter(), time.process_time()
    with smtplib.SMTP("127.0.0.1", sink.port) as server:
        for number in range(readers):
            server.sendmail("cdop@example.org", [f"reader{number}@readers.example"], message)
    return _rate(readers, begun, busy)


def by_us(readers: int) -> Rate:
    begun, busy = time.perf_counter(), time.process_time()
    report = send_due()
    if report.sent < readers:
        raise SystemExit(f"Sent {report.sent} of {readers}: {report}")
    return _rate(readers, begun, busy, report.connections)


def _rate(mails: int, begun: float, busy: float, connections: int = 1) -> Rate:
    seconds, cost = time.perf_counter() - begun, time.process_time() - busy
    return Rate(mails / seconds, cost / mails * 1e6, connections)


def queue_again() -> None:
    db.session.execute(
        db.update(OutboxMail).values(state=MailState.QUEUED, attempts=0, sent_at=None)
    )
    db.session.commit()


def killed(sink: Sink, readers: int, environment: dict[str, str]) -> tuple[int, int, int]:
    """Readers missed, mails repeated, and mails under a second Message-ID, after some kills."""
    dice = random.Random(4)
    for turn in range(KILLS):
        worker = _worker(environment)
        _wait_for(sink, int(readers * (turn + dice.random()) / (KILLS + 1)) + 1)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    worker = _worker(environment)
    begun = time.monotonic()
    while len(set(sink.lines())) < readers and time.monotonic() - begun < PATIENCE_SECONDS:
        time.sleep(0.5)
    worker.terminate()
    worker.wait(timeout=30)
    times = Counter(recipient for recipient, _ in sink.lines())
    other_ids = len(set(sink.lines())) - len(times)
    return readers - len(times), sum(times.values()) - len(times), other_ids


def _worker(environment: dict[str, str]) -> subprocess.Popen:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "work"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def _wait_for(sink: Sink, mails: int) -> None:
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE_SECONDS:
        with sink.log.open("rb") as log:
            if sum(chunk.count(b"\n") for chunk in iter(lambda: log.read(1 << 16), b"")) >= mails:
                return
        time.sleep(0.02)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench newsletter", description=__doc__)
    parser.add_argument("--readers", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=SEVERAL, help="at most, of ours")
    parser.add_argument("--sink", choices=["aiosmtpd", "bare"], default="aiosmtpd")
    wanted = parser.parse_args(arguments)
    SmtpTransport.connections = wanted.connections
    with tempfile.TemporaryDirectory() as folder:
        sink = start_sink(Path(folder), wanted.sink)
        try:
            return _measure(wanted.readers, wanted.rounds, sink, Path(folder))
        finally:
            sink.process.kill()
            sink.process.wait()


def _measure(readers: int, rounds: int, sink: Sink, folder: Path) -> int:
    environment = {
        **os.environ,
        "CDOP_ENV": "demo",
        "CDOP_DATA": str(folder),
        "CDOP_SMTP_URL": f"smtp://127.0.0.1:{sink.port}",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DATABASE_URL", None)
    with create_app(environ=environment).app_context():
        prepare(readers)
        begun = time.perf_counter()
        run_due()
        queueing = time.perf_counter() - begun
        print(f"queueing {readers:,} mails: {queueing:.1f} s ({readers / queueing:,.0f} a second)")
        ratios = []
        for _ in range(rounds):
            plain, ours = by_smtplib(sink, readers), by_us(readers)
            ratios.append(ours.a_second / plain.a_second)
            whole = readers / (readers / ours.a_second + queueing)
            print(
                f"smtplib {plain.a_second:,.0f} a second ({plain.microseconds:.0f} us of processor"
                f" each), ours {ours.a_second:,.0f} ({ours.microseconds:.0f} us,"
                f" {ours.connections} connections): {ratios[-1]:.2f}"
                f" (with queueing {whole / plain.a_second:.2f})",
                flush=True,
            )
            queue_again()
        print(f"median of {rounds} rounds: {statistics.median(ratios):.2f}")
        sink.clear()
        db.session.remove()
        db.engine.dispose()
        missed, repeated, other_ids = killed(sink, readers, environment)
    print(f"{KILLS} kills: {missed} missed, {repeated} repeated, {other_ids} under another id")
    held = statistics.median(ratios) >= ENOUGH and not missed and not other_ids
    held = held and repeated <= KILLS * SEVERAL
    print("The bar holds." if held else "The bar does NOT hold.")
    return 0 if held else 1
