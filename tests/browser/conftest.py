"""The whole service with its made-up data, served as it is for users and opened in Chromium.

`page`, `phone` and `page_without_scripts` are pages on it; `new_page()` opens more. Addresses are
given without a host: `page.goto("/cases")`. What the browser complains of fails the test.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page

from tests import chromium as browsers
from tests.browser.visits import WINDOWS, Visitor

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
START_SECONDS = 120
JOB_SECONDS = 900


@dataclass(frozen=True)
class Person:
    """Somebody made up who may sign in."""

    email: str
    password: str
    totp_secret: str | None
    panel: str | None
    roles: list[str]
    conflicts: list[str]


class LiveServer:
    """The service as a process of its own, on a data folder of its own."""

    def __init__(self, data: Path, port: int = 0) -> None:
        self.data = data
        data.mkdir(exist_ok=True)
        self.output = data / "output.txt"
        environment = {
            "CDOP_NEWSLETTER_HOLD_MINUTES": "0",
            **os.environ,
            "CDOP_DATA": str(data),
            "CDOP_ENV": "development",
        }
        environment.pop("DATABASE_URL", None)
        # An installed service keeps its compiled modules.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "cdop.serve", "--port", str(port)],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.url = self._wait()

    def _wait(self) -> str:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            said = self.output.read_text()
            if "Stop with" in said:
                return ADDRESS.search(said)[0]
            time.sleep(0.05)
        self.kill()
        raise AssertionError(f"The service did not start:\n{self.output.read_text()}")

    @property
    def people(self) -> list[Person]:
        told = json.loads((self.data / "demo.json").read_text())["people"]
        names = [field.name for field in fields(Person)]
        return [Person(**{name: person[name] for name in names}) for person in told]

    def person_at(self, email: str) -> Person:
        return next(person for person in self.people if person.email == email)

    def person(self, role: str, panel: str | None = None) -> Person:
        """The first with this role and no declared conflict, on `panel` where one is named."""
        return next(
            person
            for person in self.people
            if role in person.roles and not person.conflicts and panel in (None, person.panel)
        )

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="session")
def prepared_data(tmp_path_factory) -> Path:
    """The folder that a first start leaves, made once for all workers; copy it, do not use it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "prepared"
    with _one_at_a_time(shared / "prepared.lock"):
        if not folder.exists():
            partial = shared / "prepared.partial"
            server = LiveServer(partial)
            _let_jobs_finish(partial / "cdop.sqlite")
            assert server.stop() == 0
            partial.rename(folder)
    return folder


def _let_jobs_finish(database: Path) -> None:
    """The made-up audit is released beside the first pages; every copy would begin it again."""
    deadline = time.monotonic() + JOB_SECONDS
    soon = "due_at < datetime('now', '+1 hour')"  # others are of later days: reminders, digests
    left = f"SELECT count(*) FROM job WHERE state IN ('waiting', 'running') AND {soon}"
    while time.monotonic() < deadline:
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
            if not reader.execute(left).fetchone()[0]:
                return
        time.sleep(1)
    raise AssertionError("The made-up audit was not released in time")


@contextlib.contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        if os.name == "posix":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def live_server(prepared_data, tmp_path_factory) -> Iterator[LiveServer]:
    """One server for all tests of a worker, so leave alone what others may look for."""
    data = shutil.copytree(prepared_data, tmp_path_factory.mktemp("live") / "data")
    server = LiveServer(data)
    yield server
    server.stop()


@pytest.fixture
def own_server(prepared_data, tmp_path) -> Iterator[LiveServer]:
    """A server for this test alone, which it may stop or kill."""
    server = LiveServer(shutil.copytree(prepared_data, tmp_path / "data"))
    yield server
    server.kill()


@pytest.fixture
def new_page(chromium, live_server) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser window of its own, in which nobody has signed in."""
    contexts, complaints = [], []

    def opened(viewport=browsers.DESKTOP, scripts=True, **settings) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=viewport,
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/London",
            **settings,
        )
        contexts.append(context)
        browsers.watch(context, complaints)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page) -> Page:
    return new_page()


@pytest.fixture
def phone(new_page) -> Page:
    return new_page(browsers.PHONE)


@pytest.fixture
def page_without_scripts(new_page) -> Page:
    return new_page(scripts=False)


@pytest.fixture(scope="session")
def signed_in() -> dict[str, list]:
    """The cookies of those who have signed in, because a second factor's code works only once."""
    return {}


@pytest.fixture
def sign_in(signed_in) -> Callable[[Page, Person], None]:
    """`sign_in(page, person)` leaves the page on the person's own start page."""

    def enter(page: Page, person: Person) -> None:
        page.context.add_cookies(signed_in.get(person.email, []))
        page.goto("/sign-in")
        if not page.locator("#password").count():
            return
        page.fill("#email", person.email)
        page.fill("#password", person.password)
        page.press("#password", "Enter")
        if person.totp_secret:
            page.fill("#code", pyotp.TOTP(person.totp_secret).now())
            page.press("#code", "Enter")
        page.wait_for_url(lambda address: "/sign-in" not in address)
        signed_in[person.email] = page.context.cookies()

    return enter


@pytest.fixture(scope="session")
def kinds_of_page_seen() -> set[tuple]:
    """What the visitors of this run have come to, so that each kind of page is checked once."""
    return set()


@pytest.fixture
def visitor(new_page, sign_in, live_server, kinds_of_page_seen) -> Iterator[Callable[..., Visitor]]:
    """`visitor("chair@larkmoor.example", window)` is signed in; `visitor()` is a stranger."""
    violations = []

    def come(email: str = "", window: str = "at a desk") -> Visitor:
        page = new_page(**WINDOWS[window])
        if email:
            sign_in(page, live_server.person_at(email))
        return Visitor(page, kinds_of_page_seen, violations)

    yield come
    assert violations == []


@pytest.fixture(params=WINDOWS)
def window(request) -> str:
    return request.param


@pytest.fixture
def axe_clean() -> Callable[[Page], None]:
    return browsers.axe_clean


@pytest.fixture
def screenshot() -> Callable[[Page, str], Path]:
    return browsers.screenshot
