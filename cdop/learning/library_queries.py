"""Reads of the library that panels share: lessons in force, and which are like a new one."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import selectinload

from cdop.core.lesson_likeness import similar
from cdop.core.lessons import LessonState
from cdop.extensions import db
from cdop.learning.models import Lesson, LessonAdoption, SharedLesson
from cdop.learning.queries import holds_words

MOST = 5
PARTS = ("title", "seen", "matters", "differently")


def get_shared(shared_id: str) -> SharedLesson:
    return db.one_or_404(
        db.select(SharedLesson)
        .where(SharedLesson.id == shared_id, SharedLesson.withdrawn_at.is_(None))
        .options(selectinload(SharedLesson.panel))
    )


def find_shared(shared_id: str) -> SharedLesson | None:
    """The lesson, unless it was taken out of the library."""
    shared = db.session.get(SharedLesson, shared_id)
    return shared if shared is not None and shared.withdrawn_at is None else None


def shared_lessons(*, words: str = "", theme: str = "") -> Select[Any]:
    """What all panels offer at present, newest first."""
    select = db.select(SharedLesson).where(SharedLesson.withdrawn_at.is_(None))
    if theme:
        select = select.where(SharedLesson.theme == theme)
    if words:
        columns = [getattr(SharedLesson, part) for part in PARTS]
        select = select.where(holds_words(words, *columns))
    return select.order_by(SharedLesson.created_at.desc(), SharedLesson.id).options(
        selectinload(SharedLesson.panel)
    )


def find_offer(lesson: Lesson) -> SharedLesson | None:
    """The lesson's place in the library, while it is offered."""
    return db.session.scalar(
        db.select(SharedLesson).where(
            SharedLesson.lesson_id == lesson.id, SharedLesson.withdrawn_at.is_(None)
        )
    )


def list_panels_that_adopted(shared: SharedLesson, panel_ids: Sequence[str]) -> list[Lesson]:
    """The lessons that these panels made of it."""
    return list(
        db.session.scalars(
            db.select(Lesson)
            .join(LessonAdoption, LessonAdoption.lesson_id == Lesson.id)
            .where(LessonAdoption.shared_lesson_id == shared.id, Lesson.panel_id.in_(panel_ids))
            .order_by(Lesson.created_at, Lesson.id)
        )
    )


def list_similar_lessons(panel_id: str, words: Mapping[str, Any]) -> list[Lesson]:
    """The panel's own lessons that say much the same, retired ones left out."""
    rows = db.session.scalars(
        db.select(Lesson)
        .where(Lesson.panel_id == panel_id, Lesson.state != LessonState.RETIRED)
        .order_by(Lesson.created_at, Lesson.id)
    ).all()
    return _alike(words, rows)


def list_similar_shared(panel_id: str, words: Mapping[str, Any]) -> list[SharedLesson]:
    """Other panels' lessons in the library that say much the same."""
    rows = db.session.scalars(shared_lessons().where(SharedLesson.panel_id != panel_id)).all()
    return _alike(words, rows)


def _alike(words: Mapping[str, Any], rows: Sequence[Any]) -> list[Any]:
    by_id = {row.id: row for row in rows}
    texts = {row.id: _text({part: getattr(row, part) for part in PARTS}) for row in rows}
    return [by_id[key] for key in similar(_text(words), texts)[:MOST]]


def _text(words: Mapping[str, Any]) -> str:
    title = str(words.get("title") or "")
    return "\n".join([title, *(str(words.get(part) or "") for part in PARTS)])
