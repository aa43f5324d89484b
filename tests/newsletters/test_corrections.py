"""A correction takes the place of what was wrong, stays linked to it, and reaches who got it."""

import json

import pytest

from cdop.access.roles import Role
from cdop.core.publication import IssueState
from cdop.extensions import db
from cdop.mail.messages import letter_of
from cdop.mail.models import MailState, OutboxMail
from cdop.newsletters import changes
from cdop.newsletters.models import Issue, Publication
from tests.newsletters.build import editor_of, issue, published, reader, work

NOTE = "Table 2 counted one year twice."


def mails(kind: str = "newsletter") -> list[OutboxMail]:
    return list(
        db.session.scalars(
            db.select(OutboxMail).where(OutboxMail.kind == kind).order_by(OutboxMail.created_at)
        )
    )


def corrected(make, first: Publication) -> Publication:
    wrong = db.session.get(Issue, first.issue_id)
    editor, chair = editor_of(wrong), make.user(Role.CHAIR)
    row = changes.start_correction(wrong, actor=editor, note=NOTE)
    changes.edit_issue(row, actor=editor, version=row.version, body="## Welcome\n\nRight now.")
    changes.submit_issue(row, actor=editor, version=row.version)
    changes.approve_issue(row, actor=chair, version=row.version)
    publication = changes.publish_issue(row, actor=editor, version=row.version)
    db.session.commit()
    return publication


def test_the_first_page_is_gone_and_leads_to_the_correction(make, sign_in):
    first = published(make, body="## Welcome\n\nWrong words.")
    second = corrected(make, first)
    slug, browser = make.panel_.slug, sign_in()

    gone = browser.get(f"/news/{slug}/{first.number}")
    page = browser.get(f"/news/{slug}/{second.number}")

    assert gone.status_code == 410
    assert "Wrong words" not in gone
    assert NOTE in gone
    assert f'href="/news/{slug}/{second.number}"' in gone.html
    assert "Right now." in page
    assert f"This issue corrects issue {first.number}" in page
    assert NOTE in page


def test_what_was_wrong_can_be_said_better_and_the_change_is_kept(make, sign_in):
    first = published(make)
    wrong = db.session.get(Issue, first.issue_id)
    row = changes.start_correction(wrong, actor=editor_of(wrong), note=NOTE)
    db.session.commit()
    browser = sign_in(editor_of(wrong))
    words = {"title": row.title, "summary": row.summary, "body": row.body}

    browser.submit(
        f"/newsletters/{row.id}/edit",
        **words,
        version=str(row.version),
        act="save",
        correction_note="Table 3 counted one year twice.",
    )
    page = browser.get(f"/newsletters/{row.id}/versions")

    assert row.correction_note == "Table 3 counted one year twice."
    assert "What was wrong" in page
    assert "<del>" in page.html


def test_a_correction_says_what_was_wrong(make):
    first = published(make)
    wrong = db.session.get(Issue, first.issue_id)
    editor = editor_of(wrong)
    row = changes.start_correction(wrong, actor=editor, note=NOTE)
    changes.edit_issue(row, actor=editor, version=row.version, correction_note="")

    with pytest.raises(changes.NotReady, match="not ready"):
        changes.submit_issue(row, actor=editor, version=row.version)


def test_the_files_of_the_first_are_gone_as_well(make, sign_in):
    first = published(make)
    work()
    corrected(make, first)
    browser = sign_in()

    for suffix in (".pdf", ".png"):
        assert browser.get(f"/news/{make.panel_.slug}/{first.number}{suffix}").status_code == 410


def test_everybody_who_got_the_first_gets_the_correction(make):
    got = reader(make, "got@example.org")
    first = published(make)
    work()
    got.topics = ["smoking"]  # would not be sent this theme otherwise
    db.session.commit()
    wrong = db.session.get(Issue, first.issue_id)
    wrong.themes = ["housing"]
    db.session.commit()

    second = corrected(make, first)
    work()

    [mail] = [each for each in mails() if each.batch_id == second.id]
    assert mail.recipient == "got@example.org"
    assert mail.subject.startswith("Correction of")
    assert NOTE in letter_of(mail).text
    assert NOTE in letter_of(mail).html


def test_who_left_since_is_not_written_to_again(make, sign_in):
    reader(make)
    first = published(make)
    work()
    link = (
        letter_of(mails()[0])
        .headers["List-Unsubscribe"]
        .strip("<>")
        .removeprefix("http://cdop.test")
    )
    sign_in().submit(link)

    second = corrected(make, first)
    work()

    assert [each for each in mails() if each.batch_id == second.id] == []


def test_what_has_not_left_of_the_first_stays(make):
    reader(make)
    first = published(make)
    work()

    corrected(make, first)

    assert [mail.state for mail in mails() if mail.batch_id == first.id] == [MailState.CANCELLED]


def test_the_feeds_say_what_was_corrected_by_what(make, sign_in):
    first = published(make, title="First words")
    second = corrected(make, first)
    slug, browser = make.panel_.slug, sign_in()

    atom = browser.get(f"/news/{slug}/feed.atom").response.get_data(as_text=True)
    feed = json.loads(browser.get(f"/news/{slug}/feed.json").response.data)

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    titles = {item["url"].rsplit("/", 1)[1]: item["title"] for item in feed["items"]}
    assert titles[str(first.number)] == f"Issue {first.number} has been corrected"
    assert titles[str(second.number)].startswith(f"Correction of issue {first.number}")
    assert 'rel="related"' in atom
    assert "First words" not in atom.replace(second.title, "")


def test_a_correction_is_begun_once(make, sign_in):
    first = published(make)
    row = db.session.get(Issue, first.issue_id)
    browser = sign_in(editor_of(row))

    begun = browser.submit(f"/newsletters/{row.id}/correct", note=NOTE)
    again = browser.submit(f"/newsletters/{row.id}/correct", note=NOTE)

    assert NOTE in begun.html
    assert again.status_code == 409
    assert "The correction of this issue" in browser.get(f"/newsletters/{row.id}")


def test_a_draft_cannot_be_corrected(make, sign_in):
    row = issue(make, IssueState.APPROVED)

    page = sign_in(editor_of(row)).submit(f"/newsletters/{row.id}/correct", note=NOTE)

    assert page.status_code == 409
