"""What people without an account see: booking, their place, the questions, the certificate.

Following a link only shows a button, so that a scanner that opens every link of a mail changes
nothing. The link in the mail is what proves who somebody is.
"""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cdop.access.guard import open_to_all
from cdop.core.moves import NotNow
from cdop.core.sign_off import Stand
from cdop.db.clock import now
from cdop.extensions import limiter
from cdop.training import booking_changes, briefing_team_changes, presenters, queries
from cdop.training.blueprint import bp
from cdop.training.certificates import certificate
from cdop.training.forms import AcknowledgeForm, BookForm, EvaluationForm
from cdop.training.models import Booking, BookingState, BriefingCopy, Phase, Question, Session
from cdop.training.tokens import read_booking_token, read_copy_token
from cdop.web import markdown
from cdop.web.frozen import thaw

ASKING = "30 per hour"  # from one address; offices share one


@bp.get("/learn/<slug:panel_slug>/")
@open_to_all
def open_sessions(panel_slug: str) -> str:
    panel = queries.get_panel(panel_slug)
    sessions = queries.list_open_sessions(panel)
    booked = queries.count_booked([each.id for each in sessions])
    return render_template(
        "training/public/sessions.html", panel=panel, sessions=sessions, booked=booked
    )


@bp.get("/learn/session/<opaque:session_id>")
@open_to_all
def open_session(session_id: str) -> str:
    return _session_page(queries.get_open_session(session_id), BookForm())


def _session_page(session: Session, form: BookForm) -> str:
    booked = queries.count_booked([session.id])[session.id][BookingState.BOOKED]
    return render_template(
        "training/public/session.html",
        session=session,
        form=form,
        about=markdown.render(session.about),
        free=max(0, session.places - booked),
        over=session.starts_at <= now(),
    )


@bp.post("/learn/session/<opaque:session_id>")
@open_to_all
@limiter.limit(ASKING)
def book(session_id: str) -> ResponseReturnValue:
    session, form = queries.get_open_session(session_id), BookForm(request.form)
    if not form.validate():
        return _session_page(session, form), 422
    try:
        booking_changes.book(
            session,
            name=form.name.data,
            email=form.email.data,
            agency=form.agency.data,
            profession=form.profession.data,
        )
    except NotNow as reason:
        form.add_error("email", reason.reason)
        return _session_page(session, form), 422
    return redirect(url_for(".asked", session_id=session.id), 303)


@bp.get("/learn/session/<opaque:session_id>/check-your-mail")
@open_to_all
def asked(session_id: str) -> str:
    return render_template(
        "training/public/asked.html", session=queries.get_open_session(session_id)
    )


@bp.get("/learn/session/<opaque:session_id>/session.ics")
@open_to_all
def calendar(session_id: str) -> Response:
    session = queries.get_open_session(session_id)
    return Response(
        presenters.calendar(session),
        mimetype="text/calendar",
        headers={"Content-Disposition": 'attachment; filename="session.ics"'},
    )


def _booking(token: str) -> Booking:
    booking_id = read_booking_token(token)
    found = queries.find_booking(booking_id) if booking_id else None
    return found if found is not None and found.erased_at is None else abort(404)


@bp.get("/learn/place/<token:token>")
@open_to_all
def place(token: str) -> str:
    return _place_page(_booking(token), token)


def _place_page(booking: Booking, token: str, problem: str = "") -> str:
    return render_template(
        "training/public/place.html",
        booking=booking,
        session=booking.session,
        token=token,
        problem=problem,
        begun=booking.session.starts_at <= now(),
        phases=[each for each in Phase if _has_quiz(booking, each)],
    )


def _has_quiz(booking: Booking, phase: Phase) -> bool:
    asks = bool(queries.list_questions(booking.session.subject))
    return asks and booking_changes.may_answer(booking, phase)


@bp.post("/learn/place/<token:token>")
@open_to_all
def change_place(token: str) -> ResponseReturnValue:
    booking = _booking(token)
    act = {"confirm": booking_changes.confirm, "cancel": booking_changes.cancel}
    wanted = act.get(request.form.get("act", "")) or abort(400)
    try:
        wanted(booking)
    except NotNow as reason:
        return _place_page(booking, token, reason.reason), 422
    return redirect(url_for(".place", token=token), 303)


@bp.get("/learn/quiz/<token:token>/<slug:phase>")
@open_to_all
def quiz(token: str, phase: str) -> ResponseReturnValue:
    booking, part = _booking(token), _phase(phase)
    if not booking_changes.may_answer(booking, part):
        return redirect(url_for(".place", token=token), 303)
    return _quiz_page(booking, token, part, {}, [])


