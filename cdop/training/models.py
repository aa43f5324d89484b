"""Training sessions, who booked and came, quizzes, how many staff there are, and briefings."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.authors import Written
from cdop.accounts.models import Panel, User
from cdop.core.sign_off import Stand
from cdop.core.training import Tier
from cdop.db.base import Id, Versioned, one_of
from cdop.db.columns import narrative, narrative_json, personal, public, sealed_personal, technical
from cdop.extensions import Model
from cdop.learning.models import Lesson


class Subject(Model):
    """What sessions are about, and how long what was learned is held to last."""

    __tablename__ = "training_subject"
    __table_args__ = (sa.UniqueConstraint("panel_id", "name"),)

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"))
    name: Mapped[str] = public()
    refresh_months: Mapped[int] = public(default=24)

    panel: Mapped[Panel] = relationship()
    questions: Mapped[list["Question"]] = relationship(
        back_populates="subject", order_by="Question.created_at"
    )


class Question(Versioned, Model):
    """One question of a subject's quiz: three answers, of which one is right."""

    __tablename__ = "training_question"

    subject_id: Mapped[Id] = technical(sa.ForeignKey("training_subject.id"), index=True)
    text: Mapped[str] = narrative()
    answers: Mapped[list[str]] = narrative_json()
    right: Mapped[int] = public()
    retired_at: Mapped[datetime | None] = technical()

    subject: Mapped[Subject] = relationship(back_populates="questions")

    @property
    def panel_id(self) -> str:
        return self.subject.panel_id


class Session(Written, Versioned, Model):
    """One session: its text leaves the panel, so a second person signs it off."""

    __tablename__ = "training_session"
    __table_args__ = (one_of("state", Stand), one_of("tier", Tier))

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    subject_id: Mapped[Id] = technical(sa.ForeignKey("training_subject.id"))
    title: Mapped[str] = narrative()
    tier: Mapped[Tier] = public()
    starts_at: Mapped[datetime] = public(index=True)
    minutes: Mapped[int] = public()
    place: Mapped[str] = narrative()
    trainer: Mapped[str] = narrative(default="")
    places: Mapped[int] = public()
    about: Mapped[str] = narrative(default="")  # Markdown
    state: Mapped[Stand] = technical(default=Stand.DRAFT)
    author_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()
    subject: Mapped[Subject] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    lessons: Mapped[list[Lesson]] = relationship(
        secondary="training_session_lesson", order_by=Lesson.created_at
    )
    steps: Mapped[list["Step"]] = relationship(
        back_populates="session", order_by="Step.created_at", foreign_keys="Step.session_id"
    )


class SessionLesson(Model):
    __tablename__ = "training_session_lesson"
    __table_args__ = (sa.UniqueConstraint("session_id", "lesson_id"),)

    session_id: Mapped[Id] = technical(sa.ForeignKey("training_session.id"))
    lesson_id: Mapped[Id] = technical(sa.ForeignKey("lesson.id"))


class Briefing(Written, Versioned, Model):
    """One page that teams read and talk about; open, it is frozen as it was signed off."""

    __tablename__ = "briefing"
    __table_args__ = (one_of("state", Stand),)

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    title: Mapped[str] = narrative()
    body: Mapped[str] = narrative(default="")  # Markdown
    html: Mapped[str] = public(default="", server_default="")  # as signed off
    checksum: Mapped[str] = public(default="", server_default="")
    answer_by: Mapped[date | None] = public()  # teams are asked to answer until then
    reminded_at: Mapped[datetime | None] = technical()
    state: Mapped[Stand] = technical(default=Stand.DRAFT)
    author_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    steps: Mapped[list["Step"]] = relationship(
        back_populates="briefing", order_by="Step.created_at", foreign_keys="Step.briefing_id"
    )
    copies: Mapped[list["BriefingCopy"]] = relationship(
        back_populates="briefing", order_by="BriefingCopy.created_at"
    )


class Step(Model):
    """One move of a session or a briefing, by whom, and the comment that was made."""

    __tablename__ = "training_step"
    __table_args__ = (
        sa.CheckConstraint("(session_id IS NULL) <> (briefing_id IS NULL)", name="of_one"),
    )

    session_id: Mapped[Id | None] = technical(sa.ForeignKey("training_session.id"), index=True)
    briefing_id: Mapped[Id | None] = technical(sa.ForeignKey("briefing.id"), index=True)
    move: Mapped[str] = technical()
    to_state: Mapped[Stand] = technical()
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    comment: Mapped[str] = narrative(default="")
    kept_reason: Mapped[str | None] = narrative()  # why what the guard marked may stay

    session: Mapped[Session | None] = relationship(back_populates="steps")
    briefing: Mapped[Briefing | None] = relationship(back_populates="steps")
    by: Mapped[User] = relationship()


