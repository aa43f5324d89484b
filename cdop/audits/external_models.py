"""Figures about the same deaths that others published, which readers know as well as ours."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.models import Panel, User
from cdop.audits.models import Basis
from cdop.db.base import Id, Versioned, one_of
from cdop.db.columns import coded, public, technical
from cdop.extensions import Model


class ExternalFigure(Versioned, Model):
    """A total known elsewhere, with its source: protection takes it as public for ever."""

    __tablename__ = "external_figure"
    __table_args__ = (
        one_of("basis", Basis),
        sa.CheckConstraint("value >= 0", name="not_negative"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    title: Mapped[str] = public()  # what it counts, in the words of its source
    source: Mapped[str] = public()  # who published it, and where
    published_on: Mapped[date] = public()
    basis: Mapped[Basis] = coded()
    sudi: Mapped[bool] = coded()  # of sudden deaths in infancy, else of all child deaths
    years: Mapped[list[str]] = coded(sa.JSON())  # financial years, such as 2024/25
    value: Mapped[int] = public()
    entered_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()
    entered_by: Mapped[User] = relationship(foreign_keys=[entered_by_id])
