"""A lesson is written by an editor and signed off by a chair who did not write it."""

import re

import pytest

from cdop.access.roles import Role
from cdop.core.lessons import (
    MOVES,
    LessonMove,
    LessonStage,
    LessonState,
    moves_from,
    without_verb,
)
from cdop.db.clock import now
from cdop.extensions import db
from cdop.learning import library_changes
from cdop.learning.models import Lesson
from tests.learning.build import WORDS, learning_point, lesson, passed_point, shared_lesson
from tests.statements import statements


def state_of(row: Lesson) -> str:
    return db.session.get(Lesson, row.id).state


def test_every_state_is_reached_and_every_move_is_labelled():
    reached = {rule.to for rule in MOVES.values()}

    assert reached == set(LessonState)
    assert set(MOVES) == set(LessonMove)
    assert all(state.label for state in LessonState)
    assert moves_from(LessonState.RETIRED) == []


def test_an_editor_writes_a_lesson_from_a_passed_on_point(make, sign_in):
    editor = make.user(Role.EDITOR)
    point = passed_point(make, make.user(Role.CHAIR))
    browser = sign_in(editor)
    start = browser.get(f"/lessons/new/{make.panel_.slug}?point={point.id}")
    assert point.wording in start

    page = browser.submit(
        f"/lessons/new/{make.panel_.slug}", **WORDS, audiences="midwife", point_ids=point.id
    )

    assert "Lesson saved as a draft" in page
    assert "Draft" in page
    [row] = db.session.scalars(db.select(Lesson)).all()
    assert (row.author_id, row.factor_codes) == (editor.id, ["C04"])
    assert [source.id for source in row.sources] == [point.id]


def test_the_chair_approves_what_the_editor_submits(make, sign_in):
    row = lesson(make, make.user(Role.EDITOR, name="Edie"))
    sign_in(row.author).submit(f"/lessons/{row.id}/submit", version="1")
    chair = sign_in(make.user(Role.CHAIR, name="Charis"))

    page = chair.submit(
        f"/lessons/{row.id}/decide", version="2", decision="approve", panel_agrees="yes"
    )

    assert "Lesson approved" in page
    assert "Approved – Charis" in page
    assert state_of(row) == "approved"


def test_a_lesson_is_returned_only_with_a_comment(make, sign_in):
    row = lesson(make, make.user(Role.EDITOR), state=LessonState.SUBMITTED)
    chair = sign_in(make.user(Role.CHAIR))
    path = f"/lessons/{row.id}/decide"

    assert "Say what should change" in chair.submit(path, version="1", decision="return")
    page = chair.submit(path, version="1", decision="return", comment="Shorter, please.")

    assert "Shorter, please." in page
    assert state_of(row) == "returned"


def test_nobody_approves_a_lesson_that_they_wrote_or_last_changed(make, sign_in):
    both = make.user(Role.EDITOR, Role.CHAIR)
    wrote = lesson(make, both, state=LessonState.SUBMITTED)
    changed = lesson(make, make.user(Role.EDITOR), state=LessonState.SUBMITTED)
    changed.last_editor_id = both.id
    db.session.commit()

    for row in (wrote, changed):
        page = sign_in(both).submit(f"/lessons/{row.id}/decide", version="1", decision="approve")
        assert page.status_code == 404
        assert state_of(row) == "submitted"


def test_a_half_written_lesson_is_not_submitted(make, sign_in):
    row = lesson(make, make.user(Role.EDITOR), matters="", audiences=[])

    page = sign_in(row.author).submit(f"/lessons/{row.id}/submit", version="1")

    assert page.status_code == 422
    assert "Fill in “Why it matters” before you ask for sign-off" in page
    assert state_of(row) == "draft"


def test_a_change_after_approval_makes_it_a_draft_again(make, sign_in):
    row = lesson(make, make.user(Role.EDITOR), state=LessonState.SUBMITTED)
    sign_in(make.user(Role.CHAIR)).submit(
        f"/lessons/{row.id}/decide", version="1", decision="approve", panel_agrees="yes"
    )

    sign_in(row.author).submit(
        f"/lessons/{row.id}/edit", version="2", **{**WORDS, "title": "Changed"}
    )

    stored = db.session.get(Lesson, row.id)
    assert (stored.state, stored.title, stored.approved_by_id) == ("draft", "Changed", None)


