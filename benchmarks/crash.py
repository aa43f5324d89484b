"""Kill the service at random moments under concurrent writes, and count what was lost.

Each writer notifies deaths through the real form. What was acknowledged must be there once the
service is back; what was sent again with the same form must be there once, not twice.
"""

import argparse
import contextlib
import http.client
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from flask_migrate import upgrade

from cdop.access.roles import Role
from cdop.accounts import passwords
from cdop.accounts.models import Membership, Panel, User
from cdop.app import create_app
from cdop.cases.models import Case, ChildIdentity
from cdop.core import names
from cdop.db.keys import ring
from cdop.extensions import db
from cdop.trail.models import TrailEntry
from cdop.trail.verify import verify

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "quarry lantern mistle forty"
READY_SECONDS = 3.0
WRITERS = 6


@dataclass
class Sent:
    """One form that was sent: under this last name, and what is known of its fate."""

    name: str
    acknowledged: bool = False


@dataclass
class Outcome:
    """What the rounds showed."""

    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    unknown_kept: int = 0
    without_trail: int = 0
    trail_faults: int = 0
    slowest_start: float = 0.0
    problems: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Nothing lost, nothing doubled, every write in the trail, the trail unbroken."""
        faults = self.lost + self.doubled + self.without_trail + self.trail_faults
        return not faults and not self.problems and self.acknowledged > 0


def prepare(environ: dict[str, str]) -> None:
    """A panel and its coordinators, in a fresh installation."""
    app = create_app({}, environ)
    with app.app_context():
        upgrade()
        panel = Panel(slug="crash", name="Crash panel", local_authorities=["Northmere"])
        people = [
            User(
                email=f"writer{n}@example.org",
                name=f"Writer {n}",
                password_hash=passwords.hash_of(PASSWORD),
            )
            for n in range(WRITERS)
        ]
        db.session.add_all([panel, *people])
        db.session.flush()
        db.session.add_all(
            [
                Membership(user_id=person.id, panel_id=panel.id, role=Role.COORDINATOR)
                for person in people
            ]
        )
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


class Server:
    """The service as a process, to be killed."""

    def __init__(self, environ: dict[str, str], port: int) -> None:
        self.port = port
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cdop.serve", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, **environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not self._ready():
            if self.process.poll() is not None or time.monotonic() - began > 60:
                raise RuntimeError("The service did not start")
            time.sleep(0.02)
        self.seconds = time.monotonic() - began

    def _ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("GET", "/readyz")
            with connection.getresponse() as answer:
                return answer.status == 200
        return False

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Writer(threading.Thread):
    """One coordinator who notifies death after death, until told to stop."""

    def __init__(self, number: int, port: int) -> None:
        super().__init__(daemon=True)
        self.number, self.port = number, port
        self.sent: list[Sent] = []
        self.pending: tuple[Sent, dict[str, str]] | None = None
        self.cookies: dict[str, str] = {}
        self.count = 0
        self.go = threading.Event()
        self.done = False
        self.problem = ""

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers)
            with connection.getresponse() as answer:
                page = answer.read().decode()
                for header in answer.headers.get_all("Set-Cookie") or []:
                    for name, morsel in SimpleCookie(header).items():
                        self.cookies[name] = morsel.value
                return answer.status, answer.headers.get("Location", ""), page

    def sign_in(self) -> None:
        _, _, page = self.ask("GET", "/sign-in")
        form = {**hidden(page), "email": f"writer{self.number}@example.org", "password": PASSWORD}
        status, _, page = self.ask("POST", "/sign-in", form)
        if status not in (302, 303):
            raise RuntimeError(f"Writer {self.number} could not sign in: {status}")

    def run(self) -> None:
        while not self.done:
            self.go.wait()
            try:
                self.notify()
            except (OSError, http.client.HTTPException):
                self.go.clear()  # the service is down; wait to be told that it is back
            except Exception as error:
                self.problem = repr(error)
                return

    def notify(self) -> None:
        """Send one form; one whose answer never came is sent again as it was."""
        if self.pending is None:
            _, _, page = self.ask("GET", "/cases/notify")
            self.count += 1
            sent = Sent(f"Crash{self.number:02}x{self.count:05}")
            self.sent.append(sent)
            self.pending = (sent, {**hidden(page), **death(sent.name)})
        sent, form = self.pending
        status, location, page = self.ask("POST", "/cases/notify", form)
        if status not in (302, 303):
            raise RuntimeError(f"A notification was answered {status}: {errors(page)}")
        sent.acknowledged = location.startswith("/cases/")
        self.pending = None


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form: token, key and version."""
    found = {}
    for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            found.setdefault(name.group(1), unescape(value.group(1)))
    return found


