"""Editors learn by mail what became of a lesson that their panel adopted, once a day at most."""

from datetime import datetime, time, timedelta

import pytest
import time_machine

from cdop.access.roles import Role
from cdop.db.clock import LONDON, now, today
from cdop.extensions import db
from cdop.jobs.queue import run_due
from cdop.learning import library_changes
from cdop.mail.messages import letter_of
from cdop.mail.models import OutboxMail
from tests.learning.test_library import adopted_there, approved, retire, reword_and_approve


@pytest.fixture
def row(make):
    return approved(make)


@pytest.fixture
def there(make, row):
    return make.panel(slug="elsewhere", name="Elsewhere")


def mails_by(days=1):
    """Those that were queued by nine in the morning so many days from now."""
    morning = datetime.combine(today() + timedelta(days=days), time(9), LONDON)
    with time_machine.travel(morning if days else now(), tick=True):
        run_due()
    db.session.expire_all()
    kind = OutboxMail.kind == "lesson-changed"
    return list(db.session.scalars(db.select(OutboxMail).where(kind)))


def take_out(make, row):
    library_changes.withdraw_offer(row, actor=make.user(Role.CHAIR))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda make, row: reword_and_approve(make, row, row.panel, seen="Otherwise now."),
            "has approved new words",
        ),
        (
            lambda make, row: retire(row, actor=make.user(Role.CHAIR)),
            "has retired its lesson",
        ),
        (take_out, "has taken its lesson out of the library"),
    ],
)
def test_the_editors_of_a_panel_that_adopted_it_are_told(make, there, row, change, says):
    lesson = adopted_there(make, row, there)
    make.user(Role.CHAIR, panel=there)

    change(make, row)
    db.session.commit()
    mails = mails_by()

    assert [each.recipient for each in mails] == [lesson.author.email]
    letter = letter_of(mails[0])
    assert says in letter.text and f"/lessons/{lesson.id}" in letter.text
    assert row.title not in letter.subject + letter.text


def test_several_changes_of_a_day_make_one_mail(make, there, row):
    other = approved(make, title="Look at the windows of high homes")
    for each in (row, other):
        adopted_there(make, each, there)

    for each in (row, other):
        reword_and_approve(make, each, each.panel, seen="Otherwise now.")
    mails = mails_by()

    assert len({each.recipient for each in mails}) == len(mails) == 2
    assert {letter_of(each).text.count("has approved new words") for each in mails} == {2}


def test_nobody_is_told_before_the_next_morning_or_twice(make, there, row):
    adopted_there(make, row, there)
    reword_and_approve(make, row, row.panel, seen="Otherwise now.")

    assert mails_by(days=0) == []
    assert len(mails_by(days=1)) == 1
    assert len(mails_by(days=2)) == 1


def test_who_has_caught_up_by_then_is_not_told(make, there, row):
    lesson = adopted_there(make, row, there)
    reword_and_approve(make, row, row.panel, seen="Otherwise now.")

    library_changes.catch_up(
        lesson,
        actor=make.user(Role.EDITOR, panel=there),
        version=lesson.version,
        seen=lesson.adoption.shared.version,
        take=False,
    )
    db.session.commit()

    assert mails_by() == []


def test_a_lesson_that_nobody_adopted_makes_no_work(make, row):
    retire(row, actor=make.user(Role.CHAIR))
    db.session.commit()

    assert mails_by() == []
