"""Panels share approved lessons without a case, and are told of those that say it already."""

from cdop.access.roles import Role
from cdop.core.lesson_likeness import similar
from cdop.core.lessons import LessonState
from cdop.db.clock import now
from cdop.extensions import db
from cdop.learning.models import Lesson, SharedLesson
from tests.learning.build import WORDS, lesson, passed_point, shared_lesson

FEEDING = {
    **WORDS,
    "title": "Plan night feeds",
    "seen": "Tired carers fed babies in armchairs.",
    "matters": "Armchairs and sofas are the least safe place to fall asleep.",
    "differently": "Show a safe place for feeds.",
}


def approved(make, panel=None, **values) -> Lesson:
    chair = make.user(Role.CHAIR, panel=panel)
    editor = make.user(Role.EDITOR, panel=panel)
    passed = passed_point(make, chair, panel_id=(panel or make.panel_).id)
    return lesson(
        make,
        editor,
        passed,
        state=LessonState.APPROVED,
        approved_at=now(),
        approved_by_id=chair.id,
        panel_id=(panel or make.panel_).id,
        **values,
    )


def test_texts_are_alike_by_the_rare_words_they_share():
    others = {"same": "Ask about night feeds in armchairs", "other": "Check the inhaler"}

    assert similar("Armchairs and night feeds", others) == ["same"]
    assert similar("", others) == []


def test_an_approved_lesson_is_offered_and_another_panel_adopts_it(make, sign_in):
    here, there = make.panel("Here panel"), make.panel("There panel")
    row = approved(make, here)
    sign_in(make.user(Role.EDITOR, panel=here)).submit(f"/lessons/{row.id}/offer")
    [shared] = db.session.scalars(db.select(SharedLesson)).all()
    editor = sign_in(make.user(Role.EDITOR, panel=there))
    assert row.title in editor.get("/lesson-library/")

    page = editor.submit(f"/lessons/adopt/{there.slug}", shared_id=shared.id)

    assert "Taken over as a draft of your panel" in page
    assert "Taken over from" in page
    adopted = db.session.scalars(db.select(Lesson).where(Lesson.panel_id == there.id)).one()
    assert (adopted.state, adopted.seen, adopted.sources) == (LessonState.DRAFT, row.seen, [])


def test_a_lesson_is_adopted_once_by_a_panel_and_never_by_its_own(make, sign_in):
    here, there = make.panel(), make.panel()
    shared = shared_lesson(make, approved(make, here))
    editor = sign_in(make.user(Role.EDITOR, panel=there))
    editor.submit(f"/lessons/adopt/{there.slug}", shared_id=shared.id)

    again = editor.submit(f"/lessons/adopt/{there.slug}", shared_id=shared.id)
    own = sign_in(make.user(Role.EDITOR, panel=here)).submit(
        f"/lessons/adopt/{here.slug}", shared_id=shared.id
    )

    assert (again.status_code, own.status_code) == (409, 409)


def test_the_library_shows_nothing_of_the_panels_points(make, sign_in):
    here, there = make.panel(), make.panel()
    row = approved(make, here)
    shared = shared_lesson(make, row)

    page = sign_in(make.user(Role.EDITOR, panel=there)).get(f"/lesson-library/{shared.id}")

    assert row.title in page
    assert row.sources[0].wording not in page
    assert row.id not in page.html


def test_what_is_taken_out_of_the_library_is_gone(make, sign_in):
    row = approved(make)
    shared = shared_lesson(make, row)
    editor = sign_in(make.user(Role.EDITOR))

    editor.submit(f"/lessons/{row.id}/withdraw-offer")

    assert editor.get(f"/lesson-library/{shared.id}").status_code == 404
    assert row.title not in editor.get("/lesson-library/")


def test_a_lesson_that_is_a_draft_again_can_still_be_taken_out(make, sign_in):
    row = approved(make)
    shared_lesson(make, row)
    row.state, row.approved_at, row.approved_by_id = LessonState.DRAFT, None, None
    db.session.commit()
    editor = sign_in(make.user(Role.EDITOR))

    page = editor.get(f"/lessons/{row.id}")

    assert "Take it out of the library" in page


def test_a_draft_cannot_be_offered(make, sign_in):
    row = lesson(make, make.user(Role.EDITOR))

    page = sign_in(row.author).submit(f"/lessons/{row.id}/offer")

    assert page.status_code == 409
    assert db.session.scalars(db.select(SharedLesson)).all() == []


def test_similar_lessons_are_shown_before_a_new_one_is_written(make, sign_in):
    editor = make.user(Role.EDITOR)
    lesson(make, editor, **FEEDING)
    path = f"/lessons/new/{make.panel_.slug}"
    browser = sign_in(editor)
    typed = {**FEEDING, "title": "Safe feeds at night", "audiences": "midwife"}

    page = browser.submit(path, **typed)
    assert "Lessons that say much the same" in page
    assert "Plan night feeds" in page
    browser.submit(path, **typed, is_new="yes")

    titles = db.session.scalars(db.select(Lesson.title).order_by(Lesson.created_at)).all()
    assert titles == ["Plan night feeds", "Safe feeds at night"]
