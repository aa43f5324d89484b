"""Reads of learning for editors: passed-on points and lessons, never a case."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, or_
from sqlalchemy.orm import selectinload

from cdop.accounts.models import Panel
from cdop.core.lessons import LessonStage, LessonState
from cdop.extensions import db
from cdop.learning.models import (
    Lesson,
    LessonAdoption,
    LessonSource,
    PassedPoint,
    SharedLesson,
)
from cdop.web.opened_lists import page_of_opened
from cdop.web.paging import Page, Sorting, page_of


def get_point(point_id: str) -> PassedPoint:
    return db.get_or_404(PassedPoint, point_id)


def get_lesson(lesson_id: str) -> Lesson:
    return db.one_or_404(
        db.select(Lesson)
        .where(Lesson.id == lesson_id)
        .options(selectinload(Lesson.sources), selectinload(Lesson.steps))
    )


def page_of_points(
    panel_ids: Sequence[str],
    *,
    number: int,
    size: int,
    words: str = "",
    used: bool | None = None,
    theme: str = "",
) -> Page[PassedPoint]:
    """A page of the points passed on; their words are sealed, so a search opens them."""
    select = points_of(panel_ids, used=used, theme=theme)
    with_panel = selectinload(PassedPoint.panel)
    if not words:
        return page_of(db.session, select.options(with_panel), number=number, size=size)
    return page_of_opened(
        db.session,
        select,
        (PassedPoint.wording,),
        number=number,
        size=size,
        words=words,
        options=(with_panel,),
    )


def points_of(
    panel_ids: Sequence[str], *, used: bool | None = None, theme: str = ""
) -> Select[Any]:
    """Points passed on and not withdrawn, newest first; `used` by a lesson or not yet."""
    select = db.select(PassedPoint).where(
        PassedPoint.panel_id.in_(panel_ids), PassedPoint.withdrawn_at.is_(None)
    )
    if theme:
        select = select.where(PassedPoint.theme == theme)
    if used is not None:
        in_lesson = PassedPoint.id.in_(db.select(LessonSource.passed_point_id))
        select = select.where(in_lesson if used else ~in_lesson)
    return select.order_by(PassedPoint.created_at.desc(), PassedPoint.id)


def list_points_by_id(panel_id: str, point_ids: Sequence[str]) -> list[PassedPoint]:
    """Those of the points that belong to the panel, in the order they were passed on."""
    return list(
        db.session.scalars(
            db.select(PassedPoint)
            .where(PassedPoint.panel_id == panel_id, PassedPoint.id.in_(point_ids))
            .order_by(PassedPoint.created_at, PassedPoint.id)
        )
    )


def list_points_to_choose(panel_id: str, chosen: Sequence[str] = ()) -> list[PassedPoint]:
    """What a lesson of the panel can be made from: every point in force, and those it has."""
    return list(
        db.session.scalars(
            db.select(PassedPoint)
            .where(
                PassedPoint.panel_id == panel_id,
                or_(PassedPoint.withdrawn_at.is_(None), PassedPoint.id.in_(chosen)),
            )
            .order_by(PassedPoint.created_at.desc(), PassedPoint.id)
            .limit(50)
        )
    )


def list_lessons_from(points: Sequence[PassedPoint]) -> dict[str, list[Lesson]]:
    """The lessons made from each of the points, by the point's id."""
    rows = db.session.execute(
        db.select(LessonSource.passed_point_id, Lesson)
        .join(Lesson, Lesson.id == LessonSource.lesson_id)
        .where(LessonSource.passed_point_id.in_([point.id for point in points]))
        .order_by(Lesson.created_at)
    )
    made: dict[str, list[Lesson]] = {}
    for point_id, lesson in rows:
        made.setdefault(point_id, []).append(lesson)
    return made


# In the order in which a lesson comes to its readers, not that of the alphabet.
_ON_ITS_WAY = case(
    {
        state: place
        for place, state in enumerate(
            (
                LessonState.SUBMITTED,
                LessonState.RETURNED,
                LessonState.DRAFT,
                LessonState.APPROVED,
                LessonState.RETIRED,
            )
        )
    },
    value=Lesson.state,
)
SORTED_BY: dict[str, Any] = {
    "theme": Lesson.theme,
    "state": _ON_ITS_WAY,
    "started": Lesson.created_at,
}
TITLE = "title"  # sealed, so sorted once it is opened
SORTINGS = (TITLE, *SORTED_BY)
WORDS = (Lesson.title, Lesson.seen, Lesson.matters, Lesson.differently)
_LISTED = (
    selectinload(Lesson.author),
    selectinload(Lesson.panel),
    selectinload(Lesson.adoption)
    .selectinload(LessonAdoption.shared)
    .selectinload(SharedLesson.lesson),
)
NEWEST = Sorting("started", descending=True)


