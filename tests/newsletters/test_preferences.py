"""Readers choose for themselves what they are sent, see what is kept, and are forgotten."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.mail.bounces import Bounce, _note
from cdop.mail.delivery import send_due
from cdop.mail.messages import letter_of
from cdop.mail.models import MailState, OutboxMail
from cdop.newsletters import mailing
from cdop.newsletters.reader_models import Rhythm, Subscriber, SubscriberState
from cdop.newsletters.tokens import preferences_token
from tests.newsletters.build import editor_of, issue, published, reader, work


def mails(kind: str = "newsletter") -> list[OutboxMail]:
    return list(
        db.session.scalars(
            db.select(OutboxMail).where(OutboxMail.kind == kind).order_by(OutboxMail.created_at)
        )
    )


def link_of(subscriber: Subscriber) -> str:
    return f"/subscription/{preferences_token(subscriber.id)}"


def test_a_reader_chooses_topics_and_rhythm_by_the_link_in_a_mail(make, sign_in):
    midwife = reader(make)
    published(make)
    work()
    text = letter_of(mails()[0]).text

    page = sign_in().submit(
        link_of(midwife),
        profession="midwife",
        area="North",
        topics=["smoking", "safer_sleep"],
        rhythm="monthly",
    )

    assert f"http://cdop.test{link_of(midwife)}" in text
    assert "Your choices were saved" in page
    kept = db.session.get(Subscriber, midwife.id)
    assert kept.topics == ["smoking", "safer_sleep"]
    assert (kept.rhythm, kept.area) == (Rhythm.MONTHLY, "North")


def test_the_page_shows_no_address(make, sign_in):
    subscriber = reader(make, "somebody@example.org")

    page = sign_in().get(link_of(subscriber))

    assert "s•••@example.org" in page
    assert "somebody@" not in page.html


@pytest.mark.both_engines
def test_an_issue_goes_to_those_whom_it_is_for(make):
    readers = {
        "no topics": [],
        "this topic": ["smoking"],
        "another topic": ["housing"],
    }
    for name, topics in readers.items():
        reader(make, f"{name.replace(' ', '-')}@example.org").topics = topics
    gp = reader(make, "a-gp@example.org")
    gp.profession = "gp"
    db.session.commit()

    published(make, themes=["smoking", "maternity"], audience=["midwife"])
    work()

    assert sorted(mail.recipient for mail in mails()) == [
        "no-topics@example.org",
        "this-topic@example.org",
    ]


def test_what_is_kept_is_mailed_to_the_address_and_not_shown(make, sign_in):
    subscriber = reader(make, "somebody@example.org")
    published(make)
    work()

    page = sign_in().submit(f"{link_of(subscriber)}/mail-my-data")

    [mail] = mails("own-data")
    told = json.loads(mail.text[mail.text.index("{") : mail.text.rindex("}") + 1])
    assert mail.recipient == told["email"] == "somebody@example.org"
    assert told["newsletters sent"][0]["issue"] == 1
    assert "somebody@" not in page.html


def test_a_reader_is_forgotten_on_request(make, sign_in):
    subscriber = reader(make, "somebody@example.org")
    link = link_of(subscriber)

    page = sign_in().submit(f"{link}/erase")

    assert "You were forgotten" in page
    kept = db.session.get(Subscriber, subscriber.id)
    assert kept.email is None
    assert kept.erased_at is not None
    assert sign_in().get(link).status_code == 410


def test_an_editor_exports_what_is_kept_of_one_reader(make, sign_in):
    subscriber = reader(make, "somebody@example.org")
    editor = sign_in(editor_of(issue(make)))

    page = editor.get(f"/subscribers/{subscriber.id}/export")

    assert json.loads(page.response.data)["email"] == "somebody@example.org"


def test_an_address_that_sends_mail_back_is_left_alone_until_it_asks_again(make, sign_in):
    gone = reader(make, "gone@example.org")
    published(make)
    work()
    _note(mails()[0], Bounce("", "", "5.1.1"))
    db.session.commit()

    published(make)
    work()

    assert len(mails()) == 1
    assert "mail came back" in sign_in(editor_of(issue(make))).get("/subscribers/")
    gone.asked_at = datetime.now(UTC) - timedelta(days=1)
    db.session.commit()
    sign_in().submit(f"/subscribe/{make.panel_.slug}", email="gone@example.org", consent="yes")
    confirm = letter_of(mails("confirm-subscription")[-1]).text
    path = next(line for line in confirm.splitlines() if "/confirm/" in line)
    sign_in().submit(path.removeprefix("http://cdop.test"))
    assert db.session.get(Subscriber, gone.id).unreachable_at is None


def _mailed_and_back(make, statuses):
    """An issue for each; those with a status came back with it, the others arrived."""
    for status in statuses:
        published(make)
        work()
        send_due()
        if status:
            newest = max(mails(), key=lambda mail: mail.created_at)
            _note(newest, Bounce("", "", status))
            db.session.commit()


@pytest.mark.parametrize(
    ("statuses", "stopped"),
    [
        (["4.2.2", "4.2.2", "4.2.2"], True),
        (["4.2.2", "5.2.2", "4.2.2"], True),
        (["4.2.2", "4.2.2", "", "4.2.2"], False),  # one arrived in between
        (["5.7.1", "5.7.1", "5.7.1"], False),  # a filter disliked what we wrote
        (["5.1.1"], True),
    ],
)
def test_what_may_pass_counts_three_times_in_a_row_only(make, statuses, stopped):
    subscriber = reader(make)

    _mailed_and_back(make, statuses)

    assert (db.session.get(Subscriber, subscriber.id).unreachable_at is not None) is stopped


def test_whom_the_server_refused_for_good_is_not_written_to_again(make):
    reader(make)
    published(make)
    work()
    [mail] = mails()
    mail.state, mail.problem = MailState.FAILED, "smtp-550 5.1.1"
    db.session.commit()

    published(make)
    work()

    assert len(mails()) == 1


def test_whose_mailbox_was_confirmed_anew_is_written_to_again(make):
    back = reader(make)
    published(make)
    work()
    [mail] = mails()
    mail.state, mail.problem = MailState.FAILED, "smtp-550 5.1.1"
    back.confirmed_at = datetime.now(UTC)
    db.session.commit()

    published(make)
    work()

    assert len(mails()) == 2
    assert db.session.get(Subscriber, back.id).unreachable_at is None


def test_who_wants_one_mail_a_month_gets_the_months_issues_once(make):
    monthly, each = reader(make, "monthly@example.org"), reader(make, "each@example.org")
    monthly.rhythm = Rhythm.MONTHLY
    db.session.commit()
    first, second = published(make, title="First of two"), published(make, title="Second of two")
    work()
    assert [mail.recipient for mail in mails()] == [each.email, each.email]
    [job] = db.session.scalars(db.select(Job).where(Job.kind == "newsletter.digest")).all()
    assert job.due_at > datetime.now(UTC)

    job.due_at = datetime.now(UTC) - timedelta(seconds=1)
    db.session.commit()
    work()

    [digest] = mails("newsletter-digest")
    text = letter_of(digest).text
    assert digest.recipient == "monthly@example.org"
    assert first.title in text
    assert second.title in text
    assert f"http://cdop.test/news/{make.panel_.slug}/{second.number}" in text
    assert "List-Unsubscribe" in letter_of(digest).headers


def test_a_digest_holds_what_is_for_the_reader(make, monkeypatch):
    monkeypatch.setattr(mailing, "CHUNK", 1)
    smoking, police = reader(make, "smoking@example.org"), reader(make, "police@example.org")
    smoking.topics, police.topics = ["smoking"], ["safer_sleep"]
    for each in (smoking, police):
        each.rhythm, each.profession = Rhythm.MONTHLY, "police"
    db.session.commit()
    published(make, title="Of smoke", themes=["smoking"])
    published(make, title="For midwives", audience=["midwife"])
    job = db.session.scalar(db.select(Job).where(Job.kind == "newsletter.digest"))
    job.due_at = datetime.now(UTC)
    db.session.commit()

    work()

    [digest] = mails("newsletter-digest")
    assert digest.recipient == "smoking@example.org"
    assert "Of smoke" in letter_of(digest).text
    assert "For midwives" not in letter_of(digest).text


def test_who_left_gets_no_digest(make):
    monthly = reader(make)
    monthly.rhythm, monthly.state = Rhythm.MONTHLY, SubscriberState.UNSUBSCRIBED
    published(make)
    job = db.session.scalar(db.select(Job).where(Job.kind == "newsletter.digest"))
    job.due_at = datetime.now(UTC)
    db.session.commit()

    work()

    assert mails("newsletter-digest") == []
