"""Changes of births, populations and cited figures: each keeps what held before."""

from collections import Counter
from datetime import date
from enum import StrEnum
from typing import Any

from cdop.access.permissions import Permission
from cdop.access.policy import check
from cdop.accounts.models import Panel
from cdop.core.catalogues.national_figures import CitedFigure
from cdop.core.denominator_sheet import Figure, Sheet, SheetLine
from cdop.core.denominators import Slice
from cdop.core.moves import NotNow
from cdop.db.base import new_id
from cdop.db.clock import now
from cdop.extensions import db
from cdop.populations.models import SLICE, CitedEdition, Population, PopulationLoad
from cdop.populations.queries import Cited, list_figures
from cdop.trail.record import record
from cdop.web.versions import StaleEdit, check_version

ENDED_ALREADY = "This number was restated or removed already."


class Outcome(StrEnum):
    """What became of one line of a sheet."""

    ACCEPTED = "accepted"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


def record_figure(panel: Panel, figure: Figure, *, actor: Any) -> tuple[Outcome, Population]:
    """Keep one number; an older edition of it stays on record."""
    check(actor, Permission.POPULATION_LOAD, panel)
    before = next((each for each in list_figures(panel) if each.slice == figure.slice), None)
    outcome, row = _keep(panel, figure, before, actor)
    if outcome is not Outcome.UNCHANGED:
        record(actor, "population.recorded", row, measure=row.measure, year=row.year)
    return outcome, row


def _keep(
    panel: Panel,
    figure: Figure,
    before: Population | None,
    actor: Any,
    load_id: str | None = None,
) -> tuple[Outcome, Population]:
    if before is not None:
        if _same(before, figure):
            return Outcome.UNCHANGED, before
        _end(before, actor)
    row = Population(
        id=new_id(),
        panel_id=panel.id,
        **{name: getattr(figure.slice, name) for name in SLICE},
        count=figure.count,
        source=figure.source,
        published_on=figure.published_on,
        loaded_by_id=actor.id,
        load_id=load_id,
    )
    db.session.add(row)
    return (Outcome.REPLACED if before is not None else Outcome.ACCEPTED), row


def _same(row: Population, figure: Figure) -> bool:
    stored = (row.count, row.source, row.published_on)
    return stored == (figure.count, figure.source, figure.published_on)


def _end(row: Population | CitedEdition, actor: Any) -> None:
    row.ended_at, row.ended_by_id = now(), actor.id
    db.session.flush()


def restate(
    row: Population,
    *,
    actor: Any,
    version: int | str | None,
    count: int,
    source: str,
    published_on: date,
) -> Population:
    """A new edition of the same number."""
    check(actor, Permission.POPULATION_LOAD, row.panel)
    check_version(row, version)
    if row.ended_at is not None:
        raise NotNow(ENDED_ALREADY)
    figure = Figure(row.slice, count, source, published_on)
    outcome, fresh = _keep(row.panel, figure, row, actor)
    if outcome is not Outcome.UNCHANGED:
        record(actor, "population.restated", fresh, measure=row.measure, year=row.year)
    return fresh


def remove(row: Population, *, actor: Any, version: int | str | None, reason: str) -> None:
    """Take a number out of use; it stays on record with the reason."""
    check(actor, Permission.POPULATION_LOAD, row.panel)
    check_version(row, version)
    if row.ended_at is not None:
        raise NotNow(ENDED_ALREADY)
    row.end_reason = reason
    _end(row, actor)
    record(actor, "population.removed", row, measure=row.measure, year=row.year)


def load_sheet(panel: Panel, sheet: Sheet, *, actor: Any) -> PopulationLoad:
    """Keep every good line of the sheet, and an account of all of them."""
    check(actor, Permission.POPULATION_LOAD, panel)
    load = PopulationLoad(
        id=new_id(), panel_id=panel.id, loaded_by_id=actor.id, unused=list(sheet.unused)
    )
    db.session.add(load)
    db.session.flush()
    held = {row.slice: row for row in list_figures(panel)}
    load.lines = [_load_line(panel, line, held, actor, load.id) for line in sheet.lines]
    load.counts = dict(Counter(line["outcome"] for line in load.lines)) | {"blank": sheet.blank}
    db.session.flush()
    counts = load.counts
    record(
        actor,
        "population.loaded",
        load,
        accepted=counts.get(Outcome.ACCEPTED, 0),
        replaced=counts.get(Outcome.REPLACED, 0),
        unchanged=counts.get(Outcome.UNCHANGED, 0),
        rejected=counts.get(Outcome.REJECTED, 0),
    )
    return load


def _load_line(
    panel: Panel, line: SheetLine, held: dict[Slice, Population], actor: Any, load_id: str
) -> dict[str, Any]:
    said: dict[str, Any] = {"line": line.number, "said": dict(line.said)}
    if line.figure is None:
        return said | {"outcome": Outcome.REJECTED, "why": line.problem}
    before = held.get(line.figure.slice)
    if before is not None and before.published_on > line.figure.published_on:
        later = f"{before.published_on.day} {before.published_on:%B %Y}"
        why = f"A number published later, on {later}, is on record"
        return said | {"outcome": Outcome.REJECTED, "why": why}
    outcome, row = _keep(panel, line.figure, before, actor, load_id)
    why = f"Before: {before.count:,}" if before is not None and row is not before else ""
    return said | {"outcome": outcome, "why": why, "figure": row.id}


def add_cited(figure: CitedFigure, *, actor: Any) -> CitedEdition:
    check(actor, Permission.CITED_EDIT)
    row = _edition(figure, actor)
    record(actor, "cited-figure.added", row, code=figure.code[:64])
    return row


def restate_cited(
    cited: Cited, figure: CitedFigure, *, actor: Any, version: str | None
) -> CitedEdition:
    """A new edition; the older ones, and the one shipped, stay on record."""
    _check_cited(cited, actor, version)
    row = _edition(figure, actor)
    record(actor, "cited-figure.restated", row, code=figure.code[:64])
    return row


def retire_cited(cited: Cited, *, actor: Any, version: str | None) -> CitedEdition:
    """No longer cited in anything made from now on."""
    _check_cited(cited, actor, version)
    row = _edition(cited.figure, actor, retired=True)
    record(actor, "cited-figure.retired", row, code=cited.figure.code[:64])
    return row


def _check_cited(cited: Cited, actor: Any, version: str | None) -> None:
    check(actor, Permission.CITED_EDIT)
    if version != str(cited.version):
        raise StaleEdit(cited.current or CitedEdition(code=cited.figure.code))
    if cited.current is not None:
        _end(cited.current, actor)


def _edition(figure: CitedFigure, actor: Any, *, retired: bool = False) -> CitedEdition:
    row = CitedEdition(
        id=new_id(),
        code=figure.code,
        measure=figure.measure,
        name=figure.name,
        area=figure.area,
        year=figure.year,
        value=str(figure.value),
        unit=figure.unit,
        lower="" if figure.lower is None else str(figure.lower),
        upper="" if figure.upper is None else str(figure.upper),
        source=figure.source,
        url=figure.url,
        published=figure.published,
        mark=figure.mark,
        retired=retired,
        changed_by_id=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    return row
