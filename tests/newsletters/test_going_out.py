"""An issue is held before it goes out, can be stopped, and goes out once at its time."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from cdop.access.roles import Role
from cdop.core.publication import IssueState
from cdop.extensions import db
from cdop.jobs.models import Job, JobState
from cdop.newsletters import changes, schedule
from cdop.newsletters.models import Issue, Publication
from tests.newsletters.build import editor_of, issue, work


@pytest.fixture
def held_for_half_an_hour(app, monkeypatch):
    monkeypatch.setitem(app.config, "NEWSLETTER_HOLD_MINUTES", 30)


def publish(browser, row, **data):
    version = str(db.session.get(Issue, row.id).version)
    return browser.submit(f"/newsletters/{row.id}/publish", version=version, **data)


def count_publications() -> int:
    return len(db.session.scalars(db.select(Publication)).all())


def let_time_pass(row) -> None:
    """The hold is over: what was due later is due now."""
    past = datetime.now(UTC) - timedelta(seconds=1)
    row = db.session.get(Issue, row.id)
    row.publish_at = past
    for job in db.session.scalars(db.select(Job).where(Job.kind == "newsletter.publish")):
        job.due_at = past
    db.session.commit()


def test_it_is_held_and_then_goes_out(make, sign_in, held_for_half_an_hour):
    row = issue(make, IssueState.APPROVED)

    page = publish(sign_in(editor_of(row)), row, when="now")

    assert "Until then it can be stopped" in page
    assert "Waits to go out" in page
    work()
    assert count_publications() == 0
    let_time_pass(row)
    work()
    assert count_publications() == 1
    assert db.session.get(Issue, row.id).state is IssueState.PUBLISHED


def test_the_chair_stops_it_while_it_is_held(make, sign_in, held_for_half_an_hour):
    row = issue(make, IssueState.APPROVED)
    publish(sign_in(editor_of(row)), row, when="now")
    chair = sign_in(make.user(Role.CHAIR, name="Charis"))

    version = str(db.session.get(Issue, row.id).version)
    page = chair.submit(
        f"/newsletters/{row.id}/stop", version=version, reason="A figure must be checked."
    )

    assert "nothing went out" in page
    assert "Stopped – Charis “A figure must be checked.”" in page
    let_time_pass(row)
    work()
    assert count_publications() == 0
    assert db.session.get(Issue, row.id).state is IssueState.APPROVED


def test_editing_a_held_issue_stops_it(make, held_for_half_an_hour):
    row = issue(make, IssueState.APPROVED)
    editor = editor_of(row)
    schedule.ask_to_publish(row, actor=editor, version=row.version)
    changes.edit_issue(row, actor=editor, version=row.version, title="Another title")
    db.session.commit()

    let_time_pass(row)
    work()

    assert count_publications() == 0
    assert db.session.get(Issue, row.id).state is IssueState.DRAFT


def test_asked_for_again_only_the_last_request_counts(make, held_for_half_an_hour):
    row = issue(make, IssueState.APPROVED)
    editor = editor_of(row)
    schedule.ask_to_publish(row, actor=editor, version=row.version)
    first = row.publish_order
    schedule.stop_issue(row, actor=editor, version=row.version, reason="Wait.")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    schedule.ask_to_publish(row, actor=editor, version=row.version, at=tomorrow)
    db.session.commit()

    for job in db.session.scalars(db.select(Job).where(Job.kind == "newsletter.publish")):
        if job.payload["order"] == first:
            job.due_at = datetime.now(UTC) - timedelta(seconds=1)
    db.session.commit()
    work()

    assert count_publications() == 0
    assert db.session.get(Issue, row.id).is_held


@pytest.mark.both_engines
def test_it_goes_out_once_however_often_its_job_runs(make, held_for_half_an_hour):
    row = issue(make, IssueState.APPROVED)
    schedule.ask_to_publish(row, actor=editor_of(row), version=row.version)
    db.session.commit()
    let_time_pass(row)
    work()

    job = db.session.scalar(db.select(Job).where(Job.kind == "newsletter.publish"))
    job.state = JobState.WAITING  # as if its worker had died before it could say so
    db.session.commit()
    work()

    assert count_publications() == 1


def test_what_no_longer_passes_the_checks_does_not_go_out(make, held_for_half_an_hour):
    row = issue(make, IssueState.APPROVED)
    schedule.ask_to_publish(row, actor=editor_of(row), version=row.version)
    row.body = "## One\n\n[[table 2026-01/9]]"
    db.session.commit()
    let_time_pass(row)

    work()

    assert count_publications() == 0
    assert "There is no table 2026-01/9" in db.session.get(Issue, row.id).steps[-1].comment


def test_who_may_no_longer_publish_publishes_nothing(make, held_for_half_an_hour):
    row = issue(make, IssueState.APPROVED)
    editor = editor_of(row)
    schedule.ask_to_publish(row, actor=editor, version=row.version)
    editor.disabled_at, editor.disabled_by = datetime.now(UTC), "command"
    db.session.commit()
    let_time_pass(row)

    work()

    assert count_publications() == 0


def test_a_time_in_england_is_kept_as_a_moment(make, sign_in):
    row = issue(make, IssueState.APPROVED)
    year = date.today().year + 1

    publish(
        sign_in(editor_of(row)),
        row,
        **{"when": "later", "day-day": "1", "day-month": "7", "day-year": str(year), "at": "9am"},
    )

    assert db.session.get(Issue, row.id).publish_at == datetime(year, 7, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "why"),
    [
        (("28", "3", "2027"), "1:30am", "left out on that day"),
        (("1", "7", "2027"), "teatime", "Enter a time, such as 9:30am"),
        (("", "", ""), "9am", "Enter the date on which it should go out"),
        (("1", "7", "2020"), "9am", "Date"),
    ],
)
def test_a_time_that_cannot_be_is_refused(make, sign_in, day, at, why):
    row = issue(make, IssueState.APPROVED)
    parts = dict(zip(("day-day", "day-month", "day-year"), day, strict=True))

    page = publish(sign_in(editor_of(row)), row, when="later", at=at, **parts)

    assert page.status_code == 422
    assert why in page
    assert db.session.get(Issue, row.id).publish_at is None


def test_an_issue_that_should_be_out_by_now_says_so(make, sign_in, held_for_half_an_hour):
    row = issue(make, IssueState.APPROVED)
    schedule.ask_to_publish(row, actor=editor_of(row), version=row.version)
    row.publish_at = datetime.now(UTC) - timedelta(hours=1)
    db.session.commit()

    page = sign_in(editor_of(row)).get(f"/newsletters/{row.id}")

    assert re.search(r"It should have gone out on .* and did not", page.text)
