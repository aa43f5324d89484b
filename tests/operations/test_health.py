"""What watches the service gets a short and truthful answer."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.models import Job, JobState
from cdop.jobs.queue import enqueue
from cdop.mail.outbox import queue_mail
from cdop.operations.doctor import examine


def test_a_live_process_says_so_to_anybody(app):
    answer = app.test_client().get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"process": "ok"})


def test_a_service_with_its_database_is_ready(app):
    answer = app.test_client().get("/readyz")

    ready = {"process": "ok", "database": "ok", "work": "ok", "given_up": 0}
    assert (answer.status_code, answer.json) == (200, ready)


def test_a_database_of_another_version_is_not_used(app):
    db.session.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
    db.session.execute(sa.text("INSERT INTO alembic_version VALUES ('9999_future')"))
    db.session.commit()

    answer = app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert answer.json["database"] == "is of another version"


def test_work_that_nobody_does_is_told(app):
    mail = queue_mail(kind="test", recipient="a@example.org", subject="S", text="T")
    mail.next_attempt_at = now() - timedelta(minutes=6)
    db.session.commit()

    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.json["work"]) == (200, "late")


def test_work_that_was_given_up_is_told_by_number_to_all_and_by_kind_to_the_doctor(app):
    for state in (JobState.FAILED, JobState.FAILED, JobState.DONE):
        enqueue("newsletter.send").state = state
    db.session.execute(sa.update(Job).values(finished_at=now(), problem="OSError"))
    db.session.commit()

    answer = app.test_client().get("/readyz")
    findings = {finding.what: finding for finding in examine(app)}

    assert (answer.status_code, answer.json["given_up"]) == (200, 2)
    assert not findings["No work was given up"].well
    assert "newsletter.send (2, OSError)" in findings["No work was given up"].advice


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
