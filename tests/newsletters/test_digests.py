"""A digest is called back like an issue: who got one with it is told, who did not gets another."""

from datetime import UTC, datetime, timedelta

import pytest

from cdop.access.roles import Role
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.mail.delivery import send_due
from cdop.mail.messages import letter_of
from cdop.mail.models import MailState, OutboxMail
from cdop.newsletters import changes
from cdop.newsletters.models import Issue, Publication
from cdop.newsletters.reader_models import Rhythm, Subscriber
from tests.newsletters.build import published, reader, work
from tests.newsletters.test_corrections import corrected


@pytest.fixture
def monthly(make) -> Subscriber:
    found = reader(make, "monthly@example.org")
    found.rhythm = Rhythm.MONTHLY
    db.session.commit()
    return found


def mails(kind: str) -> list[OutboxMail]:
    db.session.expire_all()
    return list(
        db.session.scalars(
            db.select(OutboxMail)
            .where(OutboxMail.kind == kind, OutboxMail.state != MailState.CANCELLED)
            .order_by(OutboxMail.created_at)
        )
    )


def month_is_over() -> None:
    job = db.session.scalar(
        db.select(Job).where(Job.kind == "newsletter.digest").order_by(Job.created_at)
    )
    job.due_at = datetime.now(UTC) - timedelta(seconds=1)
    db.session.commit()
    work()


def withdraw(make, publication: Publication) -> None:
    row = db.session.get(Issue, publication.issue_id)
    chair = make.user(Role.CHAIR)
    changes.withdraw_issue(
        row, actor=chair, version=row.version, notice="A table was wrong.", tell_readers=True
    )
    db.session.commit()
    work()


@pytest.mark.both_engines
def test_who_got_it_in_a_digest_is_told_that_it_was_withdrawn(make, monthly):
    publication = published(make)
    work()
    month_is_over()
    send_due()

    withdraw(make, publication)

    [notice] = mails("newsletter-withdrawn")
    assert notice.recipient == "monthly@example.org"
    assert "A table was wrong." in letter_of(notice).text


def test_who_got_it_in_a_digest_gets_its_correction_at_once(make, monthly):
    first = published(make)
    work()
    month_is_over()
    send_due()

    second = corrected(make, first)
    work()

    [mail] = mails("newsletter")
    assert (mail.recipient, mail.batch_id) == ("monthly@example.org", second.id)


@pytest.mark.both_engines
def test_a_digest_that_has_not_left_is_made_again_without_what_was_withdrawn(make, monthly):
    wrong, right = published(make, title="The wrong one"), published(make, title="The right one")
    work()
    month_is_over()

    withdraw(make, wrong)
    send_due()

    [digest] = mails("newsletter-digest")
    text = letter_of(digest).text
    assert right.title in text
    assert wrong.title not in text
    assert mails("newsletter-withdrawn") == []


def test_what_came_in_a_mail_of_its_own_is_not_said_again_in_the_digest(make, monthly):
    monthly.rhythm = Rhythm.EACH_ISSUE
    db.session.commit()
    published(make)
    work()
    monthly.rhythm = Rhythm.MONTHLY
    db.session.commit()

    month_is_over()

    assert len(mails("newsletter")) == 1
    assert mails("newsletter-digest") == []
