"""The outbox: a mail is a row of the change that caused it, and leaves after the commit."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.db.base import Id, one_of, utc_now
from cdop.db.columns import public, sealed_personal, sealed_personal_json, technical
from cdop.extensions import Model


class MailState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"  # given up after the last attempt
    CANCELLED = "cancelled"


class MailContent(Model):
    """What many mails have in common, such as a newsletter: kept once, fit to be public.

    `[[name]]` in it stands for what differs from one recipient to the next.
    """

    __tablename__ = "mail_content"

    text: Mapped[str] = public()
    html: Mapped[str | None] = public()
    headers: Mapped[dict[str, str] | None] = public(sa.JSON())

    pictures: Mapped[list["MailPicture"]] = relationship(order_by="MailPicture.name")


class MailPicture(Model):
    """A picture that goes with the mails of one content, as `cid:name` in their HTML."""

    __tablename__ = "mail_picture"

    content_id: Mapped[Id] = technical(sa.ForeignKey("mail_content.id"), index=True)
    name: Mapped[str] = technical()
    mime: Mapped[str] = technical()
    content: Mapped[bytes] = public(sa.LargeBinary())


class OutboxMail(Model):
    """One mail to one address; the Message-ID is fixed here, so a repeat is recognisable."""

    __tablename__ = "outbox_mail"
    __table_args__ = (
        one_of("state", MailState),
        sa.Index("ix_outbox_mail_due", "state", "next_attempt_at"),
        sa.Index("ix_outbox_mail_batch", "batch_id", "state"),
        sa.Index("ix_outbox_mail_mark", "recipient_mark", "created_at"),
    )

    recipient: Mapped[str] = sealed_personal()
    recipient_mark: Mapped[str | None] = technical()  # of mails that anybody can ask for
    subject: Mapped[str] = technical()  # a constant wording; never names a case
    text: Mapped[str | None] = sealed_personal(default="")  # emptied a week after sending
    html: Mapped[str | None] = sealed_personal()
    content_id: Mapped[Id | None] = technical(sa.ForeignKey("mail_content.id"))
    values: Mapped[dict[str, str] | None] = sealed_personal_json()
    headers: Mapped[dict[str, str] | None] = sealed_personal_json()
    message_id: Mapped[str] = technical(unique=True)
    kind: Mapped[str] = technical()  # invitation, reset, newsletter, confirm-subscription, ...
    batch_id: Mapped[Id | None] = technical()  # a publication, for its delivery report
    state: Mapped[MailState] = technical(default=MailState.QUEUED)
    attempts: Mapped[int] = technical(default=0)
    next_attempt_at: Mapped[datetime] = technical(default=utc_now)
    sent_at: Mapped[datetime | None] = technical()
    problem: Mapped[str | None] = technical()  # a code such as "smtp-451"
    bounced_at: Mapped[datetime | None] = technical()  # taken at first, and sent back later
    bounce: Mapped[str | None] = technical()  # its code, such as "5.1.1"

    content: Mapped[MailContent | None] = relationship()
