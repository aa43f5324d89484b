"""Pages of the library that panels share: look, offer, take back, adopt."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.extensions import db
from cdop.learning import library_changes, library_queries, queries
from cdop.learning.blueprint import DESK, READERS, bp
from cdop.learning.forms import PointFilterForm
from cdop.learning.models import Lesson, SharedLesson
from cdop.web.paging import page_of, requested_page


@bp.get("/lesson-library/")
@requires(Permission.LIBRARY_READ)
def library() -> str:
    form = PointFilterForm(request.args)
    form.validate()
    select = library_queries.shared_lessons(
        words=form.words.data or "", theme=form.theme.data or ""
    )
    return render_template(
        "learning/library.html",
        page=page_of(db.session, select, number=requested_page(), size=10),
        filters=form,
    )


@bp.get("/lesson-library/<opaque:shared_id>")
@requires(Permission.LIBRARY_READ, of=library_queries.get_shared)
def shared_lesson(shared: SharedLesson) -> str:
    mine = current_user.panels_as(*DESK, *READERS)
    adopted = library_queries.list_panels_that_adopted(shared, mine)
    taken = {shared.panel_id, *(lesson.panel_id for lesson in adopted)}
    panels = queries.list_panels(current_user.panels_as(Role.EDITOR))
    return render_template(
        "learning/shared_lesson.html",
        shared=shared,
        adopted=adopted,
        panels=[panel for panel in panels if panel.id not in taken],
    )


@bp.post("/lessons/adopt/<slug:panel_slug>")
@requires(Permission.LESSON_WRITE, of=queries.get_panel)
def adopt(panel: Panel) -> ResponseReturnValue:
    shared = library_queries.find_shared(request.form.get("shared_id", ""))
    if shared is None:
        flash("That lesson is no longer in the library")
        return redirect(url_for(".library"), 303)
    lesson = library_changes.adopt_lesson(shared, panel, actor=current_user)
    flash("Taken over as a draft of your panel")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


@bp.post("/lessons/<opaque:lesson_id>/offer")
@requires(Permission.LESSON_OFFER, of=queries.get_lesson)
def offer(lesson: Lesson) -> ResponseReturnValue:
    library_changes.offer_lesson(lesson, actor=current_user)
    flash("Other panels can read and adopt it now")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


@bp.post("/lessons/<opaque:lesson_id>/withdraw-offer")
@requires(Permission.LESSON_OFFER, of=queries.get_lesson)
def withdraw_offer(lesson: Lesson) -> ResponseReturnValue:
    library_changes.withdraw_offer(lesson, actor=current_user)
    flash("Other panels can no longer adopt it")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)
