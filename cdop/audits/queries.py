"""Reads of audits and releases, and of the ledger of all that ever left."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import abort
from sqlalchemy import Select
from sqlalchemy.orm import defer, joinedload, selectinload

from cdop.accounts.models import Panel
from cdop.audits.external_models import ExternalFigure
from cdop.audits.models import Audit, AuditKind, AuditState, LedgerEntry, Profile, Release
from cdop.audits.ways import Way
from cdop.core.disclosure.earlier import PERHAPS_NONE
from cdop.extensions import db
from cdop.jobs.models import Job, JobState


def get_panel(panel_slug: str) -> Panel:
    return db.one_or_404(db.select(Panel).where(Panel.slug == panel_slug))


def list_panels(panel_ids: Sequence[str]) -> list[Panel]:
    return list(
        db.session.scalars(db.select(Panel).where(Panel.id.in_(panel_ids)).order_by(Panel.name))
    )


def audits_of(panel_ids: Sequence[str]) -> Select[Any]:
    """Audits of the panels, newest first; the sealed results stay closed."""
    return (
        db.select(Audit)
        .where(Audit.panel_id.in_(panel_ids), Audit.kind != AuditKind.NATIONAL)
        .order_by(Audit.created_at.desc(), Audit.id)
        .options(
            joinedload(Audit.panel),
            joinedload(Audit.built_by),
            defer(Audit.results, raiseload=True),
        )
    )


def get_audit(audit_id: str) -> Audit:
    return db.one_or_404(
        db.select(Audit)
        .where(Audit.id == audit_id)
        .options(joinedload(Audit.panel), joinedload(Audit.built_by))
    )


def get_built_audit(audit_id: str) -> Audit:
    """One that has results: until then there is nothing to read, comment or offer."""
    audit = get_audit(audit_id)
    return audit if audit.is_built else abort(404)


def find_building(panel_id: str, user_id: str, *, title: str, **values: Any) -> Audit | None:
    """The audit that the person asked for in the same words, and that is not built yet."""
    design = values.pop("design", {})
    building = db.session.scalars(
        db.select(Audit)
        .filter_by(panel_id=panel_id, built_by_id=user_id, state=AuditState.BUILDING, **values)
        .order_by(Audit.created_at.desc())
    )
    return next((each for each in building if (each.design, each.title) == (design, title)), None)


def releases_for(panel_ids: Sequence[str], editor_ids: Sequence[str]) -> Select[Any]:
    """All releases of the first panels, and the public ones of the others, newest first."""
    public = sa.and_(Release.panel_id.in_(editor_ids), Release.profile == Profile.PUBLIC)
    return (
        db.select(Release)
        .where(sa.or_(Release.panel_id.in_(panel_ids), public))
        .order_by(Release.created_at.desc(), Release.id)
        .options(
            joinedload(Release.panel),
            selectinload(Release.tables),
            defer(Release.protection, raiseload=True),
        )
    )


def get_release(release_id: str) -> Release:
    return db.one_or_404(
        db.select(Release)
        .where(Release.id == release_id)
        .options(
            joinedload(Release.panel),
            joinedload(Release.released_by),
            selectinload(Release.tables),
            joinedload(Release.audit).defer(Audit.results),
        )
    )


def get_public_release(release_id: str) -> Release:
    """A release that anybody may download, or that was withdrawn since."""
    return db.one_or_404(
        db.select(Release)
        .where(Release.id == release_id, Release.profile == Profile.PUBLIC)
        .options(joinedload(Release.panel), selectinload(Release.tables))
    )


def list_replacements(release: Release) -> list[Release]:
    """Releases that could take the place of one that is withdrawn: for the same readers."""
    return list(
        db.session.scalars(
            db.select(Release)
            .where(
                Release.panel_id == release.panel_id,
                Release.profile == release.profile,
                Release.withdrawn_at.is_(None),
                Release.id != release.id,
            )
            .order_by(Release.created_at.desc())
        )
    )


def next_number(panel_id: str, moment: datetime) -> str:
    """The number of the panel's next release; the panel's row is locked until the commit."""
    db.session.execute(db.select(Panel.id).where(Panel.id == panel_id).with_for_update())
    taken = db.session.scalars(
        db.select(Release.number).where(
            Release.panel_id == panel_id, Release.number.startswith(f"{moment.year}-")
        )
    )
    last = max((int(number.partition("-")[2]) for number in taken), default=0)
    return f"{moment.year}-{last + 1:02d}"


def list_ledgers(
    panel_ids: Collection[str],
) -> list[tuple[Audit, Profile, list[tuple[list[Any], Any]]]]:
    """What each release published, withdrawn ones too: its audit, its readers, [figure, value].

    Releases of these panels, and those of many panels, whose readers may know of these. The value
    of a figure that was rounded is a range, and that of one that was hidden None, or a range with
    no end where it could be 0.
    """
    releases = db.session.execute(
        db.select(Release.id, Release.profile, Release.definition, Audit)
        .join(Release.audit)
        .where(sa.or_(Release.panel_id.in_(panel_ids), Audit.kind == AuditKind.NATIONAL))
        .order_by(Release.created_at, Release.id)
        .options(joinedload(Audit.panel), defer(Audit.results))
    ).all()
    found: dict[str, list[tuple[list[Any], Any]]] = {each.id: [] for each in releases}
    hidden = {each.id: _hidden(each.definition) for each in releases}
    rows = db.session.execute(
        db.select(LedgerEntry.release_id, LedgerEntry.cell, LedgerEntry.shown, LedgerEntry.value)
        .where(LedgerEntry.release_id.in_(list(found)))
        .order_by(LedgerEntry.release_id, LedgerEntry.cell)
    )
    for release_id, cell, shown, value in rows:
        told = value if shown else hidden[release_id]
        found[release_id].append((json.loads(cell), told))
    return [(audit, profile, found[release_id]) for release_id, profile, _, audit in releases]


def _hidden(definition: Mapping[str, Any]) -> list[int | None] | None:
    """What readers of a release know of each number that it hides."""
    return list(PERHAPS_NONE) if definition.get("way") == Way.H else None


def list_external(panel_ids: Collection[str]) -> list[ExternalFigure]:
    """Figures that others published about these panels' deaths."""
    return list(
        db.session.scalars(
            db.select(ExternalFigure)
            .where(ExternalFigure.panel_id.in_(panel_ids))
            .order_by(ExternalFigure.created_at, ExternalFigure.id)
        )
    )


def find_job(kind: str, **payload: str) -> Job | None:
    """The latest job of the kind for exactly this, done or not."""
    jobs = db.session.scalars(
        db.select(Job).where(Job.kind == kind).order_by(Job.created_at.desc()).limit(50)
    )
    return next((job for job in jobs if job.payload == payload), None)


def is_under_way(job: Job | None) -> bool:
    return job is not None and job.state in (JobState.WAITING, JobState.RUNNING)
