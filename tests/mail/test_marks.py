"""What was handed over is known whatever happens next, and what was cancelled does not leave."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from cdop.extensions import db
from cdop.mail import delivery, marks
from cdop.mail.delivery import send_due
from cdop.mail.models import MailState, OutboxMail
from cdop.mail.outbox import queue_mail


def queued(number: int) -> list[str]:
    ids = [
        queue_mail(kind="test", recipient=f"person{n}@example.org", subject="S", text="T").id
        for n in range(number)
    ]
    db.session.commit()
    return ids


def state_of(mail_id: str) -> MailState:
    db.session.expire_all()
    return db.session.get(OutboxMail, mail_id).state


@pytest.mark.both_engines
def test_a_mail_cancelled_while_others_leave_stays(app, sink, monkeypatch):
    monkeypatch.setattr(delivery, "FRESH", 0.0)
    queued(5)
    real, sent = delivery._Carrier._hand_over, []

    def cancel_the_rest(carrier, ready):
        sent.append(ready.due.id)
        if len(sent) == 2:
            with db.engine.begin() as connection:
                connection.execute(
                    sa.update(OutboxMail)
                    .where(OutboxMail.id.not_in(sent))
                    .values(state=MailState.CANCELLED)
                )
        return real(carrier, ready)

    monkeypatch.setattr(delivery._Carrier, "_hand_over", cancel_the_rest)

    report = send_due()

    assert report.sent == len(sink.mails) == 2


def test_mail_leaves_while_somebody_else_writes_and_is_settled_afterwards(app, sink):
    ids = queued(3)
    writer = db.engine.connect()
    writer.exec_driver_sql("UPDATE outbox_mail SET problem = 'x'")  # SQLite's one writer

    first, second = send_due(), send_due()
    writer.rollback()
    writer.close()
    third = send_due()

    assert (first.sent, second.sent, third.sent) == (3, 0, 0)
    assert len(sink.mails) == 3
    assert {state_of(mail_id) for mail_id in ids} == {MailState.SENT}


def test_marks_that_a_killed_sender_left_are_taken_up_first(app, sink):
    one, other = queued(2)
    left = marks.InFile()
    left.note(marks.sent(one))
    left.close()
    with Path(app.config["DATA"], "mail.marks").open("a") as file:
        file.write("half-a-li")

    report = send_due()

    assert report.sent == 1
    assert (state_of(one), state_of(other)) == (MailState.SENT, MailState.SENT)
    assert Path(app.config["DATA"], "mail.marks").read_text() == ""


def test_on_a_full_disk_no_mail_leaves(app, sink, monkeypatch):
    monkeypatch.setattr(marks, "ROOM", 10**18)
    queued(1)

    report = send_due()

    assert (report.unreachable, sink.mails) == ("no-room", [])


def test_whoever_asks_what_was_sent_can_have_the_marks_first(app):
    (mail,) = queued(1)
    left = marks.InFile()
    left.note(marks.sent(mail))
    left.close()

    marks.settle_here()
    db.session.commit()

    assert state_of(mail) is MailState.SENT


def test_a_mail_that_cannot_be_opened_waits_for_its_key_and_stops_nobody(app, sink):
    locked, other = queued(2)
    db.session.execute(
        sa.text("UPDATE outbox_mail SET recipient = 'gAAAAAnonsense' WHERE id = :id"),
        {"id": locked},
    )
    db.session.commit()

    send_due()

    found = dict(db.session.execute(db.select(OutboxMail.id, OutboxMail.problem)).all())
    assert found == {locked: "unwritable", other: None}
    states = dict(db.session.execute(db.select(OutboxMail.id, OutboxMail.state)).all())
    assert states == {locked: MailState.QUEUED, other: MailState.SENT}
