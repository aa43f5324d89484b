"""People with passwords, and the ways in that tests take."""

import re
from datetime import UTC, datetime

import pyotp
import pytest
import time_machine

from cdop.accounts import passwords
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.queue import run_due
from cdop.mail.models import OutboxMail
from tests.browse import Browser

PASSWORD = "meadow lantern copper tulip"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MORNING = datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC)


@pytest.fixture
def clock():
    """A clock that stands at nine in the morning until the test moves it."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def person(make):
    """`person(Role.CHAIR)`: somebody who can sign in by PASSWORD."""

    def made(*roles, **values):
        values.setdefault("password_hash", passwords.hash_of(PASSWORD))
        values.setdefault("password_set_at", now())
        return make.user(*roles, **values)

    return made


@pytest.fixture
def stranger(app):
    """A browser nobody is signed in to; each call gives another."""
    return lambda: Browser(app)


def enter(browser, email, password=PASSWORD, path="/sign-in", **values):
    return browser.submit(path, follow=False, email=email, password=password, **values)


def code_at(moment, secret=SECRET) -> str:
    return pyotp.TOTP(secret).at(moment)


def mails(kind=None) -> list[OutboxMail]:
    statement = db.select(OutboxMail).order_by(OutboxMail.created_at)
    return [m for m in db.session.scalars(statement) if kind in (None, m.kind)]


def link_in(mail) -> str:
    """The path of the link in a mail."""
    return re.search(r"http://cdop\.test(/\S+)", mail.text).group(1)


def run_jobs() -> None:
    db.session.rollback()
    run_due()
