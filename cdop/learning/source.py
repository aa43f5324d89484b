"""The panel's side of learning: where a learning point leaves its case, for the chair alone.

Editors' pages and queries import nothing from here, so they cannot load a case.
"""

from typing import Any

from cdop.analysis.models import Analysis, LearningPoint
from cdop.extensions import db
from cdop.learning.identity_check import Passage, check_parts
from cdop.learning.models import Lesson, LessonSource, PassedPoint


def get_learning_point(point_id: str) -> LearningPoint:
    return db.get_or_404(LearningPoint, point_id)


def list_passed_on(point: LearningPoint) -> list[PassedPoint]:
    """What of this point was passed on before, newest first."""
    return list(
        db.session.scalars(
            db.select(PassedPoint)
            .where(PassedPoint.learning_point_id == point.id)
            .order_by(PassedPoint.created_at.desc())
        )
    )


def check_wording(point: LearningPoint, text: str) -> list[Passage]:
    """What the wording could tell of a child of the panel, of this point's above all."""
    case_id = point.analysis.case_id
    return check_parts({"wording": text}, panel_id=point.panel_id, near=[case_id])


def check_lesson(lesson: Lesson) -> list[Passage]:
    """What the lesson could tell of a child of the panel, of its source cases above all."""
    return check_parts(
        {part: getattr(lesson, part) for part in PARTS},
        panel_id=lesson.panel_id,
        near=[case.id for case in list_source_cases(lesson)],
        subject_id=lesson.id,
        figures=True,
    )


def list_source_cases(lesson: Lesson) -> list[Any]:
    """The cases that the lesson's points came from: for the panel's side alone."""
    analyses = db.session.scalars(
        db.select(Analysis)
        .join(LearningPoint, LearningPoint.analysis_id == Analysis.id)
        .join(PassedPoint, PassedPoint.learning_point_id == LearningPoint.id)
        .join(LessonSource, LessonSource.passed_point_id == PassedPoint.id)
        .where(LessonSource.lesson_id == lesson.id)
        .distinct()
        .order_by(Analysis.case_id)
    )
    return [analysis.case for analysis in analyses]


PARTS = ("title", "seen", "matters", "differently")
