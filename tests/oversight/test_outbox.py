"""Administrators see whether mail leaves, without reading it, but for the demonstration."""

import pytest

from cdop.access.roles import Role
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.models import JobState
from cdop.jobs.queue import enqueue
from cdop.mail.delivery import send_due
from cdop.mail.models import MailState, OutboxMail
from cdop.mail.outbox import queue_mail


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

    assert "Queueing the mails of an issue 1" in page
    assert "OSError" in page


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
