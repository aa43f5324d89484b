"""What the guard marks in a lesson is shown, explained, reworded or kept for a reason."""

import pytest

from cdop.access.roles import Role
from cdop.core.lessons import LessonStage, LessonState
from cdop.extensions import db
from cdop.learning.models import IdentityDismissal, Lesson
from cdop.trail.models import TrailEntry
from tests.learning.build import learning_point, lesson, passed_point, reasons_beside

SEEN = "A baby aged 49 days slept on a sofa."


@pytest.fixture
def row(make):
    """A lesson that gives the exact age of the child whose case it comes from."""
    case = make.case(last_name="Featherstone", age_days=49)
    point = learning_point(make, make.analysis(case))
    passed = passed_point(make, make.user(Role.CHAIR), learning_point_id=point.id)
    return lesson(make, make.user(Role.EDITOR), passed, seen=SEEN)


def stored(row: Lesson) -> Lesson:
    db.session.expire_all()
    return db.session.get(Lesson, row.id)


def mark_in(page) -> str:
    return page.field("mark")


def test_the_marked_words_are_shown_and_explained_but_never_whose_they_are(row, sign_in):
    page = sign_in(row.author).get(f"/lessons/{row.id}/identity")

    assert '<mark class="app-passage app-passage--reason">49 days</mark>' in page.html
    assert "It is an exact age that matches what the panel knows of a child." in page
    assert "Featherstone" not in page


def test_the_safer_wording_is_put_in_with_one_press(row, sign_in):
    page = sign_in(row.author).submit(
        f"/lessons/{row.id}/identity/reword", version="1", part="seen", start="12", words="49 days"
    )

    assert "Read the sentence once more" in page
    assert stored(row).seen == "A baby aged under three months slept on a sofa."
    assert "Nothing was found" in page


def test_words_that_were_changed_meanwhile_are_not_reworded(row, sign_in):
    page = sign_in(row.author).submit(
        f"/lessons/{row.id}/identity/reword", version="1", part="seen", start="3", words="49 days"
    )

    assert page.status_code == 409
    assert stored(row).seen == SEEN


def test_an_editor_keeps_innocent_words_for_a_reason_that_the_chair_reads(row, make, sign_in):
    editor = sign_in(row.author)
    mark = mark_in(editor.get(f"/lessons/{row.id}/identity"))
    path = f"/lessons/{row.id}/identity/dismiss"

    refused = editor.submit(path, version="1", mark=mark)
    assert "Say why these words tell of nobody" in refused
    editor.submit(path, version="1", mark=mark, reason="From the national leaflet.")

    page = sign_in(make.user(Role.CHAIR)).get(f"/lessons/{row.id}/identity")
    assert "The editor says: “From the national leaflet.”" in page
    kept = db.session.scalars(db.select(IdentityDismissal)).one()
    assert "days" not in kept.mark
    entry = db.session.scalars(
        db.select(TrailEntry).where(TrailEntry.event == "lesson.passage_dismissed")
    ).one()
    assert entry.detail["kind"] == "age_exact"
    assert "leaflet" not in str(entry.detail)


def test_an_exact_identifier_keeps_a_lesson_from_the_chair(row, sign_in):
    row.seen = "Ring 07700 900123."
    db.session.commit()

    page = sign_in(row.author).submit(f"/lessons/{row.id}/submit", version="2")

    assert page.status_code == 422
    assert "“07700 900123” is a private telephone number. Take it out." in page
    assert stored(row).state == "draft"


def test_a_weak_sign_stays_only_for_the_chairs_reason(row, make, sign_in):
    sign_in(row.author).submit(f"/lessons/{row.id}/submit", version="1")
    assert stored(row).stage is LessonStage.WORDED
    chair = sign_in(make.user(Role.CHAIR))
    typed = {"version": "2", "decision": "approve", "panel_agrees": "yes"}

    page = chair.submit(f"/lessons/{row.id}/decide", **typed, comment="Fine with me.")
    assert page.status_code == 422
    assert "Why “49 days” may stay" in page
    reasons = reasons_beside(page, "A textbook age.")
    page = chair.submit(f"/lessons/{row.id}/decide", **typed, **reasons)

    assert "Marked words kept: “49 days”: A textbook age." in page
    assert stored(row).state is LessonState.APPROVED
    entry = db.session.scalars(
        db.select(TrailEntry).where(TrailEntry.event == "lesson.approved")
    ).one()
    assert entry.detail["kept"] == 1


def test_what_an_editor_says_is_said_of_one_sentence_alone(row, make, sign_in):
    editor = sign_in(row.author)
    path = f"/lessons/{row.id}/identity"
    editor.submit(
        f"{path}/dismiss", version="1", mark=mark_in(editor.get(path)), reason="A leaflet says so."
    )
    assert "A leaflet says so." in editor.get(path)

    changed = stored(row)
    changed.seen = "Her daughter was 49 days old when she died."
    db.session.commit()

    assert "A leaflet says so." not in editor.get(path)


def test_what_an_editor_says_of_a_passage_does_not_let_it_pass(row, make, sign_in):
    editor = sign_in(row.author)
    mark = mark_in(editor.get(f"/lessons/{row.id}/identity"))
    editor.submit(f"/lessons/{row.id}/identity/dismiss", version="1", mark=mark, reason="Fine.")
    editor.submit(f"/lessons/{row.id}/submit", version=str(stored(row).version))
    assert stored(row).stage is LessonStage.WORDED

    page = sign_in(make.user(Role.CHAIR)).submit(
        f"/lessons/{row.id}/decide",
        version=str(stored(row).version),
        decision="approve",
        panel_agrees="yes",
    )

    assert page.status_code == 422
    assert "The editor says: “Fine.”" in page
    assert stored(row).state is LessonState.SUBMITTED


def test_a_lesson_with_nothing_marked_is_identity_checked_when_it_is_submitted(make, sign_in):
    clean = lesson(make, make.user(Role.EDITOR))

    sign_in(clean.author).submit(f"/lessons/{clean.id}/submit", version="1")

    assert stored(clean).stage is LessonStage.IDENTITY_CHECKED


def test_the_panels_agreement_is_needed_and_lost_when_the_finding_changes(make, sign_in):
    clean = lesson(make, make.user(Role.EDITOR))
    chair = sign_in(make.user(Role.CHAIR))
    chair.submit(f"/lessons/{clean.id}/panel-check", version="1")
    assert stored(clean).stage is LessonStage.PANEL_CHECKED

    words = {"title": clean.title, "theme": "injury", "seen": "x", "audiences": "midwife"}
    sign_in(clean.author).submit(f"/lessons/{clean.id}/edit", version="2", **words)

    assert stored(clean).stage is LessonStage.DRAFT


def test_a_lesson_is_not_approved_without_the_panels_agreement(make, sign_in):
    waiting = lesson(make, make.user(Role.EDITOR), state=LessonState.SUBMITTED)

    page = sign_in(make.user(Role.CHAIR)).submit(
        f"/lessons/{waiting.id}/decide", version="1", decision="approve"
    )

    assert page.status_code == 422
    assert "Confirm that the panel agrees with the lesson" in page


def test_only_the_panel_sees_the_cases_that_a_lesson_comes_from(row, make, sign_in):
    reference = row.sources[0].learning_point_id
    assert reference

    chair = sign_in(make.user(Role.CHAIR)).get(f"/lessons/{row.id}")
    editor = sign_in(row.author).get(f"/lessons/{row.id}")

    assert "Only the panel sees this" in chair
    assert "Only the panel sees this" not in editor
    assert "CDOP/" not in editor
