"""Issues in other languages: the draft, its versions, and the editions that were signed off."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.authors import Written
from cdop.accounts.models import User
from cdop.core.catalogues.languages import LANGUAGES, Language
from cdop.core.sign_off import Stand
from cdop.core.writing.pieces import without_numbers
from cdop.db.base import Id, Versioned, one_of, together
from cdop.db.columns import narrative, public, technical
from cdop.extensions import Model
from cdop.newsletters.models import FileKind, Issue, Publication


class Translation(Written, Versioned, Model):
    """An issue in another language. What the public reads is its last edition."""

    __tablename__ = "issue_translation"
    __table_args__ = (
        sa.UniqueConstraint("issue_id", "language"),
        one_of("state", Stand),
        together("withdrawn_at", "withdrawn_by_id", name="withdrawn_at_and_by_together"),
    )

    issue_id: Mapped[Id] = technical(sa.ForeignKey("issue.id"), index=True)
    language: Mapped[str] = public()
    title: Mapped[str] = narrative()
    summary: Mapped[str] = narrative(default="")
    body: Mapped[str] = narrative(default="")  # Markdown
    message: Mapped[str] = narrative(default="")  # the words of the message of the quarter
    correction_note: Mapped[str] = narrative(default="")
    checked_by: Mapped[str] = narrative(default="")  # who read it beside the original
    made_from: Mapped[int] = technical(default=0)  # the original's version that it follows
    state: Mapped[Stand] = technical(default=Stand.DRAFT)
    publish_at: Mapped[datetime | None] = technical()  # while it is held
    publish_order: Mapped[Id | None] = technical()  # the one request that its job answers to
    author_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None] = technical()
    withdrawn_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    issue: Mapped[Issue] = relationship()
    steps: Mapped[list["TranslationStep"]] = relationship(
        back_populates="translation", order_by="TranslationStep.created_at"
    )
    editions: Mapped[list["TranslatedEdition"]] = relationship(
        back_populates="translation", order_by="TranslatedEdition.number"
    )

    @property
    def panel_id(self) -> str:
        return self.issue.panel_id

    @property
    def prose(self) -> str:
        """The text as the identity guard reads it."""
        return without_numbers(self.body)

    @property
    def spoken(self) -> Language:
        return LANGUAGES[self.language]

    @property
    def edition(self) -> "TranslatedEdition | None":
        """What the public reads, as long as the original stands."""
        return self.editions[-1] if self.editions and self.withdrawn_at is None else None

    @property
    def is_held(self) -> bool:
        """Signed off to go out, and can still be stopped."""
        return self.publish_at is not None


class TranslationStep(Model):
    """One move of a translation, by whom, and the comment that was made."""

    __tablename__ = "issue_translation_step"

    translation_id: Mapped[Id] = technical(sa.ForeignKey("issue_translation.id"), index=True)
    move: Mapped[str] = technical()
    to_state: Mapped[Stand] = technical()
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    comment: Mapped[str] = narrative(default="")
    kept_reason: Mapped[str | None] = narrative()  # why what the guard marked may stay

    translation: Mapped[Translation] = relationship(back_populates="steps")
    by: Mapped[User] = relationship()


class TranslationVersion(Model):
    """The text of a translation as it was saved once, and which version it followed."""

    __tablename__ = "issue_translation_version"
    __table_args__ = (sa.UniqueConstraint("translation_id", "number"),)

    translation_id: Mapped[Id] = technical(sa.ForeignKey("issue_translation.id"), index=True)
    number: Mapped[int] = technical()
    title: Mapped[str] = narrative()
    summary: Mapped[str] = narrative(default="")
    body: Mapped[str] = narrative(default="")
    message: Mapped[str] = narrative(default="")
    correction_note: Mapped[str] = narrative(default="")
    made_from: Mapped[int] = technical()
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    by: Mapped[User] = relationship()


class TranslatedEdition(Model):
    """A translation as it went out: frozen, beside the publication that it translates."""

    __tablename__ = "translated_edition"
    __table_args__ = (sa.UniqueConstraint("translation_id", "number"),)

    translation_id: Mapped[Id] = technical(sa.ForeignKey("issue_translation.id"), index=True)
    publication_id: Mapped[Id] = technical(sa.ForeignKey("publication.id"), index=True)
    number: Mapped[int] = public()
    title: Mapped[str] = public()
    summary: Mapped[str] = public(default="")
    html: Mapped[str] = public()
    text: Mapped[str] = public()
    message: Mapped[str] = public(default="")
    correction_note: Mapped[str] = public(default="")
    checksum: Mapped[str] = public()
    published_at: Mapped[datetime] = public()
    written_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    approved_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    translation: Mapped[Translation] = relationship(back_populates="editions")
    publication: Mapped[Publication] = relationship()

    @property
    def spoken(self) -> Language:
        return self.translation.spoken


class TranslationFile(Model):
    """A file made once from a translated edition, and served as it was made."""

    __tablename__ = "translation_file"
    __table_args__ = (sa.UniqueConstraint("edition_id", "kind"), one_of("kind", FileKind))

    edition_id: Mapped[Id] = technical(sa.ForeignKey("translated_edition.id"), index=True)
    kind: Mapped[FileKind] = technical()
    content: Mapped[bytes] = public(sa.LargeBinary(), deferred=True)
