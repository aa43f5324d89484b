"""Newsletter issues and their frozen publications: texts, versions, comments and pictures."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.authors import Written
from cdop.accounts.models import Panel, User
from cdop.core.publication import IssueState
from cdop.db.base import Id, Versioned, one_of, together
from cdop.db.columns import narrative, public, technical
from cdop.extensions import Model

EMPTY = sa.text("'[]'")


class Issue(Written, Versioned, Model):
    """An issue in the making: its words are sealed, for its panel's editors and chairs only."""

    __tablename__ = "issue"
    __table_args__ = (one_of("state", IssueState),)

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    title: Mapped[str] = narrative()
    summary: Mapped[str] = narrative(default="")  # one sentence, for archive, feed and mail
    body: Mapped[str] = narrative(default="")  # Markdown
    message_code: Mapped[str] = public(default="")  # the message of the quarter, SSM-..
    themes: Mapped[list[str]] = public(sa.JSON(), default=list, server_default=EMPTY)
    audience: Mapped[list[str]] = public(sa.JSON(), default=list, server_default=EMPTY)
    corrects_id: Mapped[Id | None] = technical(sa.ForeignKey("issue.id"))
    correction_note: Mapped[str] = narrative(default="", server_default="")  # what was wrong
    state: Mapped[IssueState] = technical(default=IssueState.DRAFT)
    publish_at: Mapped[datetime | None] = technical()  # when it goes out, once it is asked for
    publish_asked_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    publish_order: Mapped[Id | None] = technical()  # the one request that its job answers to
    author_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    corrects: Mapped["Issue | None"] = relationship(remote_side="Issue.id")
    steps: Mapped[list["IssueStep"]] = relationship(
        back_populates="issue", order_by="IssueStep.created_at"
    )
    publication: Mapped["Publication | None"] = relationship(back_populates="issue")

    @property
    def is_held(self) -> bool:
        """Asked to go out, and can still be stopped."""
        return self.publish_at is not None and self.publication is None


class IssueStep(Model):
    """One move of an issue, by whom, with the comment that was made; its visible history."""

    __tablename__ = "issue_step"

    issue_id: Mapped[Id] = technical(sa.ForeignKey("issue.id"), index=True)
    move: Mapped[str] = technical()
    to_state: Mapped[IssueState] = technical()
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    comment: Mapped[str] = narrative(default="")
    kept_reason: Mapped[str | None] = narrative()  # why what the identity guard marked may stay
    issue_version: Mapped[int] = technical()

    issue: Mapped[Issue] = relationship(back_populates="steps")
    by: Mapped[User] = relationship()


class IssueVersion(Model):
    """The text as it was saved once: what was taken out of a draft stays here, so it is sealed."""

    __tablename__ = "issue_version"
    __table_args__ = (sa.UniqueConstraint("issue_id", "number"),)

    issue_id: Mapped[Id] = technical(sa.ForeignKey("issue.id"), index=True)
    number: Mapped[int] = technical()
    title: Mapped[str] = narrative()
    summary: Mapped[str] = narrative(default="")
    body: Mapped[str] = narrative(default="")
    message_code: Mapped[str] = public(default="")
    correction_note: Mapped[str] = narrative(default="", server_default="")
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    by: Mapped[User] = relationship()


class IssueComment(Model):
    """A remark in the margin of one section, until somebody settles it."""

    __tablename__ = "issue_comment"
    __table_args__ = (together("settled_at", "settled_by_id", name="settled_at_and_by_together"),)

    issue_id: Mapped[Id] = technical(sa.ForeignKey("issue.id"), index=True)
    section: Mapped[str] = narrative(default="")  # the section's heading; "" for the whole issue
    text: Mapped[str] = narrative()
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    settled_at: Mapped[datetime | None] = technical()
    settled_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    issue: Mapped[Issue] = relationship()
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    settled_by: Mapped[User | None] = relationship(foreign_keys=[settled_by_id])

    @property
    def panel_id(self) -> str:
        return self.issue.panel_id


class Picture(Model):
    """A picture of a panel, written anew without what the camera knew, and what it may be used for.

    It is seen by the public only while a publication shows it.
    """

    __tablename__ = "picture"
    __table_args__ = (sa.UniqueConstraint("panel_id", "number"),)

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    number: Mapped[int] = technical()  # by which an issue puts it in
    alt: Mapped[str] = narrative()
    licence: Mapped[str] = public()
    credit: Mapped[str] = narrative()
    suffix: Mapped[str] = technical()  # png or jpg
    width: Mapped[int] = technical()
    height: Mapped[int] = technical()
    content: Mapped[bytes] = public(sa.LargeBinary(), deferred=True)
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()

    @property
    def path(self) -> str:
        return f"/media/{self.id}.{self.suffix}"


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
    themes: Mapped[list[str]] = public(sa.JSON(), default=list, server_default=EMPTY)
    audience: Mapped[list[str]] = public(sa.JSON(), default=list, server_default=EMPTY)
    corrects_id: Mapped[Id | None] = public(sa.ForeignKey("publication.id"))
    correction_note: Mapped[str] = public(default="", server_default="")
    checksum: Mapped[str] = public()
    published_at: Mapped[datetime] = public(index=True)
    published_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    approved_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None] = public()
    withdrawn_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    withdrawal_notice: Mapped[str] = public(default="")

    issue: Mapped[Issue] = relationship(back_populates="publication")
    panel: Mapped[Panel] = relationship()
    corrects: Mapped["Publication | None"] = relationship(
        remote_side="Publication.id", back_populates="corrected_by"
    )
    corrected_by: Mapped["Publication | None"] = relationship(back_populates="corrects")


class PublicationPicture(Model):
    """A picture that a publication shows."""

    __tablename__ = "publication_picture"
    __table_args__ = (sa.UniqueConstraint("publication_id", "picture_id"),)

    publication_id: Mapped[Id] = technical(sa.ForeignKey("publication.id"))
    picture_id: Mapped[Id] = technical(sa.ForeignKey("picture.id"), index=True)


class FileKind(StrEnum):
    """What a publication is also kept as."""

    PDF = "pdf"
    CARD = "card"  # the picture that other sites show beside a link


class PublicationFile(Model):
    """A file made once from a publication, and served as it was made."""

    __tablename__ = "publication_file"
    __table_args__ = (sa.UniqueConstraint("publication_id", "kind"), one_of("kind", FileKind))

    publication_id: Mapped[Id] = technical(sa.ForeignKey("publication.id"), index=True)
    kind: Mapped[FileKind] = technical()
    content: Mapped[bytes] = public(sa.LargeBinary(), deferred=True)
