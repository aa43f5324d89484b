"""Reads of all that was ever published: tables, where they appeared, and what others said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Select
from sqlalchemy.orm import contains_eager, defer, joinedload

from cdop.audits.models import Audit, Profile, Release, ReleasedTable
from cdop.extensions import db
from cdop.newsletters.models import Publication


@dataclass(frozen=True)
class Sought:
    """What narrows the ledger."""

    words: str = ""
    profile: str = ""
    standing: str = ""  # "in_force" or "withdrawn"


def released_tables(
    panel_ids: Sequence[str], editor_ids: Sequence[str], sought: Sought
) -> Select[Any]:
    """Tables of these panels' releases, and of the others' public ones; the newest first."""
    public = sa.and_(Release.panel_id.in_(editor_ids), Release.profile == Profile.PUBLIC)
    select = (
        db.select(ReleasedTable)
        .join(ReleasedTable.release)
        .where(sa.or_(Release.panel_id.in_(panel_ids), public))
        .order_by(Release.created_at.desc(), Release.id, ReleasedTable.position)
        .options(
            contains_eager(ReleasedTable.release).options(
                joinedload(Release.panel),
                defer(Release.protection, raiseload=True),
                joinedload(Release.audit).defer(Audit.results, raiseload=True),
            ),
            defer(ReleasedTable.chart_svg),
        )
    )
    for word in sought.words.split()[:6]:
        places = (ReleasedTable.title, ReleasedTable.number, Release.title, ReleasedTable.sentence)
        select = select.where(sa.or_(*(place.icontains(word, autoescape=True) for place in places)))
    if sought.profile:
        select = select.where(Release.profile == sought.profile)
    if sought.standing:
        gone = Release.withdrawn_at.is_not(None)
        select = select.where(gone if sought.standing == "withdrawn" else ~gone)
    return select


def list_appearances(tables: Collection[ReleasedTable]) -> dict[str, list[Publication]]:
    """The newsletters in which each table stands, by its id, withdrawn newsletters too."""
    panel_ids = {table.panel_id for table in tables}
    publications = db.session.scalars(
        db.select(Publication)
        .where(Publication.panel_id.in_(panel_ids))
        .order_by(Publication.published_at)
        .options(joinedload(Publication.panel), defer(Publication.html), defer(Publication.text))
    ).all()
    return {
        table.id: [
            each
            for each in publications
            if each.panel_id == table.panel_id and table.number in each.table_numbers
        ]
        for table in tables
    }
