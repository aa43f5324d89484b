"""Writes of a panel's pictures: each has words for those who cannot see it, and a licence."""

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.extensions import db
from cdop.learning.identity_check import must_name_nobody
from cdop.newsletters import picture_queries
from cdop.newsletters.models import Picture
from cdop.newsletters.pictures import draw_anew
from cdop.trail.record import record


def add_picture(
    panel: Panel, *, actor: User, content: bytes, alt: str, licence: str, credit: str
) -> Picture:
    """Keep a picture, drawn anew. NoPicture where the file is none.

    Its words go wherever an issue shows it, and cannot be changed, so whatever is marked stops it.
    """
    policy.check(actor, Permission.ISSUE_WRITE, panel)
    must_name_nobody({"alt": alt, "credit": credit}, panel_id=panel.id)
    drawn = draw_anew(content)
    picture = Picture(
        panel_id=panel.id,
        number=picture_queries.next_number(panel.id),
        alt=alt,
        licence=licence,
        credit=credit,
        suffix=drawn.suffix,
        width=drawn.width,
        height=drawn.height,
        content=drawn.content,
        by_id=actor.id,
    )
    db.session.add(picture)
    db.session.flush()
    record(actor, "picture.added", picture, number=picture.number)
    return picture
