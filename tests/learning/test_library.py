"""Panels share approved lessons without a case, and are told of those that say it already."""

import re

import pytest

from cdop.access.roles import Role
from cdop.core.lessons import LessonState
from cdop.db.clock import now
from cdop.extensions import db
from cdop.learning import changes, library_changes
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


def test_an_approved_lesson_is_offered_and_another_panel_adopts_it(make, sign_in):
    here, there = make.panel("Here panel"), make.panel("There panel")
    row = approved(make, here)
    sign_in(make.user(Role.EDITOR, panel=here)).submit(f"/lessons/{row.id}/offer")
    [shared] = db.session.scalars(db.select(SharedLesson)).all()
    editor = sign_in(make.user(Role.EDITOR, panel=there))
    assert row.title in editor.get("/lesson-library/")

    page = editor.submit(
        f"/lessons/adopt/{there.slug}", shared_id=shared.id, version=shared.version
    )

    assert "Taken over as a draft of your panel" in page
    assert "Taken over from" in page
    adopted = db.session.scalars(db.select(Lesson).where(Lesson.panel_id == there.id)).one()
    assert (adopted.state, adopted.seen, adopted.sources) == (LessonState.DRAFT, row.seen, [])


def test_a_lesson_is_adopted_once_by_a_panel_and_never_by_its_own(make, sign_in):
    here, there = make.panel(), make.panel()
    shared = shared_lesson(make, approved(make, here))
    editor = sign_in(make.user(Role.EDITOR, panel=there))
    editor.submit(f"/lessons/adopt/{there.slug}", shared_id=shared.id, version=shared.version)

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

    gone = editor.get(f"/lesson-library/{shared.id}")
    assert gone.status_code == 410
    assert "taken out of the library" in gone
    assert row.title not in gone
    assert row.title not in editor.get("/lesson-library/")


def test_a_lesson_that_is_a_draft_again_can_still_be_taken_out(make, sign_in):
    row = approved(make)
    shared_lesson(make, row)
    row.state, row.approved_at, row.approved_by_id = LessonState.DRAFT, None, None
    db.session.commit()
    editor = sign_in(make.user(Role.EDITOR))

    page = editor.get(f"/lessons/{row.id}")

    assert "Take it out of the library" in page


def adopted_there(make, row, there) -> Lesson:
    shared = shared_lesson(make, row)
    lesson = library_changes.adopt_lesson(
        shared, there, actor=make.user(Role.EDITOR, panel=there), version=shared.version
    )
    db.session.commit()
    return lesson


def retire(row, *, actor) -> None:
    changes.retire_lesson(row, actor=actor, version=row.version, reason="Advice changed.")


def reword_and_approve(make, row, panel, **words) -> None:
    """What the panel that offered it does to its own lesson, to the end."""
    editor, chair = make.user(Role.EDITOR, panel=panel), make.user(Role.CHAIR, panel=panel)
    points = [point.id for point in row.sources]
    changes.edit_lesson(row, actor=editor, version=row.version, point_ids=points, **words)
    changes.submit_lesson(row, actor=editor, version=row.version)
    changes.approve_lesson(row, actor=chair, version=row.version, panel_agrees=True)
    db.session.commit()


def test_what_is_adopted_are_the_words_approved_last(make, sign_in):
    here, there = make.panel(), make.panel()
    row = approved(make, here)
    shared = shared_lesson(make, row)
    reword_and_approve(make, row, here, differently="**Check** the plan for the next night away.")

    page = sign_in(make.user(Role.EDITOR, panel=there)).submit(
        f"/lessons/adopt/{there.slug}", shared_id=shared.id, version=shared.version
    )

    assert "Check the plan for the next night away." in page


def test_a_page_opened_before_the_words_changed_adopts_nothing(make, sign_in):
    here, there = make.panel(), make.panel()
    row = approved(make, here)
    shared = shared_lesson(make, row)
    opened_at = shared.version
    reword_and_approve(make, row, here, seen="Something else was seen.")

    page = sign_in(make.user(Role.EDITOR, panel=there)).submit(
        f"/lessons/adopt/{there.slug}", shared_id=shared.id, version=opened_at
    )

    assert "has changed this lesson since you opened it" in page
    assert "Something else was seen." in page
    assert db.session.scalars(db.select(Lesson).where(Lesson.panel_id == there.id)).all() == []


def test_a_lesson_being_reworded_is_neither_shown_nor_adopted(make, sign_in):
    here, there = make.panel(), make.panel()
    row = approved(make, here)
    shared = shared_lesson(make, row)
    changes.take_back_lesson(row, actor=make.user(Role.EDITOR, panel=here), version=row.version)
    db.session.commit()
    editor = sign_in(make.user(Role.EDITOR, panel=there))

    page = editor.get(f"/lesson-library/{shared.id}")
    refused = editor.submit(
        f"/lessons/adopt/{there.slug}", shared_id=shared.id, version=shared.version
    )

    assert "This lesson is being reworded" in page
    assert row.title not in page
    assert row.title not in editor.get("/lesson-library/")
    assert refused.status_code == 409


