"""Administrators see whether mail leaves, without reading it, but for the demonstration."""

import pytest

from cdop.access.roles import Role
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs import queue
from cdop.jobs.models import Job, JobState
from cdop.jobs.queries import count_given_up
from cdop.jobs.queue import HANDLERS, enqueue, run_due
from cdop.mail.delivery import send_due
from cdop.mail.models import MailState, OutboxMail
from cdop.mail.outbox import queue_mail
from cdop.trail.models import TrailEntry


@pytest.fixture
def admin(make, sign_in):
    return sign_in(make.user(Role.ADMINISTRATOR))


def queued(**values) -> OutboxMail:
    mail = queue_mail(
        kind="test", recipient="person@example.org", subject="You have a task", text="Grüße."
    )
    for name, value in values.items():
        setattr(mail, name, value)
    db.session.commit()
    return mail


def test_mails_are_listed_with_their_state_and_half_an_address(admin):
    queued()
    queued(state=MailState.FAILED, problem="smtp-550", attempts=1)

    page = admin.get("/outbox/")

    assert "p•••@example.org" in page
    assert "person@example.org" not in page
    assert "The mail server answered 550" in page
    assert "Showing 1 to 1 of 1 mails" in admin.get("/outbox/?state=failed")


def test_a_mail_that_was_given_up_is_sent_again(admin):
    mail = queued(state=MailState.FAILED, problem="smtp-550", attempts=10)

    page = admin.submit(f"/outbox/{mail.id}/retry")

    assert "will be sent again" in page
    assert send_due().sent == 1


def test_a_mail_that_was_sent_is_not_sent_again(admin):
    mail = queued(state=MailState.SENT)

    assert admin.submit(f"/outbox/{mail.id}/retry").status_code == 409


def test_work_that_was_given_up_is_listed_by_its_kind(admin):
    job = enqueue("newsletter.send")
    job.state, job.finished_at, job.problem = JobState.FAILED, now(), "OSError"
    db.session.commit()

    page = admin.get("/outbox/")

    assert "Queueing the mails of an issue" in page
    assert "OSError" in page
    assert "Work that was given up" in admin.get("/home")


def given_up(**values) -> Job:
    job = enqueue("test")
    values = {"attempts": 1, "finished_at": now(), "problem": "OSError", **values}
    for name, value in {"state": JobState.FAILED, **values}.items():
        setattr(job, name, value)
    db.session.commit()
    return job


def again(job: Job) -> Job:
    db.session.expire_all()
    return db.session.get(Job, job.id)


def events() -> list[str]:
    select = db.select(TrailEntry.event).where(TrailEntry.event.startswith("work."))
    return list(db.session.scalars(select))


def test_work_that_was_given_up_is_tried_again_once(admin, monkeypatch):
    ran = []
    monkeypatch.setitem(HANDLERS, "test", lambda job: ran.append(job.id))
    job = given_up()

    page = admin.submit(f"/outbox/work/{job.id}/retry")
    second = admin.submit(f"/outbox/work/{job.id}/retry")
    run_due()
    run_due()

    assert "will be tried again" in page
    assert second.status_code == 409
    assert ran == [job.id]
    assert again(job).state is JobState.DONE
    assert events() == ["work.retried"]


def test_a_form_sent_twice_asks_for_the_work_once(admin):
    job = given_up()

    for _ in range(2):
        answer = admin.submit(f"/outbox/work/{job.id}/retry", _once="the-same-key")

    assert answer.status_code == 200
    assert events() == ["work.retried"]


def test_work_tried_again_has_as_many_attempts_as_at_first(admin, monkeypatch):
    monkeypatch.setattr(queue, "TRY_AGAIN", {"test"})
    tried = []

    def fails(job):
        tried.append(job.attempts)
        raise OSError("the line is down")

    monkeypatch.setitem(HANDLERS, "test", fails)
    job = given_up(attempts=3)
    admin.submit(f"/outbox/work/{job.id}/retry")

    for _ in range(4):
        run_due()
        again(job).due_at = now()
        db.session.commit()

    assert tried == [4, 5, 6]
    assert again(job).state is JobState.FAILED
    assert "OSError" in admin.get("/outbox/")


def test_work_that_is_left_is_no_notice_any_longer_and_never_run(admin, monkeypatch):
    monkeypatch.setitem(HANDLERS, "test", lambda job: pytest.fail("it was left"))
    job = given_up()

    page = admin.submit(f"/outbox/work/{job.id}/leave")
    run_due()

    assert "left as it is" in page
    assert "Work that was given up in" not in page
    assert admin.submit(f"/outbox/work/{job.id}/retry").status_code == 409
    assert again(job).state is JobState.FAILED
    assert count_given_up() == 0
    assert events() == ["work.left"]


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.RUNNING, JobState.DONE])
def test_only_what_was_given_up_is_tried_again_or_left(admin, state):
    job = given_up(state=state)

    assert admin.submit(f"/outbox/work/{job.id}/retry").status_code == 409
    assert admin.submit(f"/outbox/work/{job.id}/leave").status_code == 409
    assert again(job).state is state


def test_in_the_demonstration_a_mail_of_the_folder_is_read_as_plain_text(admin):
    mail = queued()
    send_due()

    page = admin.get(f"/outbox/{mail.id}/text")

    assert page.response.mimetype == "text/plain"
    assert "To: person@example.org" in page.html
    assert "Grüße." in page.html


def test_with_real_people_no_mail_can_be_read(app, admin, monkeypatch):
    mail = queued()
    send_due()
    monkeypatch.setitem(app.config, "PRODUCTION", True)

    assert "Read the mail" not in admin.get("/outbox/")
    assert admin.get(f"/outbox/{mail.id}/text").status_code == 404


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_nobody_else_sees_the_outbox(make, sign_in, role):
    mail = queued()
    browser = sign_in(make.user(role))

    assert browser.get("/outbox/").status_code == 404
    assert browser.get(f"/outbox/{mail.id}/text").status_code == 404