class BookingState(StrEnum):
    ASKED = "asked"  # has not yet followed the link in the mail
    BOOKED = "booked"
    WAITING = "waiting"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {
            BookingState.ASKED: "Not yet confirmed",
            BookingState.BOOKED: "Booked",
            BookingState.WAITING: "On the waiting list",
            BookingState.CANCELLED: "Cancelled",
        }[self]


class Booking(Versioned, Model):
    """One person's place. What they answered in the quiz is kept apart, without whose it was."""

    __tablename__ = "training_booking"
    __table_args__ = (
        sa.UniqueConstraint("session_id", "email_mark"),
        one_of("state", BookingState),
    )

    session_id: Mapped[Id] = technical(sa.ForeignKey("training_session.id"), index=True)
    name: Mapped[str | None] = sealed_personal()  # emptied when erased, like the address
    email: Mapped[str | None] = sealed_personal()
    email_mark: Mapped[str] = technical()
    person_mark: Mapped[str] = technical()  # the same address in any session of the panel
    agency: Mapped[str] = personal()
    profession: Mapped[str] = personal()
    state: Mapped[BookingState] = technical(default=BookingState.ASKED)
    asked_at: Mapped[datetime] = technical()
    queued_at: Mapped[datetime | None] = technical()  # confirmed: decides who is next
    attended: Mapped[bool | None] = technical()
    certificate_code: Mapped[str | None] = technical(unique=True)
    before_at: Mapped[datetime | None] = technical()
    after_at: Mapped[datetime | None] = technical()
    evaluated_at: Mapped[datetime | None] = technical()
    reminded_at: Mapped[datetime | None] = technical()
    erased_at: Mapped[datetime | None] = technical()

    session: Mapped[Session] = relationship()

    @property
    def panel_id(self) -> str:
        return self.session.panel_id


class Phase(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class QuizAnswer(Model):
    """One answer to one question, and nothing of who gave it."""

    __tablename__ = "training_answer"
    __table_args__ = (one_of("phase", Phase),)

    session_id: Mapped[Id] = technical(sa.ForeignKey("training_session.id"), index=True)
    question_id: Mapped[Id] = technical(sa.ForeignKey("training_question.id"))
    phase: Mapped[Phase] = technical()
    is_right: Mapped[bool] = technical()


class Evaluation(Model):
    """What somebody made of a session, without who it was."""

    __tablename__ = "training_evaluation"

    session_id: Mapped[Id] = technical(sa.ForeignKey("training_session.id"), index=True)
    useful: Mapped[int] = technical()  # 1 to 5
    confident: Mapped[int] = technical()  # 1 to 5
    differently: Mapped[str] = sealed_personal()  # free text: for the editors' eyes


class StaffNeed(Model):
    """How many staff of an agency and profession need a tier, by whose count and of when."""

    __tablename__ = "training_need"
    __table_args__ = (one_of("tier", Tier),)

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    agency: Mapped[str] = public()
    profession: Mapped[str] = public()
    tier: Mapped[Tier] = public()
    staff: Mapped[int] = public()
    source: Mapped[str] = public()
    counted_on: Mapped[date] = public()
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()


class BriefingCopy(Model):
    """A briefing sent to one team, and whether the team said that it talked about it."""

    __tablename__ = "briefing_copy"
    __table_args__ = (sa.UniqueConstraint("briefing_id", "team"),)

    briefing_id: Mapped[Id] = technical(sa.ForeignKey("briefing.id"), index=True)
    team: Mapped[str] = public()
    email: Mapped[str | None] = sealed_personal()
    sent_at: Mapped[datetime | None] = technical()
    reminded_at: Mapped[datetime | None] = technical()
    withdrawal_sent_at: Mapped[datetime | None] = technical()
    acknowledged_at: Mapped[datetime | None] = technical()
    how: Mapped[str] = technical(default="")  # "shared" or "discussed"
    staff: Mapped[int | None] = technical()

    briefing: Mapped[Briefing] = relationship(back_populates="copies")

    @property
    def panel_id(self) -> str:
        return self.briefing.panel_id
