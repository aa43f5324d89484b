"""Every confirmed reader is sent one mail, can leave by it, and is told nothing about a case."""

import re
from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest

from cdop.core.publication import IssueState
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import enqueue
from cdop.mail.messages import letter_of, message_of
from cdop.mail.models import MailState, OutboxMail
from cdop.newsletters import changes, files, mailing, reader_changes
from cdop.newsletters.models import Issue
from cdop.newsletters.reader_models import Delivery, Subscriber, SubscriberState
from tests.learning.build import learning_point
from tests.newsletters.build import (
    TEXT,
    editor_of,
    issue,
    published,
    reader,
    released,
    work,
)


def mails(kind: str = "newsletter") -> list[OutboxMail]:
    return list(
        db.session.scalars(
            db.select(OutboxMail).where(OutboxMail.kind == kind).order_by(OutboxMail.created_at)
        )
    )


def parsed(mail: OutboxMail):
    raw = message_of(letter_of(mail), "Panel <cdop@example.org>")
    return message_from_bytes(raw, policy=policy.default)


def part(message, kind: str) -> str:
    return message.get_body((kind,)).get_content()


def test_each_confirmed_reader_is_sent_one_mail(make):
    readers = [reader(make) for _ in range(3)]
    reader(make, confirmed=False)

    published(make)
    work()

    assert sorted(mail.recipient for mail in mails()) == sorted(r.email for r in readers)
    assert len(db.session.scalars(db.select(Delivery)).all()) == 3


@pytest.mark.both_engines
def test_nobody_is_mailed_twice_however_often_the_job_runs(make, monkeypatch):
    monkeypatch.setattr(mailing, "CHUNK", 2)
    for _ in range(5):
        reader(make)
    publication = published(make)
    work()

    enqueue("newsletter.send", publication_id=publication.id, base_url="http://cdop.test")
    db.session.commit()
    work()

    assert len(mails()) == 5
    assert len({mail.recipient for mail in mails()}) == 5
    assert len({mail.message_id for mail in mails()}) == 5
    assert len({mail.content_id for mail in mails()}) == 1, "the text is kept once"


def test_a_chunk_that_fails_leaves_nothing_and_is_done_again(make, monkeypatch):
    reader(make)
    publication = published(make)
    real = mailing.compose
    monkeypatch.setattr(mailing, "compose", lambda *_: 1 / 0)
    work()
    assert mails() == []

    monkeypatch.setattr(mailing, "compose", real)
    enqueue("newsletter.send", publication_id=publication.id, base_url="http://cdop.test")
    db.session.commit()
    work()

    assert len(mails()) == 1


def test_a_reader_who_confirms_after_publication_waits_for_the_next_issue(make):
    publication = published(make)
    reader(make)

    work()

    assert publication.number == 1
    assert mails() == []


def test_the_mail_is_plain_and_html_and_loads_nothing(make):
    reader(make)
    released(make)
    publication = published(
        make, body="## Figures\n\n[[chart 2026-01/1]]\n\nSee [the news](/news/)."
    )
    work()
    [mail] = mails()

    message = parsed(mail)
    text, html = part(message, "plain"), part(message, "html")

    address = f"http://cdop.test/news/{make.panel_.slug}/{publication.number}"
    assert message.get_content_type() == "multipart/alternative"
    html = re.sub(r'<img src="cid:[^>]*>', "", html)  # it comes with the mail
    assert address in text
    assert "- Sofa. Deaths: 41" in text
    assert TEXT["summary"] in text
    assert "Never fall asleep with baby on a sofa" in text
    assert f'href="{address}"' in html
    assert 'href="http://cdop.test/news/"' in html, "addresses of ours are complete"
    assert "41" in html
    for never in ("<svg", "<img", "<script", "<link", "<style", "src="):
        assert never not in html, never
    assert not re.search(r"url\(", html)
    assert "style=" in html, "styles are inlined"


def test_the_subject_is_made_of_public_words_on_one_line(make):
    reader(make)
    panel = make.panel_
    published(make, title="Sofas\r\nBcc: everybody")
    work()

    message = parsed(mails()[0])

    expected = f"{panel.name} newsletter, issue 1: Sofas Bcc: everybody"
    assert message["Subject"] == expected
    assert message["Bcc"] is None


def test_leaving_works_by_the_mails_own_header(make, sign_in):
    leaver, stayer = reader(make), reader(make)
    published(make)
    work()
    message = parsed(next(mail for mail in mails() if mail.recipient == leaver.email))
    link = re.fullmatch(r"<(http://cdop\.test(/\S+))>", message["List-Unsubscribe"])

    page = sign_in().submit(link[2], **{"List-Unsubscribe": "One-Click"})

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert page.status_code == 200
    assert db.session.get(Subscriber, leaver.id).state is SubscriberState.UNSUBSCRIBED
    assert db.session.get(Subscriber, stayer.id).state is SubscriberState.CONFIRMED
    assert link[1] in part(message, "plain")
    assert link[1] in part(message, "html")


