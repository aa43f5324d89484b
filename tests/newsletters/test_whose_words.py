"""Nobody signs off their own words, whoever saved the text after them; and drafts are sealed."""

import pytest
import sqlalchemy as sa

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.core.sign_off import Stand
from cdop.extensions import db
from cdop.learning import changes as lessons
from cdop.newsletters import changes, translation_changes
from cdop.newsletters.models import IssueVersion
from cdop.newsletters.queries import find_last_version
from cdop.site import changes as pages
from cdop.training import briefing_changes
from cdop.training.models import Briefing
from tests.learning.build import lesson
from tests.newsletters.build import TEXT, issue, translation
from tests.site.build import page, sign_off
from tests.training.build import briefing as make_briefing


@pytest.fixture
def both(make):
    """Somebody who is chair and editor of the panel."""
    return make.user(Role.CHAIR, Role.EDITOR, name="Both Hats")


@pytest.fixture
def colleague(make):
    return make.user(Role.EDITOR, name="Colleague")


def test_an_issue(make, both, colleague):
    made = issue(make)

    changes.edit_issue(made, actor=both, version=made.version, **{**TEXT, "summary": "Mine."})
    changes.edit_issue(made, actor=colleague, version=made.version, **{**TEXT, "summary": "Ours."})

    assert not policy.allowed(both, Permission.ISSUE_DECIDE, made)


def test_a_page(make, both, colleague):
    made = page(make)
    kept = {"owner_id": made.owner_id, "review_by": made.review_by}

    for actor, body in ((both, "Mine."), (colleague, "Ours.")):
        pages.edit_page(
            made, actor=actor, version=made.version, title=made.title, body=body, **kept
        )

    assert not policy.allowed(both, Permission.PAGE_DECIDE, made)


def test_a_lesson(make, both, colleague):
    made = lesson(make, make.user(Role.EDITOR), panel_id=make.panel_.id, title="Lesson")
    db.session.add(made)
    db.session.commit()

    for actor, seen in ((both, "Mine."), (colleague, "Ours.")):
        lessons.edit_lesson(made, actor=actor, version=made.version, point_ids=[], seen=seen)

    assert not policy.allowed(both, Permission.LESSON_APPROVE, made)


def test_a_translation(make, both, colleague):
    made = translation(make, issue(make))

    for actor, summary in ((both, "Fy ngeiriau."), (colleague, "Ein geiriau.")):
        translation_changes.edit_translation(
            made, actor=actor, version=made.version, summary=summary
        )

    assert not policy.allowed(both, Permission.ISSUE_DECIDE, made)


def test_a_briefing(make, both, colleague):
    made = make_briefing(make, Stand.DRAFT)

    for actor, body in ((both, "Mine."), (colleague, "Ours.")):
        briefing_changes.edit_briefing(
            made, actor=actor, version=made.version, title=made.title, body=body
        )

    assert not policy.allowed(both, Permission.TRAINING_DECIDE, made)


def test_saving_what_stands_there_changes_nothing_and_makes_nobody_its_author(make, colleague):
    made = issue(make)
    before = (made.version, find_last_version(made).number, made.last_editor_id)

    changes.edit_issue(made, actor=colleague, version=made.version, **TEXT)

    assert (made.version, find_last_version(made).number, made.last_editor_id) == before
    assert colleague.id not in made.author_ids


def test_who_wrote_an_edition_that_went_out_may_sign_off_what_others_write_after_it(
    make, both, colleague
):
    made = page(make)
    kept = {"owner_id": made.owner_id, "review_by": made.review_by, "title": made.title}
    pages.edit_page(made, actor=both, version=made.version, body="Mine.", **kept)
    sign_off(made, make)

    pages.edit_page(made, actor=colleague, version=made.version, body="Ours.", **kept)

    assert policy.allowed(both, Permission.PAGE_DECIDE, made)


def test_what_was_taken_out_of_a_draft_cannot_be_read_in_the_database(make, colleague):
    made = issue(make)
    named = {**TEXT, "body": "Ulvina Feignstead died."}
    changes.edit_issue(made, actor=colleague, version=made.version, **named)
    changes.edit_issue(made, actor=colleague, version=made.version, **TEXT)
    db.session.commit()

    stored = db.session.execute(sa.text("select title, summary, body from issue_version")).all()

    assert "Feignstead" not in str(stored)
    assert "Feignstead" in str([each.body for each in db.session.scalars(sa.select(IssueVersion))])


def test_no_draft_of_a_translation_a_page_or_a_briefing_is_kept_in_the_clear(make):
    words = (translation(make, issue(make)).body, page(make).body)
    briefing_words = make_briefing(make, Stand.DRAFT).body
    db.session.commit()

    for table, text in zip(
        ("issue_translation", "issue_translation_version", "page", Briefing.__tablename__),
        (words[0], words[0], words[1], briefing_words),
        strict=True,
    ):
        stored = db.session.execute(sa.text(f"select body from {table}")).scalars().all()  # noqa: S608
        assert stored and text not in stored
