"""Reads of a panel's pictures; their content is loaded only where it is shown."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from cdop.accounts.models import Panel
from cdop.extensions import db
from cdop.newsletters.models import Picture, Publication, PublicationPicture


def get_picture(picture_id: str, suffix: str) -> Picture:
    """With its content."""
    return db.one_or_404(
        db.select(Picture)
        .where(Picture.id == picture_id, Picture.suffix == suffix)
        .options(undefer(Picture.content))
    )


def find_pictures(numbers: Sequence[str], panel_id: str) -> dict[str, Picture]:
    """Those of the panel's pictures that are named, by the number as it was written."""
    wanted = {int(number): number for number in numbers if number.isdecimal() and len(number) < 7}
    if not wanted:
        return {}
    rows = db.session.scalars(
        db.select(Picture).where(Picture.panel_id == panel_id, Picture.number.in_(wanted))
    )
    return {wanted[picture.number]: picture for picture in rows}


def pictures_of(panel_id: str) -> sa.Select[Any]:
    """Newest first."""
    return db.select(Picture).where(Picture.panel_id == panel_id).order_by(Picture.number.desc())


def list_pictures(panel_id: str) -> list[Picture]:
    """Those that one is likely to put in next."""
    return list(db.session.scalars(pictures_of(panel_id).limit(100)))


def list_contents(picture_ids: Sequence[str]) -> list[Picture]:
    return list(
        db.session.scalars(
            db.select(Picture)
            .where(Picture.id.in_(picture_ids))
            .order_by(Picture.number)
            .options(undefer(Picture.content))
        )
    )


def list_shown_in(publication: Publication) -> list[str]:
    """The ids of the pictures that a publication shows."""
    return list(
        db.session.scalars(
            db.select(PublicationPicture.picture_id).where(
                PublicationPicture.publication_id == publication.id
            )
        )
    )


def list_publications_with(picture: Picture) -> list[Publication]:
    return list(
        db.session.scalars(
            db.select(Publication)
            .join(PublicationPicture, PublicationPicture.publication_id == Publication.id)
            .where(PublicationPicture.picture_id == picture.id)
            .order_by(Publication.published_at)
        )
    )


def next_number(panel_id: str) -> int:
    """The panel's row is locked until the commit, so that no two pictures take one number."""
    db.session.execute(db.select(Panel.id).where(Panel.id == panel_id).with_for_update())
    last = db.session.scalar(
        db.select(sa.func.max(Picture.number)).where(Picture.panel_id == panel_id)
    )
    return (last or 0) + 1
