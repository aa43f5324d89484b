"""From a panel's learning point to a lesson that anyone may read."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.models import Panel, User
from cdop.db.base import Id, Versioned, one_of, together
from cdop.db.columns import coded, public, technical
from cdop.extensions import Model


class LessonState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    RETIRED = "retired"


class Audience(StrEnum):
    MIDWIFE = "midwife"
    HEALTH_VISITOR = "health_visitor"
    GP = "gp"
    SOCIAL_WORKER = "social_worker"
    HOUSING_OFFICER = "housing_officer"
    POLICE = "police"
    PARENT = "parent"
    EVERYONE = "everyone"

    @property
    def label(self) -> str:
        return {"gp": "GP", "parent": "Parent or carer"}.get(
            self.value, self.value.replace("_", " ").capitalize()
        )


class PassedPoint(Model):
    """A learning point in words the chair found fit to leave the case; the editor starts here.

    The learning point it came from is known on the panel's side only: editors' pages never
    load it.
    """

    __tablename__ = "passed_point"

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    learning_point_id: Mapped[Id | None] = technical(
        sa.ForeignKey("learning_point.id"), index=True
    )
    wording: Mapped[str] = public()
    theme: Mapped[str] = public(default="")
    factor_codes: Mapped[list[str]] = public(sa.JSON(), default=list)
    passed_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None] = technical()

    passed_by: Mapped[User] = relationship()
    panel: Mapped[Panel] = relationship()


class Lesson(Versioned, Model):
    """What was seen, why it matters, what to do differently, and for whom."""

    __tablename__ = "lesson"
    __table_args__ = (
        one_of("state", LessonState),
        together("approved_at", "approved_by_id", name="approved_at_and_by_together"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    title: Mapped[str] = public()
    theme: Mapped[str] = public(default="")
    factor_codes: Mapped[list[str]] = public(sa.JSON(), default=list)
    seen: Mapped[str] = public(default="")
    matters: Mapped[str] = public(default="")
    differently: Mapped[str] = public(default="")
    audiences: Mapped[list[str]] = public(sa.JSON(), default=list)
    state: Mapped[LessonState] = technical(default=LessonState.DRAFT)
    author_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    comment: Mapped[str] = public(default="")  # why it was returned
    approved_at: Mapped[datetime | None] = technical()
    approved_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    sources: Mapped[list[PassedPoint]] = relationship(secondary="lesson_source")

    @property
    def author_ids(self) -> set[str]:
        return {self.author_id}


class LessonSource(Model):
    __tablename__ = "lesson_source"
    __table_args__ = (sa.UniqueConstraint("lesson_id", "passed_point_id"),)

    lesson_id: Mapped[Id] = technical(sa.ForeignKey("lesson.id"))
    passed_point_id: Mapped[Id] = technical(sa.ForeignKey("passed_point.id"))
