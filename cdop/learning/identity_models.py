"""What a chair kept of the passages that the identity guard marked."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from cdop.db.base import Id
from cdop.db.columns import coded, narrative, technical
from cdop.extensions import Model


class IdentityKept(Model):
    """The reason for which one passage of one text may stay, by the person who signed it off.

    It is bound to the words: in a text that was changed since, the passage is asked about again.
    """

    __tablename__ = "identity_kept"
    __table_args__ = (sa.UniqueConstraint("subject_id", "passage"),)

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    subject_id: Mapped[Id] = technical(index=True)  # what was signed off: a page, an issue ...
    passage: Mapped[str] = technical()  # keyed marks: of this place in this text,
    mark: Mapped[str] = technical()  # and of the words wherever they stand
    kind: Mapped[str] = coded()
    reason: Mapped[str] = narrative()
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
