"""Reads for anonymous pages: publications and public releases, and nothing that stands behind."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, or_
from sqlalchemy.orm import aliased, joinedload, selectinload

from cdop.accounts.models import Panel
from cdop.audits.models import Profile, Release
from cdop.extensions import db
from cdop.newsletters.models import Publication
from cdop.newsletters.translation_models import TranslatedEdition, Translation


def get_panel(panel_slug: str) -> Panel:
    return db.one_or_404(db.select(Panel).where(Panel.slug == panel_slug))


def list_panels() -> list[Panel]:
    return list(db.session.scalars(db.select(Panel).order_by(Panel.name)))


def publications_of(panel: Panel | None = None, *, words: str = "", theme: str = "") -> Select[Any]:
    """What is published and not withdrawn, newest first; each word must stand in it."""
    select = db.select(Publication).where(Publication.withdrawn_at.is_(None))
    if panel is not None:
        select = select.where(Publication.panel_id == panel.id)
    if theme:
        themes = cast(Publication.themes, Text)
        select = select.where(themes.contains(f'"{theme}"', autoescape=True))
    for word in words.split()[:8]:
        select = select.where(or_(_holds(Publication, word), _says_elsewhere(word)))
    return select.order_by(
        Publication.published_at.desc(), Publication.number.desc(), Publication.id
    ).options(joinedload(Publication.panel))


def _holds(kind: type[Publication] | type[TranslatedEdition], word: str) -> ColumnElement[bool]:
    places = (kind.title, kind.summary, kind.text)
    return or_(*(place.icontains(word, autoescape=True) for place in places))


def _says_elsewhere(word: str) -> ColumnElement[bool]:
    """The word stands in what is read in another language: what was put right is not searched."""
    later = aliased(TranslatedEdition)
    is_read = ~(
        db.select(later.id)
        .where(
            later.translation_id == TranslatedEdition.translation_id,
            later.number > TranslatedEdition.number,
        )
        .exists()
    )
    return (
        db.select(TranslatedEdition.id)
        .join(TranslatedEdition.translation)
        .where(
            TranslatedEdition.publication_id == Publication.id,
            Translation.withdrawn_at.is_(None),
            is_read,
            _holds(TranslatedEdition, word),
        )
        .exists()
    )


def list_latest(limit: int) -> list[Publication]:
    return list(db.session.scalars(publications_of().limit(limit)))


def get_publication(panel_slug: str, number: int) -> Publication:
    """The publication, withdrawn or not: its page says which."""
    return db.one_or_404(
        db.select(Publication)
        .join(Publication.panel)
        .where(Panel.slug == panel_slug, Publication.number == number)
        .options(
            joinedload(Publication.panel),
            joinedload(Publication.corrects),
            joinedload(Publication.corrected_by),
        )
    )


def list_for_feed(panel: Panel, limit: int = 20) -> list[Publication]:
    """The newest publications of a panel, withdrawn ones as well, for their notices."""
    return list(
        db.session.scalars(
            db.select(Publication)
            .where(Publication.panel_id == panel.id)
            .order_by(Publication.published_at.desc(), Publication.number.desc())
            .limit(limit)
            .options(selectinload(Publication.corrects), selectinload(Publication.corrected_by))
        )
    )


def get_release(release_id: str) -> Release:
    """A release made for the public, withdrawn or not."""
    return db.one_or_404(
        db.select(Release)
        .where(Release.id == release_id, Release.profile == Profile.PUBLIC)
        .options(joinedload(Release.panel), selectinload(Release.tables))
    )


def find_replacement(release: Release) -> Release | None:
    """The public release that took the place of a withdrawn one."""
    if release.replaced_by_id is None:
        return None
    return db.session.scalar(
        db.select(Release).where(
            Release.id == release.replaced_by_id,
            Release.profile == Profile.PUBLIC,
            Release.withdrawn_at.is_(None),
        )
    )


def list_latest_releases(limit: int) -> list[Release]:
    return list(
        db.session.scalars(
            db.select(Release)
            .where(Release.profile == Profile.PUBLIC, Release.withdrawn_at.is_(None))
            .order_by(Release.created_at.desc(), Release.id)
            .options(joinedload(Release.panel))
            .limit(limit)
        )
    )
