"""A team gets a signed-off page by a link, and says what it did with it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from cdop.access.roles import Role
from cdop.accounts.models import User
from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand
from cdop.db.clock import today
from cdop.extensions import db
from cdop.mail.models import OutboxMail
from cdop.training import briefing_changes, briefing_team_changes
from cdop.training.models import Briefing, BriefingCopy
from cdop.training.tokens import copy_token
from tests.statements import statements
from tests.training.build import briefing


def sent_days_ago(opened) -> None:
    for copy in opened.copies:
        copy.sent_at = copy.sent_at - timedelta(days=3)
    db.session.commit()


def mails(subject: str) -> list[OutboxMail]:
    select = db.select(OutboxMail).where(OutboxMail.subject == subject)
    return list(db.session.scalars(select))


def test_teams_get_it_once_a_chair_has_signed_it_off(make, sign_in):
    written = briefing(make, Stand.SUBMITTED)
    sent_before = db.session.scalars(db.select(OutboxMail)).all()

    page = sign_in(make.user(Role.CHAIR)).submit(
        f"/briefings/{written.id}/move", version=written.version, move="approve"
    )

    assert "Open: Nights away from home" in page
    assert sent_before == []
    [mail] = db.session.scalars(db.select(OutboxMail)).all()
    assert (mail.kind, mail.subject) == ("training-briefing", "A briefing for your team")


def test_a_team_says_that_it_was_discussed(make, sign_in):
    opened = briefing(make)
    [copy] = opened.copies
    link = f"/learn/briefing/{copy_token(copy.id)}"
    stranger = sign_in()
    assert "Ask about the next night" in stranger.get(link)

    page = stranger.submit(link, how="discussed", staff="14")

    assert "your team discussed it" in page
    editor = sign_in(make.user(Role.EDITOR))
    assert "1 of 1 team has answered" in editor.get(f"/briefings/{opened.id}")


def test_only_teams_that_are_silent_are_reminded(make):
    opened = briefing(make)
    editor = make.user(Role.EDITOR)
    other = briefing_team_changes.add_team(
        opened, actor=editor, team="Vale clinic", email="vale@example.org"
    )
    briefing_team_changes.acknowledge(other, how="shared", staff=None)
    sent_days_ago(opened)

    assert briefing_team_changes.remind_teams(opened, actor=editor) == 1
    assert other.reminded_at is None


def test_a_team_is_reminded_once_a_day_however_often_it_is_asked_for(make, sign_in):
    opened = briefing(make)
    sent_days_ago(opened)
    editor = sign_in(make.user(Role.EDITOR))

    first = editor.submit(f"/briefings/{opened.id}/remind")
    second = editor.submit(f"/briefings/{opened.id}/remind")

    assert "One team is sent a reminder" in first
    assert "Teams were last reminded on" in first
    assert "Nobody was reminded" in second
    assert len(mails("Reminder: a briefing for your team")) == 1


@pytest.mark.both_engines
def test_two_people_who_remind_at_the_same_moment_send_one_mail(app, make):
    opened = briefing(make)
    sent_days_ago(opened)
    briefing_id, editor_id = opened.id, make.user(Role.EDITOR).id
    db.session.rollback()

    def remind(_number: int) -> int:
        with app.app_context():
            again, editor = db.session.get(Briefing, briefing_id), db.session.get(User, editor_id)
            count = briefing_team_changes.remind_teams(again, actor=editor)
            db.session.commit()
            return count

    with ThreadPoolExecutor(2) as pool:
        reminded = list(pool.map(remind, range(2)))

    assert sorted(reminded) == [0, 1]
    assert len(mails("Reminder: a briefing for your team")) == 1


def test_a_team_is_not_reminded_on_the_day_it_got_the_briefing(make):
    opened = briefing(make)

    assert briefing_team_changes.remind_teams(opened, actor=make.user(Role.EDITOR)) == 0


def test_teams_that_have_a_briefing_are_told_that_it_is_withdrawn(make, sign_in):
    opened = briefing(make)
    editor = make.user(Role.EDITOR)
    for team in ("Vale clinic", "Family help"):
        briefing_team_changes.add_team(opened, actor=editor, team=team, email="x@example.org")
    briefing_team_changes.acknowledge(opened.copies[1], how="shared", staff=None)
    db.session.commit()

    page = sign_in(editor).submit(
        f"/briefings/{opened.id}/move", version=opened.version, move="close", comment="Out of date"
    )

    told = mails("A briefing for your team was withdrawn")
    assert len(told) == 3
    assert opened.title not in told[0].text
    assert "has been withdrawn" in told[0].text
    assert page.text.count("Told that it is withdrawn") == 3


def test_a_chair_too_withdraws_what_teams_have(make, sign_in):
    opened = briefing(make)
    chair = sign_in(make.user(Role.CHAIR))

    page = chair.submit(
        f"/briefings/{opened.id}/move", version=opened.version, move="close", comment="It is wrong"
    )

    assert "Withdrawn: Nights away from home" in page
    assert len(mails("A briefing for your team was withdrawn")) == 1


def test_a_draft_is_dropped_by_its_editors_alone(make, sign_in):
    written = briefing(make, Stand.DRAFT)
    chair = sign_in(make.user(Role.CHAIR))

    assert "Withdraw" not in chair.get(f"/briefings/{written.id}")
    answer = chair.submit(
        f"/briefings/{written.id}/move", version=written.version, move="close", comment="Not needed"
    )
    assert answer.status_code == 404


def test_a_briefing_withdrawn_as_a_draft_is_no_news_to_anybody(make):
    written = briefing(make, Stand.DRAFT)

    briefing_changes.move_briefing(
        written, Move.CLOSE, actor=written.author, version=written.version, comment="Not needed"
    )

    assert db.session.scalars(db.select(OutboxMail)).all() == []


@pytest.mark.both_engines
def test_teams_are_overdue_once_the_day_has_passed(make, sign_in):
    opened = briefing(make)
    opened.answer_by = today() - timedelta(days=1)
    db.session.commit()
    editor = sign_in(make.user(Role.EDITOR))

    assert "1 team is overdue" in editor.get(f"/briefings/{opened.id}")
    assert "Hill ward 1 0 1 1" in editor.get(f"/briefings/teams/{make.panel_.slug}")


def test_a_day_to_answer_by_is_not_in_the_past(make, sign_in):
    gone = today() - timedelta(days=3)

    page = sign_in(make.user(Role.EDITOR)).submit(
        f"/briefings/new/{make.panel_.slug}",
        title="Late",
        body="Words.",
        **{f"answer_by-{part}": str(getattr(gone, part)) for part in ("day", "month", "year")},
    )

    assert page.status_code == 422


@pytest.mark.both_engines
def test_teams_of_an_earlier_briefing_are_added_by_a_tick(make, sign_in):
    briefing(make)
    written = briefing(make, Stand.DRAFT)
    [own] = written.copies
    own.team = "Another ward"
    db.session.commit()
    [earlier] = db.session.scalars(db.select(BriefingCopy).where(BriefingCopy.team == "Hill ward"))

    page = sign_in(make.user(Role.EDITOR)).submit(
        f"/briefings/{written.id}/known-teams", known=earlier.id
    )

    assert "1 team added" in page
    assert {each.team for each in written.copies} == {"Another ward", "Hill ward"}
    assert {each.email for each in written.copies} == {"ward@example.org"}


def test_a_team_of_another_panel_is_not_added(make, sign_in):
    elsewhere = briefing(make, panel=make.panel())
    written = briefing(make, Stand.DRAFT)
    [copy] = elsewhere.copies

    page = sign_in(make.user(Role.EDITOR)).submit(
        f"/briefings/{written.id}/known-teams", known=copy.id
    )

    assert page.status_code == 422
    assert len(written.copies) == 1


def test_pages_of_briefings_ask_as_little_of_many_teams_as_of_few(make, sign_in):
    opened = briefing(make)
    editor = make.user(Role.EDITOR)
    browser = sign_in(editor)
    paths = ("/briefings/", f"/briefings/{opened.id}", f"/briefings/teams/{make.panel_.slug}")

    with statements() as few:
        for path in paths:
            browser.get(path)
    for number in range(60):
        briefing_team_changes.add_team(
            opened, actor=editor, team=f"Team {number:02}", email="x@example.org"
        )
    briefing(make)
    db.session.commit()
    with statements() as many:
        pages = [browser.get(path) for path in paths]

    assert len(many) <= len(few)
    assert "Showing 1 to 25 of 61 teams" in pages[1]


def test_a_withdrawn_briefing_answers_that_it_is_gone(make, sign_in):
    opened = briefing(make)
    [copy] = opened.copies
    briefing_changes.move_briefing(
        opened, Move.CLOSE, actor=make.user(Role.EDITOR), version=opened.version, comment="Old"
    )
    db.session.commit()

    page = sign_in().get(f"/learn/briefing/{copy_token(copy.id)}")

    assert page.status_code == 410
    assert "Nights away" not in page


def test_what_was_signed_off_is_not_changed(make):
    opened = briefing(make)

    with pytest.raises(NotNow):
        briefing_changes.edit_briefing(
            opened, actor=make.user(Role.EDITOR), version=opened.version, title="New", body="New"
        )


def test_a_briefing_that_names_a_child_is_stopped(make, sign_in):
    make.case(first_name="Tamsin", last_name="Quillfeather")
    written = briefing(make, Stand.DRAFT)
    briefing_changes.edit_briefing(
        written,
        actor=written.author,
        version=written.version,
        title="What we learned",
        body="Tamsin Quillfeather slept away from home.",
    )
    db.session.commit()

    page = sign_in(written.author).submit(
        f"/briefings/{written.id}/move", version=written.version, move="submit"
    )

    assert page.status_code == 422
    assert "“Tamsin Quillfeather” is" in page
    assert written.state is Stand.DRAFT