_DRAFT, _WAITING = Lesson.state == LessonState.DRAFT, Lesson.state == LessonState.SUBMITTED
_PANEL_CHECKED = Lesson.panel_checked_at.is_not(None)
_IDENTITY_CHECKED = Lesson.identity_checked_at.is_not(None)
_AT: dict[str, ColumnElement[bool]] = {  # the same as `stage_of` says of one lesson
    LessonStage.DRAFT: _DRAFT & ~_PANEL_CHECKED,
    LessonStage.PANEL_CHECKED: _DRAFT & _PANEL_CHECKED,
    LessonState.SUBMITTED: _WAITING,
    LessonStage.WORDED: _WAITING & ~_IDENTITY_CHECKED,
    LessonStage.IDENTITY_CHECKED: _WAITING & _IDENTITY_CHECKED,
    LessonStage.RETURNED: Lesson.state == LessonState.RETURNED,
    LessonStage.APPROVED: Lesson.state == LessonState.APPROVED,
    LessonStage.RETIRED: Lesson.state == LessonState.RETIRED,
}


def page_of_lessons(
    select: Select[Any], *, number: int, words: str = "", sorting: Sorting = NEWEST
) -> Page[Lesson]:
    """A page of a select of lessons; only a search, or the order by title, opens their words."""
    by_title = sorting.key == TITLE
    if not by_title:
        select = select.order_by(sorting.apply(SORTED_BY[sorting.key]), Lesson.id)
    if not words and not by_title:
        return page_of(db.session, select.options(*_LISTED), number=number)
    return page_of_opened(
        db.session,
        select,
        WORDS if words else WORDS[:1],
        number=number,
        words=words,
        by_first=by_title,
        descending=sorting.descending,
        options=_LISTED,
    )


def lessons_of(
    desk_panels: Sequence[str],
    reading_panels: Sequence[str],
    *,
    at: str = "",
    theme: str = "",
    audience: str = "",
) -> Select[Any]:
    """Lessons: all of the panels that one writes or signs off for, else the approved.

    `at` is a stage, or the state of all that wait for sign-off.
    """
    select = db.select(Lesson).where(
        or_(
            Lesson.panel_id.in_(desk_panels),
            Lesson.panel_id.in_(reading_panels) & Lesson.approved_at.is_not(None),
        )
    )
    if at:
        select = select.where(_AT[at])
    if theme:
        select = select.where(Lesson.theme == theme)
    if audience:
        select = select.where(is_for(audience, Lesson.audiences))
    return select


def list_approved_lessons(panel_id: str) -> list[Lesson]:
    """What may be put into an issue of the panel, newest first."""
    return list(
        db.session.scalars(
            db.select(Lesson)
            .where(Lesson.panel_id == panel_id, Lesson.state == LessonState.APPROVED)
            .order_by(Lesson.approved_at.desc(), Lesson.id)
            .limit(100)
        )
    )


def holds_words(words: str, *columns: Any) -> ColumnElement[bool]:
    """Every word stands in one of the columns."""
    found: ColumnElement[bool] | None = None
    for word in words.split()[:8]:
        here = or_(*(column.icontains(word, autoescape=True) for column in columns))
        found = here if found is None else found & here
    return found if found is not None else db.true()


def is_for(audience: str, column: Any) -> ColumnElement[bool]:
    """Whether a list of audiences, kept as JSON, holds the one."""
    return cast(column, String).contains(f'"{audience}"', autoescape=True)


def get_panel(panel_slug: str) -> Panel:
    return db.one_or_404(db.select(Panel).where(Panel.slug == panel_slug))


def list_panels(panel_ids: Sequence[str]) -> list[Panel]:
    return list(
        db.session.scalars(db.select(Panel).where(Panel.id.in_(panel_ids)).order_by(Panel.name))
    )
