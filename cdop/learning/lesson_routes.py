"""Pages of lessons: written by an editor, checked by the panel, approved by the chair."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.core.lessons import LessonMove, LessonState, moves_from
from cdop.learning import changes, library_queries, presenters, queries, source
from cdop.learning.blueprint import DESK, READERS, bp
from cdop.learning.changes import NotReady, PanelNotAsked
from cdop.learning.forms import DecisionForm, LessonFilterForm, LessonForm, RetireForm
from cdop.learning.identity_check import IdentityFound
from cdop.learning.identity_keeping import reasons_given, say_what_is_held
from cdop.learning.models import Lesson
from cdop.web.paging import requested_page, requested_sorting
from cdop.web.versions import StaleEdit


@bp.get("/lessons/")
@requires(Permission.LESSON_READ)
def lessons() -> str:
    form = LessonFilterForm(request.args)
    form.validate()
    sorting = requested_sorting(queries.SORTINGS, default="started", descending=True)
    select = queries.lessons_of(
        current_user.panels_as(*DESK),
        current_user.panels_as(*READERS),
        at=form.state.data or "",
        theme=form.theme.data or "",
        audience=form.audience.data or "",
    )
    return render_template(
        "learning/lessons.html",
        page=queries.page_of_lessons(
            select, number=requested_page(), words=form.words.data or "", sorting=sorting
        ),
        filters=form,
        sorting=sorting,
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
    passed_on = {"seen": "\n".join(point.wording for point in chosen), "theme": form.theme.data}
    return _lesson_form(panel, form, chosen=chosen, **_lessons_like(panel, passed_on))


@bp.post("/lessons/new/<slug:panel_slug>")
@requires(Permission.LESSON_WRITE, of=queries.get_panel)
def write_lesson(panel: Panel) -> ResponseReturnValue:
    form = LessonForm(request.form)
    form.offer(presenters.point_choices(queries.list_points_to_choose(panel.id)))
    if not form.validate():
        return _lesson_form(panel, form), 422
    words = form.words()
    like = _lessons_like(panel, words) if not form.is_new.data else {}
    if any(like.values()):
        return _lesson_form(panel, form, asks=True, **like), 422
    lesson = changes.write_lesson(
        panel, actor=current_user, point_ids=form.point_ids.data or [], **words
    )
    flash("Lesson saved as a draft")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


def _lessons_like(panel: Panel, words: dict[str, Any]) -> dict[str, list[Any]]:
    return {
        "similar": library_queries.list_similar_lessons(panel.id, words),
        "similar_shared": library_queries.list_similar_shared(panel.id, words),
    }


@bp.get("/lessons/<opaque:lesson_id>")
@requires(Permission.LESSON_READ, of=queries.get_lesson)
def lesson(lesson: Lesson) -> str:
    return _lesson_page(lesson, DecisionForm())


@bp.get("/lessons/<opaque:lesson_id>/edit")
@requires(Permission.LESSON_WRITE, of=queries.get_lesson)
def edit_lesson(lesson: Lesson) -> str:
    further = queries.list_points_by_id(lesson.panel_id, request.args.getlist("point")[:20])
    chosen = list(dict.fromkeys([*lesson.sources, *further]))
    form = LessonForm(obj=lesson, data={"point_ids": [point.id for point in chosen]})
    return _lesson_form(lesson.panel, form, lesson=lesson, chosen=chosen)


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


@bp.post("/lessons/<opaque:lesson_id>/panel-check")
@requires(Permission.LESSON_APPROVE, of=queries.get_lesson)
def panel_check(lesson: Lesson) -> ResponseReturnValue:
    changes.confirm_panel_check(lesson, actor=current_user, version=_version())
    flash("The panel’s agreement is recorded")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


@bp.post("/lessons/<opaque:lesson_id>/submit")
@requires(Permission.LESSON_WRITE, of=queries.get_lesson)
def submit_lesson(lesson: Lesson) -> ResponseReturnValue:
    try:
        changes.submit_lesson(lesson, actor=current_user, version=_version())
    except NotReady as early:
        return _lesson_page(lesson, DecisionForm(), missing=early.missing), 422
    except IdentityFound as found:
        form = DecisionForm()
        say_what_is_held(form, found.passages, signing=False)
        return _lesson_page(lesson, form), 422
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
    try:
        _decide(lesson, form, approving=approving)
    except IdentityFound as found:
        say_what_is_held(form, found.passages, signing=True)
        return _lesson_page(lesson, form, version=_version()), 422
    except PanelNotAsked:
        form.add_error("panel_agrees", "Confirm that the panel agrees with the lesson")
        return _lesson_page(lesson, form, version=_version()), 422
    flash("Lesson approved" if approving else "Lesson returned to the editor")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


def _decide(lesson: Lesson, form: DecisionForm, *, approving: bool) -> None:
    said = {"actor": current_user, "version": _version(), "comment": form.comment.data or ""}
    if not approving:
        changes.return_lesson(lesson, **said)
        return
    changes.approve_lesson(
        lesson,
        **said,
        reasons=reasons_given(),
        panel_agrees=bool(form.panel_agrees.data),
    )


@bp.post("/lessons/<opaque:lesson_id>/retire")
@requires(Permission.LESSON_RETIRE, of=queries.get_lesson)
def retire_lesson(lesson: Lesson) -> ResponseReturnValue:
    form = RetireForm(request.form)
    if not form.validate():
        return _lesson_page(lesson, DecisionForm(), retiring=form, version=_version()), 422
    changes.retire_lesson(
        lesson, actor=current_user, version=_version(), reason=form.why_retired.data
    )
    flash("Lesson retired")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


def _version() -> str | None:
    return request.form.get("version")


def _lesson_page(lesson: Lesson, form: DecisionForm, **context: Any) -> str:
    writes = allowed(current_user, Permission.LESSON_WRITE, lesson)
    moves = moves_from(lesson.state)
    offered = library_queries.find_offer(lesson)
    decides = LessonMove.APPROVE in moves and allowed(
        current_user, Permission.LESSON_APPROVE, lesson
    )
    return render_template(
        "learning/lesson.html",
        lesson=lesson,
        form=form,
        version=context.pop("version", lesson.version),
        may_check=writes or allowed(current_user, Permission.LESSON_APPROVE, lesson),
        may_panel_check=lesson.panel_checked_at is None
        and allowed(current_user, Permission.LESSON_APPROVE, lesson)
        and LessonMove.PANEL_CHECK in moves,
        cases=_source_cases(lesson),
        offered=offered,
        may_offer=(lesson.state is LessonState.APPROVED or offered is not None)
        and lesson.state is not LessonState.RETIRED
        and lesson.adoption is None
        and allowed(current_user, Permission.LESSON_OFFER, lesson),
        may_submit=writes and LessonMove.SUBMIT in moves,
        may_take_back=writes and LessonMove.TAKE_BACK in moves,
        may_edit=writes and lesson.state != "retired",
        may_retire=allowed(current_user, Permission.LESSON_RETIRE, lesson)
        and LessonMove.RETIRE in moves,
        may_decide=decides,
        passages=source.check_lesson(lesson) if decides or form.elsewhere else [],
        retiring=context.pop("retiring", None) or RetireForm(),
        **context,
    )


def _source_cases(lesson: Lesson) -> list[Any]:
    """On the panel's side alone, and only the cases that the person may open."""
    if not current_user.panels_as(Role.CHAIR, Role.MEMBER, Role.COORDINATOR):
        return []
    cases = source.list_source_cases(lesson)
    return [case for case in cases if allowed(current_user, Permission.CASE_READ, case)]


def _lesson_form(panel: Panel, form: LessonForm, **context: Any) -> str:
    lesson = context.get("lesson")
    chosen = context.pop("chosen", None) or queries.list_points_by_id(
        panel.id, form.point_ids.data or []
    )
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
