"""Writes of people who book: asking, confirming, leaving, answering; one answer for everybody."""

from collections.abc import Mapping
from datetime import timedelta
from secrets import token_hex

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import User
from cdop.core.moves import NotNow
from cdop.core.sign_off import Stand
from cdop.db.clock import now
from cdop.db.keys import ring
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import handles
from cdop.mail.models import MailState, OutboxMail
from cdop.trail.record import record
from cdop.training import mails, queries
from cdop.training.models import Booking, BookingState, Evaluation, Phase, QuizAnswer, Session

PATIENCE = timedelta(minutes=10)  # between two mails that one address can be made to get


def book(session: Session, *, name: str, email: str, agency: str, profession: str) -> None:
    """Send the address a link by which to confirm; whether it was known changes no answer."""
    if session.state is not Stand.OPEN or session.starts_at <= now():
        raise NotNow("This session can no longer be booked.")
    mark = ring().mark("booking", session.id + email.lower())
    booking = queries.find_booking_by_mark(session, mark)
    if booking is not None and now() - booking.asked_at < PATIENCE:
        return
    if booking is None:
        booking = Booking(
            session_id=session.id,
            email_mark=mark,
            person_mark=ring().mark("trainee", session.panel_id + email.lower()),
            agency=agency,
            profession=profession,
            asked_at=now(),
        )
        try:
            with db.session.begin_nested():
                db.session.add(booking)
        except IntegrityError:  # the same address, asked for twice at the same moment
            return
    booking.asked_at = now()
    if booking.state in (BookingState.BOOKED, BookingState.WAITING):
        mails.tell(booking, booking.state.value)
        return
    booking.name, booking.email, booking.state = name, email, BookingState.ASKED
    booking.agency, booking.profession = agency, profession
    db.session.flush()
    record("public", "training.asked", booking)
    mails.tell(booking, "confirm")


def confirm(booking: Booking) -> None:
    """Take the place, or the next one on the waiting list; a second time changes nothing."""
    if booking.state is not BookingState.ASKED:
        return
    session = _locked(booking.session)
    if session.state is not Stand.OPEN or session.starts_at <= now():
        raise NotNow("This session can no longer be booked.")
    booking.queued_at = now()
    free = session.places - _booked(session)
    booking.state = BookingState.BOOKED if free > 0 else BookingState.WAITING
    db.session.flush()
    record("public", f"training.{booking.state}", booking)
    mails.tell(booking, booking.state.value)


def cancel(booking: Booking) -> None:
    """Give the place back; whoever waits longest gets it."""
    if booking.state is BookingState.CANCELLED:
        return
    if booking.session.starts_at <= now():
        raise NotNow("The session has begun.")
    session = _locked(booking.session)
    booking.state = BookingState.CANCELLED
    db.session.flush()
    record("public", "training.cancelled", booking)
    mails.tell(booking, "cancelled")
    _fill(session)


def _locked(session: Session) -> Session:
    """Two people who confirm at once must not get the same last place."""
    db.session.refresh(session, with_for_update=True)
    return session


def _booked(session: Session) -> int:
    return queries.count_booked([session.id])[session.id][BookingState.BOOKED]


def _fill(session: Session) -> None:
    for booking in queries.list_waiting(session, limit=session.places - _booked(session)):
        booking.state = BookingState.BOOKED
        db.session.flush()
        record("public", "training.moved_up", booking)
        mails.tell(booking, "moved_up")


def tell_withdrawn(session: Session) -> None:
    for booking in queries.list_bookings(session):
        if booking.state is not BookingState.CANCELLED:
            mails.tell(booking, "withdrawn")


def certify(booking: Booking) -> None:
    """A certificate for somebody who came, and the link to it and to the questions."""
    booking.certificate_code = booking.certificate_code or token_hex(6)
    db.session.flush()
    mails.tell(booking, "attended")


def answer_quiz(booking: Booking, phase: Phase, chosen: Mapping[str, int]) -> None:
    """Keep the answers apart from who gave them; each phase is answered once."""
    if not may_answer(booking, phase):
        raise NotNow("These questions were answered already, or their time is over.")
    for question in queries.list_questions(booking.session.subject):
        if question.id in chosen:
            is_right = chosen[question.id] == question.right
            db.session.add(
                QuizAnswer(
                    session_id=booking.session_id,
                    question_id=question.id,
                    phase=phase,
                    is_right=is_right,
                )
            )
    setattr(booking, f"{phase}_at", now())
    db.session.flush()
    record("public", "training.quiz_answered", booking.session, phase=phase.value)


def may_answer(booking: Booking, phase: Phase) -> bool:
    if phase is Phase.BEFORE:
        in_time = booking.state is BookingState.BOOKED and booking.session.starts_at > now()
        return in_time and booking.before_at is None
    return bool(booking.attended) and booking.after_at is None


def evaluate(booking: Booking, *, useful: int, confident: int, differently: str) -> None:
    if not booking.attended or booking.evaluated_at is not None:
        raise NotNow("You have told us already, or were not marked as here.")
    db.session.add(
        Evaluation(
            session_id=booking.session_id,
            useful=useful,
            confident=confident,
            differently=differently,
        )
    )
    booking.evaluated_at = now()
    db.session.flush()
    record("public", "training.evaluated", booking.session)


def erase(booking: Booking, *, actor: User) -> None:
    """Forget who it was; that somebody of the agency came stays counted."""
    policy.check(actor, Permission.TRAINING_MANAGE, booking)
    if booking.erased_at is not None:
        return
    if booking.state in (BookingState.ASKED, BookingState.WAITING):
        booking.state = BookingState.CANCELLED
    _forget_mails(booking)
    booking.name = booking.email = booking.certificate_code = None
    booking.email_mark = ring().mark("erased-booking", booking.id)
    booking.erased_at = now()
    db.session.flush()
    record(actor, "training.erased", booking)


def _forget_mails(booking: Booking) -> None:
    """What waits is not sent; what was sent no longer says to whom."""
    own = sa.update(OutboxMail).where(OutboxMail.batch_id == booking.id)
    waiting = own.where(OutboxMail.state == MailState.QUEUED)
    db.session.execute(waiting.values(state=MailState.CANCELLED))
    db.session.execute(own.values(recipient="", text="", html=None, values=None, headers=None))


@handles("training.remind", tries_again=True)
def remind(job: Job) -> None:
    """Tell those who are booked, once, shortly before the session."""
    session = db.session.get(Session, job.payload["session_id"])
    if session is None or session.state is not Stand.OPEN or session.starts_at <= now():
        return
    for booking in queries.list_bookings(session):
        if booking.state is BookingState.BOOKED and booking.reminded_at is None:
            booking.reminded_at = now()
            mails.tell(booking, "reminder")
    db.session.flush()
    record("job", "training.reminded", session)
