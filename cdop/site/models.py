"""Pages of a panel in each language: the draft, the editions that were signed off, and embeds."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.authors import Written
from cdop.accounts.models import Panel, User
from cdop.core.catalogues.languages import LANGUAGES, ORIGINAL, Language
from cdop.core.sign_off import Stand
from cdop.db.base import Id, Versioned, one_of, together
from cdop.db.columns import narrative, public, technical
from cdop.extensions import Model
from cdop.site.kinds import PageKind


class Page(Written, Versioned, Model):
    """One page in one language: who keeps it, when it is next looked through, and its draft.

    What the public reads is its last edition; the draft is seen by the panel alone.
    """

    __tablename__ = "page"
    __table_args__ = (
        sa.UniqueConstraint("panel_id", "kind", "language"),
        one_of("kind", PageKind),
        one_of("state", Stand),
        together("withdrawn_at", "withdrawn_by_id", name="withdrawn_at_and_by_together"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    kind: Mapped[PageKind] = public()
    language: Mapped[str] = public(default=ORIGINAL)
    title: Mapped[str] = narrative()
    body: Mapped[str] = narrative(default="")  # Markdown
    state: Mapped[Stand] = technical(default=Stand.DRAFT)
    owner_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    review_by: Mapped[date] = public()  # for the next edition
    withdrawn_at: Mapped[datetime | None] = technical()
    withdrawn_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=[owner_id])
    steps: Mapped[list["PageStep"]] = relationship(
        back_populates="page", order_by="PageStep.created_at"
    )
    editions: Mapped[list["Edition"]] = relationship(
        back_populates="page", order_by="Edition.number"
    )

    @property
    def edition(self) -> "Edition | None":
        """What the public reads."""
        return self.editions[-1] if self.editions and self.withdrawn_at is None else None

    @property
    def due(self) -> date:
        """By when it is to be looked through: what is published, else what is being written."""
        return self.edition.review_by if self.edition else self.review_by

    @property
    def spoken(self) -> Language:
        return LANGUAGES[self.language]

    @property
    def is_translation(self) -> bool:
        return self.language != ORIGINAL


class PageStep(Model):
    """One move of a draft, by whom, and the comment that was made."""

    __tablename__ = "page_step"

    page_id: Mapped[Id] = technical(sa.ForeignKey("page.id"), index=True)
    move: Mapped[str] = technical()
    to_state: Mapped[Stand] = technical()
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    comment: Mapped[str] = narrative(default="")
    kept_reason: Mapped[str | None] = narrative()  # why what the guard marked may stay

    page: Mapped[Page] = relationship(back_populates="steps")
    by: Mapped[User] = relationship()


class Edition(Model):
    """A page as it was signed off: its words are frozen, and so is the day until which they hold.

    Somebody who looks it through and finds it still right gives it another day. A translation says
    which edition it was made from.
    """

    __tablename__ = "page_edition"
    __table_args__ = (sa.UniqueConstraint("page_id", "number"),)

    page_id: Mapped[Id] = technical(sa.ForeignKey("page.id"), index=True)
    number: Mapped[int] = public()
    title: Mapped[str] = public()
    html: Mapped[str] = public()
    text: Mapped[str] = public()  # for the search
    checksum: Mapped[str] = public()
    reviewed_on: Mapped[date] = public()
    review_by: Mapped[date] = public(index=True)
    of_original: Mapped[int | None] = public()  # the number of the English edition
    written_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    approved_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    page: Mapped[Page] = relationship(back_populates="editions")


class EmbeddingSite(Model):
    """A website that may show the panel's latest newsletters in a frame."""

    __tablename__ = "embedding_site"
    __table_args__ = (sa.UniqueConstraint("panel_id", "origin"),)

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    origin: Mapped[str] = public()  # https://www.example.org
    name: Mapped[str] = public()
    added_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()
    added_by: Mapped[User] = relationship()
