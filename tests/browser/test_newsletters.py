"""From a learning point to readers: pass on, write, sign off, publish, read, subscribe, leave."""

import email
import email.policy
import re
import time
from collections.abc import Callable
from urllib.request import Request, urlopen

import pytest

from tests.browser.casework import new_last_name, notify
from tests.browser.conftest import LiveServer
from tests.browser.visits import Visitor

CHAIR = "chair@larkmoor.example"
EDITOR = "editor@larkmoor.example"
LINK = re.compile(r"https?://\S+")


class Letterbox:
    """The mail of one reader, from the folder in which the server leaves it."""

    def __init__(self, server: LiveServer, address: str) -> None:
        self.folder, self.address = server.data / "mail", address

    def letters(self) -> list[email.message.EmailMessage]:
        read = [
            email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            for path in sorted(self.folder.glob("*.eml"))
        ]
        return [letter for letter in read if letter["To"] == self.address]

    def waits_for(self, subject: str) -> email.message.EmailMessage:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for letter in self.letters():
                if subject in letter["Subject"]:
                    return letter
            time.sleep(0.2)
        raise AssertionError(f"No mail with “{subject}” among {self.letters()}")


def text_of(letter: email.message.EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def path_of(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)


@pytest.fixture
def publish(visitor) -> Callable[[str], Visitor]:
    """The editor writes an issue, the chair approves it, the editor publishes it."""

    def publish(title: str) -> Visitor:
        editor = visitor(EDITOR)
        start(editor, title)
        editor.presses("Ask for sign-off")
        chair = visitor(CHAIR)
        chair.goes_to(editor.path)
        chair.presses("Approve")
        editor.goes_to(editor.path)
        editor.follows("Publish")
        editor.presses("Publish and send")
        return editor

    return publish


def start(editor: Visitor, title: str, body: str = "## Welcome\n\nAsk about tonight.") -> None:
    """An issue, written and saved."""
    editor.goes_to("/newsletters/")
    editor.follows("Start a new issue")
    editor.enters("Title of the issue", title)
    editor.presses("Start")
    editor.enters("Summary", "What to ask about tonight.")
    editor.page.fill("#body", body)
    editor.presses("Save")
    editor.sees("Newsletter saved")


def subscribe(stranger: Visitor, letters: Letterbox) -> None:
    stranger.goes_to("/subscribe/larkmoor")
    stranger.enters("E-mail address", letters.address)
    stranger.page.check("input[type=checkbox]")
    stranger.presses("Subscribe")
    asked = letters.waits_for("onfirm")
    link = next(found for found in LINK.findall(text_of(asked)) if "/confirm/" in found)
    stranger.goes_to(path_of(link))
    stranger.presses("Confirm")


def test_a_stranger_subscribes_receives_an_issue_and_leaves(visitor, window, live_server, publish):
    letters = Letterbox(live_server, f"reader-{window.replace(' ', '-')}@reader.example")
    stranger = visitor(window=window)
    stranger.goes_to("/")
    stranger.follows("Subscribe to Larkmoor")
    subscribe(stranger, letters)

    publish(f"Asking about tonight, {window}")
    received = letters.waits_for(f"Asking about tonight, {window}")

    assert "Ask about tonight." in text_of(received)
    read = next(link for link in LINK.findall(text_of(received)) if "/news/" in link)
    stranger.goes_to(path_of(read))
    stranger.sees("Ask about tonight.")
    leave = received["List-Unsubscribe"].strip("<>")
    assert received["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    one_click = Request(
        live_server.url + path_of(leave), data=b"List-Unsubscribe=One-Click", method="POST"
    )
    with urlopen(one_click) as answer:
        assert answer.status == 200
        assert b"no further newsletter" in answer.read().lower()


def test_a_stranger_reads_the_archive_and_the_feed(visitor, window):
    stranger = visitor(window=window)
    stranger.goes_to("/news/larkmoor/")
    issue = stranger.page.locator("main a[href^='/news/larkmoor/']").first
    title = issue.inner_text()

    stranger.follows(title)

    stranger.sees("issue")
    assert stranger.page.context.cookies() == [], "reading needs no cookie"
    feed = stranger.page.request.get("/news/larkmoor/feed.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert title in feed.text()


def test_an_editor_writes_the_chair_returns_and_approves_and_the_editor_publishes(visitor, window):
    editor, chair = visitor(EDITOR, window), visitor(CHAIR, window)
    start(editor, f"Beds away from home, {window}")
    issue = editor.path
    editor.presses("Ask for sign-off")
    assert not editor.button("Approve").count(), "nobody signs off what they wrote"

    chair.goes_to(issue)
    chair.enters("Comment for the editor", "Say whom to ask.")
    chair.presses("Return for changes")
    editor.goes_to(issue)
    editor.sees("Say whom to ask.")
    editor.follows("Edit")
    editor.page.fill("#body", "## Welcome\n\nAsk the **parents** about tonight.")
    editor.presses("Preview" if window == "without scripts" else "Save")
    if window == "without scripts":
        editor.sees("Nothing is saved yet")
        editor.presses("Save")
    editor.presses("Ask for sign-off")
    chair.goes_to(issue)
    chair.presses("Approve")
    editor.goes_to(issue)
    editor.follows("Publish")
    editor.presses("Publish and send")

    editor.goes_to("/news/larkmoor/")
    editor.follows(f"Beds away from home, {window}")
    editor.sees("Ask the parents about tonight.")


def test_a_withdrawn_issue_is_gone_and_says_so(visitor, publish):
    editor = publish("Soon taken back")
    editor.goes_to("/newsletters/")
    editor.follows("Soon taken back")
    public = editor.page.locator("main a[href^='/news/larkmoor/']").first.get_attribute("href")
    editor.goes_to(f"{editor.path}/withdraw")
    editor.enters("Notice to the public", "A figure was wrong.")
    editor.presses("Withdraw")

    stranger = visitor(window="on a phone")
    answer = stranger.goes_to(public)

    assert answer.status == 410
    stranger.sees("A figure was wrong.")
    stranger.sees_nothing_of("Ask about tonight.")


def test_a_learning_point_becomes_a_lesson_that_the_chair_signs_off(visitor, window):
    case = notify(visitor("coordinator@larkmoor.example"), "Tam", new_last_name())
    chair, editor = visitor(CHAIR, window), visitor(EDITOR, window)
    chair.goes_to(f"{case}/analysis/learning-points")
    chair.enters("What does this death teach?", "Tam slept on a sofa on a visit.")
    chair.presses("Add learning point")
    chair.follows("Pass on to the editors")
    words = f"Families plan for nights away from home, seen {window}."
    chair.enters("The learning point, in words", words)
    chair.chooses("Theme", "Safer sleep")
    chair.ticks("I have left out names")
    chair.presses("Pass on")
    chair.sees("Passed on to the editors")

    editor.goes_to("/learning-points/")
    editor.sees(words)
    editor.sees_nothing_of("Tam slept")
    editor.follows("Write a lesson from this point")
    editor.enters("Title", f"Plan for nights away, {window}")
    editor.chooses("How strong is the evidence?", "Seen in one review")
    for part in ("What we saw", "Why it matters", "What to do differently"):
        editor.enters(part, "Ask where the baby will sleep.")
    editor.ticks("Midwife")
    editor.presses("Save draft")
    editor.sees("Lessons that say much the same")
    editor.ticks("None of them says it already")
    editor.presses("Save draft")
    lesson = editor.path
    editor.presses("Ask for sign-off")
    chair.goes_to(lesson)
    chair.ticks("The panel agrees that this is what its reviews show")
    chair.presses("Approve")

    chair.sees("Lesson approved")
    assert editor.goes_to(case).status == 404, "an editor opens no case"
