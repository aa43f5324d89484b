"""What the tests of learning start from."""

import re

from cdop.accounts.models import User
from cdop.analysis.models import Analysis, LearningPoint
from cdop.extensions import db
from cdop.learning.models import Lesson, PassedPoint, SharedLesson
from tests.making import Make

WORDS = {
    "title": "Ask about nights away from home",
    "theme": "safer_sleep",
    "strength": "several_reviews",
    "seen": "Plans for nights away were seldom talked about.",
    "matters": "Unplanned nights are when arrangements change.",
    "differently": "**Ask** about the next night away.",
}


def learning_point(make: Make, analysis: Analysis | None = None, text: str = "") -> LearningPoint:
    analysis = analysis or make.analysis()
    author = make.user()
    point = LearningPoint(
        analysis_id=analysis.id,
        text=text or "Nobody asked about nights away.",
        factor_codes=["C04"],
        written_by_id=author.id,
    )
    db.session.add(point)
    db.session.commit()
    return point


def passed_point(make: Make, chair: User, wording: str = "Ask about nights away.", **values):
    values.setdefault("panel_id", make.panel_.id)
    passed = PassedPoint(
        wording=wording, theme="safer_sleep", factor_codes=["C04"], passed_by_id=chair.id, **values
    )
    db.session.add(passed)
    db.session.commit()
    return passed


def lesson(make: Make, author: User, *sources: PassedPoint, **values) -> Lesson:
    values = {**WORDS, "audiences": ["midwife"], "panel_id": make.panel_.id, **values}
    made = Lesson(author_id=author.id, last_editor_id=author.id, sources=list(sources), **values)
    db.session.add(made)
    db.session.commit()
    return made


def shared_lesson(make: Make, row: Lesson) -> SharedLesson:
    shared = SharedLesson(
        panel_id=row.panel_id,
        lesson_id=row.id,
        offered_by_id=row.author_id,
        audiences=list(row.audiences),
        **{name: getattr(row, name) for name in WORDS},
    )
    db.session.add(shared)
    db.session.commit()
    return shared


def reasons_beside(page, reason: str) -> dict[str, str]:
    """The same reason typed beside every passage that the page asks one for."""
    return dict.fromkeys(re.findall(r'name="(keep-[0-9a-f]+)"', page.html), reason)
