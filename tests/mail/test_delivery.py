"""Mail leaves after the commit, once, and a trouble of the server loses none."""

import email
import email.policy
from datetime import timedelta
from pathlib import Path

import pytest

from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.alone import only_one
from cdop.mail.delivery import LOCK, forget_old_texts, mail_is_due, send_due
from cdop.mail.models import MailState, OutboxMail
from cdop.mail.outbox import MOST_A_DAY, UnsafeMail, keep_content, queue_mail


def queued(number: int = 1, **values) -> list[OutboxMail]:
    values = {"kind": "test", "subject": "You have a task", "text": "Sign in."} | values
    mails = [queue_mail(recipient=f"person{n}@example.org", **values) for n in range(number)]
    db.session.commit()
    return mails


def states() -> dict[str, str]:
    return {mail.recipient: mail.state.value for mail in db.session.scalars(db.select(OutboxMail))}


def parsed(content: bytes):
    return email.message_from_bytes(content, policy=email.policy.default)


@pytest.mark.both_engines
def test_every_mail_that_is_due_is_sent_once_over_kept_connections(app, sink):
    queued(40)

    report = send_due()
    again = send_due()

    assert (report.sent, again.sent) == (40, 0)
    assert sink.recipients == sorted(f"person{n}@example.org" for n in range(40))
    assert sink.connections <= 4
    assert set(states().values()) == {"sent"}


def test_a_mail_carries_its_words_in_text_and_html_under_a_fixed_id(app, sink):
    mail = queued(
        subject="Ihre Aufgabe – näher",
        text="Grüße,\nfrom the panel.\n" + "x" * 2000,
        html="<p>Grüße</p>",
        headers={"List-Unsubscribe": "<https://cdop.test/unsubscribe/abc>"},
    )[0]

    send_due()

    message = parsed(sink.mails[0][1])
    assert message["Message-ID"] == mail.message_id
    assert message["Subject"] == "Ihre Aufgabe – näher"
    assert message["List-Unsubscribe"] == "<https://cdop.test/unsubscribe/abc>"
    text = message.get_body(["plain"]).get_content().replace("\r\n", "\n")
    assert text == "Grüße,\nfrom the panel.\n" + "x" * 2000
    assert "<p>Grüße</p>" in message.get_body(["html"]).get_content()
    assert max(len(line) for line in sink.mails[0][1].splitlines()) < 998


def test_a_link_is_never_broken_over_two_lines(app, sink):
    link = "https://cdop.test/choose-password/" + "a" * 60
    queued(text=f"Choose a password here:\n\n{link}\n")

    send_due()

    assert link.encode() in sink.mails[0][1]


def test_what_many_mails_share_is_kept_once_and_filled_for_each(app, sink):
    content = keep_content("Hello.\nStop: [[stop]]", '<a href="[[stop]]">Stop</a>')

    queued(2, text="", content=content, values={"stop": "https://cdop.test/u/1"})
    send_due()

    message = parsed(sink.mails[0][1])
    assert "Stop: https://cdop.test/u/1" in message.get_body(["plain"]).get_content()
    assert 'href="https://cdop.test/u/1"' in message.get_body(["html"]).get_content()


@pytest.mark.parametrize(
    "part",
    [
        {"subject": "Hello\r\nBcc: other@example.org"},
        {"headers": {"X-One": "a\nBcc: other@example.org"}},
        {"headers": {"X-One: a\r\nBcc": "other@example.org"}},
    ],
)
def test_no_header_can_be_smuggled_in(app, part):
    with pytest.raises(UnsafeMail):
        queued(**part)


def test_a_recipient_that_holds_a_line_break_is_refused(app):
    with pytest.raises(UnsafeMail):
        queue_mail(
            kind="test", recipient="a@example.org\nBcc: b@example.org", subject="S", text="T"
        )


def test_nobody_can_have_one_address_mailed_again_and_again(app, sink):
    for _ in range(MOST_A_DAY + 3):
        queued(subject="Confirm", on_request=True)
    queued(kind="other", on_request=True)
    queued()  # what nobody can ask for is not counted

    report = send_due()

    assert report.sent == len(sink.mails) == MOST_A_DAY + 2


