"""Reads of the library that panels share: lessons in force, and which are like a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import selectinload

from cdop.core.lesson_likeness import similar
from cdop.core.lessons import LessonState
from cdop.extensions import db
from cdop.learning.models import Lesson, LessonAdoption, SharedLesson
from cdop.learning.queries import holds_words, is_for

MOST = 5
UNDER_ANOTHER_THEME = 0.3  # so much alike must a lesson be that was put under another theme
PARTS = ("title", "seen", "matters", "differently")


def get_shared(shared_id: str) -> SharedLesson:
    return db.one_or_404(
        db.select(SharedLesson)
        .where(SharedLesson.id == shared_id)
        .options(selectinload(SharedLesson.panel), selectinload(SharedLesson.lesson))
    )


def find_shared(shared_id: str) -> SharedLesson | None:
    return db.session.get(SharedLesson, shared_id)


def shared_lessons(*, words: str = "", theme: str = "", audience: str = "") -> Select[Any]:
    """What can be adopted at present, what was approved or offered last on top."""
    select = (
        db.select(SharedLesson)
        .join(SharedLesson.lesson)
        .where(SharedLesson.withdrawn_at.is_(None), Lesson.state == LessonState.APPROVED)
    )
    if theme:
        select = select.where(SharedLesson.theme == theme)
    if audience:
        select = select.where(is_for(audience, SharedLesson.audiences))
    if words:
        columns = [getattr(SharedLesson, part) for part in PARTS]
        select = select.where(holds_words(words, *columns))
    newest = SharedLesson.revised_at.desc().nulls_last()
    return select.order_by(newest, SharedLesson.created_at.desc(), SharedLesson.id).options(
        selectinload(SharedLesson.panel), selectinload(SharedLesson.lesson)
    )


def find_entry(lesson: Lesson) -> SharedLesson | None:
    """The lesson's place in the library, also after it was taken out."""
    return db.session.scalar(db.select(SharedLesson).where(SharedLesson.lesson_id == lesson.id))


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


def list_adopted(shared: Sequence[SharedLesson], panel_ids: Sequence[str]) -> dict[str, Lesson]:
    """The first lesson that one of these panels made of each, by the entry's id."""
    rows = db.session.execute(
        db.select(LessonAdoption.shared_lesson_id, Lesson)
        .join(Lesson, Lesson.id == LessonAdoption.lesson_id)
        .where(
            LessonAdoption.shared_lesson_id.in_([each.id for each in shared]),
            Lesson.panel_id.in_(panel_ids),
        )
        .order_by(Lesson.created_at.desc(), Lesson.id)
        .options(
            selectinload(Lesson.adoption)
            .selectinload(LessonAdoption.shared)
            .selectinload(SharedLesson.lesson)
        )
    )
    return {shared_id: lesson for shared_id, lesson in rows}


@dataclass(frozen=True)
class Alike:
    """A lesson that says much the same, and the words by which it was found."""

    lesson: Any
    common: tuple[str, ...]


def list_similar_lessons(panel_id: str, words: Mapping[str, Any]) -> list[Alike]:
    """The panel's own lessons that say much the same, retired ones left out."""
    rows = db.session.scalars(
        db.select(Lesson)
        .where(Lesson.panel_id == panel_id, Lesson.state != LessonState.RETIRED)
        .order_by(Lesson.created_at, Lesson.id)
    ).all()
    return _alike(words, rows)


def list_similar_shared(panel_id: str, words: Mapping[str, Any]) -> list[Alike]:
    """Other panels' lessons in the library that say much the same, and are not yet adopted."""
    adopted = (
        db.select(LessonAdoption.shared_lesson_id)
        .join(Lesson, Lesson.id == LessonAdoption.lesson_id)
        .where(Lesson.panel_id == panel_id)
    )
    select = shared_lessons().where(
        SharedLesson.panel_id != panel_id, SharedLesson.id.not_in(adopted)
    )
    return _alike(words, db.session.scalars(select).all())


def _alike(words: Mapping[str, Any], rows: Sequence[Any]) -> list[Alike]:
    by_id = {row.id: row for row in rows}
    texts = {row.id: _text({part: getattr(row, part) for part in PARTS}) for row in rows}
    theme = words.get("theme")
    found = [
        each
        for each in similar(_text(words), texts)
        if each.score >= UNDER_ANOTHER_THEME or theme in (None, "", by_id[each.key].theme)
    ]
    return [Alike(by_id[each.key], each.common) for each in found[:MOST]]


def _text(words: Mapping[str, Any]) -> str:
    return "\n".join(str(words.get(part) or "") for part in PARTS)
