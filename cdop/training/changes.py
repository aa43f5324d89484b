"""Writes of sessions, questions and staff numbers: each checks the policy and adds to the trail."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.core.identity_guard.contacts import CONTACTS
from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.queue import enqueue
from cdop.learning.identity_bodies import must_be_of_a_body
from cdop.learning.identity_check import (
    FOR_THE_CHAIR,
    check_parts,
    must_name_nobody,
    must_not_identify,
)
from cdop.learning.models import Lesson
from cdop.learning.signing import NO_REASONS, Reasons, Signed, take_step
from cdop.trail.record import record
from cdop.training import booking_changes
from cdop.training.models import (
    Booking,
    BookingState,
    Question,
    Session,
    StaffNeed,
    Step,
    Subject,
)
from cdop.web.versions import check_version

USUAL_SUBJECTS = (
    ("Safer sleep", 24),
    ("Modifiable factors for midwives", 24),
    ("Smoking in pregnancy", 12),
)
REMIND_BEFORE = timedelta(days=2)
SIGNED = Signed(
    "training",
    Step,
    Permission.TRAINING_MANAGE,
    Permission.TRAINING_DECIDE,
    parts=("title", "place", "trainer", "about"),
    may_stand=CONTACTS,  # where it is, and whom to ask
)


def add_usual_subjects(panel: Panel, *, actor: User) -> None:
    """What most panels train in, for a panel that has no subject yet."""
    policy.check(actor, Permission.TRAINING_MANAGE, panel)
    known = {each.name for each in db.session.scalars(_subjects(panel))}
    for name, months in USUAL_SUBJECTS:
        if name not in known:
            add_subject(panel, actor=actor, name=name, refresh_months=months)


def _subjects(panel: Panel) -> Any:
    return db.select(Subject).where(Subject.panel_id == panel.id)


def add_subject(panel: Panel, *, actor: User, name: str, refresh_months: int) -> Subject:
    policy.check(actor, Permission.TRAINING_MANAGE, panel)
    must_name_nobody({"name": name}, panel_id=panel.id)
    subject = Subject(panel_id=panel.id, name=name, refresh_months=refresh_months)
    db.session.add(subject)
    db.session.flush()
    record(actor, "training.subject_added", subject)
    return subject


def add_question(
    subject: Subject, *, actor: User, text: str, answers: list[str], right: int
) -> Question:
    """Questions are not changed once written: answers that were given are about these words.

    Those who book read them with no second look of a chair, so whatever is marked stops them here.
    """
    policy.check(actor, Permission.TRAINING_MANAGE, subject)
    words = {"text": text, "first": answers[0], "second": answers[1], "third": answers[2]}
    must_name_nobody(words, panel_id=subject.panel_id)
    question = Question(subject_id=subject.id, text=text, answers=answers, right=right)
    question.subject = subject
    db.session.add(question)
    db.session.flush()
    record(actor, "training.question_added", question)
    return question


def retire_question(question: Question, *, actor: User) -> None:
    policy.check(actor, Permission.TRAINING_MANAGE, question)
    if question.retired_at is None:
        question.retired_at = now()
        db.session.flush()
        record(actor, "training.question_retired", question)


def plan_session(panel: Panel, *, actor: User, lessons: list[Lesson], **words: Any) -> Session:
    policy.check(actor, Permission.TRAINING_MANAGE, panel)
    _must_not_tell(panel.id, words)
    session = Session(
        panel_id=panel.id,
        author_id=actor.id,
        last_editor_id=actor.id,
        lessons=[each for each in lessons if each.panel_id == panel.id],
        **words,
    )
    db.session.add(session)
    db.session.flush()
    record(actor, "training.planned", session)
    return session


def edit_session(
    session: Session,
    *,
    actor: User,
    version: int | str | None,
    lessons: list[Lesson],
    **words: Any,
) -> None:
    """Change a draft. What was signed off stays as it is: withdraw it, and plan it anew."""
    policy.check(actor, Permission.TRAINING_MANAGE, session)
    check_version(session, version)
    if session.state is not Stand.DRAFT:
        raise NotNow("Only a draft can be changed. Take it back first, or withdraw it.")
    _must_not_tell(session.panel_id, words)
    session.write(words, actor=actor)
    session.lessons = [each for each in lessons if each.panel_id == session.panel_id]
    db.session.flush()
    record(actor, "training.edited", session)


def _must_not_tell(panel_id: str, words: Mapping[str, Any]) -> None:
    """Exact identifiers are not even kept in a draft; of what is weak the chair decides."""
    parts = {part: words[part] for part in SIGNED.parts if words.get(part)}
    must_not_identify(
        check_parts(parts, panel_id=panel_id, may_stand=SIGNED.may_stand), FOR_THE_CHAIR
    )


def move_session(
    session: Session,
    step: Move,
    *,
    actor: User,
    version: int | str | None,
    comment: str = "",
    reasons: Reasons = NO_REASONS,
) -> None:
    """One step; once open, those who book are reminded, and told should it not take place."""
    was_open = session.state is Stand.OPEN
    take_step(
        session,
        step,
        kind=SIGNED,
        actor=actor,
        version=version,
        comment=comment,
        reasons=reasons,
    )
    if session.state is Stand.OPEN:
        job = enqueue("training.remind", session_id=session.id)
        job.due_at = max(now(), session.starts_at - REMIND_BEFORE)
    if was_open and session.state is Stand.CLOSED and session.starts_at > now():
        booking_changes.tell_withdrawn(session)
    db.session.flush()


def mark_attendance(
    session: Session, *, actor: User, version: int | str | None, here: set[str]
) -> int:
    """Who came, of those who were booked; each newcomer to the list gets a certificate.

    Returns how many are marked as here now.
    """
    policy.check(actor, Permission.TRAINING_MANAGE, session)
    check_version(session, version)
    if session.starts_at > now():
        raise NotNow("Attendance is marked once the session has begun.")
    booked = db.session.scalars(
        db.select(Booking).where(
            Booking.session_id == session.id, Booking.state == BookingState.BOOKED
        )
    ).all()
    came = 0
    for booking in booked:
        was, booking.attended = booking.attended, booking.id in here
        came += booking.attended
        if booking.attended and not was:
            booking_changes.certify(booking)
    db.session.flush()
    record(actor, "training.attended", session, came=came, booked=len(booked))
    return came


def state_need(panel: Panel, *, actor: User, **facts: Any) -> StaffNeed:
    """How many staff there are; the number before it is kept."""
    policy.check(actor, Permission.TRAINING_MANAGE, panel)
    words = {name: facts[name] for name in ("agency", "profession", "source")}
    must_be_of_a_body(words, panel_id=panel.id)
    need = StaffNeed(panel_id=panel.id, by_id=actor.id, **facts)
    db.session.add(need)
    db.session.flush()
    record(actor, "training.need_stated", need)
    return need