def test_one_readers_mail_holds_no_other_readers_link_or_address(make):
    one, other = reader(make), reader(make)
    published(make)
    work()
    message = parsed(next(mail for mail in mails() if mail.recipient == one.email))
    others = next(mail for mail in mails() if mail.recipient == other.email)
    link = letter_of(others).headers["List-Unsubscribe"].strip("<>")

    assert link not in message.as_string()
    assert other.email not in message.as_string()


def test_who_leaves_while_mails_wait_gets_none(make, sign_in):
    leaver = reader(make)
    published(make)
    work()
    [mail] = mails()
    link = letter_of(mail).headers["List-Unsubscribe"].strip("<>").removeprefix("http://cdop.test")

    sign_in().submit(link)

    assert db.session.get(OutboxMail, mail.id).state is MailState.CANCELLED
    assert db.session.get(Subscriber, leaver.id).state is SubscriberState.UNSUBSCRIBED


def test_withdrawing_cancels_what_has_not_left_and_stops_the_rest(make, monkeypatch, sign_in):
    monkeypatch.setattr(mailing, "CHUNK", 1)
    for _ in range(3):
        reader(make)
    publication = published(make)
    files.make_files(db.session.scalars(db.select(Job).where(Job.kind == "newsletter.files")).one())
    job = db.session.scalars(db.select(Job).where(Job.kind == "newsletter.send")).one()
    mailing.send(job)
    db.session.commit()
    row = db.session.get(Issue, publication.issue_id)

    sign_in(editor_of(row)).submit(
        f"/newsletters/{row.id}/withdraw", version=str(row.version), notice="Wrong table."
    )
    work()

    assert [mail.state for mail in mails()] == [MailState.CANCELLED]


def test_those_who_got_it_are_told_of_the_withdrawal_once(make, monkeypatch):
    monkeypatch.setattr(mailing, "CHUNK", 1)
    got, missed = reader(make), reader(make)
    publication = published(make)
    work()
    sent = next(mail for mail in mails() if mail.recipient == got.email)
    sent.state = MailState.SENT
    db.session.commit()
    row = db.session.get(Issue, publication.issue_id)

    changes.withdraw_issue(
        row, actor=editor_of(row), version=row.version, notice="Wrong table.", tell_readers=True
    )
    db.session.commit()
    work()

    [notice] = mails("newsletter-withdrawn")
    assert notice.recipient == got.email != missed.email
    assert "Wrong table." in letter_of(notice).text
    assert TEXT["title"] not in notice.subject


def test_a_notice_of_withdrawal_is_forgotten_with_its_reader(make):
    got = reader(make)
    publication = published(make)
    work()
    for mail in mails():
        mail.state = MailState.SENT
    row = db.session.get(Issue, publication.issue_id)
    changes.withdraw_issue(
        row, actor=editor_of(row), version=row.version, notice="Wrong table.", tell_readers=True
    )
    db.session.commit()
    work()

    reader_changes.erase_on_request(got)
    db.session.commit()

    [notice] = mails("newsletter-withdrawn")
    assert (notice.recipient, notice.state) == ("", MailState.CANCELLED)


def test_the_progress_page_counts_and_can_be_left(make, sign_in):
    for _ in range(2):
        reader(make)
    publication = published(make)
    row = db.session.get(Issue, publication.issue_id)
    browser = sign_in(editor_of(row))
    before = browser.get(f"/newsletters/{row.id}/sending")
    work()
    for mail in mails():
        mail.state = MailState.SENT
    db.session.commit()

    after = browser.get(f"/newsletters/{row.id}/sending")

    assert "Mails are on their way" in before
    assert "Readers 2" in before
    assert "All mails have been dealt with." in after
    assert "Sent 2" in after


def test_a_planted_identity_never_reaches_the_outbox(make):
    case = make.case(first_name="Quillan", last_name="Featherstone", summary="Heron pond marker")
    learning_point(make, make.analysis(case), text="Heron pond marker")
    reader(make)
    published(make)
    reader(make, "late@example.org")
    work()

    everything = " ".join(
        " ".join(
            (mail.subject, letter_of(mail).text, letter_of(mail).html or "", str(mail.headers))
        )
        for mail in db.session.scalars(db.select(OutboxMail))
    )

    assert TEXT["title"] in everything
    for secret in ("Quillan", "Featherstone", "Heron pond", case.reference, case.id):
        assert secret not in everything


def test_the_html_is_a_simple_table_layout(make):
    reader(make)
    published(make, body="## One\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    work()
    html = part(parsed(mails()[0]), "html")
    seen: set[str] = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: seen.add(tag)  # type: ignore[method-assign]

    parser.feed(html)

    assert "table" in seen
    assert not seen & {"svg", "details", "summary", "form", "button", "nav", "iframe"}


def test_an_issue_that_was_never_approved_is_sent_to_nobody(make):
    reader(make)
    for state in (IssueState.DRAFT, IssueState.SUBMITTED, IssueState.APPROVED):
        issue(make, state)

    work()

    assert mails() == []
