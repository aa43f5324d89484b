"""From a panel's learning point to a lesson that anyone may read."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.authors import Written
from cdop.accounts.models import Panel, User
from cdop.core.lessons import LessonStage, LessonState, Standing, stage_of, standing_of
from cdop.db.base import Id, Versioned, one_of, together
from cdop.db.columns import coded, narrative, public, technical
from cdop.extensions import Model


class PassedPoint(Model):
    """A learning point in words the chair found fit to leave the case; the editor starts here.

    The learning point it came from is known on the panel's side only: editors' pages never
    load it.
    """

    __tablename__ = "passed_point"
    __table_args__ = (
        together("withdrawn_at", "withdrawn_by_id", name="withdrawn_at_and_by_together"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    learning_point_id: Mapped[Id | None] = technical(sa.ForeignKey("learning_point.id"), index=True)
    wording: Mapped[str] = narrative()
    theme: Mapped[str] = public(default="")
    factor_codes: Mapped[list[str]] = public(sa.JSON(), default=list)
    kept_reason: Mapped[str | None] = narrative()  # why what the guard marked may stay
    passed_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None] = technical()
    withdrawn_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    passed_by: Mapped[User] = relationship(foreign_keys=[passed_by_id])
    panel: Mapped[Panel] = relationship()


class Lesson(Written, Versioned, Model):
    """What was seen, why it matters, what to do differently, and for whom."""

    __tablename__ = "lesson"
    __table_args__ = (
        one_of("state", LessonState),
        together("approved_at", "approved_by_id", name="approved_at_and_by_together"),
        together("panel_checked_at", "panel_checked_by_id", name="panel_checked_at_and_by"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    title: Mapped[str] = narrative()
    theme: Mapped[str] = public(default="")
    factor_codes: Mapped[list[str]] = public(sa.JSON(), default=list)
    seen: Mapped[str] = narrative(default="")
    matters: Mapped[str] = narrative(default="")
    differently: Mapped[str] = narrative(default="")
    audiences: Mapped[list[str]] = public(sa.JSON(), default=list)
    state: Mapped[LessonState] = technical(default=LessonState.DRAFT)
    author_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    strength: Mapped[str] = public(default="", server_default="")
    panel_checked_at: Mapped[datetime | None] = technical()
    panel_checked_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    identity_checked_at: Mapped[datetime | None] = technical()  # nothing open was left in it
    approved_at: Mapped[datetime | None] = technical()
    approved_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    panel_checked_by: Mapped[User | None] = relationship(foreign_keys=[panel_checked_by_id])
    adoption: Mapped["LessonAdoption | None"] = relationship(back_populates="lesson")
    panel: Mapped[Panel] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    sources: Mapped[list[PassedPoint]] = relationship(
        secondary="lesson_source", order_by=PassedPoint.created_at
    )
    steps: Mapped[list["LessonStep"]] = relationship(
        back_populates="lesson", order_by="LessonStep.created_at"
    )

    @property
    def stage(self) -> LessonStage:
        return stage_of(
            self.state,
            panel_checked=self.panel_checked_at is not None,
            identity_checked=self.identity_checked_at is not None,
        )


class LessonSource(Model):
    __tablename__ = "lesson_source"
    __table_args__ = (sa.UniqueConstraint("lesson_id", "passed_point_id"),)

    lesson_id: Mapped[Id] = technical(sa.ForeignKey("lesson.id"))
    passed_point_id: Mapped[Id] = technical(sa.ForeignKey("passed_point.id"))


class LessonStep(Model):
    """One move of a lesson, by whom, with the comment that was made; its visible history."""

    __tablename__ = "lesson_step"

    lesson_id: Mapped[Id] = technical(sa.ForeignKey("lesson.id"), index=True)
    move: Mapped[str] = technical()
    to_state: Mapped[LessonState] = technical()
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    comment: Mapped[str] = narrative(default="")
    kept_reason: Mapped[str | None] = narrative()  # why what the guard marked may stay

    lesson: Mapped[Lesson] = relationship(back_populates="steps")
    by: Mapped[User] = relationship()


class IdentityDismissal(Model):
    """What the editor tells the chair of words that the guard marked in one sentence of a text.

    The words themselves are not kept, only their keyed mark.
    """

    __tablename__ = "identity_dismissal"
    __table_args__ = (sa.UniqueConstraint("subject_id", "mark"),)

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    subject_id: Mapped[Id] = technical(index=True)  # a lesson, or an issue of a newsletter
    mark: Mapped[str] = technical()
    kind: Mapped[str] = coded()
    reason: Mapped[str] = narrative()
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))


class SharedLesson(Versioned, Model):
    """An approved lesson as its panel offers it to the others: words only, no case and no point.

    There is one for a lesson, however often it is offered and taken back.
    """

    __tablename__ = "shared_lesson"
    __table_args__ = (
        together("withdrawn_at", "withdrawn_by_id", name="withdrawn_at_and_by_together"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    lesson_id: Mapped[Id] = technical(sa.ForeignKey("lesson.id"), unique=True)
    title: Mapped[str] = public()
    theme: Mapped[str] = public(default="")
    factor_codes: Mapped[list[str]] = public(sa.JSON(), default=list)
    seen: Mapped[str] = public(default="")
    matters: Mapped[str] = public(default="")
    differently: Mapped[str] = public(default="")
    audiences: Mapped[list[str]] = public(sa.JSON(), default=list)
    strength: Mapped[str] = public(default="")
    offered_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    revised_at: Mapped[datetime | None] = technical()  # newly approved words took their place
    withdrawn_at: Mapped[datetime | None] = technical()
    withdrawn_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()
    lesson: Mapped[Lesson] = relationship()

    @property
    def standing(self) -> Standing:
        return standing_of(self.lesson.state, withdrawn=self.withdrawn_at is not None)


class LessonAdoption(Model):
    """That a lesson began as another panel's, and the words of theirs that were looked at last."""

    __tablename__ = "lesson_adoption"

    lesson_id: Mapped[Id] = technical(sa.ForeignKey("lesson.id"), unique=True)
    shared_lesson_id: Mapped[Id] = technical(sa.ForeignKey("shared_lesson.id"), index=True)
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    taken: Mapped[dict[str, Any]] = public(sa.JSON(), default=dict)

    lesson: Mapped[Lesson] = relationship(back_populates="adoption")
    shared: Mapped[SharedLesson] = relationship()

    @property
    def is_behind(self) -> bool:
        """Whether the other panel has approved other words since."""
        return self.shared.standing is Standing.OFFERED and self.taken != words_of(self.shared)


COPIED = ("title", "theme", "strength", "seen", "matters", "differently")


def words_of(row: Lesson | SharedLesson) -> dict[str, Any]:
    """What goes from panel to panel: words, factors and readers, and nothing else."""
    copied = {name: getattr(row, name) for name in COPIED}
    return copied | {"audiences": list(row.audiences), "factor_codes": list(row.factor_codes)}
