"""Reads of the pages that panels keep, for the desk and for the public."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from cdop.access.roles import Role
from cdop.accounts.models import Membership, Panel, User
from cdop.accounts.queries import list_holders
from cdop.audits.models import Profile, Release
from cdop.core.catalogues.languages import ORIGINAL
from cdop.core.writing.translation import is_behind as fell_behind
from cdop.extensions import db
from cdop.newsletters.models import Publication
from cdop.site.kinds import PageKind
from cdop.site.models import Edition, EmbeddingSite, Page

KEEPERS = (Role.EDITOR, Role.CHAIR, Role.COORDINATOR)


def get_panel(panel_slug: str) -> Panel:
    return db.one_or_404(db.select(Panel).where(Panel.slug == panel_slug))


def list_panels(panel_ids: Sequence[str]) -> list[Panel]:
    return list(
        db.session.scalars(db.select(Panel).where(Panel.id.in_(panel_ids)).order_by(Panel.name))
    )


def get_page(page_id: str) -> Page:
    return db.get_or_404(Page, page_id)


def find_page(panel: Panel, kind: PageKind, language: str) -> Page | None:
    return db.session.scalar(
        db.select(Page).where(
            Page.panel_id == panel.id, Page.kind == kind, Page.language == language
        )
    )


def pages_of(panel_ids: Sequence[str]) -> sa.Select[Any]:
    """Pages of the panels, the one to be looked through first on top."""
    return (
        _with_due(db.select(Page), panel_ids)
        .order_by(_due(), Page.kind, Page.language)
        .options(selectinload(Page.panel), selectinload(Page.owner), selectinload(Page.editions))
    )


def pages_due(panel_ids: Sequence[str], *, before: date) -> sa.Select[Any]:
    """Published pages of the panels that were to be looked through by now."""
    return _with_due(db.select(Page.id), panel_ids).where(
        Edition.id.is_not(None), Page.withdrawn_at.is_(None), Edition.review_by < before
    )


def _with_due(select: sa.Select[Any], panel_ids: Sequence[str]) -> sa.Select[Any]:
    newest = _newest_editions()
    return (
        select.outerjoin(newest, newest.c.page_id == Page.id)
        .outerjoin(Edition, (Edition.page_id == Page.id) & (Edition.number == newest.c.number))
        .where(Page.panel_id.in_(panel_ids))
    )


def _due() -> sa.ColumnElement[Any]:
    published = sa.case((Page.withdrawn_at.is_(None), Edition.review_by))
    return sa.func.coalesce(published, Page.review_by)


def list_published(panel: Panel) -> list[Page]:
    """What the public can read of a panel in English, in the order of the kinds."""
    found = db.session.scalars(
        db.select(Page)
        .where(Page.panel_id == panel.id, Page.language == ORIGINAL, Page.withdrawn_at.is_(None))
        .options(selectinload(Page.editions))
    )
    order = list(PageKind)
    return sorted((each for each in found if each.edition), key=lambda page: order.index(page.kind))


def list_languages(panel: Panel, kind: PageKind) -> list[Page]:
    """The same page in every language in which it is published, English first."""
    found = db.session.scalars(
        db.select(Page)
        .where(Page.panel_id == panel.id, Page.kind == kind, Page.withdrawn_at.is_(None))
        .options(selectinload(Page.editions))
    )
    return sorted(
        (each for each in found if each.edition),
        key=lambda page: (page.is_translation, page.language),
    )


def original_of(page: Page) -> Page | None:
    return find_page(page.panel, page.kind, ORIGINAL)


def is_behind(page: Page) -> bool:
    """Whether the English page was changed since the translation was made from it."""
    if not page.is_translation or page.edition is None:
        return False
    original = original_of(page)
    if original is None or original.edition is None:
        return False
    return fell_behind(page.edition.of_original, original.edition.number)


def _newest_editions() -> sa.Subquery:
    return (
        db.select(Edition.page_id, sa.func.max(Edition.number).label("number"))
        .group_by(Edition.page_id)
        .subquery()
    )


def list_owners(panel: Panel) -> list[User]:
    """Who can keep a page: editors, chairs and coordinators of the panel."""
    return list_holders(panel.id, KEEPERS)


def list_orphans(pages: Sequence[Page]) -> set[str]:
    """Of these pages, the ids of those whose owner has left the panel or can no longer sign in."""
    kept = db.session.execute(
        db.select(Membership.panel_id, Membership.user_id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.user_id.in_({page.owner_id for page in pages}),
            Membership.role.in_(KEEPERS),
            Membership.ended_at.is_(None),
            User.disabled_at.is_(None),
        )
    )
    keeping = {(panel_id, user_id) for panel_id, user_id in kept}
    return {page.id for page in pages if (page.panel_id, page.owner_id) not in keeping}


def search_pages(words: str, limit: int = 20) -> list[Edition]:
    """Published editions in which every word stands, in any language."""
    newest = _newest_editions()
    select = (
        db.select(Edition)
        .join(newest, (newest.c.page_id == Edition.page_id) & (newest.c.number == Edition.number))
        .join(Page, Page.id == Edition.page_id)
        .where(Page.withdrawn_at.is_(None))
        .options(selectinload(Edition.page).selectinload(Page.panel))
        .order_by(Edition.title)
        .limit(limit)
    )
    for word in words.split()[:8]:
        select = select.where(
            Edition.title.icontains(word, autoescape=True)
            | Edition.text.icontains(word, autoescape=True)
        )
    return list(db.session.scalars(select))


def search_newsletters(words: str, limit: int = 20) -> list[Publication]:
    select = (
        db.select(Publication)
        .where(Publication.withdrawn_at.is_(None))
        .order_by(Publication.published_at.desc())
        .options(selectinload(Publication.panel))
        .limit(limit)
    )
    for word in words.split()[:8]:
        places = (Publication.title, Publication.summary, Publication.text)
        select = select.where(sa.or_(*(place.icontains(word, autoescape=True) for place in places)))
    return list(db.session.scalars(select))


def releases_of(panel: Panel | None = None) -> sa.Select[Any]:
    """Every public release that stands, of the panel or of all, newest first."""
    select = (
        db.select(Release)
        .where(Release.profile == Profile.PUBLIC, Release.withdrawn_at.is_(None))
        .options(selectinload(Release.panel))
        .order_by(Release.created_at.desc(), Release.id)
    )
    return select if panel is None else select.where(Release.panel_id == panel.id)


def list_latest_releases(panel: Panel, limit: int) -> list[Release]:
    return list(db.session.scalars(releases_of(panel).limit(limit)))


def list_latest_newsletters(panel: Panel, limit: int) -> list[Publication]:
    return list(
        db.session.scalars(
            db.select(Publication)
            .where(Publication.panel_id == panel.id, Publication.withdrawn_at.is_(None))
            .order_by(Publication.published_at.desc())
            .limit(limit)
        )
    )


def list_sites(panel: Panel) -> list[EmbeddingSite]:
    return list(
        db.session.scalars(
            db.select(EmbeddingSite)
            .where(EmbeddingSite.panel_id == panel.id)
            .order_by(EmbeddingSite.name)
        )
    )


def get_site(site_id: str) -> EmbeddingSite:
    return db.get_or_404(EmbeddingSite, site_id)


def is_stale(page: Page, on: date) -> bool:
    return page.edition is not None and page.edition.review_by < on
