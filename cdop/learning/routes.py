"""Pages of learning: what the chair passed on, and the lessons an editor makes of it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.core.lessons import LessonMove, moves_from
from cdop.extensions import db
from cdop.learning import changes, presenters, queries, source
from cdop.learning.changes import NotReady
from cdop.learning.forms import (
    DecisionForm,
    LessonFilterForm,
    LessonForm,
    PassOnForm,
    PointFilterForm,
)
from cdop.learning.identity_check import IdentityFound
from cdop.learning.models import Lesson, PassedPoint
from cdop.web.paging import page_of, requested_page
from cdop.web.versions import StaleEdit

bp = Blueprint("learning", __name__)

DESK = (Role.EDITOR, Role.CHAIR)
READERS = (Role.MEMBER, Role.COORDINATOR)


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {"learning_words": presenters}


@bp.get("/learning-points/pass-on/<opaque:point_id>")
@requires(Permission.POINT_PASS_ON, of=source.get_learning_point, records="learning_point.opened")
def pass_on(point: source.LearningPoint) -> ResponseReturnValue:
    form = PassOnForm(data={"factor_codes": point.factor_codes})
    return _pass_on_page(point, form)


@bp.post("/learning-points/pass-on/<opaque:point_id>")
@requires(Permission.POINT_PASS_ON, of=source.get_learning_point)
def send_on(point: source.LearningPoint) -> ResponseReturnValue:
    form = PassOnForm(request.form)
    form.offer(presenters.factor_choices(point.factor_codes))
    if not form.validate():
        return _pass_on_page(point, form), 422
    try:
        changes.pass_on(
            point,
            actor=current_user,
            wording=form.wording.data,
            theme=form.theme.data,
            factor_codes=form.factor_codes.data,
        )
    except IdentityFound as found:
        form.add_error("wording", presenters.why_held_back(found.findings))
        return _pass_on_page(point, form), 422
    flash("Passed on to the editors")
    return redirect(url_for(".pass_on", point_id=point.id), 303)


def _pass_on_page(point: source.LearningPoint, form: PassOnForm) -> str:
    form.offer(presenters.factor_choices(point.factor_codes))
    return render_template(
        "learning/pass_on.html", point=point, form=form, earlier=source.list_passed_on(point)
    )


@bp.get("/learning-points/")
@requires(Permission.POINT_READ)
def points() -> str:
    form = PointFilterForm(request.args)
    form.validate()
    select = queries.points_of(
        current_user.panels_as(*DESK),
        words=form.words.data or "",
        theme=form.theme.data or "",
        used={"yes": True, "no": False}.get(form.used.data or ""),
    )
    page = page_of(db.session, select, number=requested_page(), size=10)
    return render_template(
        "learning/points.html",
        page=page,
        filters=form,
        lessons=queries.list_lessons_from(page.items),
        several=len(current_user.panels_as(*DESK)) > 1,
    )


@bp.post("/learning-points/<opaque:point_id>/withdraw")
@requires(Permission.POINT_PASS_ON, of=queries.get_point)
def withdraw_point(passed: PassedPoint) -> ResponseReturnValue:
    changes.withdraw_point(passed, actor=current_user)
    flash("The learning point was taken back")
    return redirect(url_for(".points"), 303)


@bp.get("/lessons/")
@requires(Permission.LESSON_READ)
def lessons() -> str:
    form = LessonFilterForm(request.args)
    form.validate()
    select = queries.lessons_of(
        current_user.panels_as(*DESK),
        current_user.panels_as(*READERS),
        words=form.words.data or "",
        state=form.state.data,
        theme=form.theme.data or "",
    )
    return render_template(
        "learning/lessons.html",
        page=page_of(db.session, select, number=requested_page()),
        filters=form,
        panels=queries.list_panels(current_user.panels_as(Role.EDITOR)),
        several=len(current_user.panels_as(*DESK, *READERS)) > 1,
    )


@bp.get("/lessons/new/<slug:panel_slug>")
@requires(Permission.LESSON_WRITE, of=queries.get_panel)
def new_lesson(panel: Panel) -> str:
    chosen = queries.list_points_by_id(panel.id, request.args.getlist("point")[:20])
    form = LessonForm(
        data={
            "point_ids": [point.id for point in chosen],
            "theme": chosen[0].theme if chosen else None,
        }
    )
    return _lesson_form(panel, form, chosen=chosen)


@bp.post("/lessons/new/<slug:panel_slug>")
@requires(Permission.LESSON_WRITE, of=queries.get_panel)
def write_lesson(panel: Panel) -> ResponseReturnValue:
    form = LessonForm(request.form)
    form.offer(presenters.point_choices(queries.list_points_to_choose(panel.id)))
    if not form.validate():
        return _lesson_form(panel, form), 422
    lesson = changes.write_lesson(
        panel, actor=current_user, point_ids=form.point_ids.data or [], **form.words()
    )
    flash("Lesson saved as a draft")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


@bp.get("/lessons/<opaque:lesson_id>")
@requires(Permission.LESSON_READ, of=queries.get_lesson)
def lesson(lesson: Lesson) -> str:
    return _lesson_page(lesson, DecisionForm())


@bp.get("/lessons/<opaque:lesson_id>/edit")
@requires(Permission.LESSON_WRITE, of=queries.get_lesson)
def edit_lesson(lesson: Lesson) -> str:
    form = LessonForm(obj=lesson, data={"point_ids": [point.id for point in lesson.sources]})
    return _lesson_form(lesson.panel, form, lesson=lesson, chosen=lesson.sources)


@bp.post("/lessons/<opaque:lesson_id>/edit")
@requires(Permission.LESSON_WRITE, of=queries.get_lesson)
def save_lesson(lesson: Lesson) -> ResponseReturnValue:
    form = LessonForm(request.form)
    had = [point.id for point in lesson.sources]
    form.offer(presenters.point_choices(queries.list_points_to_choose(lesson.panel_id, had)))
    if not form.validate():
        return _lesson_form(lesson.panel, form, lesson=lesson, version=_version()), 422
    try:
        changes.edit_lesson(
            lesson,
            actor=current_user,
            version=_version(),
            point_ids=form.point_ids.data or [],
            **form.words(),
        )
    except StaleEdit:
        return _lesson_form(lesson.panel, form, lesson=lesson, stale=True), 409
    flash("Lesson saved")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


@bp.post("/lessons/<opaque:lesson_id>/submit")
@requires(Permission.LESSON_WRITE, of=queries.get_lesson)
def submit_lesson(lesson: Lesson) -> ResponseReturnValue:
    try:
        changes.submit_lesson(lesson, actor=current_user, version=_version())
    except NotReady as early:
        return _lesson_page(lesson, DecisionForm(), missing=early.missing), 422
    flash("Sent to the chair for sign-off")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


@bp.post("/lessons/<opaque:lesson_id>/take-back")
@requires(Permission.LESSON_WRITE, of=queries.get_lesson)
def take_back_lesson(lesson: Lesson) -> ResponseReturnValue:
    changes.take_back_lesson(lesson, actor=current_user, version=_version())
    flash("The lesson is a draft again")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


@bp.post("/lessons/<opaque:lesson_id>/decide")
@requires(Permission.LESSON_APPROVE, of=queries.get_lesson)
def decide_lesson(lesson: Lesson) -> ResponseReturnValue:
    form = DecisionForm(request.form)
    approving = request.form.get("decision") == "approve"
    valid = form.validate()
    if valid and not approving and not form.comment.data:
        form.add_error("comment", "Say what should change")
        valid = False
    if not valid:
        return _lesson_page(lesson, form, version=_version()), 422
    decide = changes.approve_lesson if approving else changes.return_lesson
    try:
        decide(lesson, actor=current_user, version=_version(), comment=form.comment.data or "")
    except IdentityFound as found:
        return _lesson_page(lesson, form, findings=found.findings), 422
    flash("Lesson approved" if approving else "Lesson returned to the editor")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


@bp.post("/lessons/<opaque:lesson_id>/retire")
@requires(Permission.LESSON_RETIRE, of=queries.get_lesson)
def retire_lesson(lesson: Lesson) -> ResponseReturnValue:
    changes.retire_lesson(lesson, actor=current_user, version=_version())
    flash("Lesson retired")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


def _version() -> str | None:
    return request.form.get("version")


def _lesson_page(lesson: Lesson, form: DecisionForm, **context: Any) -> str:
    writes = allowed(current_user, Permission.LESSON_WRITE, lesson)
    moves = moves_from(lesson.state)
    return render_template(
        "learning/lesson.html",
        lesson=lesson,
        form=form,
        version=context.pop("version", lesson.version),
        may_submit=writes and LessonMove.SUBMIT in moves,
        may_take_back=writes and LessonMove.TAKE_BACK in moves,
        may_edit=writes and lesson.state != "retired",
        may_retire=allowed(current_user, Permission.LESSON_RETIRE, lesson)
        and LessonMove.RETIRE in moves,
        may_decide=allowed(current_user, Permission.LESSON_APPROVE, lesson)
        and LessonMove.APPROVE in moves,
        **context,
    )


def _lesson_form(panel: Panel, form: LessonForm, **context: Any) -> str:
    lesson = context.get("lesson")
    chosen = context.pop("chosen", list(lesson.sources) if lesson else [])
    points = queries.list_points_to_choose(panel.id, [point.id for point in chosen])
    form.offer(presenters.point_choices(points))
    return render_template(
        "learning/lesson_form.html",
        panel=panel,
        form=form,
        points=chosen,
        version=context.pop("version", lesson.version if lesson else None),
        **context,
    )