def test_two_people_edit_and_neither_loses_their_words(make, sign_in):
    row = lesson(make, make.user(Role.EDITOR))
    first, second = sign_in(row.author), sign_in(make.user(Role.EDITOR))
    path = f"/lessons/{row.id}/edit"
    first.submit(path, version="1", **{**WORDS, "seen": "First was here."})

    page = second.submit(path, version="1", **{**WORDS, "seen": "Second typed this."})

    assert page.status_code == 409
    assert "First was here." in page
    assert "Second typed this." in page
    assert db.session.get(Lesson, row.id).seen == "First was here."
    assert page.field("version") == "2", "saving again merges"


def test_a_name_from_the_source_case_stops_the_approval(make, sign_in):
    case = make.case(last_name="Featherstone")
    point = learning_point(make, make.analysis(case))
    passed = passed_point(make, make.user(Role.CHAIR), learning_point_id=point.id)
    row = lesson(
        make,
        make.user(Role.EDITOR),
        passed,
        state=LessonState.SUBMITTED,
        seen="As with the Featherstone baby.",
    )

    page = sign_in(make.user(Role.CHAIR)).submit(
        f"/lessons/{row.id}/decide", version="1", decision="approve", panel_agrees="yes"
    )

    assert page.status_code == 422
    assert "“Featherstone” is a name. Say why it may stay." in page
    assert state_of(row) == "submitted"


def test_a_member_reads_approved_lessons_only(make, sign_in):
    editor = make.user(Role.EDITOR)
    draft = lesson(make, editor, title="Still being written")
    approved = lesson(make, editor, title="Signed off", state=LessonState.SUBMITTED)
    sign_in(make.user(Role.CHAIR)).submit(
        f"/lessons/{approved.id}/decide", version="1", decision="approve", panel_agrees="yes"
    )
    member = sign_in(make.user(Role.MEMBER))

    page = member.get("/lessons/")

    assert "Signed off" in page
    assert "Still being written" not in page
    assert member.get(f"/lessons/{approved.id}").status_code == 200
    assert member.get(f"/lessons/{draft.id}").status_code == 404


def test_a_retired_lesson_stays_readable_but_cannot_be_changed(make, sign_in):
    row = lesson(make, make.user(Role.EDITOR))
    browser = sign_in(row.author)

    page = browser.submit(f"/lessons/{row.id}/retire", version="1", why_retired="Advice changed")

    assert "Retired" in page
    again = browser.submit(f"/lessons/{row.id}/edit", version="2", **WORDS)
    assert again.status_code == 409


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR, Role.GOVERNANCE])
def test_only_editors_write_lessons(make, sign_in, role):
    row = lesson(make, make.user(Role.EDITOR))
    browser = sign_in(make.user(role))

    assert browser.get(f"/lessons/new/{make.panel_.slug}").status_code == 404
    assert browser.submit(f"/lessons/{row.id}/edit", version="1", **WORDS).status_code == 404


def test_hostile_markdown_in_a_lesson_is_harmless(make, sign_in):
    row = lesson(
        make,
        make.user(Role.EDITOR),
        seen="<script>alert(1)</script> [x](javascript:alert(1)) <b onclick=alert(1)>b</b>",
    )

    page = sign_in(row.author).get(f"/lessons/{row.id}")

    assert "alert(1)</script>" not in page.html
    assert "javascript:" not in page.html
    assert "onclick" not in page.html


def test_the_list_is_filtered_by_state(make, sign_in):
    editor = make.user(Role.EDITOR)
    lesson(make, editor, title="One draft")
    lesson(make, editor, title="One waiting", state=LessonState.SUBMITTED)

    page = sign_in(editor).get("/lessons/?state=submitted")

    assert "One waiting" in page
    assert "One draft" not in page


def at_every_stage(make) -> None:
    editor = make.user(Role.EDITOR)
    checked = {"panel_checked_at": now(), "panel_checked_by_id": make.user(Role.CHAIR).id}
    approved = {"approved_at": now(), "approved_by_id": make.user(Role.CHAIR).id}
    for stage, values in {
        LessonStage.DRAFT: {},
        LessonStage.PANEL_CHECKED: checked,
        LessonStage.WORDED: {"state": LessonState.SUBMITTED},
        LessonStage.IDENTITY_CHECKED: {
            "state": LessonState.SUBMITTED,
            "identity_checked_at": now(),
        },
        LessonStage.RETURNED: {"state": LessonState.RETURNED},
        LessonStage.APPROVED: {"state": LessonState.APPROVED, **approved},
        LessonStage.RETIRED: {"state": LessonState.RETIRED},
    }.items():
        lesson(make, editor, title=f"Title of one at {stage.value}", **values)