def _phase(text: str) -> Phase:
    return Phase(text) if text in set(Phase) else abort(404)


def _quiz_page(
    booking: Booking, token: str, phase: Phase, chosen: dict[str, int], missing: list[Question]
) -> str:
    return render_template(
        "training/public/quiz.html",
        booking=booking,
        token=token,
        phase=phase,
        questions=queries.list_questions(booking.session.subject),
        chosen=chosen,
        missing=missing,
    )


@bp.post("/learn/quiz/<token:token>/<slug:phase>")
@open_to_all
def answer_quiz(token: str, phase: str) -> ResponseReturnValue:
    booking, part = _booking(token), _phase(phase)
    questions = queries.list_questions(booking.session.subject)
    chosen = {
        each.id: int(request.form[each.id])
        for each in questions
        if request.form.get(each.id) in ("0", "1", "2")
    }
    missing = [each for each in questions if each.id not in chosen]
    if missing:
        return _quiz_page(booking, token, part, chosen, missing), 422
    try:
        booking_changes.answer_quiz(booking, part, chosen)
    except NotNow as reason:
        return _place_page(booking, token, reason.reason), 422
    flash("Thank you. Your answers are kept without your name.")
    return redirect(url_for(".place", token=token), 303)


@bp.get("/learn/evaluation/<token:token>")
@open_to_all
def evaluation(token: str) -> ResponseReturnValue:
    booking = _booking(token)
    if not booking.attended or booking.evaluated_at:
        return redirect(url_for(".place", token=token), 303)
    return _evaluation_page(booking, token, EvaluationForm())


def _evaluation_page(booking: Booking, token: str, form: EvaluationForm) -> str:
    return render_template(
        "training/public/evaluation.html", booking=booking, token=token, form=form
    )


@bp.post("/learn/evaluation/<token:token>")
@open_to_all
def evaluate(token: str) -> ResponseReturnValue:
    booking, form = _booking(token), EvaluationForm(request.form)
    if not form.validate():
        return _evaluation_page(booking, token, form), 422
    try:
        booking_changes.evaluate(
            booking,
            useful=int(form.useful.data),
            confident=int(form.confident.data),
            differently=form.differently.data,
        )
    except NotNow as reason:
        form.add_error("useful", reason.reason)
        return _evaluation_page(booking, token, form), 422
    return redirect(url_for(".place", token=token), 303)


@bp.get("/learn/certificate/<token:token>.pdf")
@open_to_all
def certificate_pdf(token: str) -> Response:
    booking = _booking(token)
    if not booking.attended or not booking.certificate_code:
        abort(404)
    return Response(
        certificate(booking),
        mimetype="application/pdf",
        headers={
            "Content-Disposition": 'attachment; filename="certificate.pdf"',
            "Cache-Control": "no-store",
        },
    )


@bp.get("/learn/check/<slug:code>")
@open_to_all
def check_certificate(code: str) -> ResponseReturnValue:
    """Says that a certificate is ours and for what; the name stands on the certificate alone."""
    booking = queries.find_certificate(code)
    found = booking is not None and booking.attended is True
    page = render_template("training/public/check.html", booking=booking if found else None)
    return page if found else (page, 404)


def _copy(token: str) -> BriefingCopy:
    copy_id = read_copy_token(token)
    return (queries.find_copy(copy_id) if copy_id else None) or abort(404)


@bp.get("/learn/briefing/<token:token>")
@open_to_all
def team_copy(token: str) -> ResponseReturnValue:
    return _copy_page(_copy(token), AcknowledgeForm())


def _copy_page(copy: BriefingCopy, form: AcknowledgeForm) -> ResponseReturnValue:
    if copy.briefing.state is not Stand.OPEN:
        return render_template("training/public/briefing_withdrawn.html", copy=copy), 410
    return render_template(
        "training/public/briefing.html",
        copy=copy,
        briefing=copy.briefing,
        form=form,
        body=thaw(copy.briefing.html, copy.briefing.checksum),
    )


@bp.post("/learn/briefing/<token:token>")
@open_to_all
def acknowledge(token: str) -> ResponseReturnValue:
    copy, form = _copy(token), AcknowledgeForm(request.form)
    if copy.briefing.state is not Stand.OPEN:
        return _copy_page(copy, form)
    if not form.validate():
        return render_template(
            "training/public/briefing.html",
            copy=copy,
            briefing=copy.briefing,
            form=form,
            body=thaw(copy.briefing.html, copy.briefing.checksum),
        ), 422
    briefing_team_changes.acknowledge(copy, how=form.how.data, staff=form.staff.data)
    return redirect(url_for(".team_copy", token=token), 303)
