"""The outbox: a mail is a row of the change that caused it, and leaves after the commit."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from cdop.db.base import Id, one_of, utc_now
from cdop.db.columns import sealed_personal, technical
from cdop.extensions import Model


class MailState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"  # given up after the last attempt
    CANCELLED = "cancelled"


class OutboxMail(Model):
    """One mail to one address; the Message-ID is fixed here, so a repeat is recognisable."""

    __tablename__ = "outbox_mail"
    __table_args__ = (
        one_of("state", MailState),
        sa.Index("ix_outbox_mail_due", "state", "next_attempt_at"),
    )

    recipient: Mapped[str] = sealed_personal()
    subject: Mapped[str] = technical()  # a constant wording; never names a case
    text: Mapped[str] = sealed_personal()
    html: Mapped[str | None] = sealed_personal()
    headers: Mapped[dict[str, Any]] = technical(sa.JSON(), default=dict)
    message_id: Mapped[str] = technical(unique=True)
    kind: Mapped[str] = technical()  # invitation, reset, newsletter, confirm-subscription, ...
    batch_id: Mapped[Id | None] = technical(index=True)  # a publication, for its delivery report
    state: Mapped[MailState] = technical(default=MailState.QUEUED)
    attempts: Mapped[int] = technical(default=0)
    next_attempt_at: Mapped[datetime] = technical(default=utc_now)
    sent_at: Mapped[datetime | None] = technical()
    problem: Mapped[str | None] = technical()  # a code such as "smtp-451"
