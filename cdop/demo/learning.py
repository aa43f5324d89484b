"""Learning points passed on, and lessons in every state, by the changes that people make."""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from cdop.accounts.models import Panel, User
from cdop.analysis.models import Analysis, LearningPoint
from cdop.cases.models import Case
from cdop.core.lessons import LessonState
from cdop.demo.markers import DESK_EYES, Planter
from cdop.demo.people import Stage
from cdop.extensions import db
from cdop.learning import changes
from cdop.learning.models import Lesson, PassedPoint

WORDS = ("title", "theme", "seen", "matters", "differently", "audiences")
READY = 30  # learning points looked at


def read_content(name: str) -> dict[str, Any]:
    return tomllib.loads(files("cdop.demo").joinpath(name).read_text(encoding="utf-8"))


def write_lessons(stage: Stage, panel: Panel, planter: Planter) -> list[Lesson]:
    """A lesson in every state, and two points that no lesson uses yet."""
    chair, editor = stage.of(panel, "chair"), stage.of(panel, "editor")
    points = _points_free_for(panel, chair)
    lessons = []
    for plan in read_content("lessons.toml")["lesson"]:
        passed = _pass_on(points, chair, plan)
        lesson = changes.write_lesson(
            panel,
            actor=editor,
            point_ids=[each.id for each in passed],
            strength=plan.get("strength", "several_reviews"),
            **{name: plan[name] for name in WORDS},
        )
        bring_to(lesson, LessonState(plan["state"]), chair, editor, plan.get("comment", ""))
        lessons.append(lesson)
    _plant_in_draft(lessons, planter, panel, editor)
    for point in points[:2]:
        changes.pass_on(
            point,
            actor=chair,
            wording="Families valued having one named contact, from the first day on.",
            theme="bereavement",
            factor_codes=[],
        )
    return lessons


def _points_free_for(panel: Panel, chair: User) -> list[LearningPoint]:
    """Learning points of closed cases in which the chair has no conflict, in order of the cases."""
    found = db.session.scalars(
        db.select(LearningPoint)
        .join(LearningPoint.analysis)
        .join(Analysis.case)
        .where(Case.panel_id == panel.id, Analysis.ratified_at.is_not(None))
        .order_by(Case.death_month, Case.reference, LearningPoint.id)
        .limit(READY * 4)
    )
    return [each for each in found if chair.id not in each.case.conflicted_user_ids]


def _pass_on(
    points: list[LearningPoint], chair: User, plan: dict[str, Any]
) -> Sequence[PassedPoint]:
    """The first point that is about one of the plan's factors, or else the first of all."""
    if not points:
        return []
    fitting = [each for each in points if set(each.factor_codes) & set(plan["codes"])]
    point = (fitting or points)[0]
    points.remove(point)
    return [
        changes.pass_on(
            point,
            actor=chair,
            wording=plan["point"],
            theme=plan["theme"],
            factor_codes=point.factor_codes,
        )
    ]


def bring_to(
    lesson: Lesson, state: LessonState, chair: User, editor: User, comment: str = ""
) -> None:
    """The steps up to the state, each by who takes it."""
    if state is LessonState.DRAFT:
        return
    changes.confirm_panel_check(lesson, actor=chair, version=lesson.version)
    changes.submit_lesson(lesson, actor=editor, version=lesson.version)
    if state is LessonState.RETURNED:
        changes.return_lesson(lesson, actor=chair, version=lesson.version, comment=comment)
    if state in (LessonState.APPROVED, LessonState.RETIRED):
        changes.approve_lesson(lesson, actor=chair, version=lesson.version)
    if state is LessonState.RETIRED:
        changes.retire_lesson(lesson, actor=editor, version=lesson.version, reason=comment)


def _plant_in_draft(
    lessons: Sequence[Lesson], planter: Planter, panel: Panel, editor: User
) -> None:
    draft = next(each for each in lessons if each.state is LessonState.DRAFT)
    word = planter.plant(panel.slug, "draft", "lesson", DESK_EYES)
    changes.edit_lesson(
        draft,
        actor=editor,
        version=draft.version,
        point_ids=[each.id for each in draft.sources],
        seen=f"{draft.seen} {word}.",
    )
