"""Lessons that the panels share: offered, adopted, and changed or gone at their source since."""

from typing import Any

from cdop.accounts.models import Panel, User
from cdop.core.lessons import LessonState
from cdop.demo.learning import bring_to, read_content
from cdop.demo.people import Stage
from cdop.extensions import db
from cdop.learning import changes, identity_changes, library_changes, source
from cdop.learning.models import Lesson

WORDS = ("title", "theme", "strength", "seen", "matters", "differently", "audiences")


def share_lessons(stage: Stage) -> None:
    """Every state of the library, on both sides, and a passage that waits for the chair's word."""
    content = read_content("library.toml")
    for plan in content["lesson"]:
        panel = stage.panels[plan["panel"]]
        lesson = _write(stage, panel, plan, LessonState.APPROVED)
        shared = library_changes.offer_lesson(lesson, actor=stage.of(panel, "chair"))
        if plan["adopted"]:
            there = stage.panels[plan["adopted"]]
            editor = stage.of(there, "editor")
            adopted = library_changes.adopt_lesson(
                shared, there, actor=editor, version=shared.version
            )
            state = LessonState(plan["adopted_state"])
            bring_to(adopted, state, stage.of(there, "chair"), editor)
        _then(stage, panel, lesson, plan)
    for plan in content["marked"]:
        _mark(stage, stage.panels[plan["panel"]], plan)


def _write(stage: Stage, panel: Panel, plan: dict[str, Any], state: LessonState) -> Lesson:
    editor, chair = stage.of(panel, "editor"), stage.of(panel, "chair")
    words = {name: plan[name] for name in WORDS}
    lesson = changes.write_lesson(panel, actor=editor, point_ids=[], **words)
    bring_to(lesson, state, chair, editor)
    return lesson


def _then(stage: Stage, panel: Panel, lesson: Lesson, plan: dict[str, Any]) -> None:
    editor, chair = stage.of(panel, "editor"), stage.of(panel, "chair")
    match plan["then"]:
        case "reworded":
            _reword(lesson, plan["differently_then"], editor, chair)
        case "rewording":
            changes.take_back_lesson(lesson, actor=editor, version=lesson.version)
        case "retired":
            changes.retire_lesson(
                lesson,
                actor=chair,
                version=lesson.version,
                reason="The new guidance begins with the inhaler that prevents.",
            )
        case "withdrawn":
            library_changes.withdraw_offer(lesson, actor=chair)


def _reword(lesson: Lesson, differently: str, editor: User, chair: User) -> None:
    changes.edit_lesson(
        lesson, actor=editor, version=lesson.version, point_ids=[], differently=differently
    )
    changes.submit_lesson(lesson, actor=editor, version=lesson.version)
    changes.approve_lesson(lesson, actor=chair, version=lesson.version)


def _mark(stage: Stage, panel: Panel, plan: dict[str, Any]) -> None:
    """Asked to be signed off, with the editor's reason for each passage that was marked."""
    editor = stage.of(panel, "editor")
    lesson = _write(stage, panel, plan, LessonState.SUBMITTED)
    for passage in source.check_lesson(lesson):
        identity_changes.dismiss_in_lesson(
            lesson,
            actor=editor,
            version=lesson.version,
            mark=passage.mark,
            reason=plan["reason"],
        )
        db.session.flush()
