"""The whole way of one issue: stopped for a leak, returned, signed off, sent at its time after a
restart, read, discussed, answered, left by one click, and corrected."""

import email
import email.policy
import os
import re
import shutil
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller

from tests.browser.casework import new_last_name, notify
from tests.browser.conftest import LiveServer
from tests.browser.visits import Visitor
from tests.mail.conftest import Sink, free_port

CHAIR, EDITOR = "chair@larkmoor.example", "editor@larkmoor.example"
COORDINATOR = "coordinator@larkmoor.example"
MIDWIFE = "a.midwife@reader.example"
LINK = re.compile(r"https?://[^\s>]+")
GOOD = "## Welcome\n\nAsk where the baby will sleep tonight, and on the next night away."


class Post:
    """The mail server, and what of its mail went to one address."""

    def __init__(self) -> None:
        self.sink = Sink()
        self.controller = Controller(self.sink, hostname="127.0.0.1", port=free_port())
        self.controller.start()

    def letters(self, subject: str) -> list[email.message.EmailMessage]:
        read = [
            email.message_from_bytes(content, policy=email.policy.default)
            for recipient, content in list(self.sink.mails)
            if recipient == MIDWIFE
        ]
        return [letter for letter in read if subject in letter["Subject"]]

    def waits_for(self, subject: str, seconds: int = 120) -> email.message.EmailMessage:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if found := self.letters(subject):
                return found[0]
            time.sleep(0.2)
        raise AssertionError(f"No mail with “{subject}” came")


class Restarted:
    """A server that is killed and started again at the same address, on the same data."""

    def __init__(self, data: Path, port: int) -> None:
        self._data, self._port = data, port
        self.running = LiveServer(data, port)

    @property
    def url(self) -> str:
        return self.running.url

    def person_at(self, address: str):
        return self.running.person_at(address)

    def start_again(self) -> None:
        self.running = LiveServer(self._data, self._port)


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    post = Post()
    yield post
    post.controller.stop()


@pytest.fixture(scope="module")
def live_server(prepared_data, tmp_path_factory, post) -> Iterator[Restarted]:
    """A server of this module's own, which sends to a mail server and may be killed."""
    data = shutil.copytree(prepared_data, tmp_path_factory.mktemp("journey") / "data")
    sends = {"CDOP_SMTP_URL": f"smtp://127.0.0.1:{post.controller.port}"}
    with mock.patch.dict(os.environ, sends):
        server = Restarted(data, free_port())
        yield server
        server.running.kill()


@pytest.fixture(scope="module")
def signed_in() -> dict[str, list]:
    """Sign-ins at this server alone."""
    return {}


