"""Themes a panel defines: each version is kept, and an audit names the one it used."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.models import Panel, User
from cdop.core.theme import ThemeDefinition, of_plain
from cdop.db.base import Id, Versioned, together
from cdop.db.columns import coded, narrative, narrative_json, technical
from cdop.extensions import Model


class Theme(Versioned, Model):
    """What a panel looks into by its own definition; retired, it is built no more."""

    __tablename__ = "theme"
    __table_args__ = (together("retired_at", "retired_by_id", name="retired_at_and_by_together"),)

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    name: Mapped[str] = narrative()  # of the newest version
    retired_at: Mapped[datetime | None] = technical()
    retired_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()
    versions: Mapped[list["ThemeVersion"]] = relationship(
        back_populates="theme", order_by="ThemeVersion.number"
    )

    @property
    def newest(self) -> "ThemeVersion":
        return self.versions[-1]

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


class ThemeVersion(Model):
    """A definition as it stood; it is never changed, only followed by the next."""

    __tablename__ = "theme_version"
    __table_args__ = (sa.UniqueConstraint("theme_id", "number"),)

    theme_id: Mapped[Id] = technical(sa.ForeignKey("theme.id"))
    number: Mapped[int] = coded()
    definition: Mapped[dict[str, Any]] = narrative_json()
    made_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    theme: Mapped[Theme] = relationship(back_populates="versions")
    made_by: Mapped[User] = relationship()

    @property
    def parsed(self) -> ThemeDefinition:
        return of_plain(self.definition)
