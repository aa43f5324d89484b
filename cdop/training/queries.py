"""Reads of training: sessions, bookings, quizzes, coverage and briefings; never a case."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from cdop.accounts.models import Panel
from cdop.core.sign_off import Stand
from cdop.core.training import Group, Trained
from cdop.db.clock import now
from cdop.extensions import db
from cdop.training.models import (
    Booking,
    BookingState,
    Briefing,
    BriefingCopy,
    Evaluation,
    Question,
    QuizAnswer,
    Session,
    StaffNeed,
    Subject,
)


def get_panel(panel_slug: str) -> Panel:
    return db.one_or_404(db.select(Panel).where(Panel.slug == panel_slug))


def list_panels(panel_ids: Sequence[str]) -> list[Panel]:
    return list(
        db.session.scalars(db.select(Panel).where(Panel.id.in_(panel_ids)).order_by(Panel.name))
    )


def get_session(session_id: str) -> Session:
    return db.get_or_404(Session, session_id)


def get_open_session(session_id: str) -> Session:
    """One that the public may see: signed off, and not withdrawn."""
    found = get_session(session_id)
    return found if found.state is Stand.OPEN else db.get_or_404(Session, "")


def sessions_of(panel_ids: Sequence[str], *, coming: bool | None = None) -> sa.Select[Any]:
    """Sessions of the panels: coming ones soonest first, past ones latest first."""
    select = (
        db.select(Session)
        .where(Session.panel_id.in_(panel_ids))
        .options(selectinload(Session.panel), selectinload(Session.subject))
    )
    if coming is None:
        return select.order_by(Session.starts_at.desc(), Session.id)
    if coming:
        return select.where(Session.starts_at >= now()).order_by(Session.starts_at, Session.id)
    return select.where(Session.starts_at < now()).order_by(Session.starts_at.desc(), Session.id)


def list_open_sessions(panel: Panel) -> list[Session]:
    """What the public can book now, soonest first."""
    return list(
        db.session.scalars(
            sessions_of([panel.id], coming=True).where(Session.state == Stand.OPEN).limit(50)
        )
    )


def count_booked(session_ids: Sequence[str]) -> dict[str, Counter[BookingState]]:
    """Bookings by state, for each of the sessions."""
    found: dict[str, Counter[BookingState]] = {each: Counter() for each in session_ids}
    rows = db.session.execute(
        db.select(Booking.session_id, Booking.state, sa.func.count())
        .where(Booking.session_id.in_(session_ids))
        .group_by(Booking.session_id, Booking.state)
    )
    for session_id, state, count in rows:
        found[session_id][state] = count
    return found


def get_booking(booking_id: str) -> Booking:
    return db.get_or_404(Booking, booking_id)


def find_booking(booking_id: str) -> Booking | None:
    return db.session.get(Booking, booking_id)


def find_booking_by_mark(session: Session, email_mark: str) -> Booking | None:
    return db.session.scalar(
        db.select(Booking).where(Booking.session_id == session.id, Booking.email_mark == email_mark)
    )


def find_certificate(code: str) -> Booking | None:
    return db.session.scalar(db.select(Booking).where(Booking.certificate_code == code))


def list_bookings(session: Session) -> list[Booking]:
    """Everybody who asked for a place, in the order in which they confirmed."""
    return list(
        db.session.scalars(
            db.select(Booking)
            .where(Booking.session_id == session.id)
            .order_by(sa.func.coalesce(Booking.queued_at, Booking.asked_at), Booking.id)
        )
    )


def list_waiting(session: Session, *, limit: int) -> list[Booking]:
    return list(
        db.session.scalars(
            db.select(Booking)
            .where(Booking.session_id == session.id, Booking.state == BookingState.WAITING)
            .order_by(Booking.queued_at, Booking.id)
            .limit(limit)
        )
    )


def list_subjects(panel: Panel) -> list[Subject]:
    return list(
        db.session.scalars(
            db.select(Subject).where(Subject.panel_id == panel.id).order_by(Subject.name)
        )
    )


def get_question(question_id: str) -> Question:
    return db.get_or_404(Question, question_id)


def list_questions(subject: Subject) -> list[Question]:
    """Those in use, in the order in which they were written."""
    return [each for each in subject.questions if each.retired_at is None]


def count_answers(session: Session) -> dict[str, dict[str, tuple[int, int]]]:
    """Right answers and answers, by question and phase."""
    rows = db.session.execute(
        db.select(
            QuizAnswer.question_id,
            QuizAnswer.phase,
            sa.func.sum(sa.cast(QuizAnswer.is_right, sa.Integer)),
            sa.func.count(),
        )
        .where(QuizAnswer.session_id == session.id)
        .group_by(QuizAnswer.question_id, QuizAnswer.phase)
    )
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for question_id, phase, right, count in rows:
        found.setdefault(question_id, {})[phase.value] = (int(right), count)
    return found


def get_questions(question_ids: Sequence[str]) -> dict[str, Question]:
    rows = db.session.scalars(db.select(Question).where(Question.id.in_(question_ids)))
    return {each.id: each for each in rows}


def list_evaluations(session: Session) -> list[Evaluation]:
    """In an order that says nothing of who answered when."""
    return list(
        db.session.scalars(
            db.select(Evaluation).where(Evaluation.session_id == session.id).order_by(Evaluation.id)
        )
    )


def list_trained(panel: Panel) -> list[tuple[Subject, Trained]]:
    """Everybody who attended a session of the panel, by subject."""
    rows = db.session.execute(
        db.select(
            Subject,
            Booking.person_mark,
            Booking.agency,
            Booking.profession,
            Session.tier,
            Session.starts_at,
        )
        .join(Session, Session.id == Booking.session_id)
        .join(Subject, Subject.id == Session.subject_id)
        .where(Session.panel_id == panel.id, Booking.attended.is_(True))
    )
    return [
        (subject, Trained(mark, agency, profession, tier, at.date()))
        for subject, mark, agency, profession, tier, at in rows
    ]


def needs_of(panel: Panel) -> dict[Group, StaffNeed]:
    """The latest number of staff entered for each agency, profession and tier."""
    rows = db.session.scalars(
        db.select(StaffNeed)
        .where(StaffNeed.panel_id == panel.id)
        .order_by(StaffNeed.counted_on, StaffNeed.created_at)
    )
    return {(each.agency, each.profession, each.tier): each for each in rows}


def get_briefing(briefing_id: str) -> Briefing:
    return db.get_or_404(Briefing, briefing_id)


def find_copy(copy_id: str) -> BriefingCopy | None:
    return db.session.get(BriefingCopy, copy_id)


def get_copy(copy_id: str) -> BriefingCopy:
    return db.get_or_404(BriefingCopy, copy_id)
