"""GOV.UK Notify is spoken to by its own rules, and its answers decide what becomes of a mail."""

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from cdop.extensions import db
from cdop.mail.delivery import send_due
from cdop.mail.models import MailState, OutboxMail
from cdop.mail.outbox import queue_mail
from cdop.mail.returns import read_back

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"


class Notify(ThreadingHTTPServer):
    """A stand-in on this machine: it keeps what it is asked, and answers as it is told."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked, self.status, self.words = [], 201, {"id": "1"}
        self.failed, self.looked = [], []


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):  # noqa: N802
        """The newest first, two a page."""
        path, _, query = self.path.partition("?")
        wanted = parse_qs(query)
        self.server.looked.append((path, wanted))
        ids = [each["id"] for each in self.server.failed]
        after = ids.index(wanted["older_than"][0]) + 1 if "older_than" in wanted else 0
        found = [each for each in self.server.failed[after:] if each["status"] in wanted["status"]]
        words = json.dumps({"notifications": found[:2], "links": {}}).encode()
        self.send_response(self.server.status if self.server.status >= 400 else 200)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def do_POST(self):  # noqa: N802
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers["Authorization"], body))
        words = json.dumps(self.server.words).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *_):
        pass


@pytest.fixture
def notify(app, monkeypatch):
    server = Notify()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    for name, value in {
        "NOTIFY_URL": f"http://127.0.0.1:{server.server_port}",
        "NOTIFY_KEY": f"cdop-{SERVICE}-{SECRET}",
        "NOTIFY_TEMPLATE": "f33517ff-2a88-4f6e-b855-c550268ce08a",
    }.items():
        monkeypatch.setitem(app.config, name, value)
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def mail(app):
    made = queue_mail(
        kind="test",
        recipient="reader@example.org",
        subject="A subject",
        text="Words.",
        headers={"List-Unsubscribe": "<https://cdop.test/unsubscribe/x>"},
    )
    db.session.commit()
    return made


def test_a_letter_is_asked_for_with_its_reference_and_the_way_to_leave(notify, mail):
    report = send_due()

    [(path, _, body)] = notify.asked
    assert report.sent == 1
    assert path == "/v2/notifications/email"
    assert body["email_address"] == "reader@example.org"
    assert body["personalisation"] == {"subject": "A subject", "body": "Words."}
    assert body["reference"] == mail.message_id
    assert body["one_click_unsubscribe_url"] == "https://cdop.test/unsubscribe/x"


def test_each_call_is_signed_by_the_services_key(notify, mail):
    send_due()

    head, claims, mark = notify.asked[0][1].removeprefix("Bearer ").split(".")
    signed = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    told = json.loads(base64.urlsafe_b64decode(claims + "=="))
    assert base64.urlsafe_b64encode(signed).rstrip(b"=").decode() == mark
    assert told["iss"] == SERVICE


@pytest.mark.parametrize(
    ("status", "words", "state"),
    [
        (400, "email_address Not a valid email address", MailState.FAILED),
        (400, "Can't send to this recipient when service is in trial mode", MailState.QUEUED),
        (403, "Invalid token", MailState.QUEUED),
        (429, "Exceeded send limits", MailState.QUEUED),
        (500, "Internal server error", MailState.QUEUED),
    ],
)
def test_an_answer_decides_whether_to_try_again(notify, mail, status, words, state):
    notify.status, notify.words = status, {"errors": [{"message": words}]}

    send_due()

    db.session.expire_all()
    kept = db.session.get(OutboxMail, mail.id)
    assert kept.state is state
    assert kept.problem == f"notify-{status}"


def failed(notify, mail, status):
    notify.failed.append({"id": f"n{len(notify.failed)}", "reference": mail, "status": status})


def test_what_did_not_arrive_is_read_back_page_by_page_and_once(notify, mail):
    send_due()
    for number in range(3):
        failed(notify, f"<other{number}@elsewhere.example>", "temporary-failure")
    failed(notify, mail.message_id, "permanent-failure")
    failed(notify, "<late@elsewhere.example>", "delivered")

    noted, again = read_back(), read_back()

    assert (noted, again) == (1, 0)
    assert (mail.bounce, mail.state) == ("notify-permanent-failure", MailState.SENT)
    path, wanted = notify.looked[1]
    assert path == "/v2/notifications"
    assert wanted["template_type"] == ["email"]
    assert wanted["older_than"] == ["n1"]


def test_a_failure_of_notify_itself_sends_the_mail_once_more(notify, mail):
    send_due()
    failed(notify, mail.message_id, "technical-failure")

    read_back()
    send_due()
    read_back()
    send_due()

    references = [body["reference"] for _, _, body in notify.asked]
    assert references == [mail.message_id] * 2


def test_a_notify_that_does_not_tell_changes_nothing(notify, mail):
    send_due()
    failed(notify, mail.message_id, "permanent-failure")
    notify.status = 403

    assert read_back() == 0
    assert mail.bounced_at is None


def test_without_notify_nobody_is_asked(app):
    assert read_back() == 0


def test_many_letters_use_few_connections_and_none_goes_twice(notify, app):
    for number in range(30):
        queue_mail(kind="test", recipient=f"r{number}@example.org", subject="S", text="T")
    db.session.commit()

    report = send_due()
    send_due()

    assert report.sent == 30
    assert len({body["email_address"] for _, _, body in notify.asked}) == len(notify.asked) == 30


def test_a_notify_that_cannot_be_reached_loses_nothing(app, monkeypatch, mail):
    monkeypatch.setitem(app.config, "NOTIFY_URL", "http://127.0.0.1:9")
    monkeypatch.setitem(app.config, "NOTIFY_KEY", f"cdop-{SERVICE}-{SECRET}")

    report = send_due()

    db.session.expire_all()
    assert report.unreachable == "notify-broken"
    assert db.session.get(OutboxMail, mail.id).state is MailState.QUEUED