def titles(page) -> list[str]:
    return re.findall(r">Title of one at (\w+)<", page.html)


@pytest.mark.parametrize("stage", list(LessonStage))
def test_the_list_tells_every_stage_apart(make, sign_in, stage):
    at_every_stage(make)

    page = sign_in(make.user(Role.EDITOR)).get(f"/lessons/?state={stage.value}")

    assert titles(page) == [stage.value]


@pytest.mark.both_engines
def test_what_waits_for_sign_off_comes_first_when_sorted_by_state(make, sign_in):
    at_every_stage(make)

    page = sign_in(make.user(Role.EDITOR)).get("/lessons/?sort=state")

    assert set(titles(page)[:2]) == {"worded", "identity_checked"}
    assert titles(page)[-1] == "retired"


@pytest.mark.both_engines
def test_lessons_are_narrowed_to_those_for_whom_they_are_written(make, sign_in):
    editor = make.user(Role.EDITOR)
    lesson(make, editor, title="For police", audiences=["police", "gp"])
    lesson(make, editor, title="For midwives", audiences=["midwife"])

    page = sign_in(editor).get("/lessons/?audience=gp")

    assert "For police" in page
    assert "For midwives" not in page


@pytest.mark.both_engines
def test_lists_of_learning_ask_as_little_of_many_lessons_as_of_few(make, sign_in):
    here, there = make.panel(), make.panel()
    editor, chair = make.user(Role.EDITOR, panel=there), make.user(Role.CHAIR, panel=there)
    browser = sign_in(editor)

    def more(number: int) -> None:
        for place in range(number):
            point = passed_point(make, chair, panel_id=there.id)
            lesson(make, make.user(Role.EDITOR, panel=there), point, panel_id=there.id)
            row = lesson(
                make,
                make.user(Role.EDITOR, panel=here),
                panel_id=here.id,
                title=f"Offered {number} {place}",
                state=LessonState.APPROVED,
                approved_at=now(),
                approved_by_id=chair.id,
            )
            shared = shared_lesson(make, row)
            library_changes.adopt_lesson(shared, there, actor=editor, version=shared.version)
        db.session.commit()

    def counted() -> int:
        with statements() as sent:
            for path in ("/lessons/", "/lesson-library/", "/learning-points/"):
                browser.get(path)
        return len(sent)

    more(2)
    few = counted()
    more(12)

    assert counted() <= few


def test_a_lesson_is_retired_only_for_a_reason(make, sign_in):
    row = lesson(make, make.user(Role.EDITOR))
    browser = sign_in(row.author)

    page = browser.submit(f"/lessons/{row.id}/retire", version="1")

    assert page.status_code == 422
    assert "Say why it no longer holds" in page
    assert state_of(row) == "draft"


def test_the_page_says_what_is_still_to_be_written_and_by_whom(make, sign_in):
    row = lesson(make, make.user(Role.EDITOR), matters="", strength="")

    page = sign_in(row.author).get(f"/lessons/{row.id}")

    assert "still blank: how strong the evidence is, why it matters" in page
    assert "To do It is approved (by a chair who did not write it)" in page


def test_how_strong_the_evidence_is_must_be_said(make, sign_in):
    row = lesson(make, make.user(Role.EDITOR), strength="")

    page = sign_in(row.author).submit(f"/lessons/{row.id}/submit", version="1")

    assert page.status_code == 422
    assert "Fill in “How strong the evidence is”" in page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- **Ask** about nights.\n- Think of guests.\n1. *Show* a cot.", ["Think of guests."]),
        ("**Ask** about nights.", []),
        ("Be aware of nights.", ["Be aware of nights."]),
        ("First some words.\n\n- Check the plan.", []),
        ("Recordings help.", ["Recordings help."]),
        ("", []),
    ],
)
def test_what_does_not_begin_with_what_to_do_is_told(text, found):
    assert without_verb(text) == found
