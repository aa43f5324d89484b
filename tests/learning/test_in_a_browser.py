"""The pages of lessons in a real browser: accessible on a desk and on a phone."""

import pytest

from cdop.access.roles import Role
from cdop.core.lessons import LessonState
from cdop.db.clock import now
from cdop.extensions import db
from cdop.learning import library_changes
from cdop.learning.models import Lesson
from tests.chromium import DESKTOP, PHONE, axe_clean, screenshot
from tests.learning.build import learning_point, lesson, passed_point, shared_lesson

BOTH = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture
def row(make):
    case = make.case(last_name="Featherstone", age_days=49)
    point = learning_point(make, make.analysis(case))
    chair = make.user(Role.CHAIR)
    passed = passed_point(make, chair, learning_point_id=point.id)
    return lesson(
        make,
        make.user(Role.EDITOR),
        passed,
        seen="A baby aged 49 days slept on a sofa. Ring 07700 900123, or ask Featherstone's aunt.",
    )


@BOTH
def test_marked_passages_are_readable_and_reworded(row, open_as, viewport):
    page = open_as(row.author, f"/lessons/{row.id}/identity", viewport=viewport)
    axe_clean(page)
    screenshot(page, "lesson-identity")

    page.get_by_role("button", name="Write “under three months” instead").click()
    page.wait_for_selector("text=Read the sentence once more")

    db.session.expire_all()
    assert "under three months" in db.session.get(Lesson, row.id).seen


@BOTH
def test_the_lesson_says_how_far_it_is(row, make, open_as, viewport):
    page = open_as(make.user(Role.CHAIR), f"/lessons/{row.id}", viewport=viewport)

    assert page.get_by_text("On its way to a reader").is_visible()
    axe_clean(page)
    screenshot(page, "lesson")


@BOTH
def test_the_library_is_readable(make, open_as, viewport):
    editor = make.user(Role.EDITOR)
    shared = shared_lesson(make, lesson(make, editor, state=LessonState.APPROVED))
    page = open_as(editor, "/lesson-library/", viewport=viewport)
    axe_clean(page)
    page.get_by_role("link", name=shared.title).click()
    axe_clean(page)


@BOTH
def test_what_the_other_panel_changed_is_readable(make, open_as, viewport):
    here, there = make.panel(), make.panel()
    editor = make.user(Role.EDITOR, panel=there)
    row = lesson(
        make, make.user(Role.EDITOR, panel=here), panel_id=here.id, state=LessonState.APPROVED
    )
    shared = shared_lesson(make, row)
    ours = library_changes.adopt_lesson(shared, there, actor=editor, version=shared.version)
    shared.differently, shared.revised_at = "**Check** the next night away.", now()
    db.session.commit()

    page = open_as(editor, f"/lessons/{ours.id}", viewport=viewport)
    page.get_by_role("link", name="See what changed").click()
    axe_clean(page)
    page.get_by_role("button", name="Take the new words").click()
    page.wait_for_selector("text=The new words stand in a draft")

    assert page.get_by_text("Check the next night away.").is_visible()
