"""Reads of births, populations and cited figures, as they hold now and as they held before."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import joinedload

from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.accounts.queries import find_panel, list_panels
from cdop.core.catalogues.national_figures import CitedFigure, Mark, shipped_figures
from cdop.core.denominators import ALL, KINDS, Denominators, Known, Measure
from cdop.extensions import db
from cdop.populations.models import SLICE, CitedEdition, Population, PopulationLoad
from cdop.web.paging import Page, Sorting, page_of


def get_panel(panel_slug: str) -> Panel:
    panel = find_panel(panel_slug)
    if panel is None:
        abort(404)
    return panel


def list_panels_of(user: Any) -> list[Panel]:
    """The panels whose numbers the person may look at; an administrator looks at all."""
    if user.holds(Role.ADMINISTRATOR):
        return list(list_panels())
    return [panel for panel in list_panels() if allowed(user, Permission.POPULATION_READ, panel)]


@dataclass(frozen=True)
class Wanted:
    """Which numbers are wanted; blank for any."""

    measure: str = ""
    year: str = ""
    area: str = ""
    by: str = ""  # "age", "sex", ...: those narrowed by it; "nothing": totals only


def _holding(panel: Panel) -> sa.Select[Any]:
    return db.select(Population).where(
        Population.panel_id == panel.id, Population.ended_at.is_(None)
    )


SORTS = {
    "year": Population.year,
    "measure": Population.measure,
    "area": Population.area,
    "count": Population.count,
    "published": Population.published_on,
    "loaded": Population.created_at,
}


def page_of_figures(
    panel: Panel, wanted: Wanted, sorting: Sorting, *, number: int
) -> Page[Population]:
    """The numbers that hold, as the filters and the sorting ask."""
    statement = _holding(panel).options(joinedload(Population.loaded_by))
    for name in ("measure", "year", "area"):
        if getattr(wanted, name):
            statement = statement.where(getattr(Population, name) == getattr(wanted, name))
    narrowed = [getattr(Population, name) for name in KINDS]
    if wanted.by == "nothing":
        statement = statement.where(*(column == ALL for column in narrowed))
    elif wanted.by in KINDS:
        statement = statement.where(getattr(Population, wanted.by) != ALL)
    ordered = statement.order_by(
        sorting.apply(SORTS[sorting.key]),
        Population.year.desc(),
        Population.measure.desc(),
        Population.area,
        *narrowed,
    )
    return page_of(db.session, ordered, number=number, size=50)


def list_figures(panel: Panel) -> Sequence[Population]:
    """Every number that holds, in the order of the sheet."""
    columns = [getattr(Population, name) for name in SLICE]
    return db.session.scalars(_holding(panel).order_by(*columns)).all()


def list_years(panel: Panel) -> Sequence[str]:
    """The years with a number, the latest first."""
    years = _holding(panel).with_only_columns(Population.year).distinct()
    return db.session.scalars(years.order_by(Population.year.desc())).all()


def get_figure(figure_id: str) -> Population:
    return db.get_or_404(
        Population,
        figure_id,
        options=(joinedload(Population.panel), joinedload(Population.loaded_by)),
    )


def list_editions(figure: Population) -> Sequence[Population]:
    """Every edition of the same number, the newest first."""
    return db.session.scalars(
        db.select(Population)
        .where(
            Population.panel_id == figure.panel_id,
            *(getattr(Population, name) == getattr(figure, name) for name in SLICE),
        )
        .options(joinedload(Population.loaded_by), joinedload(Population.ended_by))
        .order_by(Population.created_at.desc(), Population.id)
    ).all()


def list_ended(panel: Panel) -> Sequence[Population]:
    """Older editions and removed numbers, those that ended last first."""
    return db.session.scalars(
        db.select(Population)
        .where(Population.panel_id == panel.id, Population.ended_at.is_not(None))
        .options(joinedload(Population.loaded_by))
        .order_by(Population.ended_at.desc(), Population.id)
    ).all()


def get_load(load_id: str) -> PopulationLoad:
    return db.get_or_404(
        PopulationLoad,
        load_id,
        options=(joinedload(PopulationLoad.panel), joinedload(PopulationLoad.loaded_by)),
    )


def list_loads(panel: Panel) -> Sequence[PopulationLoad]:
    return db.session.scalars(
        db.select(PopulationLoad)
        .where(PopulationLoad.panel_id == panel.id)
        .options(joinedload(PopulationLoad.loaded_by))
        .order_by(PopulationLoad.created_at.desc(), PopulationLoad.id)
    ).all()


def denominators(panel: Panel) -> Denominators:
    """The panel's numbers as rates are worked out from them."""
    known = {
        figure.slice: Known(figure.count, figure.source, figure.published_on)
        for figure in list_figures(panel)
    }
    return Denominators(tuple(panel.local_authorities), known)


