"""Numbers of births and children of a panel, and figures that others published: all public.

Nothing is ever changed in place. A restated number is a new row, and the older one keeps its
value, its source and who loaded it.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.models import Panel, User
from cdop.core.catalogues.national_figures import Mark
from cdop.core.denominators import KINDS, Measure, Slice
from cdop.db.base import Id, Versioned, one_of, together
from cdop.db.columns import coded, public, technical
from cdop.extensions import Model

SLICE = ("measure", "year", "area", *KINDS)


def _one_that_holds(name: str, *columns: str) -> sa.Index:
    """Of all editions of a number, one holds."""
    return sa.Index(
        name,
        *columns,
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


class PopulationLoad(Model):
    """One sheet that was loaded, with what became of every line of it."""

    __tablename__ = "population_load"

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    loaded_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    counts: Mapped[dict[str, int]] = technical(sa.JSON(), default=dict)
    lines: Mapped[list[dict[str, Any]]] = public(sa.JSON(), default=list)
    unused: Mapped[list[str]] = public(sa.JSON(), default=list)

    panel: Mapped[Panel] = relationship()
    loaded_by: Mapped[User] = relationship()


class Population(Versioned, Model):
    """One edition of one number: of whom, how many, who published it when, who loaded it."""

    __tablename__ = "population"
    __table_args__ = (
        one_of("measure", Measure),
        sa.CheckConstraint("count >= 0", name="count_not_negative"),
        together("ended_at", "ended_by_id", name="ended_at_and_by_together"),
        _one_that_holds("uq_population_holds", "panel_id", *SLICE),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    measure: Mapped[Measure] = public()
    year: Mapped[str] = coded()
    area: Mapped[str] = public()
    age: Mapped[str] = coded()
    sex: Mapped[str] = coded()
    ethnic_group: Mapped[str] = coded()
    deprivation: Mapped[str] = coded()
    count: Mapped[int] = public()
    source: Mapped[str] = public()
    published_on: Mapped[date] = public()
    loaded_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    load_id: Mapped[Id | None] = technical(sa.ForeignKey("population_load.id"), index=True)
    ended_at: Mapped[datetime | None] = technical()
    ended_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    end_reason: Mapped[str] = public(default="")

    panel: Mapped[Panel] = relationship()
    loaded_by: Mapped[User] = relationship(foreign_keys=[loaded_by_id])
    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id])

    @property
    def slice(self) -> Slice:
        return Slice(**{name: str(getattr(self, name)) for name in SLICE})


class CitedEdition(Versioned, Model):
    """A cited figure as an administrator added, restated or retired it."""

    __tablename__ = "cited_figure"
    __table_args__ = (
        one_of("mark", Mark),
        together("ended_at", "ended_by_id", name="ended_at_and_by_together"),
        _one_that_holds("uq_cited_figure_holds", "code"),
    )

    code: Mapped[str] = coded()
    measure: Mapped[str] = coded()
    name: Mapped[str] = public()
    area: Mapped[str] = public()
    year: Mapped[str] = coded()
    value: Mapped[str] = coded()  # as it was printed, decimals and all
    unit: Mapped[str] = public()
    lower: Mapped[str] = coded(default="")
    upper: Mapped[str] = coded(default="")
    source: Mapped[str] = public()
    url: Mapped[str] = public(default="")
    published: Mapped[str] = public(default="")
    mark: Mapped[Mark] = public()
    retired: Mapped[bool] = public(default=False)
    changed_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None] = technical()
    ended_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    changed_by: Mapped[User] = relationship(foreign_keys=[changed_by_id])
