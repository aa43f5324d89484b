"""Moving the review on: stages, the dates that the clocks run by, and pauses."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.cases import changes, presenters, queries
from cdop.cases.act_forms import DatesForm, EndPauseForm, MoveForm, PauseForm
from cdop.cases.blueprint import bp
from cdop.cases.models import Case, ClockPause
from cdop.cases.notification import NotAccepted
from cdop.core.workflow import Move, moves_from
from cdop.db.clock import today
from cdop.web.versions import StaleEdit, check_version

# Ratifying and reopening stand with the analysis; voiding and merging have pages of their own.
ELSEWHERE = (Move.RATIFY, Move.REOPEN, Move.VOID, Move.MERGE)


def _moves(case: Case) -> list[Move]:
    return [move for move in moves_from(case.stage) if move not in ELSEWHERE]


def show_problems(form: Any, refused: NotAccepted) -> None:
    for problem in refused.problems:
        form.add_error(problem.field, problem.message)


def to_case(case: Case, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for(".case", case_id=case.id), 303)


@bp.get("/<opaque:case_id>/stage")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def stage(case: Case) -> str:
    return _stage_page(case, MoveForm())


def _stage_page(case: Case, form: MoveForm, stale: bool = False) -> str:
    moves = _moves(case)
    form.offer(moves)
    return render_template("cases/stage.html", case=case, form=form, moves=moves, stale=stale)


@bp.post("/<opaque:case_id>/stage")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def move_stage(case: Case) -> ResponseReturnValue:
    form = MoveForm(request.form)
    form.offer(_moves(case))
    try:
        check_version(case, request.form.get("version"))
    except StaleEdit:
        return _stage_page(case, form, stale=True), 409
    if not form.validate():
        return _stage_page(case, form), 422
    try:
        changes.move_stage(
            case,
            Move(form.move.data),
            actor=current_user,
            on=form.on.data,
            reason=form.reason.data or "",
        )
    except NotAccepted as refused:
        show_problems(form, refused)
        return _stage_page(case, form), 422
    return to_case(case, f"The case is now “{case.stage.label}”")


@bp.get("/<opaque:case_id>/dates")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def dates(case: Case) -> str:
    return _dates_page(case, DatesForm(obj=case))


def _dates_page(case: Case, form: DatesForm, *, version: Any = None, stale: bool = False) -> str:
    return render_template(
        "cases/dates.html",
        case=case,
        form=form,
        version=case.version if version is None else version,
        stale=stale,
        differences=presenters.differences(form, DatesForm(obj=case)) if stale else [],
    )


@bp.post("/<opaque:case_id>/dates")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def record_dates(case: Case) -> ResponseReturnValue:
    form, version = DatesForm(request.form), request.form.get("version", "")
    if not form.validate():
        return _dates_page(case, form, version=version), 422
    try:
        changes.record_dates(case, form.data, actor=current_user, version=version)
    except NotAccepted as refused:
        show_problems(form, refused)
        return _dates_page(case, form, version=version), 422
    except StaleEdit:
        return _dates_page(case, form, stale=True), 409
    return to_case(case, "Dates saved")


@bp.get("/<opaque:case_id>/pauses")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def pauses(case: Case) -> str:
    return _pauses_page(case, PauseForm())


def _pauses_page(case: Case, form: PauseForm) -> str:
    return render_template(
        "cases/pauses.html", case=case, form=form, pauses=queries.list_pauses(case)
    )


@bp.post("/<opaque:case_id>/pauses")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def start_pause(case: Case) -> ResponseReturnValue:
    form = PauseForm(request.form)
    if not form.validate():
        return _pauses_page(case, form), 422
    try:
        changes.start_pause(
            case,
            actor=current_user,
            reason=form.reason.data,
            started_on=form.started_on.data or today(),
            note=form.note.data or "",
        )
    except NotAccepted as refused:
        show_problems(form, refused)
        return _pauses_page(case, form), 422
    return to_case(case, "The clocks are paused")


@bp.get("/<opaque:case_id>/pauses/<opaque:pause_id>/end")
@requires(Permission.CASE_MANAGE, of=queries.get_pause)
def end_pause(pause: ClockPause) -> str:
    return _end_pause_page(pause, EndPauseForm())


def _end_pause_page(pause: ClockPause, form: EndPauseForm) -> str:
    return render_template("cases/end_pause.html", case=pause.case, pause=pause, form=form)


@bp.post("/<opaque:case_id>/pauses/<opaque:pause_id>/end")
@requires(Permission.CASE_MANAGE, of=queries.get_pause)
def finish_pause(pause: ClockPause) -> ResponseReturnValue:
    form = EndPauseForm(request.form)
    if not form.validate():
        return _end_pause_page(pause, form), 422
    try:
        changes.end_pause(pause, actor=current_user, ended_on=form.ended_on.data or today())
    except NotAccepted as refused:
        show_problems(form, refused)
        return _end_pause_page(pause, form), 422
    return to_case(pause.case, "The clocks run again")
