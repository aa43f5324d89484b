"""What watches the service gets a short and truthful answer."""

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from cdop.extensions import db


def test_a_live_process_says_so_to_anybody(app):
    answer = app.test_client().get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"process": "ok"})


def test_a_service_with_its_database_is_ready(app):
    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.json) == (200, {"process": "ok", "database": "ok"})


def test_without_its_database_it_is_alive_but_not_ready(app, monkeypatch):
    def unreachable(*_):
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    client = app.test_client()
    monkeypatch.setattr(db.session, "execute", unreachable)

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_watching_writes_nothing(app):
    count = sa.text("SELECT count(*) FROM trail_entry")
    before = db.session.scalar(count)
    db.session.rollback()

    app.test_client().get("/readyz")

    assert db.session.scalar(count) == before
