"""The panel's side of learning: where a learning point leaves its case, for the chair alone.

Editors' pages and queries import nothing from here, so they cannot load a case.
"""

from cdop.analysis.models import Analysis, LearningPoint
from cdop.extensions import db
from cdop.learning.identity_check import Finding, check_against_case
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


def check_wording(point: LearningPoint, text: str) -> list[Finding]:
    """What the wording still says of who the child of this point's case was."""
    return check_against_case(text, point.analysis.case_id)


def check_lesson(lesson: Lesson) -> list[Finding]:
    """What the lesson says of the children of those cases that its points came from."""
    text = "\n".join((lesson.title, lesson.seen, lesson.matters, lesson.differently))
    cases = db.session.scalars(
        db.select(Analysis.case_id)
        .join(LearningPoint, LearningPoint.analysis_id == Analysis.id)
        .join(PassedPoint, PassedPoint.learning_point_id == LearningPoint.id)
        .join(LessonSource, LessonSource.passed_point_id == PassedPoint.id)
        .where(LessonSource.lesson_id == lesson.id)
        .distinct()
        .order_by(Analysis.case_id)
    )
    return [finding for case_id in cases for finding in check_against_case(text, case_id)]
