"""Sessions as editors plan them, chairs sign them off, and attendance is marked."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.access.roles import Role
from cdop.access.sign_off import moves_open_to
from cdop.accounts.models import Panel
from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand
from cdop.db.clock import now
from cdop.extensions import db
from cdop.learning.identity_check import IdentityFound
from cdop.learning.identity_keeping import say_at_fields
from cdop.learning.models import Lesson
from cdop.learning.queries import list_approved_lessons
from cdop.learning.signing import Reasons, passages_to_show, taken
from cdop.training import booking_changes, changes, presenters, queries
from cdop.training.blueprint import bp
from cdop.training.forms import SessionForm
from cdop.training.models import Booking, BookingState, Briefing, Session
from cdop.web.csv_files import csv_response
from cdop.web.paging import page_of, requested_page
from cdop.web.sign_off import MoveForm

READERS = (Role.EDITOR, Role.CHAIR, Role.COORDINATOR)


@bp.get("/training/")
@requires(Permission.TRAINING_READ)
def sessions() -> str:
    panel_ids = current_user.panels_as(*READERS)
    coming = request.args.get("when") != "past"
    page = page_of(
        db.session, queries.sessions_of(panel_ids, coming=coming), number=requested_page(), size=20
    )
    return render_template(
        "training/sessions.html",
        page=page,
        coming=coming,
        booked=queries.count_booked([each.id for each in page.items]),
        panels=queries.list_panels(current_user.panels_as(Role.EDITOR)),
        readable=queries.list_panels(panel_ids),
    )


@bp.get("/training/new/<slug:panel_slug>")
@requires(Permission.TRAINING_MANAGE, of=queries.get_panel)
def new_session(panel: Panel) -> str:
    return _form_page(panel, _form(panel))


@bp.post("/training/new/<slug:panel_slug>")
@requires(Permission.TRAINING_MANAGE, of=queries.get_panel)
def plan_session(panel: Panel) -> ResponseReturnValue:
    form = _form(panel)
    if not form.validate():
        return _form_page(panel, form), 422
    try:
        session = changes.plan_session(
            panel, actor=current_user, lessons=_lessons(panel, form), **form.words()
        )
    except IdentityFound as found:
        say_at_fields(form, found.passages)
        return _form_page(panel, form), 422
    flash("Session saved as a draft")
    return redirect(url_for(".session", session_id=session.id), 303)


def _form(panel: Panel, session: Session | None = None) -> SessionForm:
    start = SessionForm.of(session) if session else {}
    form = SessionForm(request.form, data=start)
    return form.offer(queries.list_subjects(panel), list_approved_lessons(panel.id))


def _lessons(panel: Panel, form: SessionForm) -> list[Lesson]:
    chosen = set(form.lessons.data or ())
    return [each for each in list_approved_lessons(panel.id) if each.id in chosen]


def _form_page(panel: Panel, form: SessionForm, session: Session | None = None) -> str:
    return render_template("training/session_form.html", panel=panel, form=form, session=session)


@bp.get("/training/<opaque:session_id>")
@requires(Permission.TRAINING_READ, of=queries.get_session)
def session(session: Session) -> str:
    return _page(session, MoveForm())


def _page(session: Session, form: MoveForm) -> str:
    bookings = queries.list_bookings(session)
    counts = queries.count_answers(session)
    evaluations = queries.list_evaluations(session)
    moves = moves_for(session)
    return render_template(
        "training/session.html",
        session=session,
        form=form,
        bookings=bookings,
        begun=session.starts_at <= now(),
        moves=moves,
        passages=passages_to_show(session, changes.SIGNED, moves),
        manages=allowed(current_user, Permission.TRAINING_MANAGE, session),
        quiz=presenters.quiz_lines(counts, queries.get_questions(list(counts))),
        said=presenters.evaluation_words(evaluations),
        comments=presenters.comments(evaluations),
    )


def moves_for(about: Session | Briefing) -> list[Move]:
    """What this person may do with it now."""
    return moves_open_to(
        current_user,
        about,
        write=Permission.TRAINING_MANAGE,
        decide=Permission.TRAINING_DECIDE,
    )


@bp.get("/training/<opaque:session_id>/edit")
@requires(Permission.TRAINING_MANAGE, of=queries.get_session)
def edit_session(session: Session) -> ResponseReturnValue:
    if session.state is not Stand.DRAFT:
        flash("Only a draft can be changed. Take it back first.")
        return redirect(url_for(".session", session_id=session.id), 303)
    return _form_page(session.panel, _form(session.panel, session), session)


@bp.post("/training/<opaque:session_id>/edit")
@requires(Permission.TRAINING_MANAGE, of=queries.get_session)
def save_session(session: Session) -> ResponseReturnValue:
    form = _form(session.panel, session)
    if not form.validate():
        return _form_page(session.panel, form, session), 422
    try:
        changes.edit_session(
            session,
            actor=current_user,
            version=request.form.get("version"),
            lessons=_lessons(session.panel, form),
            **form.words(),
        )
    except NotNow as reason:
        form.add_error("title", reason.reason)
        return _form_page(session.panel, form, session), 422
    except IdentityFound as found:
        say_at_fields(form, found.passages)
        return _form_page(session.panel, form, session), 422
    flash("Session saved")
    return redirect(url_for(".session", session_id=session.id), 303)


@bp.post("/training/<opaque:session_id>/move")
@requires(Permission.TRAINING_MOVE, of=queries.get_session)
def move_session(session: Session) -> ResponseReturnValue:
    form = MoveForm(request.form)
    told = {"actor": current_user, "version": request.form.get("version")}

    def take(step: Move, said: str, reasons: Reasons) -> None:
        changes.move_session(session, step, comment=said, reasons=reasons, **told)

    if not taken(form, take):
        return _page(session, form), 422
    flash(f"{session.state.label}: {session.title}")
    return redirect(url_for(".session", session_id=session.id), 303)


@bp.post("/training/<opaque:session_id>/attendance")
@requires(Permission.TRAINING_MANAGE, of=queries.get_session)
def mark_attendance(session: Session) -> ResponseReturnValue:
    form = MoveForm()
    try:
        came = changes.mark_attendance(
            session,
            actor=current_user,
            version=request.form.get("version"),
            here=set(request.form.getlist("here")),
        )
    except NotNow as reason:
        form.add_error("comment", reason.reason)
        return _page(session, form), 422
    flash(f"{came} marked as here. Those who are new on the list were sent their certificate.")
    return redirect(url_for(".session", session_id=session.id), 303)


@bp.get("/training/<opaque:session_id>/bookings.csv")
@requires(Permission.TRAINING_MANAGE, of=queries.get_session, records="training.downloaded")
def bookings_csv(session: Session) -> Response:
    """For the register at the door; its opening stands in the trail."""
    rows = [
        (each.name or "", each.agency, presenters.profession_label(each.profession), "")
        for each in queries.list_bookings(session)
        if each.state is BookingState.BOOKED
    ]
    return csv_response("register.csv", ("Name", "Organisation", "Work", "Here"), rows)


@bp.get("/training/bookings/<opaque:booking_id>/erase")
@requires(Permission.TRAINING_MANAGE, of=queries.get_booking)
def erase(booking: Booking) -> str:
    return render_template("training/erase.html", booking=booking)


@bp.post("/training/bookings/<opaque:booking_id>/erase")
@requires(Permission.TRAINING_MANAGE, of=queries.get_booking)
def erase_booking(booking: Booking) -> ResponseReturnValue:
    booking_changes.erase(booking, actor=current_user)
    flash("The person was erased")
    return redirect(url_for(".session", session_id=booking.session_id), 303)
