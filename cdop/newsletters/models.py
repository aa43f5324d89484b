"""Newsletter issues, their frozen publications, subscribers, and who was sent what."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.models import Panel, User
from cdop.core.publication import IssueState
from cdop.db.base import Id, Versioned, one_of, together
from cdop.db.columns import personal, public, sealed_personal, technical
from cdop.extensions import Model


class Issue(Versioned, Model):
    """A newsletter issue in the making: seen by its panel's editors and chairs only."""

    __tablename__ = "issue"
    __table_args__ = (one_of("state", IssueState),)

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    title: Mapped[str] = public()
    summary: Mapped[str] = public(default="")  # one sentence, for archive, feed and mail
    body: Mapped[str] = public(default="")  # Markdown
    message_code: Mapped[str] = public(default="")  # the message of the quarter, SSM-..
    state: Mapped[IssueState] = technical(default=IssueState.DRAFT)
    author_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    last_editor_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    steps: Mapped[list["IssueStep"]] = relationship(
        back_populates="issue", order_by="IssueStep.created_at"
    )
    publication: Mapped["Publication | None"] = relationship(back_populates="issue")

    @property
    def author_ids(self) -> set[str]:
        return {self.author_id, self.last_editor_id}


class IssueStep(Model):
    """One move of an issue, by whom, with the comment that was made; its visible history."""

    __tablename__ = "issue_step"

    issue_id: Mapped[Id] = technical(sa.ForeignKey("issue.id"), index=True)
    move: Mapped[str] = technical()
    to_state: Mapped[IssueState] = technical()
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    comment: Mapped[str] = public(default="")
    issue_version: Mapped[int] = technical()

    issue: Mapped[Issue] = relationship(back_populates="steps")
    by: Mapped[User] = relationship()


class Publication(Versioned, Model):
    """An issue as it went out: frozen, at a stable public address; withdrawn, only a notice."""

    __tablename__ = "publication"
    __table_args__ = (
        sa.UniqueConstraint("panel_id", "number"),
        together("withdrawn_at", "withdrawn_by_id", name="withdrawn_at_and_by_together"),
    )

    issue_id: Mapped[Id] = technical(sa.ForeignKey("issue.id"), unique=True)
    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"))
    number: Mapped[int] = public()
    title: Mapped[str] = public()
    summary: Mapped[str] = public(default="")
    html: Mapped[str] = public()
    text: Mapped[str] = public()
    message_code: Mapped[str] = public(default="")
    table_numbers: Mapped[list[str]] = public(sa.JSON(), default=list)
    checksum: Mapped[str] = public()
    published_at: Mapped[datetime] = public(index=True)
    published_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    approved_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None] = public()
    withdrawn_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    withdrawal_notice: Mapped[str] = public(default="")

    issue: Mapped[Issue] = relationship(back_populates="publication")
    panel: Mapped[Panel] = relationship()


class SubscriberState(StrEnum):
    PENDING = "pending"  # has not yet confirmed by the link in the mail
    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"


class Subscriber(Versioned, Model):
    """An address that asked for a panel's newsletters, and when it confirmed that it did."""

    __tablename__ = "subscriber"
    __table_args__ = (
        sa.UniqueConstraint("panel_id", "email_mark"),
        one_of("state", SubscriberState),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    email: Mapped[str | None] = sealed_personal()  # emptied when erased
    email_mark: Mapped[str] = technical()
    profession: Mapped[str] = personal(default="")
    state: Mapped[SubscriberState] = technical(default=SubscriberState.PENDING)
    consent: Mapped[dict[str, Any]] = personal(sa.JSON(), default=dict)
    asked_at: Mapped[datetime] = technical()
    confirmed_at: Mapped[datetime | None] = technical()
    unsubscribed_at: Mapped[datetime | None] = technical()
    erased_at: Mapped[datetime | None] = technical()

    panel: Mapped[Panel] = relationship()


class Delivery(Model):
    """One publication to one subscriber; the pair is unique, so nobody is sent two."""

    __tablename__ = "delivery"
    __table_args__ = (sa.UniqueConstraint("publication_id", "subscriber_id"),)

    publication_id: Mapped[Id] = technical(sa.ForeignKey("publication.id"), index=True)
    subscriber_id: Mapped[Id] = technical(sa.ForeignKey("subscriber.id"), index=True)
    mail_id: Mapped[Id] = technical(sa.ForeignKey("outbox_mail.id"), index=True)
