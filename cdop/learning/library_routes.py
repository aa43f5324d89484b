"""Pages of the library that panels share: look, offer, take back, adopt, catch up."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.core.lessons import LessonState, Standing
from cdop.extensions import db
from cdop.learning import library_changes, library_queries, presenters, queries
from cdop.learning.blueprint import DESK, READERS, bp
from cdop.learning.forms import LibraryFilterForm
from cdop.learning.models import Lesson, SharedLesson, words_of
from cdop.web.paging import page_of, requested_page
from cdop.web.versions import StaleEdit


@bp.get("/lesson-library/")
@requires(Permission.LIBRARY_READ)
def library() -> str:
    form = LibraryFilterForm(request.args)
    form.validate()
    select = library_queries.shared_lessons(
        words=form.words.data or "",
        theme=form.theme.data or "",
        audience=form.audience.data or "",
    )
    page = page_of(db.session, select, number=requested_page(), size=10)
    mine = current_user.panels_as(*DESK, *READERS)
    return render_template(
        "learning/library.html",
        page=page,
        filters=form,
        mine=mine,
        adopted=library_queries.list_adopted(page.items, mine),
    )


@bp.get("/lesson-library/<opaque:shared_id>")
@requires(Permission.LIBRARY_READ, of=library_queries.get_shared)
def shared_lesson(shared: SharedLesson) -> ResponseReturnValue:
    mine = current_user.panels_as(*DESK, *READERS)
    adopted = library_queries.list_panels_that_adopted(shared, mine)
    if shared.standing is not Standing.OFFERED:
        gone = shared.standing is not Standing.REWORDED
        page = render_template("learning/shared_gone.html", shared=shared, adopted=adopted)
        return page, 410 if gone else 200
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
        flash("That lesson is not in the library")
        return redirect(url_for(".library"), 303)
    try:
        lesson = library_changes.adopt_lesson(
            shared, panel, actor=current_user, version=request.form.get("version")
        )
    except StaleEdit:
        flash("Its panel has changed this lesson since you opened it. Read it once more")
        return redirect(url_for(".shared_lesson", shared_id=shared.id), 303)
    flash("Taken over as a draft of your panel")
    return redirect(url_for(".lesson", lesson_id=lesson.id), 303)


@bp.get("/lessons/<opaque:lesson_id>/source")
@requires(Permission.LESSON_READ, of=queries.get_lesson)
def source_changes(lesson: Lesson) -> ResponseReturnValue:
    if lesson.adoption is None or not lesson.adoption.is_behind:
        return redirect(url_for(".lesson", lesson_id=lesson.id), 303)
    shared = lesson.adoption.shared
    return render_template(
        "learning/source_changes.html",
        lesson=lesson,
        shared=shared,
        parts=presenters.compared(lesson.adoption.taken, words_of(shared)),
        reworded=words_of(lesson) != lesson.adoption.taken,
        may_decide=lesson.state is not LessonState.RETIRED
        and allowed(current_user, Permission.LESSON_WRITE, lesson),
    )


@bp.post("/lessons/<opaque:lesson_id>/source")
@requires(Permission.LESSON_WRITE, of=queries.get_lesson)
def catch_up(lesson: Lesson) -> ResponseReturnValue:
    take = request.form.get("decision") == "take"
    library_changes.catch_up(
        lesson,
        actor=current_user,
        version=request.form.get("version"),
        seen=request.form.get("seen"),
        take=take,
    )
    flash("The new words stand in a draft of your lesson" if take else "Your own words are kept")
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