@dataclass(frozen=True)
class Coverage:
    """Which totals a panel has on record for a year."""

    year: str
    births: int | None
    children: int | None


def list_coverage(panel: Panel, years: Sequence[str]) -> list[Coverage]:
    known = denominators(panel)
    return [
        Coverage(
            year,
            known.total(Measure.LIVE_BIRTHS, [year]).value,
            known.total(Measure.CHILDREN, [year]).value,
        )
        for year in years
    ]


def list_cited_figures() -> list[CitedFigure]:
    """The figures to cite: those shipped, as administrators restated them, and their own."""
    found = {figure.code: figure for figure in shipped_figures()}
    for edition in _list_current_editions():
        if edition.retired:
            found.pop(edition.code, None)
        else:
            found[edition.code] = as_cited(edition)
    return list(found.values())


def _list_current_editions() -> Sequence[CitedEdition]:
    return db.session.scalars(
        db.select(CitedEdition)
        .where(CitedEdition.ended_at.is_(None))
        .order_by(CitedEdition.created_at, CitedEdition.id)
    ).all()


def as_cited(edition: CitedEdition) -> CitedFigure:
    return CitedFigure(
        code=edition.code,
        measure=edition.measure,
        name=edition.name,
        area=edition.area,
        year=edition.year,
        value=Decimal(edition.value),
        unit=edition.unit,
        lower=Decimal(edition.lower) if edition.lower else None,
        upper=Decimal(edition.upper) if edition.upper else None,
        source=edition.source,
        url=edition.url,
        published=edition.published,
        mark=Mark(edition.mark),
    )


def is_cited(code: str) -> bool:
    """Whether a figure of this short name is, or was, on record."""
    shipped = any(figure.code == code for figure in shipped_figures())
    return shipped or db.session.scalar(db.select(db.exists().where(CitedEdition.code == code)))


@dataclass(frozen=True)
class Cited:
    """One cited figure with its editions, the newest first; the shipped one is the oldest."""

    figure: CitedFigure
    editions: Sequence[CitedEdition]
    shipped: CitedFigure | None

    __tablename__ = "cited_figure"
    panel_id = None

    @property
    def id(self) -> str | None:
        return self.editions[0].id if self.editions else None

    @property
    def current(self) -> CitedEdition | None:
        return self.editions[0] if self.editions else None

    @property
    def retired(self) -> bool:
        return bool(self.editions and self.editions[0].retired)

    @property
    def version(self) -> int:
        """Of the edition that holds; every new edition counts on from the shipped one."""
        return len(self.editions) + 1


def get_cited(code: str) -> Cited:
    """The figure with its history, or 404."""
    editions = db.session.scalars(
        db.select(CitedEdition)
        .where(CitedEdition.code == code)
        .options(joinedload(CitedEdition.changed_by))
        .order_by(CitedEdition.created_at.desc(), CitedEdition.ended_at.is_not(None))
    ).all()
    shipped = next((figure for figure in shipped_figures() if figure.code == code), None)
    if not editions and shipped is None:
        abort(404)
    figure = as_cited(editions[0]) if editions else shipped
    if figure is None:
        abort(404)
    return Cited(figure, editions, shipped)