def text_of(letter: email.message.EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def path_in(letter: email.message.EmailMessage, part: str) -> str:
    found = next(link for link in LINK.findall(text_of(letter)) if part in link)
    return re.sub(r"^https?://[^/]+", "", found)


def subscribe(stranger: Visitor, post: Post) -> None:
    stranger.goes_to("/subscribe/larkmoor")
    stranger.enters("E-mail address", MIDWIFE)
    stranger.chooses("Your work", "Midwife or maternity worker")
    stranger.page.check("input[name=consent]")
    stranger.presses("Subscribe")
    stranger.goes_to(path_in(post.waits_for("onfirm"), "/confirm/"))
    stranger.presses("Confirm")


def write(editor: Visitor, body: str) -> None:
    editor.page.fill("#body", body)
    editor.presses("Save")
    editor.sees("Newsletter saved")


def next_minute() -> datetime:
    """A time on the clock in England that is still to come."""
    at = datetime.now(ZoneInfo("Europe/London")) + timedelta(seconds=75)
    return at.replace(second=0, microsecond=0)


def test_an_issue_from_its_draft_to_its_correction(visitor, live_server, post):
    name = new_last_name()
    notify(visitor(COORDINATOR), "Tamsinette", name)
    midwife, editor, chair = visitor(window="on a phone"), visitor(EDITOR), visitor(CHAIR)
    subscribe(midwife, post)

    issue = drafted_with_a_leak_and_stopped(editor, name)
    returned_and_signed_off(editor, chair, issue)
    goes_out_at_its_time_after_a_restart(editor, live_server, issue)
    letter = post.waits_for("Nights away")
    read_discussed_and_answered(midwife, letter)
    seen_by_the_editor(editor, issue)
    corrected(editor, chair, issue)
    correction = post.waits_for("Correction of")
    left_by_one_click(live_server, correction)

    assert len(post.letters("Larkmoor")) == len({each["Message-ID"] for each in post.letters("")})
    assert "was counted twice" in text_of(correction)
    late = visitor()  # the midwife's own browser may show the first for a minute more
    gone = late.goes_to(path_in(letter, "/news/larkmoor/"))
    assert gone.status == 410
    late.sees("Read the corrected issue")


def drafted_with_a_leak_and_stopped(editor: Visitor, name: str) -> str:
    editor.goes_to("/newsletters/")
    editor.follows("Start a new issue")
    editor.enters("Title of the issue", "Nights away")
    editor.presses("Start")
    editor.enters("Summary", "What to ask about nights away.")
    write(editor, f"{GOOD}\n\nTamsinette {name} slept on a sofa.")
    issue = editor.path
    editor.presses("Ask for sign-off")
    editor.sees("There is a problem")
    assert "Waiting for sign-off" not in editor.page.inner_text("main")
    editor.goes_to(f"{issue}/edit")
    write(editor, GOOD)
    return issue


def returned_and_signed_off(editor: Visitor, chair: Visitor, issue: str) -> None:
    editor.goes_to(issue)
    editor.presses("Ask for sign-off")
    chair.goes_to(issue)
    chair.enters("Comment for the editor", "Say whom to ask.")
    chair.presses("Return for changes")
    editor.goes_to(f"{issue}/edit")
    write(editor, GOOD.replace("Ask where", "Ask both parents where"))
    editor.presses("Ask for sign-off")
    chair.goes_to(f"{issue}/versions")
    chair.sees("both parents")
    chair.goes_to(issue)
    chair.presses("Approve")


def goes_out_at_its_time_after_a_restart(editor: Visitor, server: Restarted, issue: str) -> None:
    at = next_minute()
    editor.goes_to(f"{issue}/publish")
    editor.page.check("input[value=later]")
    editor.enters_date("Date", at.date())
    editor.page.fill("#at", f"{at:%H:%M}")
    editor.presses("Publish and send")
    editor.sees("Waits to go out")
    server.running.kill()
    while datetime.now(ZoneInfo("Europe/London")) < at:
        time.sleep(0.5)
    server.start_again()


def read_discussed_and_answered(midwife: Visitor, letter: email.message.EmailMessage) -> None:
    assert "Ask both parents where the baby will sleep" in text_of(letter)
    midwife.goes_to(path_in(letter, "/news/larkmoor/"))
    midwife.sees("Ask both parents")
    midwife.goes_to(path_in(letter, "/heard/"))
    midwife.chooses("Your agency", "Another agency")
    midwife.enters("Name of the agency", "Larkmoor Community Midwives")
    midwife.ticks("Discussed with my team")
    midwife.presses("Tell the panel")
    midwife.sees("Thank you")
    midwife.follows("Tell the panel something else")
    midwife.enters("What will you do differently?", "I will ask about nights away.")
    midwife.presses("Send the answer")
    midwife.sees("Thank you")


def seen_by_the_editor(editor: Visitor, issue: str) -> None:
    editor.goes_to(f"{issue}/reach")
    editor.sees("Larkmoor Community Midwives")
    editor.follows("Answers (1)")
    editor.sees("I will ask about nights away.")


def corrected(editor: Visitor, chair: Visitor, issue: str) -> None:
    editor.goes_to(f"{issue}/correct")
    editor.enters("What was wrong?", "One year was counted twice.")
    editor.presses("Start the correction")
    write(editor, GOOD + "\n\nThis is right.")
    correction = editor.path
    editor.presses("Ask for sign-off")
    chair.goes_to(correction)
    chair.presses("Approve")
    editor.goes_to(f"{correction}/publish")
    editor.presses("Publish and send")
    editor.sees("Newsletter published")


def left_by_one_click(server: Restarted, letter: email.message.EmailMessage) -> None:
    """As the mail program does it: a POST of its own (RFC 8058)."""
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.sub(r"^https?://[^/]+", server.url, letter["List-Unsubscribe"].strip("<>"))
    with urlopen(Request(link, data=b"List-Unsubscribe=One-Click", method="POST")) as answer:
        assert answer.status == 200
