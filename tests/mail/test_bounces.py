"""Mail that came back is noted from its delivery report, and only a report is believed."""

import mailbox
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from cdop.extensions import db
from cdop.mail import bounces
from cdop.mail.models import OutboxMail
from cdop.mail.outbox import queue_mail


@pytest.fixture
def mail(app):
    made = queue_mail(kind="test", recipient="gone@example.org", subject="S", text="T")
    db.session.commit()
    return made


def report(
    message_id: str = "", *, to: str = "cdop@example.org", action="failed", status="5.1.1"
) -> bytes:
    """A delivery report as mail servers write it (RFC 3464)."""
    whole = MIMEMultipart("report", **{"report-type": "delivery-status"})
    whole["To"], whole["Subject"] = to, "Undelivered mail"
    whole.attach(MIMEText("It could not be delivered."))
    from email.mime.base import MIMEBase

    told = MIMEBase("message", "delivery-status")
    server, recipient = MIMEText(""), MIMEText("")
    for block, heads in (
        (server, {"Reporting-MTA": "dns; mx.example.org"}),
        (recipient, {"Final-Recipient": "rfc822; gone@example.org", "Action": action}),
    ):
        for name in list(block.keys()):
            del block[name]
        for name, value in heads.items():
            block[name] = value
    recipient["Status"] = status
    told.set_payload([server, recipient])
    whole.attach(told)
    if message_id:
        first = MIMEText("T")
        first["Message-ID"] = message_id
        whole.attach(MIMEMessage(first))
    return whole.as_bytes()


def test_a_report_is_matched_by_the_message_id_that_it_returns(mail):
    noted = bounces.note_all(report(mail.message_id))

    assert noted == bounces.Noted(for_good=1)
    assert mail.bounced_at is not None
    assert mail.bounce == "5.1.1"


def test_a_report_that_returns_nothing_is_matched_by_its_own_address(mail):
    noted = bounces.note_all(report(to=f"bounces+{mail.id}@example.org"))

    assert noted.for_good == 1
    assert mail.bounced_at is not None


@pytest.mark.parametrize(
    ("action", "status", "noted"),
    [
        ("failed", "4.2.2", bounces.Noted(for_now=1)),
        ("delayed", "5.1.1", bounces.Noted(for_now=1)),
        ("delivered", "2.0.0", bounces.Noted(no_report=1)),
    ],
)
def test_what_came_back_for_now_is_told_apart(mail, action, status, noted):
    assert bounces.note_all(report(mail.message_id, action=action, status=status)) == noted


def test_a_report_of_somebody_elses_mail_changes_nothing(mail):
    noted = bounces.note_all(report("<made-up@elsewhere.example>", to="bounces+short@example.org"))

    assert noted == bounces.Noted(not_ours=1)
    assert mail.bounced_at is None


@pytest.mark.parametrize(
    "content",
    [b"Subject: Out of office\n\nBack on Monday. Status: 5.1.1", b"\xff\xfe no mail", b"x"],
)
def test_what_is_no_report_is_passed_over(app, content):
    assert bounces.note_all(content) == bounces.Noted(no_report=1)


def test_a_whole_mailbox_is_read_and_reading_it_again_changes_nothing(app, mail, tmp_path):
    box = mailbox.mbox(tmp_path / "mbox")
    for content in (report(mail.message_id), b"Subject: Hello\n\nThanks!"):
        box.add(content)
    box.close()
    runner = app.test_cli_runner()

    first = runner.invoke(args=["mail", "bounces", str(tmp_path / "mbox")])
    when = db.session.get(OutboxMail, mail.id).bounced_at
    again = runner.invoke(args=["mail", "bounces", "-"], input=(tmp_path / "mbox").read_bytes())

    assert first.exit_code == again.exit_code == 0
    assert "for good: 1" in first.output
    assert "No delivery report: 1" in first.output
    assert db.session.get(OutboxMail, mail.id).bounced_at == when


def test_an_empty_mailbox_is_an_error(app):
    assert app.test_cli_runner().invoke(args=["mail", "bounces", "-"], input=b"").exit_code == 1


def test_each_mail_leaves_from_an_address_of_its_own(app, sink, mail, monkeypatch):
    from cdop.mail.delivery import send_due

    monkeypatch.setitem(app.config, "MAIL_BOUNCES", "bounces@example.org")

    send_due()

    assert sink.senders == [f"bounces+{mail.id}@example.org"]