def errors(page: str) -> str:
    shown = re.search(r"error-summary.*?</ul>", page, flags=re.S)
    return re.sub(r"<[^>]+>|\s+", " ", shown.group(0))[:300] if shown else page[:200]


def death(last_name: str) -> dict[str, str]:
    return {
        "first_name": "Test",
        "last_name": last_name,
        "nhs_number_absent": "not_currently_available",
        **{"born_on-day": "1", "born_on-month": "3", "born_on-year": "2026"},
        **{"died_on-day": "1", "died_on-month": "6", "died_on-year": "2026"},
        **{"notified_on-day": "2", "notified_on-month": "6", "notified_on-year": "2026"},
        "expected": "N",
    }


def run(environ: dict[str, str], *, rounds: int, port: int, seed: int = 1) -> Outcome:
    """Start, write, kill, start again; then compare what was told with what is there."""
    dice, outcome = random.Random(seed), Outcome()
    prepare(environ)
    writers = [Writer(number, port) for number in range(WRITERS)]
    server = Server(environ, port)
    for writer in writers:
        writer.sign_in()
        writer.start()
    for _ in range(rounds):
        for writer in writers:
            writer.go.set()
        time.sleep(dice.uniform(0.3, 1.5))
        server.kill()
        for writer in writers:
            writer.go.clear()
        outcome.rounds += 1
        server = Server(environ, port)
        outcome.slowest_start = max(outcome.slowest_start, server.seconds)
    _let_the_last_finish(writers)
    server.kill()
    outcome.problems = [writer.problem for writer in writers if writer.problem]
    compare(environ, [sent for writer in writers for sent in writer.sent], outcome)
    return outcome


def _let_the_last_finish(writers: list[Writer]) -> None:
    for writer in writers:
        writer.done = True
        writer.go.set()
        writer.join(timeout=30)


def compare(environ: dict[str, str], sent: list[Sent], outcome: Outcome) -> None:
    app = create_app({}, environ)
    with app.app_context():
        kept: dict[str, list[str]] = {}
        for mark, case_id in db.session.execute(
            db.select(ChildIdentity.last_name_mark, ChildIdentity.case_id)
        ):
            kept.setdefault(mark, []).append(case_id)
        told = set(
            db.session.scalars(
                db.select(TrailEntry.subject_id).where(TrailEntry.event == "case.notified")
            )
        )
        for each in sent:
            cases = kept.get(ring().mark("last-name", names.normalise(each.name)), [])
            outcome.acknowledged += each.acknowledged
            outcome.lost += each.acknowledged and not cases
            outcome.unknown_kept += not each.acknowledged and bool(cases)
            outcome.doubled += len(cases) > 1
        all_cases = set(db.session.scalars(db.select(Case.id)))
        outcome.without_trail = len(all_cases - told)
        outcome.trail_faults = len(verify()[1])
        db.session.remove()
        db.engine.dispose()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="manage.py bench crash", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--port", type=int, default=8971)
    parser.add_argument("--data", required=True, help="a folder that does not exist yet")
    parser.add_argument("--database", default="", help="a PostgreSQL address; SQLite without")
    options = parser.parse_args(arguments)
    environ = {
        "CDOP_ENV": "test",
        "CDOP_DATA": options.data,
        "DATABASE_URL": options.database,
    }
    outcome = run(environ, rounds=options.rounds, port=options.port)
    print(outcome)
    quick = outcome.slowest_start <= READY_SECONDS
    print(f"Ready again within {READY_SECONDS:.0f} s: {'yes' if quick else 'NO'}")
    return 0 if outcome.whole and quick else 1
