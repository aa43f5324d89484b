"""A team gets a signed-off page by a link, and says what it did with it."""

import pytest

from cdop.access.roles import Role
from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand
from cdop.extensions import db
from cdop.mail.models import OutboxMail
from cdop.training import briefing_changes
from cdop.training.tokens import copy_token
from tests.training.build import briefing


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
    other = briefing_changes.add_team(
        opened, actor=editor, team="Vale clinic", email="vale@example.org"
    )
    briefing_changes.acknowledge(other, how="shared", staff=None)

    assert briefing_changes.remind_teams(opened, actor=editor) == 1
    assert other.reminded_at is None


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
