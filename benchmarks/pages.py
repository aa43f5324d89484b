"""Pages against a baseline page: same frame, same sign-in, one row read, one trail entry written.

Requests to a page and to the baseline take turns, so that what else the machine does falls on
both; the ratio of their times is what is reported.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Blueprint, Flask, render_template_string
from flask_migrate import upgrade
from sqlalchemy import event

from cdop import registry
from cdop.access.guard import open_to_all, requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.accounts.models import Membership, User, UserSession
from cdop.accounts.sessions import token_hash
from cdop.app import create_app
from cdop.cases.models import Case
from cdop.db.base import new_id
from cdop.db.clock import now
from cdop.demo.load import load_demo
from cdop.extensions import db

PAGE = "{% extends 'base.html' %}{% block title %}Baseline{% endblock %}"
PAGE += "{% block main %}<h1>{{ case.reference }}</h1>{% endblock %}"
NOT_COUNTED = ("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA", "ROLLBACK", "COMMIT")
bp = Blueprint("baseline", __name__)


@bp.get("/baseline/<opaque:case_id>")
@requires(Permission.CASE_READ, of=lambda case_id: db.get_or_404(Case, case_id), records="baseline")
def baseline(case: Case) -> str:
    return render_template_string(PAGE, case=case)


@bp.get("/bare")
@open_to_all
def bare() -> str:
    return "bare"


@dataclass(frozen=True)
class Measured:
    page: str
    size: int
    p50: float
    p95: float
    ratio50: float
    ratio95: float
    statements: int


@contextmanager
def made_up_app(size: int) -> Iterator[Flask]:
    """An app on SQLite with a demonstration of this size."""
    if bp not in registry.BLUEPRINTS:
        registry.BLUEPRINTS.append(bp)
    with tempfile.TemporaryDirectory() as folder:
        environ = {"CDOP_ENV": "test", "CDOP_DATA": folder, "CDOP_ARGON2_MEMORY_KIB": "1024"}
        app = create_app({"RATELIMIT_ENABLED": False}, environ)
        with app.app_context():
            upgrade()
            load_demo(size=size)
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def sign_in(app: Flask, role: Role):
    """A client in which the first panel's holder of the role is signed in, and a case of theirs."""
    with app.app_context():
        membership = db.session.scalar(
            db.select(Membership)
            .join(User)
            .where(Membership.role == role, Membership.ended_at.is_(None))
            .where(User.totp_secret.is_(None))
            .order_by(User.email.desc())
        )
        case_id = db.session.scalar(
            db.select(Case.id)
            .where(Case.panel_id == membership.panel_id, ~Case.conflicts.any())
            .order_by(Case.reference)
        )
        token = new_id()
        row = UserSession(
            token_hash=token_hash(token), user_id=membership.user_id, confirmed_at=now()
        )
        db.session.add(row)
        db.session.commit()
        user_id = membership.user_id
    client = app.test_client()
    with client.session_transaction() as session:
        session.update({"sid": token, "seen": int(time.time()), "_user_id": user_id})
    return client, case_id


def measure(app: Flask, size: int, rounds: int) -> list[Measured]:
    client, case_id = sign_in(app, Role.COORDINATOR)
    pages = {
        "bare page": "/bare",
        "start page": "/home",
        "work list": "/cases/",
        "case page": f"/cases/{case_id}",
        "analysis": f"/cases/{case_id}/analysis",
    }
    base = f"/baseline/{case_id}"
    found = []
    for name, path in pages.items():
        statements = count_statements(app, lambda path=path: get(client, path))
        times, bases = [], []
        for _ in range(rounds):
            bases.append(seconds(lambda: get(client, base)))
            times.append(seconds(lambda path=path: get(client, path)))
        found.append(
            Measured(
                name,
                size,
                statistics.median(times),
                p95(times),
                statistics.median(times) / statistics.median(bases),
                p95(times) / p95(bases),
                statements,
            )
        )
    return found


def get(client, path: str) -> None:
    assert client.get(path).status_code == 200, path


def seconds(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def count_statements(app: Flask, act: Callable[[], None]) -> int:
    act()
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(NOT_COUNTED):
            seen.append(statement)

    with app.app_context():
        engine: sa.Engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    act()
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="manage.py bench pages", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 20_000])
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args(arguments)
    print("| page | cases | p50 ms | p95 ms | p50 / baseline | p95 / baseline | SQL statements |")
    print("|---|---|---|---|---|---|---|")
    for size in options.sizes:
        with made_up_app(size) as app:
            for row in measure(app, size, options.rounds):
                print(
                    f"| {row.page} | {row.size:,} | {row.p50 * 1000:.1f} | {row.p95 * 1000:.1f} |"
                    f" {row.ratio50:.2f} | {row.ratio95:.2f} | {row.statements} |",
                    flush=True,
                )
    return 0