def test_a_day_later_the_address_can_be_mailed_again(app, sink):
    for _ in range(MOST_A_DAY):
        (mail,) = queued(on_request=True)
    db.session.execute(db.update(OutboxMail).values(created_at=now() - timedelta(hours=25)))
    (mail,) = queued(on_request=True)

    assert mail.state is MailState.QUEUED


def test_what_is_rolled_back_is_never_sent(app, sink):
    queue_mail(kind="test", recipient="a@example.org", subject="S", text="T")
    db.session.rollback()

    send_due()

    assert sink.mails == []


@pytest.mark.both_engines
def test_a_mail_refused_for_ever_is_given_up_and_the_others_go(app, sink):
    sink.answers["person1@example.org"] = "550 No such person"
    queued(3)

    report = send_due()

    assert (report.sent, report.refused) == (2, 1)
    assert states()["person1@example.org"] == "failed"
    assert db.session.scalar(
        db.select(OutboxMail.problem).where(OutboxMail.state == MailState.FAILED)
    ) == ("smtp-550")


def test_a_mail_refused_for_now_is_tried_again_after_growing_waits(app, sink):
    sink.data_answers["person0@example.org"] = "451 Try later"
    (mail,) = queued()
    waits = []

    for _ in range(10):
        send_due()
        db.session.refresh(mail)
        waits.append(round((mail.next_attempt_at - now()).total_seconds() / 60))
        mail.next_attempt_at = now()
        db.session.commit()

    assert waits[:4] == [1, 2, 5, 15]
    assert waits == sorted(waits[:-1]) + [0]
    assert mail.state is MailState.FAILED


def test_a_server_that_is_down_loses_no_mail_and_no_chance(app):
    app.config["SMTP_URL"] = "smtp://127.0.0.1:9"
    queued(3)

    report = send_due()

    assert report.unreachable == "smtp-connect"
    assert set(states().values()) == {"queued"}
    assert db.session.scalar(db.select(db.func.sum(OutboxMail.attempts))) == 1
    app.config["SMTP_URL"] = ""


def test_an_address_that_cannot_be_written_stops_nobody_else(app, sink):
    queue_mail(kind="test", recipient="pérson@example.org", subject="S", text="T")
    queued(1)

    send_due()

    assert states() == {"pérson@example.org": "failed", "person0@example.org": "sent"}


@pytest.mark.both_engines
def test_only_one_sender_works_at_a_time(app, sink):
    queued(2)

    with only_one("mail", LOCK) as mine:
        meanwhile = send_due()
    after = send_due()

    assert mine
    assert (meanwhile.sent, after.sent) == (0, 2)


def test_mail_that_is_not_due_yet_stays(app, sink):
    (mail,) = queued()
    mail.next_attempt_at = now() + timedelta(minutes=1)
    db.session.commit()

    assert not mail_is_due()
    assert send_due().sent == 0


def test_looking_for_mail_waits_for_no_writer(app):
    queued()
    db.session.execute(db.update(OutboxMail).values(problem="x"))  # holds SQLite's write lock

    assert mail_is_due()


def test_without_a_server_mail_is_written_whole_to_a_folder_for_its_owner(app):
    (mail,) = queued()

    send_due()

    (path,) = Path(app.config["MAIL_FOLDER"]).iterdir()
    assert path.suffix == ".eml"
    assert path.stat().st_mode & 0o777 == 0o600
    assert parsed(path.read_bytes())["Message-ID"] == mail.message_id


def test_the_words_of_a_mail_are_forgotten_a_week_after_it_was_sent(app):
    old, new = queued(2)
    send_due()
    db.session.refresh(old)
    old.sent_at = now() - timedelta(days=8)
    db.session.commit()

    forget_old_texts()
    db.session.commit()

    assert (old.text, new.text) == (None, "Sign in.")
    assert old.state is MailState.SENT
