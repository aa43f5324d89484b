"""How far a publication reached, without watching anybody: what agencies and readers say of it."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.models import User
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.db.base import Id, one_of, together
from cdop.db.columns import narrative, personal, technical
from cdop.extensions import Model
from cdop.newsletters.models import Publication


class Shared(LabelledEnum):
    """What an agency did with a newsletter."""

    SHARED = "shared", "Shared with my team"
    DISCUSSED = "discussed", "Discussed with my team"


class Confirmation(Model):
    """An agency's word that a publication was shared or discussed; once each."""

    __tablename__ = "reach_confirmation"
    __table_args__ = (
        sa.UniqueConstraint("publication_id", "agency_key", "what"),
        one_of("what", Shared),
    )

    publication_id: Mapped[Id] = technical(sa.ForeignKey("publication.id"), index=True)
    agency: Mapped[str] = personal()
    agency_key: Mapped[str] = personal()  # the same name, however it is typed
    what: Mapped[Shared] = technical()
    people: Mapped[int | None] = technical()

    publication: Mapped[Publication] = relationship()


class AnswerState(StrEnum):
    NEW = "new"
    SHOWN = "shown"  # fit to be quoted, without a name
    HIDDEN = "hidden"


class ReaderAnswer(Model):
    """What one reader will do differently; nobody knows who, and only editors read it."""

    __tablename__ = "reader_answer"
    __table_args__ = (
        one_of("state", AnswerState),
        together("moderated_at", "moderated_by_id", name="moderated_at_and_by_together"),
    )

    publication_id: Mapped[Id] = technical(sa.ForeignKey("publication.id"), index=True)
    profession: Mapped[str] = personal(default="")
    text: Mapped[str] = narrative()
    state: Mapped[AnswerState] = technical(default=AnswerState.NEW)
    moderated_at: Mapped[datetime | None] = technical()
    moderated_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    publication: Mapped[Publication] = relationship()
    moderated_by: Mapped[User | None] = relationship()

    @property
    def panel_id(self) -> str:
        return self.publication.panel_id


class DailyDownloads(Model):
    """How often a publication's PDF was fetched in one day; a number, and nothing of anybody."""

    __tablename__ = "daily_downloads"
    __table_args__ = (sa.UniqueConstraint("publication_id", "day"),)

    publication_id: Mapped[Id] = technical(sa.ForeignKey("publication.id"))
    day: Mapped[date] = technical()
    times: Mapped[int] = technical(default=0)