def test_a_retired_lesson_says_so_and_is_not_adopted(make, sign_in):
    here, there = make.panel(), make.panel()
    row = approved(make, here)
    shared = shared_lesson(make, row)
    retire(row, actor=make.user(Role.EDITOR, panel=here))
    db.session.commit()
    editor = sign_in(make.user(Role.EDITOR, panel=there))

    page = editor.get(f"/lesson-library/{shared.id}")
    refused = editor.submit(
        f"/lessons/adopt/{there.slug}", shared_id=shared.id, version=shared.version
    )

    assert page.status_code == 410
    assert "This lesson was retired" in page
    assert refused.status_code == 409
    assert row.title not in editor.get("/lesson-library/")


def test_an_adopter_sees_what_its_source_changed_since(make, sign_in):
    here, there = make.panel("Here panel"), make.panel()
    row = approved(make, here)
    lesson = adopted_there(make, row, there)
    editor = sign_in(make.user(Role.EDITOR, panel=there))
    assert "changed the lesson this one began as" not in editor.get(f"/lessons/{lesson.id}")

    reword_and_approve(make, row, here, differently="**Ask** about the next night out.")

    assert "Here panel changed the lesson this one began as" in editor.get(f"/lessons/{lesson.id}")
    page = editor.get(f"/lessons/{lesson.id}/source")
    assert "What to do differently" in page
    assert "[taken out: away ] [put in: out ]" in page
    assert "Why it matters" not in page
    assert row.id not in page.html


@pytest.mark.parametrize(("decision", "says"), [("take", "night out"), ("keep", "night away")])
def test_an_adopter_takes_the_new_words_or_keeps_its_own(make, sign_in, decision, says):
    here, there = make.panel(), make.panel()
    row = approved(make, here)
    lesson = adopted_there(make, row, there)
    reword_and_approve(make, row, here, differently="**Ask** about the next night out.")
    editor = sign_in(make.user(Role.EDITOR, panel=there))
    page = editor.get(f"/lessons/{lesson.id}/source")

    after = editor.submit(
        f"/lessons/{lesson.id}/source",
        version=page.field("version"),
        seen=page.field("seen"),
        decision=decision,
    )

    assert f"Ask about the next {says}" in after
    assert "changed the lesson this one began as" not in after


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (retire, "retired the lesson this one began as"),
        (library_changes.withdraw_offer, "took the lesson this one began as out of the library"),
    ],
)
def test_an_adopter_is_told_that_its_source_is_gone(make, sign_in, end, told):
    here, there = make.panel(), make.panel()
    row = approved(make, here)
    lesson = adopted_there(make, row, there)
    end(row, actor=make.user(Role.EDITOR, panel=here))
    db.session.commit()

    page = sign_in(make.user(Role.EDITOR, panel=there)).get(f"/lessons/{lesson.id}")

    assert told in page


def test_an_adopted_lesson_keeps_its_factors_when_its_words_are_changed(make):
    here, there = make.panel(), make.panel()
    row = approved(make, here)
    row.factor_codes = ["C04"]
    shared = library_changes.offer_lesson(row, actor=make.user(Role.EDITOR, panel=here))
    editor = make.user(Role.EDITOR, panel=there)
    lesson = library_changes.adopt_lesson(shared, there, actor=editor, version=shared.version)

    changes.edit_lesson(lesson, actor=editor, version=lesson.version, point_ids=[], title="Ours")

    assert lesson.factor_codes == ["C04"]


def test_a_lesson_offered_again_takes_its_old_place_with_its_present_words(make):
    row = approved(make)
    editor = make.user(Role.EDITOR)
    first = library_changes.offer_lesson(row, actor=editor)
    library_changes.withdraw_offer(row, actor=editor)
    reword_and_approve(make, row, make.panel_, seen="Seen again.")

    again = library_changes.offer_lesson(row, actor=editor)

    assert (again.id, again.seen, again.withdrawn_at) == (first.id, "Seen again.", None)


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
    assert "Plan night feeds (draft): " in page
    browser.submit(path, **typed, is_new="yes")

    titles = db.session.scalars(db.select(Lesson.title).order_by(Lesson.created_at)).all()
    assert titles == ["Plan night feeds", "Safe feeds at night"]


def test_lessons_like_a_point_are_shown_before_the_first_word_is_written(make, sign_in):
    editor = make.user(Role.EDITOR)
    there = lesson(make, editor, **FEEDING)
    point = passed_point(make, make.user(Role.CHAIR), "Carers fell asleep on a sofa while feeding.")
    browser = sign_in(editor)

    page = browser.get(f"/lessons/new/{make.panel_.slug}?point={point.id}")
    form = browser.get(f"/lessons/{there.id}/edit?point={point.id}")

    assert "Plan night feeds" in page
    assert f"/lessons/{there.id}/edit?point={point.id}" in page.html
    assert re.search(rf'value="{point.id}" checked', form.html)


def test_what_the_panel_has_adopted_is_not_offered_again_as_alike(make, sign_in):
    here, there = make.panel(), make.panel()
    row = approved(make, here, **FEEDING)
    adopted_there(make, row, there)
    path = f"/lessons/new/{there.slug}"

    page = sign_in(make.user(Role.EDITOR, panel=there)).submit(path, **FEEDING, audiences="midwife")

    assert page.text.count("Plan night feeds (") == 1
