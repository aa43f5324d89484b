"""The identity check of a lesson: what is marked and why, safer wording, reasons to keep."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.learning import identity_changes, presenters, queries, source
from cdop.learning.blueprint import bp
from cdop.learning.forms import DismissalForm
from cdop.learning.models import Lesson

PAGE = "/lessons/<opaque:lesson_id>/identity"


@bp.get(PAGE)
@requires(Permission.LESSON_CHECK, of=queries.get_lesson)
def identity(lesson: Lesson) -> str:
    return _page(lesson, DismissalForm())


@bp.post(f"{PAGE}/reword")
@requires(Permission.LESSON_WRITE, of=queries.get_lesson)
def reword(lesson: Lesson) -> ResponseReturnValue:
    start = request.form.get("start", "")
    identity_changes.reword(
        lesson,
        actor=current_user,
        version=request.form.get("version"),
        part=request.form.get("part", ""),
        start=int(start) if start.isdecimal() else -1,
        words=request.form.get("words", ""),
    )
    flash("The safer wording stands in its place. Read the sentence once more")
    return redirect(url_for(".identity", lesson_id=lesson.id), 303)


@bp.post(f"{PAGE}/dismiss")
@requires(Permission.LESSON_WRITE, of=queries.get_lesson)
def dismiss(lesson: Lesson) -> ResponseReturnValue:
    form = DismissalForm(request.form)
    if not form.validate():
        return _page(lesson, form, version=request.form.get("version")), 422
    identity_changes.dismiss_in_lesson(
        lesson,
        actor=current_user,
        version=request.form.get("version"),
        mark=request.form.get("mark", ""),
        reason=form.reason.data or "",
    )
    flash("Kept, with your reason for the chair")
    return redirect(url_for(".identity", lesson_id=lesson.id), 303)


def _page(lesson: Lesson, form: DismissalForm, **context: Any) -> str:
    passages = source.check_lesson(lesson)
    return render_template(
        "learning/identity.html",
        lesson=lesson,
        form=form,
        passages=passages,
        parts=presenters.marked_parts(
            {part: getattr(lesson, part) for part in source.PARTS}, passages
        ),
        version=context.pop("version", lesson.version),
        chosen=request.form.get("mark", ""),
        may_change=allowed(current_user, Permission.LESSON_WRITE, lesson)
        and lesson.state not in ("approved", "retired"),
        **context,
    )
