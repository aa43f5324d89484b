"""Who reads a panel's newsletters, what each was sent, and lists that were brought along."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.models import Panel, User
from cdop.core.catalogues.languages import ORIGINAL
from cdop.db.base import Id, Versioned, one_of
from cdop.db.columns import personal, public, sealed_personal, sealed_personal_json, technical
from cdop.extensions import Model
from cdop.jobs.models import Job, JobState
from cdop.newsletters.models import EMPTY


class SubscriberState(StrEnum):
    PENDING = "pending"  # has not yet confirmed by the link in the mail
    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"


class Rhythm(StrEnum):
    """How often a reader wants mail."""

    EACH_ISSUE = "each"
    MONTHLY = "monthly"  # one mail with the month's issues


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
    agency: Mapped[str] = personal(default="", server_default="")
    area: Mapped[str] = personal(default="", server_default="")
    topics: Mapped[list[str]] = personal(sa.JSON(), default=list, server_default=EMPTY)
    rhythm: Mapped[Rhythm] = personal(default=Rhythm.EACH_ISSUE, server_default=Rhythm.EACH_ISSUE)
    language: Mapped[str] = personal(default=ORIGINAL, server_default=ORIGINAL)
    state: Mapped[SubscriberState] = technical(default=SubscriberState.PENDING)
    consent: Mapped[dict[str, Any]] = personal(sa.JSON(), default=dict)
    asked_at: Mapped[datetime] = technical()
    confirmed_at: Mapped[datetime | None] = technical()
    unsubscribed_at: Mapped[datetime | None] = technical()
    erased_at: Mapped[datetime | None] = technical()
    unreachable_at: Mapped[datetime | None] = technical()  # mail came back; nothing more is sent

    panel: Mapped[Panel] = relationship()


class Delivery(Model):
    """One publication to one subscriber; the pair is unique, so nobody is sent two."""

    __tablename__ = "delivery"
    __table_args__ = (sa.UniqueConstraint("publication_id", "subscriber_id"),)

    publication_id: Mapped[Id] = technical(sa.ForeignKey("publication.id"), index=True)
    subscriber_id: Mapped[Id] = technical(sa.ForeignKey("subscriber.id"), index=True)
    mail_id: Mapped[Id] = technical(sa.ForeignKey("outbox_mail.id"), index=True)


class Digest(Model):
    """The mail of one month for those who want no more than that; made once."""

    __tablename__ = "digest"
    __table_args__ = (sa.UniqueConstraint("panel_id", "month"),)

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"))
    month: Mapped[date] = technical()  # the first of it
    sent_at: Mapped[datetime | None] = technical()


class DigestDelivery(Model):
    """One digest to one subscriber; the pair is unique, so nobody is sent two."""

    __tablename__ = "digest_delivery"
    __table_args__ = (sa.UniqueConstraint("digest_id", "subscriber_id"),)

    digest_id: Mapped[Id] = technical(sa.ForeignKey("digest.id"))
    subscriber_id: Mapped[Id] = technical(sa.ForeignKey("subscriber.id"), index=True)
    mail_id: Mapped[Id] = technical(sa.ForeignKey("outbox_mail.id"), index=True)


class DigestEntry(Model):
    """One publication in a digest as some readers got it: by it they are told of a correction."""

    __tablename__ = "digest_entry"
    __table_args__ = (sa.UniqueConstraint("content_id", "publication_id"),)

    content_id: Mapped[Id] = technical(sa.ForeignKey("mail_content.id"))
    publication_id: Mapped[Id] = technical(sa.ForeignKey("publication.id"), index=True)


class SubscriberImport(Model):
    """A list that was brought along: what became of each of its lines."""

    __tablename__ = "subscriber_import"

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    proof: Mapped[str] = personal()  # where the consent of those on it is kept
    lines: Mapped[list[dict[str, Any]]] = sealed_personal_json()
    to_come: Mapped[list[dict[str, Any]] | None] = sealed_personal_json()  # lines not done yet
    number_of_lines: Mapped[int] = technical(default=0)
    job_id: Mapped[Id | None] = technical(sa.ForeignKey("job.id"))

    panel: Mapped[Panel] = relationship()
    by: Mapped[User] = relationship()
    job: Mapped[Job | None] = relationship()

    @property
    def goes_on(self) -> bool:
        return bool(self.to_come)

    @property
    def stopped(self) -> bool:
        """It was tried several times, and given up."""
        return self.goes_on and self.job is not None and self.job.state is JobState.FAILED


class ReaderAgency(Model):
    """An agency of the area, as readers choose it and as it confirms what it shared."""

    __tablename__ = "reader_agency"
    __table_args__ = (sa.UniqueConstraint("panel_id", "name"),)

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"))
    name: Mapped[str] = public()

    panel: Mapped[Panel] = relationship()
